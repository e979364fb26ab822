#include "app/check_load.h"

#include "app/platform.h"

#include <stdio.h>
#include <string.h>

// Room for both eyes' stills and what is read out of them; headsets' own sizes are below it.
static const int side_most_px = 1728;

static void take_most(const struct session_headset *headset, struct app_watch_display *out)
{
    const int side = headset->width > headset->height ? headset->width : headset->height;
    const int bounded = side < side_most_px ? side : side_most_px;
    out->side_px = bounded > out->side_px ? bounded : out->side_px;
    if (headset->white_nits > out->white_nits) {
        out->white_nits = headset->white_nits;
    }
    if (headset->refresh_hz > out->refresh_hz) {
        out->refresh_hz = headset->refresh_hz;
    }
    if (headset->fov_deg > out->fov_deg) {
        out->fov_deg = headset->fov_deg;
    }
}

bool app_check_load_display(const char *name, struct app_watch_display *out)
{
    struct session_headsets headsets = {0};
    *out = (struct app_watch_display){0};
    if (app_platform_headsets(&headsets) != ERR_OK) {
        return false;
    }
    const struct session_headset *one = name ? session_headset_find(&headsets, name) : NULL;
    if (name && !one) {
        fprintf(stderr, "respite: --headset: config/headsets.json has no \"%s\"\n", name);
        return false;
    }
    for (int i = 0; i < headsets.count; i++) {
        if (!one || one == &headsets.entries[i]) {
            take_most(&headsets.entries[i], out);
        }
    }
    return true;
}

static void stretch(struct session_plan *plan)
{
    const float longer = plan->scene.minutes * 60.0f / session_plan_seconds(plan);
    for (int i = 0; i < plan->step_count; i++) {
        plan->steps[i].duration_s *= longer;
    }
    plan->max_minutes = plan->scene.minutes + 1.0f;
}

// Whether the file calls itself a session; what cannot be read is read again, and said, as a scene.
static bool is_session(const char *file)
{
    struct diag diag = {0};
    struct json_doc doc = {0};
    char schema[256] = "";
    if (json_parse_file(&doc, file, &diag) == ERR_OK) {
        struct json_at root = json_root(&doc);
        (void)json_text(&root, "$schema", schema, sizeof schema);
    }
    json_fini(&doc);
    return strstr(schema, "session.schema.json") != NULL;
}

enum err app_check_load(struct app_load *load, const char *file,
                        const struct app_check_load_wish *wish, struct arena *arena)
{
    const bool is_whole = is_session(file);
    const struct session_overrides overrides = {
        .posture_deg = -1.0f, .has_seed = wish->has_seed, .seed = wish->seed};
    TRY(app_load_session(load, is_whole ? file : NULL, &overrides, arena));
    struct session_plan *plan = &load->plan;
    if (!is_whole) {
        TRY(app_load_scene(&plan->scene, file));
        plan->scene.seed = wish->has_seed ? wish->seed : plan->scene.seed;
        plan->seed = plan->scene.seed;
        plan->task_level = 3;
        stretch(plan);
    }
    plan->task_level = wish->task_level >= 0 ? wish->task_level : plan->task_level;
    return ERR_OK;
}
