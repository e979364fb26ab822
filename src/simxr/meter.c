#include "simxr/meter.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/ring.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    ROWS_MAX = 8192,  // waiting for the disk: over a minute at 120 Hz
    OPEN_MAX = 8,     // frames between their wait and their display
    LOCATES_MAX = 64, // recent calls that a submitted pose is looked for in
    MARKS = 16,
    FLUSH_MS = 100,
};

struct row {
    int64_t frame; // -1: unused
    int64_t wait_ns, begin_ns, locate_ns, end_ns, gpu_done_ns, predicted_ns, displayed_ns;
    bool is_missed, is_matched;
};

struct locate {
    int64_t at_ns;
    struct pose view;
};

struct simxr_meter_state {
    FILE *file; // owned; used by the writer alone
    pthread_t writer;
    bool has_writer;
    atomic_bool is_closing;
    struct ring ring;
    struct row waiting[ROWS_MAX + 1];
    struct row open[OPEN_MAX];
    struct locate locates[LOCATES_MAX];
    int64_t locate_count;
    uint32_t mark;
    long dropped_count;
};

static void write_rows(struct simxr_meter_state *state)
{
    struct row row;
    while (ring_pop(&state->ring, &row)) {
        fprintf(state->file,
                "%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64
                ",%" PRId64 ",%d,%d\n",
                row.frame, row.wait_ns, row.begin_ns, row.locate_ns, row.end_ns, row.gpu_done_ns,
                row.predicted_ns, row.displayed_ns, row.is_missed, row.is_matched);
    }
    fflush(state->file);
}

static void *write_until_closed(void *user)
{
    struct simxr_meter_state *state = user;
    const struct timespec pause = {.tv_nsec = FLUSH_MS * 1000000L};
    while (!atomic_load(&state->is_closing)) {
        nanosleep(&pause, NULL);
        write_rows(state);
    }
    return NULL;
}

static enum err start(struct simxr_meter_state *state, const char *path)
{
    ring_init(&state->ring, state->waiting, sizeof state->waiting[0], ROWS_MAX + 1);
    for (int i = 0; i < OPEN_MAX; i++) {
        state->open[i].frame = -1;
    }
    state->file = fopen(path, "we");
    if (!state->file) {
        LOG_ERROR("create '%s': %s", path, strerror(errno));
        return ERR_IO;
    }
    fputs("frame,wait_ns,begin_ns,locate_ns,end_ns,gpu_done_ns,predicted_ns,displayed_ns,missed,"
          "pose_matched\n",
          state->file);
    const int rc = pthread_create(&state->writer, NULL, write_until_closed, state);
    if (rc != 0) {
        LOG_ERROR("start the meter's writer: %s", strerror(rc));
        return ERR_DEVICE;
    }
    state->has_writer = true;
    return ERR_OK;
}

enum err simxr_meter_open(struct simxr_meter *meter, const char *path)
{
    meter->state = mem_alloc(1, sizeof *meter->state);
    if (!meter->state) {
        return ERR_NO_MEMORY;
    }
    const enum err err = start(meter->state, path);
    if (err != ERR_OK) {
        simxr_meter_fini(meter);
    }
    return err;
}

void simxr_meter_fini(struct simxr_meter *meter)
{
    struct simxr_meter_state *state = meter->state;
    if (!state) {
        return;
    }
    if (state->has_writer) {
        atomic_store(&state->is_closing, true);
        pthread_join(state->writer, NULL);
    }
    if (state->file) {
        write_rows(state);
        const bool has_failed = ferror(state->file) != 0;
        if (fclose(state->file) != 0 || has_failed) {
            LOG_ERROR("the meter's rows could not all be written");
        }
    }
    if (state->dropped_count > 0) {
        LOG_WARN("the meter lost %ld rows: the disk was too slow", state->dropped_count);
    }
    mem_free(state);
    meter->state = NULL;
}

vec3s simxr_meter_mark(struct simxr_meter *meter)
{
    if (!meter->state) {
        return glms_vec3_zero();
    }
    // A quarter of a micrometre is twice the step of a float at two metres.
    const uint32_t n = meter->state->mark++ % MARKS;
    const float step_m = 0.5e-6f;
    return (vec3s){{(float)(n % 4) * step_m, (float)(n / 4) * step_m, 0.0f}};
}

static struct row *find(struct simxr_meter_state *state, int64_t frame)
{
    for (int i = 0; i < OPEN_MAX; i++) {
        if (state->open[i].frame == frame) {
            return &state->open[i];
        }
    }
    return NULL;
}

// A frame that was waited for and never shown gives its place to a newer one.
static struct row *oldest(struct simxr_meter_state *state)
{
    struct row *row = &state->open[0];
    for (int i = 1; i < OPEN_MAX; i++) {
        row = state->open[i].frame < row->frame ? &state->open[i] : row;
    }
    return row;
}

void simxr_meter_wait(struct simxr_meter *meter, int64_t frame, int64_t wait_ns,
                      int64_t predicted_ns)
{
    if (meter->state) {
        *oldest(meter->state) =
            (struct row){.frame = frame, .wait_ns = wait_ns, .predicted_ns = predicted_ns};
    }
}

void simxr_meter_begin(struct simxr_meter *meter, int64_t frame, int64_t begin_ns)
{
    struct row *row = meter->state ? find(meter->state, frame) : NULL;
    if (row) {
        row->begin_ns = begin_ns;
    }
}

void simxr_meter_locate(struct simxr_meter *meter, int64_t locate_ns, struct pose view)
{
    struct simxr_meter_state *state = meter->state;
    if (state) {
        state->locates[state->locate_count % LOCATES_MAX] = (struct locate){locate_ns, view};
        state->locate_count++;
    }
}

static bool is_same(struct pose a, struct pose b)
{
    return memcmp(&a.turn, &b.turn, sizeof a.turn) == 0 &&
           memcmp(&a.at_m, &b.at_m, sizeof a.at_m) == 0;
}

static void match(struct simxr_meter_state *state, struct row *row, struct pose submitted)
{
    const int64_t count = state->locate_count;
    for (int64_t i = count - 1; i >= 0 && i >= count - LOCATES_MAX; i--) {
        const struct locate *locate = &state->locates[i % LOCATES_MAX];
        if (i == count - 1) {
            row->locate_ns = locate->at_ns;
        }
        if (is_same(locate->view, submitted)) {
            row->locate_ns = locate->at_ns;
            row->is_matched = true;
            return;
        }
    }
}

void simxr_meter_end(struct simxr_meter *meter, int64_t frame, int64_t end_ns,
                     const struct pose *submitted)
{
    struct row *row = meter->state ? find(meter->state, frame) : NULL;
    if (!row) {
        return;
    }
    row->end_ns = end_ns;
    if (submitted) {
        match(meter->state, row, *submitted);
    }
}

void simxr_meter_shown(struct simxr_meter *meter, int64_t frame, int64_t gpu_done_ns,
                       int64_t displayed_ns, bool is_missed)
{
    struct simxr_meter_state *state = meter->state;
    struct row *row = state ? find(state, frame) : NULL;
    if (!row) {
        return;
    }
    row->gpu_done_ns = gpu_done_ns;
    row->displayed_ns = displayed_ns;
    row->is_missed = is_missed;
    state->dropped_count += ring_push(&state->ring, row) ? 0 : 1;
    row->frame = -1;
}
