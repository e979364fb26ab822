#include "app/exec.h"

#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int64_t app_exec_ns(void)
{
    char text[1024];
    FILE *file = fopen("/proc/self/stat", "re");
    if (!file) {
        return clock_now_ns();
    }
    const size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = '\0';
    // The name in brackets may hold anything; the fields after it are numbers.
    const char *field = strrchr(text, ')');
    unsigned long long ticks = 0;
    if (!field || sscanf(field + 1,
                         " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d "
                         "%*d %*d %*d %*d %llu",
                         &ticks) != 1) {
        return clock_now_ns();
    }
    // Ticks count from boot, suspended time included; our clock may leave that out.
    struct timespec boot = {0};
    clock_gettime(CLOCK_BOOTTIME, &boot);
    const int64_t boot_ns = (int64_t)boot.tv_sec * NS_PER_S + boot.tv_nsec;
    const int64_t age_ns = boot_ns - (int64_t)(ticks * (unsigned long long)NS_PER_S /
                                               (unsigned long long)sysconf(_SC_CLK_TCK));
    return clock_now_ns() - age_ns;
}
