// When this process was started, on the clock of base/clock.h.
#ifndef APP_EXEC_H
#define APP_EXEC_H

#include <stdint.h>

// From /proc/self/stat (field 22, clock ticks since boot: 10 ms fine); now when it is not there.
int64_t app_exec_ns(void);

#endif
