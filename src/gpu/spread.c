#include "gpu/spread.h"

#include "base/log.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

enum {
    FIRST_FRAMES = 45, // the driver still translates pipelines
    SETTLE_FRAMES = 3, // after each change
    GLANCE_FRAMES = 5, // enough where one way is plainly better
    REST_FIRST = 3600, // forty seconds at 90 Hz
    REST_MOST = 16 * REST_FIRST,
};

// Frames that leave so much of a refresh need no other way.
static const double part_filled = 0.75;
// A change must be worth it, and noise is no reason to give it up.
static const double gain_least = 0.9, plainly = 1.3;

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
        const pid_t thread = (pid_t)spread->threads[i];
        if (sched_setaffinity(thread, sizeof *set, set) != 0) {
            LOG_DEBUG("a drawing thread cannot be bound to a processor");
        }
        const struct sched_param none = {0};
        if (sched_setscheduler(thread, is_bound ? SCHED_BATCH : SCHED_OTHER, &none) != 0) {
            LOG_DEBUG("a drawing thread's scheduling class cannot be changed");
        }
    }
    spread->is_bound = is_bound;
    spread->unheard_frames = SETTLE_FRAMES;
    spread->recent = 0;
}

void gpu_spread_init(struct gpu_spread *spread)
{
    *spread = (struct gpu_spread){.next_rest = REST_FIRST};
    if (sched_getaffinity(0, sizeof spread->allowed, &spread->allowed) != 0 ||
        CPU_COUNT(&spread->allowed) < 2) {
        return;
    }
    find(spread);
    bind_all(spread, true);
    spread->unheard_frames = FIRST_FRAMES;
}

static int by_length(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

// What nine of ten frames took at most; of a few, the usual one.
static double most_ms(const struct gpu_spread *spread)
{
    double sorted[GPU_SPREAD_WINDOW];
    memcpy(sorted, spread->recent_ms, (size_t)spread->recent * sizeof sorted[0]);
    qsort(sorted, (size_t)spread->recent, sizeof sorted[0], by_length);
    return sorted[spread->recent > GLANCE_FRAMES ? spread->recent * 9 / 10 : spread->recent / 2];
}

static void try_other(struct gpu_spread *spread)
{
    spread->before_ms = most_ms(spread);
    spread->is_trying = true;
    bind_all(spread, !spread->is_bound);
}

static void give_up(struct gpu_spread *spread)
{
    spread->is_trying = false;
    spread->rest_frames = spread->next_rest;
    spread->next_rest = spread->next_rest < REST_MOST / 2 ? 2 * spread->next_rest : REST_MOST;
    bind_all(spread, !spread->is_bound);
}

static void keep(struct gpu_spread *spread)
{
    spread->is_trying = false;
    spread->next_rest = REST_FIRST;
    spread->rest_frames = REST_FIRST;
    spread->recent = 0;
}

void gpu_spread_frame(struct gpu_spread *spread, double gpu_ms, double period_ms)
{
    if (spread->count == 0 || gpu_ms < 0.0) {
        return;
    }
    spread->rest_frames -= spread->rest_frames > 0;
    if (spread->unheard_frames > 0) {
        spread->unheard_frames--;
        return;
    }
    spread->recent_ms[spread->recent++] = gpu_ms;
    const bool is_full = spread->recent == GPU_SPREAD_WINDOW;
    const bool is_glance = spread->recent == GLANCE_FRAMES;
    if (!is_full && !is_glance) {
        return;
    }
    const double now_ms = most_ms(spread);
    if (spread->is_trying) {
        const double needed_gain = is_full ? gain_least : 1.0 / plainly;
        if (now_ms < spread->before_ms * needed_gain) {
            keep(spread);
        } else if (is_full || now_ms > spread->before_ms * plainly) {
            give_up(spread);
        }
        return;
    }
    const bool may_gain =
        is_full ? !spread->is_bound || now_ms > period_ms * part_filled : now_ms > period_ms;
    if (may_gain && spread->rest_frames == 0) {
        try_other(spread);
    } else if (is_full) {
        spread->recent = 0;
    }
}
