#include "app/passes.h"

#include "base/file.h"
#include "base/log.h"
#include "base/path.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    FILE_BYTES_MAX = 1 << 20, // of a list of passes
    PHOTO_BYTES_MAX = 1 << 28,
    TEXT_BYTES = 4096, // of a scene
};

static const char shipped_name[] = "assets/passes.txt", own_name[] = "passes.txt";

// FNV-1a, 64 bits (Fowler, Noll, Vo): against mistakes, not against malice.
static uint64_t mix(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ byte[i]) * 1099511628211u;
    }
    return hash;
}

static bool mix_file(uint64_t *hash, const char *path, size_t bytes_max)
{
    struct arena arena = {0};
    const char *bytes = NULL;
    size_t size = 0;
    const bool is_read = file_read(path, bytes_max, &arena, &bytes, &size) == ERR_OK;
    if (is_read) {
        *hash = mix(*hash, bytes, size);
    }
    arena_fini(&arena);
    return is_read;
}

bool app_passes_key(const struct session_plan *plan, int task_level, float white_nits,
                    char out[APP_PASSES_KEY_BYTES])
{
    char path[PATH_BYTES], text[TEXT_BYTES];
    uint64_t hash = 14695981039346656037u;
    out[0] = '\0';
    if (!path_shipped(path, "look.txt") || !mix_file(&hash, path, FILE_BYTES_MAX)) {
        LOG_WARN("look.txt is not beside the program: what was checked before cannot be told; "
                 "build it anew");
        return false;
    }
    struct scene scene = plan->scene; // but what is not seen
    scene.name[0] = '\0';
    scene.waves_gain = scene.wind_gain = scene.gull_gain = 0.0f;
    const size_t size = json_field_text(scene_fields, &scene, "", text, sizeof text, 0);
    hash = mix(hash, text, size < sizeof text ? size : sizeof text);
    const int length =
        snprintf(text, sizeof text, "task=%d fades=%.9g,%.9g white=%.9g", task_level,
                 (double)plan->fade_in_s, (double)plan->fade_out_s, (double)white_nits);
    hash = mix(hash, text, (size_t)length);
    if (scene.place == SCENE_PLACE_PHOTO && !mix_file(&hash, scene.photo_path, PHOTO_BYTES_MAX)) {
        return false;
    }
    snprintf(out, APP_PASSES_KEY_BYTES, "%016" PRIx64, hash);
    return true;
}

static bool is_listed(const char *path, const char *key)
{
    struct arena arena = {0};
    const char *text = NULL;
    size_t size = 0;
    bool is_found = false;
    if (file_read(path, FILE_BYTES_MAX, &arena, &text, &size) == ERR_OK) {
        for (const char *line = text; line && !is_found;) {
            is_found = strncmp(line, key, APP_PASSES_KEY_BYTES - 1) == 0;
            line = strchr(line, '\n');
            line = line ? line + 1 : NULL;
        }
    }
    arena_fini(&arena);
    return is_found;
}

bool app_passes_has(const char *key)
{
    char path[PATH_BYTES];
    return key[0] != '\0' && ((path_shipped(path, shipped_name) && is_listed(path, key)) ||
                              (path_cache(path, own_name) && is_listed(path, key)));
}

static void add_line(const char *path, const char *key, const char *what)
{
    struct arena arena = {0};
    const char *text = "";
    size_t size = 0;
    if (file_read(path, FILE_BYTES_MAX / 2, &arena, &text, &size) != ERR_OK) {
        text = ""; // none yet, or one that has grown out of all bounds: begun anew
        size = 0;
    }
    const size_t room = size + strlen(key) + strlen(what) + 3;
    char *whole = arena_alloc(&arena, room, 1);
    if (whole) {
        snprintf(whole, room, "%s%s %s\n", text, key, what);
        if (file_write(path, whole, strlen(whole)) != ERR_OK) {
            LOG_INFO("the pass could not be kept in %s; it will be checked again", path);
        }
    }
    arena_fini(&arena);
}

void app_passes_keep(const char *key, const char *what)
{
    char folder[PATH_BYTES], path[PATH_BYTES];
    if (key[0] != '\0' && !app_passes_has(key) && path_cache(folder, "") &&
        path_cache(path, own_name) && file_make_folder(folder) == ERR_OK) {
        add_line(path, key, what);
    }
}
