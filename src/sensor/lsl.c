#include "sensor/lsl.h"

#include "base/clock.h"
#include "base/log.h"

#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Of lsl_c.h, 1.16; the same since 1.10.
typedef void *lsl_streaminfo;
typedef void *lsl_inlet;
enum { LSL_NO_ERROR = 0, LSL_TIMEOUT_ERROR = -1 };

static const double resolve_s = 0.5, pull_s = 0.2, correction_s = 0.5;
static const int64_t correct_every_ns = 5 * NS_PER_S;
enum { BUFFER_S = 10 };

struct calls {
    int32_t (*resolve)(lsl_streaminfo *out, uint32_t most, const char *property, const char *value,
                       int32_t least, double timeout_s);
    void (*free_info)(lsl_streaminfo info);
    int32_t (*channels)(lsl_streaminfo info);
    lsl_inlet (*open)(lsl_streaminfo info, int32_t buffer_s, int32_t chunk, int32_t recover);
    void (*close)(lsl_inlet inlet);
    double (*pull)(lsl_inlet inlet, float *values, int32_t count, double timeout_s, int32_t *error);
    double (*correction)(lsl_inlet inlet, double timeout_s, int32_t *error);
    double (*clock)(void);
};

// A function's address comes as an object's; POSIX promises that the copy works.
static bool find(void *library, const char *name, void *out_function)
{
    void *symbol = dlsym(library, name);
    memcpy(out_function, &symbol, sizeof symbol);
    return symbol != NULL;
}

static bool find_all(void *library, struct calls *calls)
{
    return find(library, "lsl_resolve_byprop", &calls->resolve) &&
           find(library, "lsl_destroy_streaminfo", &calls->free_info) &&
           find(library, "lsl_get_channel_count", &calls->channels) &&
           find(library, "lsl_create_inlet", &calls->open) &&
           find(library, "lsl_destroy_inlet", &calls->close) &&
           find(library, "lsl_pull_sample_f", &calls->pull) &&
           find(library, "lsl_time_correction", &calls->correction) &&
           find(library, "lsl_local_clock", &calls->clock);
}

// From the sender's clock to ours, seconds; NAN while it is not known.
struct clocks {
    double apart_s;
    int64_t next_ns;
};

static void set_clock(const struct calls *calls, lsl_inlet inlet, struct clocks *clocks)
{
    const int64_t now_ns = clock_now_ns();
    if (now_ns < clocks->next_ns) {
        return;
    }
    int32_t error = LSL_NO_ERROR;
    const double to_local_s = calls->correction(inlet, correction_s, &error);
    if (error == LSL_NO_ERROR && isfinite(to_local_s)) {
        const double ours_s = (double)clock_now_ns() / NS_PER_S;
        clocks->apart_s = to_local_s + ours_s - calls->clock();
        clocks->next_ns = now_ns + correct_every_ns;
    }
}

static void take(struct sensor_lsl *lsl, double theirs_s, float value, const struct clocks *clocks)
{
    const double ours_s = theirs_s + clocks->apart_s;
    if (!isfinite(ours_s) || !isfinite((double)value) || fabs(ours_s) > 9.0e9) {
        return;
    }
    const struct sensor_lsl_item item = {.t_ns = (int64_t)(ours_s * (double)NS_PER_S),
                                         .value = value};
    (void)ring_push(&lsl->ring, &item); // full: nobody breathes along
}

// Until the stream is lost, or nobody wants it any more.
static void follow(struct sensor_lsl *lsl, const struct calls *calls, lsl_inlet inlet, int channels)
{
    struct clocks clocks = {.apart_s = (double)NAN};
    float values[SENSOR_LSL_CHANNELS] = {0};
    while (!atomic_load(&lsl->is_stopping)) {
        set_clock(calls, inlet, &clocks);
        int32_t error = LSL_NO_ERROR;
        const double theirs_s = calls->pull(inlet, values, channels, pull_s, &error);
        if (error != LSL_NO_ERROR && error != LSL_TIMEOUT_ERROR) {
            LOG_WARN("the stream '%s' is lost; it is looked for again", lsl->stream);
            return;
        }
        if (theirs_s > 0.0) {
            take(lsl, theirs_s, values[0], &clocks);
        }
    }
}

