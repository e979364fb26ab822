// The last seconds of a smoothed signal, to date a breath by looking back.
#ifndef BREATH_TRACE_H
#define BREATH_TRACE_H

#include <stdint.h>

enum { BREATH_TRACE_COUNT = 512 };

struct breath_trace_point {
    int64_t t_ns;
    float value;
};

struct breath_trace {
    struct breath_trace_point points[BREATH_TRACE_COUNT]; // a ring
    uint32_t count;                                       // pushed since the start
};

void breath_trace_clear(struct breath_trace *trace);

// Points closer than 30 ms to the last kept one are left out: 512 of them reach back 15 s or more.
void breath_trace_push(struct breath_trace *trace, int64_t t_ns, float value);

// The last time at or after `since_ns` at which the trace rose through `level`; `since_ns` when it
// did not.
int64_t breath_trace_rose_through(const struct breath_trace *trace, int64_t since_ns, float level);

// The value at `t_ns`, on the line between the points around it; the nearest end outside.
float breath_trace_at(const struct breath_trace *trace, int64_t t_ns);

void breath_trace_shift(struct breath_trace *trace, float step);

#endif
