// Stands in for liblsl, which Debian 12 has not: one stream called "belt", of two channels at 50
// Hz, whose clock is a thousand seconds ahead. It is not there at first, is lost after a second,
// and comes again. Built on the signatures of lsl_c.h alone.
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

static const double hz = 50.0, ahead_s = 1000.0;
static int resolves, samples, opened;
static int here; // its address is info and inlet

double lsl_local_clock(void);
int32_t lsl_resolve_byprop(void **out, uint32_t most, const char *property, const char *value,
                           int32_t least, double timeout_s);
void lsl_destroy_streaminfo(void *info);
int32_t lsl_get_channel_count(void *info);
void *lsl_create_inlet(void *info, int32_t buffer_s, int32_t chunk, int32_t recover);
void lsl_destroy_inlet(void *inlet);
double lsl_pull_sample_f(void *inlet, float *values, int32_t count, double timeout_s,
                         int32_t *error);
double lsl_time_correction(void *inlet, double timeout_s, int32_t *error);

double lsl_local_clock(void) // of its own, not the program's
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9 + 77.0;
}

static void sleep_s(double seconds)
{
    const struct timespec for_so_long = {.tv_nsec = (long)(seconds * 1e9)};
    nanosleep(&for_so_long, NULL);
}

int32_t lsl_resolve_byprop(void **out, uint32_t most, const char *property, const char *value,
                           int32_t least, double timeout_s)
{
    (void)least;
    (void)timeout_s;
    if (most < 1 || strcmp(property, "name") != 0 || strcmp(value, "belt") != 0 ||
        ++resolves % 3 != 0) {
        sleep_s(0.05);
        return 0;
    }
    *out = &here;
    return 1;
}

void lsl_destroy_streaminfo(void *info)
{
    (void)info;
}

int32_t lsl_get_channel_count(void *info)
{
    (void)info;
    return 2;
}

void *lsl_create_inlet(void *info, int32_t buffer_s, int32_t chunk, int32_t recover)
{
    (void)buffer_s;
    (void)chunk;
    opened++;
    samples = 0;
    return recover == 0 ? info : NULL;
}

void lsl_destroy_inlet(void *inlet)
{
    (void)inlet;
    opened--;
}

double lsl_pull_sample_f(void *inlet, float *values, int32_t count, double timeout_s,
                         int32_t *error)
{
    (void)inlet;
    (void)timeout_s;
    if (count != 2 || samples >= (int)hz) {
        *error = -2; // lost
        return 0.0;
    }
    if (samples++ % 10 == 9) {
        *error = -1; // none in time
        return 0.0;
    }
    sleep_s(1.0 / hz);
    const double now_s = lsl_local_clock();
    values[0] = (float)sin(1.5 * now_s);
    values[1] = -1.0f;
    *error = 0;
    return now_s + ahead_s;
}

double lsl_time_correction(void *inlet, double timeout_s, int32_t *error)
{
    (void)inlet;
    (void)timeout_s;
    *error = 0;
    return -ahead_s;
}
