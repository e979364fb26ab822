#include "session/plan.h"

#include "session/name.h"
#include "session/plan_breath.h"
#include "session/plan_step.h"
#include "session/site.h"

#include <stdio.h>
#include <string.h>

static const char *const settings[] = {"clinic", "home", NULL};

#define PLAN(key, member, lo, hi, start) \
    JSON_FIELD_NUMBER(JSON_FIELD_FLOAT, key, struct session_plan, member, lo, hi, start)

const struct json_field session_plan_fields[] = {
    JSON_FIELD_WORDS("name", struct session_plan, name, "", true),
    JSON_FIELD_WORDS("language", struct session_plan, language, "", false),
    JSON_FIELD_NAMED("setting", struct session_plan, setting, settings, false),
    PLAN("dwell_s", dwell_s, 0.8, 2.0, 1.0), // clinical facts 20
    PLAN("exit_dwell_s", exit_dwell_s, 1.0, 5.0, 3.0),
    PLAN("exit_hold_s", exit_hold_s, 1.0, 5.0, 2.0),
    PLAN("fade_in_s", fade_in_s, 0.5, 10.0, 3.0),
    PLAN("fade_out_s", fade_out_s, 0.5, 10.0, 3.0),
    PLAN("volume", volume, 0.0, 1.0, 0.8),
    PLAN("max_minutes", max_minutes, 1.0, 25.0, 25.0),
    PLAN("posture_deg", posture_deg, 0.0, 90.0, 0.0),
    JSON_FIELD_NUMBER(JSON_FIELD_INT, "task_level", struct session_plan, task_level, 0.0, 3.0, 1.0),
    JSON_FIELD_NUMBER(JSON_FIELD_U64, "seed", struct session_plan, seed, 0.0, 9007199254740992.0,
                      0.0),
    JSON_FIELD_LAST,
};

// ---- what it is made of

static enum err read_scene_file(struct session_plan *plan, struct json_at *at,
                                const struct session_files *files, struct diag *diag)
{
    const char *text = NULL;
    size_t size = 0;
    char path[SESSION_NAME_PATH_BYTES] = "";
    const enum err found =
        files->read(files->user, plan->scene_file, &text, &size, path, sizeof path);
    if (found != ERR_OK) {
        json_error(at, "file", "there is no scene \"%s\" that can be read", plan->scene_file);
        return found == ERR_NO_MEMORY ? found : ERR_OK; // reported; what else is wrong is next
    }
    struct json_doc doc = {0};
    enum err err = json_parse(&doc, path, text, size, diag);
    if (err == ERR_OK) {
        struct json_at root = json_root(&doc);
        err = scene_read(&plan->scene, &root, files->look_photo, path);
    }
    json_fini(&doc);
    return err == ERR_BAD_DATA ? ERR_OK : err;
}

static enum err read_scene(struct session_plan *plan, struct json_at *root,
                           const struct session_files *files, struct diag *diag)
{
    json_require(root, "scene");
    struct json_at at = json_object(root, "scene");
    json_field_defaults(scene_fields, &plan->scene);
    json_require(&at, "file");
    if (json_text(&at, "file", plan->scene_file, sizeof plan->scene_file)) {
        if (session_name_is_file(plan->scene_file)) {
            TRY(read_scene_file(plan, &at, files, diag));
        } else {
            json_error(&at, "file",
                       "expected a name inside the program's folders, such as "
                       "\"scenes/shore.json\"");
        }
    }
    const enum err err = scene_override(&plan->scene, &at);
    return err == ERR_BAD_DATA ? ERR_OK : err;
}