static void *run(void *user)
{
    struct sensor_lsl *lsl = user;
    struct calls calls;
    if (!find_all(lsl->library, &calls)) {
        return NULL; // asked before the thread was made
    }
    while (!atomic_load(&lsl->is_stopping)) {
        lsl_streaminfo info = NULL;
        if (calls.resolve(&info, 1, "name", lsl->stream, 1, resolve_s) < 1 || !info) {
            continue;
        }
        const int channels = calls.channels(info);
        lsl_inlet inlet = channels >= 1 && channels <= SENSOR_LSL_CHANNELS
                              ? calls.open(info, BUFFER_S, 0, 0)
                              : NULL;
        calls.free_info(info);
        if (!inlet) {
            LOG_ERROR("the stream '%s' cannot be used: it has %d channels, 1 to %d are read",
                      lsl->stream, channels, SENSOR_LSL_CHANNELS);
            return NULL;
        }
        LOG_INFO("the stream '%s' is there, with %d channels", lsl->stream, channels);
        follow(lsl, &calls, inlet, channels);
        calls.close(inlet);
    }
    return NULL;
}

static void *open_library(void)
{
    static const char *const names[] = {"liblsl.so", "liblsl.so.2", "liblsl.so.1", "liblsl64.so"};
    const char *own = getenv("RESPITE_LSL");
    if (own) {
        return dlopen(own, RTLD_NOW | RTLD_LOCAL);
    }
    void *library = NULL;
    for (size_t i = 0; !library && i < sizeof names / sizeof names[0]; i++) {
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    }
    return library;
}

enum err sensor_lsl_init(struct sensor_lsl *lsl, const char *stream)
{
    struct calls calls;
    if (strlen(stream) >= sizeof lsl->stream) {
        LOG_ERROR("the name of the stream is too long: at most %zu bytes", sizeof lsl->stream - 1);
        return ERR_BAD_DATA;
    }
    snprintf(lsl->stream, sizeof lsl->stream, "%s", stream);
    lsl->library = open_library();
    if (!lsl->library) {
        LOG_ERROR("breath from the stream '%s' needs Lab Streaming Layer (liblsl.so), which is not "
                  "installed here; install it, or use belt:PATH",
                  stream);
        return ERR_IO;
    }
    if (!find_all(lsl->library, &calls)) {
        LOG_ERROR("the Lab Streaming Layer installed here is too old; 1.10 or newer is needed");
        return ERR_IO;
    }
    ring_init(&lsl->ring, lsl->items, sizeof lsl->items[0], SENSOR_LSL_QUEUED);
    lsl->has_thread = pthread_create(&lsl->thread, NULL, run, lsl) == 0;
    return lsl->has_thread ? ERR_OK : ERR_NO_MEMORY;
}

void sensor_lsl_fini(struct sensor_lsl *lsl)
{
    if (lsl->has_thread) {
        atomic_store(&lsl->is_stopping, true);
        pthread_join(lsl->thread, NULL);
        lsl->has_thread = false;
    }
    // The library stays loaded: threads of its own may still be ending.
    lsl->library = NULL;
}

void sensor_lsl_drain(struct sensor_lsl *lsl,
                      void (*push)(void *user, const struct breath_sample *sample), void *user)
{
    struct sensor_lsl_item item;
    while (lsl->has_thread && ring_pop(&lsl->ring, &item)) {
        const struct breath_sample sample = {
            .t_ns = item.t_ns,
            .source = BREATH_SOURCE_BELT,
            .is_tracked = true,
            .pose = pose_identity(),
            .head = pose_identity(),
            .value = item.value,
        };
        push(user, &sample);
    }
}
