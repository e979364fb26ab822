#include "sensor/belt.h"

#include "base/clock.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READ_BYTES = 4096, READS_MOST = 16 };

enum { CLOCK_SHARE = 2000 }; // clocks of belts differ by less than one part in so many
static const int64_t CLOCK_LOST_NS = 5 * NS_PER_S;

enum err sensor_belt_init(struct sensor_belt *belt, const char *path)
{
    // Not waiting: a pipe without a writer opens at once and stays silent.
    belt->file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (belt->file < 0) {
        LOG_ERROR("the belt at %s cannot be opened: %s; is it plugged in, and the path right?",
                  path, strerror(errno));
        return ERR_IO;
    }
    belt->is_open = true;
    // A file that grows is followed from its end: what lies in it is past. Pipes and serial lines
    // cannot be wound and do not mind.
    (void)lseek(belt->file, 0, SEEK_END);
    return ERR_OK;
}

void sensor_belt_fini(struct sensor_belt *belt)
{
    if (belt->is_open) {
        close(belt->file);
    }
    *belt = (struct sensor_belt){0};
}

static bool is_gap(char c)
{
    return c == ' ' || c == ',' || c == '\t';
}

static bool read_line(const char *line, double *out_s, double *out_value, bool *out_is_rr)
{
    char *stop = NULL;
    *out_s = strtod(line, &stop);
    if (stop == line || !is_gap(*stop)) {
        return false;
    }
    const char *second = stop + 1;
    *out_is_rr = strncmp(second, "rr", 2) == 0 && is_gap(second[2]);
    second += *out_is_rr ? 3 : 0;
    *out_value = strtod(second, &stop);
    while (*stop == ' ' || *stop == '\r') {
        stop++;
    }
    return stop != second && *stop == '\0' && isfinite(*out_s) && fabs(*out_s) < 9.0e9 &&
           isfinite(*out_value);
}

// Sets the belt's clock by a line that has just come: the smallest delay ever seen is none. The
// allowance lets a clock that runs slow catch up, the limit one that began anew.
static void set_clock(struct sensor_belt *belt, double theirs_s, int64_t now_ns)
{
    const int64_t apart_ns = now_ns - (int64_t)(theirs_s * (double)NS_PER_S);
    const int64_t allowed_ns =
        belt->ours_less_theirs_ns + (now_ns - belt->clock_set_ns) / CLOCK_SHARE;
    const bool is_new = !belt->has_clock || apart_ns - allowed_ns > CLOCK_LOST_NS;
    belt->ours_less_theirs_ns = is_new || apart_ns < allowed_ns ? apart_ns : allowed_ns;
    belt->clock_set_ns = now_ns;
    belt->has_clock = true;
}

static void take_rr(struct sensor_belt *belt, float rr_ms)
{
    if (belt->rr_count == SENSOR_BELT_RR_MAX) {
        memmove(belt->rr_ms, belt->rr_ms + 1, sizeof belt->rr_ms - sizeof belt->rr_ms[0]);
        belt->rr_count--;
    }
    belt->rr_ms[belt->rr_count++] = rr_ms;
}

static void take_line(struct sensor_belt *belt,
                      void (*push)(void *user, const struct breath_sample *sample), void *user)
{
    double theirs_s = 0.0, value = 0.0;
    bool is_rr = false;
    if (!read_line(belt->line, &theirs_s, &value, &is_rr)) {
        if (belt->bad_lines++ == 0) {
            LOG_WARN("the belt sent '%s'; expected lines of 'seconds value'", belt->line);
        }
        return;
    }
    if (is_rr) {
        take_rr(belt, (float)value);
        return;
    }
    const struct breath_sample sample = {
        .t_ns = (int64_t)(theirs_s * (double)NS_PER_S) + belt->ours_less_theirs_ns,
        .source = BREATH_SOURCE_BELT,
        .is_tracked = true,
        .pose = pose_identity(),
        .head = pose_identity(),
        .value = (float)value,
    };
    push(user, &sample);
}

// The newest whole line tells the time before any line of the block is used: a burst after a
// hiccup ends now, it does not begin now.
static void tell_time(struct sensor_belt *belt, const char *bytes, size_t count, int64_t now_ns)
{
    const char *end = memrchr(bytes, '\n', count);
    const char *before = end ? memrchr(bytes, '\n', (size_t)(end - bytes)) : NULL;
    char line[sizeof belt->line] = "";
    size_t used = 0;
    if (!end) {
        return;
    }
    if (!before) {
        used = belt->used;
        memcpy(line, belt->line, used);
    }
    const char *from = before ? before + 1 : bytes;
    const size_t length = (size_t)(end - from);
    double theirs_s = 0.0, value = 0.0;
    bool is_rr = false;
    if (used + length >= sizeof line) {
        return;
    }
    memcpy(line + used, from, length);
    line[used + length] = '\0';
    if (read_line(line, &theirs_s, &value, &is_rr)) {
        set_clock(belt, theirs_s, now_ns);
    }
}

static void take_bytes(struct sensor_belt *belt, const char *bytes, size_t count,
                       void (*push)(void *user, const struct breath_sample *sample), void *user)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != '\n') {
            if (belt->used + 1 < sizeof belt->line) {
                belt->line[belt->used++] = bytes[i];
            } else {
                belt->is_too_long = true;
            }
            continue;
        }
        belt->line[belt->used] = '\0';
        if (!belt->is_too_long && belt->used > 0 && belt->has_clock) {
            take_line(belt, push, user);
        }
        belt->used = 0;
        belt->is_too_long = false;
    }
}

void sensor_belt_drain(struct sensor_belt *belt, int64_t now_ns,
                       void (*push)(void *user, const struct breath_sample *sample), void *user)
{
    char bytes[READ_BYTES];
    belt->rr_count = 0;
    for (int i = 0; i < READS_MOST && belt->is_open; i++) {
        const ssize_t got = read(belt->file, bytes, sizeof bytes);
        if (got > 0) {
            tell_time(belt, bytes, (size_t)got, now_ns);
            take_bytes(belt, bytes, (size_t)got, push, user);
            continue;
        }
        // The end of a file or pipe may be followed by more: a writer comes back. An unplugged
        // serial line does not.
        if (got < 0 && errno != EAGAIN && errno != EINTR && !belt->is_quiet_logged) {
            belt->is_quiet_logged = true;
            LOG_WARN("the belt fell silent: %s", strerror(errno));
        }
        return;
    }
}
