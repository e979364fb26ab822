#include "gpu/spread.h"

#include "base/log.h"

#include <dirent.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

static const char tasks[] = "/proc/self/task";

// Which of the driver's threads this is; -1: none of them.
static int number_of(const char *task)
{
    char path[64], name[32] = "";
    int number = -1;
    snprintf(path, sizeof path, "%s/%.16s/comm", tasks, task);
    FILE *file = fopen(path, "r");
    if (!file) {
        return -1; // ended meanwhile
    }
    if (!fgets(name, sizeof name, file) || sscanf(name, "llvmpipe-%d", &number) != 1) {
        number = -1;
    }
    fclose(file);
    return number;
}

// The processor that is `at`-th of those allowed, going round.
static int pick(const cpu_set_t *allowed, int at)
{
    int left = at % CPU_COUNT(allowed);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (CPU_ISSET((size_t)cpu, allowed) && left-- == 0) {
            return cpu;
        }
    }
    return 0;
}

static void bind_task(const char *task, const cpu_set_t *allowed)
{
    const int number = number_of(task);
    if (number < 0) {
        return;
    }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET((size_t)pick(allowed, number), &one);
    if (sched_setaffinity((pid_t)strtol(task, NULL, 10), sizeof one, &one) != 0) {
        LOG_DEBUG("thread llvmpipe-%d cannot be bound to a processor", number);
    }
}

void gpu_spread_threads(void)
{
    cpu_set_t allowed;
    DIR *folder = opendir(tasks);
    if (!folder) {
        return;
    }
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) > 1) {
        for (const struct dirent *entry; (entry = readdir(folder));) {
            bind_task(entry->d_name, &allowed);
        }
    }
    closedir(folder);
}
