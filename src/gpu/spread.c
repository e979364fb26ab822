#include "gpu/spread.h"

#include "base/log.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

enum {
    BAD_PER_LATE = 30, // good frames that outweigh a late one
    BAD_MOST = 80,     // three late frames in a row, or almost
    FIRST_FRAMES = 90,
    REST_FIRST = 450, // five seconds at 90 Hz
    REST_MOST = 8 * REST_FIRST,
};

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

static void find(struct gpu_spread *spread)
{
    DIR *folder = opendir(tasks);
    if (!folder) {
        return;
    }
    for (const struct dirent *entry; (entry = readdir(folder));) {
        const int number = number_of(entry->d_name);
        if (number >= 0 && spread->count < GPU_SPREAD_MAX) {
            spread->threads[spread->count] = (int)strtol(entry->d_name, NULL, 10);
            spread->processors[spread->count++] = pick(&spread->allowed, number);
        }
    }
    closedir(folder);
}

static void bind_all(struct gpu_spread *spread, bool is_bound)
{
    for (int i = 0; i < spread->count; i++) {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET((size_t)spread->processors[i], &one);
        const cpu_set_t *set = is_bound ? &one : &spread->allowed;
        if (sched_setaffinity((pid_t)spread->threads[i], sizeof *set, set) != 0) {
            LOG_DEBUG("a drawing thread cannot be bound to a processor");
        }
    }
    spread->is_bound = is_bound;
    spread->bad = 0;
    spread->held_frames = 0;
}

void gpu_spread_init(struct gpu_spread *spread)
{
    *spread = (struct gpu_spread){.first_frames = FIRST_FRAMES, .rest_frames = REST_FIRST};
    if (sched_getaffinity(0, sizeof spread->allowed, &spread->allowed) != 0 ||
        CPU_COUNT(&spread->allowed) < 2) {
        return;
    }
    find(spread);
    bind_all(spread, true);
}

void gpu_spread_frame(struct gpu_spread *spread, bool was_late)
{
    if (spread->count == 0) {
        return;
    }
    if (spread->first_frames > 0) {
        spread->first_frames--;
        return;
    }
    spread->held_frames++;
    if (!spread->is_bound) {
        if (spread->held_frames >= spread->rest_frames) {
            bind_all(spread, true);
        }
        return;
    }
    spread->bad += was_late ? BAD_PER_LATE : -1;
    spread->bad = spread->bad > 0 ? spread->bad : 0;
    if (spread->bad > BAD_MOST) {
        bind_all(spread, false);
        spread->rest_frames = spread->rest_frames < REST_MOST ? 2 * spread->rest_frames : REST_MOST;
    } else if (spread->held_frames >= REST_FIRST) {
        spread->rest_frames = REST_FIRST; // it has held
    }
}
