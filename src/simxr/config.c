#include "simxr/config.h"

#include "base/clock.h"
#include "base/log.h"
#include "simxr/display.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double CAPTURE_HZ_MAX = 1000.0;
static const double CAPTURE_AT_MAX_S = 86400.0;

// True when the whole text is one number in [lo, hi].
static bool read_number(const char *text, double lo, double hi, double *out)
{
    char *end = NULL;
    errno = 0;
    const double value = strtod(text, &end);
    if (end == text || *end != '\0' || errno != 0 || !(value >= lo && value <= hi)) {
        return false;
    }
    *out = value;
    return true;
}

static void read_double(const char *name, const char *text, double lo, double hi, double *out)
{
    if (text && !read_number(text, lo, hi, out)) {
        LOG_WARN("%s is '%s', but must be a number from %g to %g; using %g", name, text, lo, hi,
                 *out);
    }
}

// Stores the index of the word in `words` (closed by NULL).
static void read_word(const char *name, const char *text, const char *const *words, int *out)
{
    if (!text) {
        return;
    }
    char list[160] = "";
    size_t used = 0;
    for (int i = 0; words[i]; i++) {
        if (strcmp(words[i], text) == 0) {
            *out = i;
            return;
        }
        const int n =
            snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "", words[i]);
        used += n > 0 && (size_t)n < sizeof list - used ? (size_t)n : 0;
    }
    LOG_WARN("%s is '%s', but must be one of %s; using %s", name, text, list, words[*out]);
}

static void read_path(const char *name, const char *text, char *out, size_t size)
{
    if (!text) {
        return;
    }
    const size_t length = strlen(text);
    if (length >= size) {
        LOG_WARN("%s is longer than %zu bytes and is not used", name, size - 1);
        return;
    }
    memcpy(out, text, length + 1);
}

static void read_headset(struct simxr_config *config, const char *wanted)
{
    enum { HEADSETS_MAX = 8 };
    const char *names[HEADSETS_MAX + 1] = {0};
    for (int i = 0; i < HEADSETS_MAX && simxr_display_headset_at(i); i++) {
        names[i] = simxr_display_headset_at(i)->name;
    }
    int which = 0;
    while (names[which] && strcmp(names[which], "preview") != 0) {
        which++;
    }
    read_word("RESPITE_SIMXR_HEADSET", wanted, names, &which);
    config->headset = simxr_display_headset(names[which]);
}

static void read_rate(struct simxr_config *config, const char *text)
{
    config->rate_hz = config->headset->rates_hz[0];
    double rate_hz = 0.0;
    if (!text) {
        return;
    }
    if (read_number(text, 1.0, 1000.0, &rate_hz) &&
        simxr_display_has_rate(config->headset, rate_hz)) {
        config->rate_hz = rate_hz;
        return;
    }
    LOG_WARN("RESPITE_SIMXR_RATE_HZ is '%s', a rate that the headset '%s' does not have; using %g",
             text, config->headset->name, config->rate_hz);
}

static int by_time(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void read_capture_at(struct simxr_config *config, const char *text)
{
    while (text && *text) {
        const size_t length = strcspn(text, ",");
        char part[32];
        double at_s = 0.0;
        if (config->capture_at_count == SIMXR_CONFIG_AT_MAX) {
            LOG_WARN("RESPITE_SIMXR_CAPTURE_AT names more than %d instants; the rest is left out",
                     SIMXR_CONFIG_AT_MAX);
            break;
        }
        snprintf(part, sizeof part, "%.*s", (int)(length < 31 ? length : 31), text);
        if (read_number(part, 0.0, CAPTURE_AT_MAX_S, &at_s)) {
            config->capture_at_ns[config->capture_at_count++] =
                (int64_t)llround(at_s * (double)NS_PER_S);
        } else {
            LOG_WARN("RESPITE_SIMXR_CAPTURE_AT names '%s', but must be seconds from 0 to %g, "
                     "separated by commas; that one is left out",
                     part, CAPTURE_AT_MAX_S);
        }
        text += length + (text[length] == ',' ? 1 : 0);
    }
    qsort(config->capture_at_ns, (size_t)config->capture_at_count, sizeof(int64_t), by_time);
}

void simxr_config_read(struct simxr_config *config, char *(*get)(const char *name))
{
    static const char *const clocks[] = {"real", "virtual", NULL};
    static const char *const draws[] = {"all", "captured", NULL};
    static const char *const formats[] = {"all", "srgb", "unorm", NULL};
    *config = (struct simxr_config){0};

    read_headset(config, get("RESPITE_SIMXR_HEADSET"));
    read_rate(config, get("RESPITE_SIMXR_RATE_HZ"));

    int which = 0;
    read_word("RESPITE_SIMXR_CLOCK", get("RESPITE_SIMXR_CLOCK"), clocks, &which);
    config->is_clock_virtual = which == 1;
    which = 0;
    read_word("RESPITE_SIMXR_DRAW", get("RESPITE_SIMXR_DRAW"), draws, &which);
    config->is_draw_captured_only = which == 1;
    which = 0;
    read_word("RESPITE_SIMXR_FORMATS", get("RESPITE_SIMXR_FORMATS"), formats, &which);
    config->formats = (enum simxr_formats)which;

    read_path("RESPITE_SIMXR_SCRIPT", get("RESPITE_SIMXR_SCRIPT"), config->script_path,
              sizeof config->script_path);
    read_path("RESPITE_SIMXR_METER", get("RESPITE_SIMXR_METER"), config->meter_path,
              sizeof config->meter_path);
    read_path("RESPITE_SIMXR_CAPTURE", get("RESPITE_SIMXR_CAPTURE"), config->capture_folder,
              sizeof config->capture_folder);
    read_path("RESPITE_SIMXR_WITHOUT", get("RESPITE_SIMXR_WITHOUT"), config->without,
              sizeof config->without);
    read_double("RESPITE_SIMXR_CAPTURE_HZ", get("RESPITE_SIMXR_CAPTURE_HZ"), 0.0, CAPTURE_HZ_MAX,
                &config->capture_hz);
    read_double("RESPITE_SIMXR_POSTURE", get("RESPITE_SIMXR_POSTURE"), 0.0, 90.0,
                &config->posture_deg);
    read_capture_at(config, get("RESPITE_SIMXR_CAPTURE_AT"));
}

bool simxr_config_offers(const struct simxr_config *config, const char *extension)
{
    const size_t wanted = strlen(extension);
    const char *at = config->without;
    while (*at) {
        const size_t length = strcspn(at, ",");
        if (length == wanted && memcmp(at, extension, length) == 0) {
            return false;
        }
        at += length + (at[length] == ',' ? 1 : 0);
    }
    return true;
}

bool simxr_config_captures(const struct simxr_config *config, int64_t after_ns, int64_t until_ns)
{
    if (config->capture_folder[0] == '\0' || until_ns < 0) {
        return false;
    }
    for (int i = 0; i < config->capture_at_count; i++) {
        if (config->capture_at_ns[i] > after_ns && config->capture_at_ns[i] <= until_ns) {
            return true;
        }
    }
    if (config->capture_hz <= 0.0) {
        return false;
    }
    // Picture n is due at n / hz. Rounded, so that a rate that divides the refresh rate gives
    // evenly spaced pictures.
    const double after = floor((double)after_ns * config->capture_hz / (double)NS_PER_S + 1e-6);
    const double until = floor((double)until_ns * config->capture_hz / (double)NS_PER_S + 1e-6);
    return after_ns < 0 || until > after;
}