static enum err read_site(struct session_site *site, const struct session_files *files,
                          struct diag *diag)
{
    const char *text = NULL;
    size_t size = 0;
    char path[SESSION_NAME_PATH_BYTES] = "";
    session_site_defaults(site);
    const enum err found =
        files->read(files->user, SESSION_SITE_FILE, &text, &size, path, sizeof path);
    if (found != ERR_OK) {
        return found == ERR_NO_MEMORY ? found : ERR_OK; // a place may have no limits of its own
    }
    struct json_doc doc = {0};
    enum err err = json_parse(&doc, path, text, size, diag);
    if (err == ERR_OK) {
        struct json_at root = json_root(&doc);
        err = session_site_read(site, &root);
    }
    json_fini(&doc);
    return err == ERR_BAD_DATA ? ERR_OK : err;
}

// ---- limits and wishes

static void apply_site(struct session_plan *plan, const struct session_site *site,
                       const struct json_at *root)
{
    if (plan->volume > site->max_volume) {
        json_warn(root, "volume", "the site allows %g; that is used", (double)site->max_volume);
        plan->volume = site->max_volume;
    }
    if (plan->max_minutes > site->max_minutes) {
        plan->max_minutes = site->max_minutes;
    }
    const double planned_s = (double)session_plan_seconds(plan);
    if (planned_s > (double)plan->max_minutes * 60.0) {
        json_error(root, "steps", "the steps last %g minutes together, but at most %g are allowed",
                   planned_s / 60.0, (double)plan->max_minutes);
    }
    if (plan->language[0] == '\0') {
        memcpy(plan->language, site->language, sizeof plan->language);
    } else if (!session_name_is_language(plan->language)) {
        json_error(root, "language", "expected a language tag such as \"en\" or \"pt-BR\"");
    }
}

static void apply_overrides(struct session_plan *plan, const struct session_overrides *overrides,
                            struct diag *diag)
{
    const char *language = overrides->language;
    if (overrides->has_seed) {
        plan->seed = overrides->seed;
    }
    if (overrides->posture_deg >= 0.0f) {
        plan->posture_deg = overrides->posture_deg < 90.0f ? overrides->posture_deg : 90.0f;
    }
    if (!language || language[0] == '\0') {
        return;
    }
    if (session_name_is_language(language) && strlen(language) < sizeof plan->language) {
        snprintf(plan->language, sizeof plan->language, "%s", language);
    } else {
        snprintf(diag->file, sizeof diag->file, "--language");
        json_diag_add(diag, false, 0, 0, NULL,
                      "expected a tag such as en or pt-BR, found \"%.40s\"", language);
    }
}

enum err session_plan_read(struct session_plan *plan, struct json_at *root,
                           const struct session_files *files,
                           const struct session_overrides *overrides, struct diag *diag)
{
    const int errors_before = diag->error_count;
    struct session_site site;
    *plan = (struct session_plan){0};
    json_field_defaults(session_plan_fields, plan);
    json_field_read(session_plan_fields, root, plan, true);
    session_plan_breath_read(plan, root, overrides->best_bpm);
    session_plan_step_read(plan, root);
    TRY(read_scene(plan, root, files, diag));
    if (!json_has(root, "seed")) {
        plan->seed = plan->scene.seed;
    }
    json_object_end(root);
    TRY(read_site(&site, files, diag));
    apply_site(plan, &site, root);
    apply_overrides(plan, overrides, diag);
    plan->scene.seed = plan->seed;
    return diag->error_count > errors_before || json_failed(root->doc) ? ERR_BAD_DATA : ERR_OK;
}

float session_plan_seconds(const struct session_plan *plan)
{
    float sum_s = 0.0f;
    for (int i = 0; i < plan->step_count; i++) {
        sum_s += plan->steps[i].duration_s;
    }
    return sum_s;
}

size_t session_plan_text(const struct session_plan *plan, char *out, size_t size)
{
    size_t used = json_field_text(session_plan_fields, plan, "", out, size, 0);
    used = session_plan_breath_text(plan, out, size, used);
    used = json_field_text(scene_fields, &plan->scene, "scene.", out, size, used);
    return session_plan_step_text(plan, out, size, used);
}
