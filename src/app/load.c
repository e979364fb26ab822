#include "app/load.h"

#include "app/photo.h"
#include "base/file.h"
#include "base/log.h"

#include <stdio.h>
#include <string.h>

void app_load_print(const struct diag *diag)
{
    char line[1024];
    for (int i = 0; i < diag->count; i++) {
        json_diag_line(diag, i, line, sizeof line);
        fprintf(stderr, "%s%s\n", diag->entries[i].is_warning ? "warning: " : "", line);
    }
    const int untold = diag->error_count + diag->warning_count - diag->count;
    if (untold > 0) {
        fprintf(stderr, "%s: and %d more\n", diag->file, untold);
    }
}

static bool beside(char out[PATH_BYTES], const char *path, const char *name)
{
    char folder[PATH_BYTES];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (!slash) {
        snprintf(out, PATH_BYTES, "%s", name);
    } else {
        *slash = '\0';
        if (!path_join(out, folder, name)) {
            return false;
        }
    }
    return file_exists(out);
}

enum err app_load_read(void *user, const char *name, const char **out_text, size_t *out_size,
                       char *out_path, size_t path_size)
{
    const struct app_load_files *files = user;
    char path[PATH_BYTES];
    snprintf(out_path, path_size, "%s", name);
    if (!path_stays_inside(name) || (!beside(path, files->session_path, name) &&
                                     !path_config(path, name) && !path_shipped(path, name))) {
        return ERR_IO;
    }
    snprintf(out_path, path_size, "%s", path);
    return file_read(path, JSON_MAX_BYTES, files->arena, out_text, out_size);
}

// A file of another kind is called so, instead of having all its keys refused. Schemas are named
// ".../scene.schema.json"; a file that names none is taken for what it is asked to be.
static bool is_kind(struct json_at *root, const char *kind)
{
    char schema[256] = "", wanted[64];
    if (!json_has(root, "$schema") || !json_text(root, "$schema", schema, sizeof schema)) {
        return true;
    }
    const char *slash = strrchr(schema, '/');
    snprintf(wanted, sizeof wanted, "%s.schema.json", kind);
    if (strcmp(slash ? slash + 1 : schema, wanted) == 0) {
        return true;
    }
    json_error(root, "$schema", "expected a %s (\"%s\"), found \"%s\"", kind, wanted, schema);
    return false;
}

static enum err read_locale(struct app_load *load, struct arena *arena)
{
    char name[64], path[PATH_BYTES];
    if (!session_locale_file(load->plan.language, name, sizeof name) || !path_config(path, name)) {
        fprintf(stderr,
                "%s: there is no language '%s'; put its texts into config/locales/%s.json\n",
                load->session_path, load->plan.language, load->plan.language);
        return ERR_BAD_DATA;
    }
    struct diag diag = {0};
    struct json_doc doc = {0};
    enum err err = json_parse_file(&doc, path, &diag);
    if (err == ERR_OK) {
        struct json_at root = json_root(&doc);
        err = session_locale_read(&load->locale, &root, arena);
    }
    app_load_print(&diag);
    json_fini(&doc);
    return err;
}

static enum err read_plan(struct app_load *load, const struct session_overrides *overrides,
                          struct arena *arena)
{
    struct diag diag = {0};
    struct json_doc doc = {0};
    enum err err = json_parse_file(&doc, load->session_path, &diag);
    if (err == ERR_OK) {
        struct app_load_files from = {.session_path = load->session_path, .arena = arena};
        const struct session_files files = {
            .user = &from, .read = app_load_read, .look_photo = app_photo_look};
        struct json_at root = json_root(&doc);
        err = is_kind(&root, "session")
                  ? session_plan_read(&load->plan, &root, &files, overrides, &diag)
                  : ERR_BAD_DATA;
    }
    app_load_print(&diag);
    json_fini(&doc);
    return err == ERR_IO ? ERR_BAD_DATA : err; // a name that leads nowhere is the input's fault
}

enum err app_load_session(struct app_load *load, const char *file,
                          const struct session_overrides *overrides, struct arena *arena)
{
    if (file) {
        snprintf(load->session_path, sizeof load->session_path, "%s", file);
    } else if (!path_config(load->session_path, "sessions/first.json")) {
        fprintf(stderr, "respite: config/sessions/first.json is not beside the program; build it "
                        "with ./run.sh, or name a session file\n");
        return ERR_IO;
    }
    TRY(read_plan(load, overrides, arena));
    return read_locale(load, arena);
}

enum err app_load_scene(struct scene *scene, const char *file)
{
    struct diag diag = {0};
    struct json_doc doc = {0};
    enum err err = json_parse_file(&doc, file, &diag);
    if (err == ERR_OK) {
        struct json_at root = json_root(&doc);
        err =
            is_kind(&root, "scene") ? scene_read(scene, &root, app_photo_look, file) : ERR_BAD_DATA;
    }
    app_load_print(&diag);
    json_fini(&doc);
    return err == ERR_IO ? ERR_BAD_DATA : err; // a name that leads nowhere is the input's fault
}
