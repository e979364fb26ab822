#include "session/validate.h"

#include "session/headset.h"
#include "session/locale.h"
#include "session/name.h"
#include "session/program.h"
#include "session/site.h"

#include <stdio.h>
#include <string.h>

const char *const session_validate_kinds[] = {"scene",  "session",  "program", "site",
                                              "locale", "headsets", NULL};

// The kind of a document, or -1 with an error. Schemas are named "…/scene.schema.json".
static int kind_of(struct json_at *root)
{
    static const char ending[] = ".schema.json";
    char schema[256] = "";
    const int errors_before = root->doc->error_count;
    json_require(root, "$schema");
    if (!json_text(root, "$schema", schema, sizeof schema)) {
        if (root->doc->error_count == errors_before) { // a root that is no object
            json_object_end(root);
        }
        return -1;
    }
    char *slash = strrchr(schema, '/');
    char *name = slash ? slash + 1 : schema;
    const size_t length = strlen(name);
    const size_t tail = sizeof ending - 1;
    if (length > tail && strcmp(name + length - tail, ending) == 0) {
        name[length - tail] = '\0';
        for (int i = 0; session_validate_kinds[i]; i++) {
            if (strcmp(name, session_validate_kinds[i]) == 0) {
                return i;
            }
        }
    }
    const char *near = json_nearest(name, session_validate_kinds);
    json_error(root, "$schema",
               "expected the name of a schema: scene, session, program, site, locale or headsets, "
               "as in \"%s.schema.json\"",
               near ? near : "scene");
    return -1;
}

// ---- a session's texts

static void check_text(const struct session_locale *locale, const struct session_step *step,
                       const char *key, struct json_at *root)
{
    if (key[0] != '\0' && !session_locale_has(locale, key)) {
        json_warn(root, "steps", "step \"%s\": there is no text \"%s\" in language \"%s\"",
                  step->id, key, locale->language);
    }
}

// What the program itself says in a step.
static void check_own_texts(const struct session_locale *locale, const struct session_step *step,
                            struct json_at *root)
{
    static const char *const asked[] = {"ask.yes", "ask.no", "ask.hint"};
    const bool is_guided =
        step->kind == SESSION_STEP_BREATHE || step->kind == SESSION_STEP_FIND_RATE;
    const bool asks = step->kind == SESSION_STEP_ASK || step->kind == SESSION_STEP_FIND_RATE;
    for (size_t i = 0; asks && i < sizeof asked / sizeof asked[0]; i++) {
        check_text(locale, step, asked[i], root);
    }
    check_text(locale, step, is_guided ? "breathe.easier" : "", root);
    check_text(locale, step, step->kind == SESSION_STEP_FIND_RATE ? "find.comfortable" : "", root);
}

static enum err read_locale(struct session_locale *locale, const char *path, const char *text,
                            size_t size, struct arena *arena)
{
    struct diag diag = {0}; // what is wrong with the locale is told when that is validated
    struct json_doc doc = {0};
    enum err err = json_parse(&doc, path, text, size, &diag);
    if (err == ERR_OK) {
        struct json_at root = json_root(&doc);
        err = session_locale_read(locale, &root, arena);
    }
    json_fini(&doc);
    return err;
}

static enum err check_texts(const struct session_plan *plan, struct json_at *root,
                            const struct session_files *files)
{
    const char *text = NULL;
    size_t size = 0;
    char name[64];
    char path[SESSION_NAME_PATH_BYTES];
    if (!session_locale_file(plan->language, name, sizeof name) ||
        files->read(files->user, name, &text, &size, path, sizeof path) != ERR_OK) {
        json_warn(root, "language", "there are no texts in language \"%s\"", plan->language);
        return ERR_OK;
    }
    struct arena arena = {0};
    struct session_locale locale;
    const enum err err = read_locale(&locale, path, text, size, &arena);
    for (int i = 0; err == ERR_OK && i < plan->step_count; i++) {
        check_text(&locale, &plan->steps[i], plan->steps[i].text_key, root);
        check_text(&locale, &plan->steps[i], plan->steps[i].low_key, root);
        check_text(&locale, &plan->steps[i], plan->steps[i].high_key, root);
        check_own_texts(&locale, &plan->steps[i], root);
    }
    if (err == ERR_BAD_DATA) {
        json_warn(root, "language", "the texts in %s have errors; validate that file", name);
    }
    arena_fini(&arena);
    return err == ERR_NO_MEMORY ? err : ERR_OK;
}

// ---- kinds

static enum err validate_session(struct json_at *root, const struct session_files *files,
                                 struct diag *diag)
{
    const struct session_overrides none = {.posture_deg = -1.0f};
    struct session_plan plan;
    TRY(session_plan_read(&plan, root, files, &none, diag));
    return check_texts(&plan, root, files);
}

static enum err validate_program(struct json_at *root, const struct session_files *files)
{
    const char *text = NULL; // looked at for its being there alone
    struct session_program program;
    TRY(session_program_read(&program, root));
    for (int i = 0; i < program.count; i++) {
        size_t size = 0;
        char path[SESSION_NAME_PATH_BYTES];
        if (files->read(files->user, program.entries[i].file, &text, &size, path, sizeof path) !=
            ERR_OK) {
            json_error(root, "sessions", "there is no session \"%s\" that can be read",
                       program.entries[i].file);
        }
    }
    return json_failed(root->doc) ? ERR_BAD_DATA : ERR_OK;
}

static enum err validate_locale(struct json_at *root)
{
    struct arena arena = {0};
    struct session_locale locale;
    const enum err err = session_locale_read(&locale, root, &arena);
    arena_fini(&arena);
    return err;
}

static enum err validate_kind(int kind, struct json_at *root, const char *file,
                              const struct session_files *files, struct diag *diag)
{
    struct scene scene;
    struct session_site site;
    struct session_headsets headsets;
    switch (kind) {
    case SESSION_VALIDATE_SCENE: return scene_read(&scene, root, files->look_photo, file);
    case SESSION_VALIDATE_SESSION: return validate_session(root, files, diag);
    case SESSION_VALIDATE_PROGRAM: return validate_program(root, files);
    case SESSION_VALIDATE_SITE: return session_site_read(&site, root);
    case SESSION_VALIDATE_LOCALE: return validate_locale(root);
    case SESSION_VALIDATE_HEADSETS: return session_headset_read(&headsets, root);
    default: return ERR_BAD_DATA; // kind_of has said why
    }
}

enum err session_validate(const char *file, const char *text, size_t size,
                          const struct session_files *files, struct diag *diag)
{
    struct json_doc doc = {0};
    enum err err = json_parse(&doc, file, text, size, diag);
    if (err == ERR_OK) {
        struct json_at root = json_root(&doc);
        err = validate_kind(kind_of(&root), &root, file, files, diag);
    }
    json_fini(&doc);
    return err;
}
