#include "breath/trace.h"

#include "base/clock.h"

enum { SPACING_NS = 30 * (int)NS_PER_MS };

void breath_trace_clear(struct breath_trace *trace)
{
    trace->count = 0;
}

static const struct breath_trace_point *point(const struct breath_trace *trace, uint32_t back)
{
    return &trace->points[(trace->count - 1 - back) % BREATH_TRACE_COUNT];
}

void breath_trace_push(struct breath_trace *trace, int64_t t_ns, float value)
{
    if (trace->count > 0 && t_ns - point(trace, 0)->t_ns < SPACING_NS) {
        return;
    }
    trace->points[trace->count % BREATH_TRACE_COUNT] = (struct breath_trace_point){t_ns, value};
    trace->count++;
}

static uint32_t kept_count(const struct breath_trace *trace)
{
    return trace->count < BREATH_TRACE_COUNT ? trace->count : (uint32_t)BREATH_TRACE_COUNT;
}

int64_t breath_trace_rose_through(const struct breath_trace *trace, int64_t since_ns, float level)
{
    const uint32_t kept = kept_count(trace);
    for (uint32_t back = 0; back + 1 < kept; back++) {
        const struct breath_trace_point *late = point(trace, back);
        const struct breath_trace_point *early = point(trace, back + 1);
        if (late->t_ns <= since_ns) {
            break;
        }
        if (early->value <= level && late->value > level) {
            const double share =
                (double)(level - early->value) / (double)(late->value - early->value);
            const int64_t t_ns =
                early->t_ns + (int64_t)(share * (double)(late->t_ns - early->t_ns));
            return t_ns > since_ns ? t_ns : since_ns;
        }
    }
    return since_ns;
}

float breath_trace_at(const struct breath_trace *trace, int64_t t_ns)
{
    const uint32_t kept = kept_count(trace);
    if (kept == 0) {
        return 0.0f;
    }
    const struct breath_trace_point *late = point(trace, 0);
    for (uint32_t back = 1; back < kept && late->t_ns > t_ns; back++) {
        const struct breath_trace_point *early = point(trace, back);
        if (early->t_ns <= t_ns) {
            const double share = (double)(t_ns - early->t_ns) / (double)(late->t_ns - early->t_ns);
            return early->value + (late->value - early->value) * (float)share;
        }
        late = early;
    }
    return late->value;
}

void breath_trace_shift(struct breath_trace *trace, float step)
{
    for (uint32_t i = 0; i < BREATH_TRACE_COUNT; i++) {
        trace->points[i].value += step;
    }
}
