#include "app/platform.h"

#include "app/load.h"
#include "base/log.h"
#include "base/path.h"

#include <math.h>
#include <stdio.h>

static const float less_hz = 1.0f; // below the full rate: the next lower one there is

enum err app_platform_headsets(struct session_headsets *headsets)
{
    char path[PATH_BYTES];
    if (!path_config(path, "headsets.json")) {
        return ERR_IO;
    }
    struct diag diag = {0};
    struct json_doc doc = {0};
    enum err err = json_parse_file(&doc, path, &diag);
    if (err == ERR_OK) {
        struct json_at root = json_root(&doc);
        char schema[256];
        (void)json_text(&root, "$schema", schema, sizeof schema); // `respite validate` looks at it
        err = session_headset_read(headsets, &root);
    }
    app_load_print(&diag);
    json_fini(&doc);
    return err;
}

float app_platform_wish_hz(const struct vr_info *info)
{
    struct session_headsets headsets = {0};
    if (app_platform_headsets(&headsets) != ERR_OK) {
        LOG_INFO("config/headsets.json cannot be read: the display's refresh rate is left alone");
        return 0.0f;
    }
    char words[sizeof info->runtime + sizeof info->system + 1];
    snprintf(words, sizeof words, "%s %s", info->runtime, info->system);
    const struct session_headset *headset = session_headset_of_system(&headsets, words);
    return headset ? headset->refresh_hz : 0.0f;
}

static bool wants_lower_rate(const struct app_platform *platform)
{
    return platform->is_spent || app_thermal_wants_lower_rate(&platform->thermal);
}

void app_platform_start(struct app_platform *platform, struct vr *vr, float wish_hz)
{
    const float asked_hz = wish_hz > 0.0f ? vr_rate_ask(vr, wish_hz) : 0.0f;
    platform->full_hz = asked_hz > 0.0f ? asked_hz : vr_info(vr)->refresh_hz;
    if (wants_lower_rate(platform) && platform->full_hz > 0.0f) {
        (void)vr_rate_ask(vr, platform->full_hz - less_hz);
    }
}

static void change_rate(const struct app_platform *platform, struct vr *vr, bool was_slow)
{
    const bool is_slow = wants_lower_rate(platform);
    if (is_slow != was_slow && platform->full_hz > 0.0f) {
        (void)vr_rate_ask(vr, is_slow ? platform->full_hz - less_hz : platform->full_hz);
    }
}

void app_platform_frame(struct app_platform *platform, struct vr *vr, struct app_governor *governor,
                        const struct vr_events *events, int64_t now_ns)
{
    if (events->new_refresh_hz > 0.0f) {
        LOG_INFO("the display now refreshes at %.0f Hz", (double)events->new_refresh_hz);
    }
    struct app_thermal *thermal = &platform->thermal;
    const bool was_slow = wants_lower_rate(platform);
    // Even and slower is calmer than fast with gaps. Coming back would be seen: it is not tried.
    if (!platform->is_spent && platform->full_hz > 0.0f && app_governor_is_spent(governor)) {
        platform->is_spent = true;
        LOG_INFO("frames do not fit %.0f Hz: a lower refresh rate from now on",
                 (double)vr_info(vr)->refresh_hz);
        change_rate(platform, vr, was_slow);
    }
    if (app_thermal_step(thermal, now_ns, events->cpu_heat, events->gpu_heat)) {
        static const char *const words[] = {"cool", "warm", "hot", "hot for long"};
        LOG_INFO("the headset is %s: render scale at most %.2f%s", words[thermal->step],
                 (double)app_thermal_scale_most(thermal),
                 app_thermal_wants_lower_rate(thermal) ? ", and a lower refresh rate" : "");
        change_rate(platform, vr, was_slow);
    }
    const float known = platform->recommended > 0.0f ? platform->recommended : 1.0f;
    platform->recommended = events->scale_most;
    if (events->scale_most != known) {
        LOG_INFO("the runtime recommends render scale %.2f at most", (double)events->scale_most);
    }
    const float scale_most = fminf(app_thermal_scale_most(thermal), events->scale_most);
    if (scale_most != platform->scale_most) {
        platform->scale_most = scale_most;
        app_governor_limit(governor, scale_most);
    }
}
