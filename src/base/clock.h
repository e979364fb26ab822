// Time. All instants inside the program are int64_t nanoseconds of CLOCK_MONOTONIC, the clock
// that XrTime maps to; wall time appears only in records.
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#define NS_PER_S  1000000000LL
#define NS_PER_MS 1000000LL

int64_t clock_now_ns(void);

// CPU time spent by the calling thread.
int64_t clock_thread_cpu_ns(void);

// Milliseconds since 1970 UTC.
int64_t clock_wall_ms(void);

// Returns at once when the instant has passed.
void clock_sleep_until_ns(int64_t instant_ns);

#endif
