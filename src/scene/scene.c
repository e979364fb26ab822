#include "scene/scene.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const char *const places[SCENE_PLACE_COUNT + 1] = {"shore", "forest", "photo", NULL};

#define FLOAT(member, lo, hi, start) \
    JSON_FIELD_NUMBER(JSON_FIELD_FLOAT, #member, struct scene, member, lo, hi, start)

const struct json_field scene_fields[] = {
    JSON_FIELD_NAMED("place", struct scene, place, places, true),
    JSON_FIELD_WORDS("photo", struct scene, photo, "", false),
    JSON_FIELD_WORDS("name", struct scene, name, "", true),
    JSON_FIELD_NUMBER(JSON_FIELD_U64, "seed", struct scene, seed, 0.0, 9007199254740992.0, 1.0),
    FLOAT(minutes, 1.0, 60.0, 15.0),
    FLOAT(dusk_start, 0.0, 1.0, 0.1),
    FLOAT(dusk_end, 0.0, 1.0, 0.6),
    FLOAT(cloud_cover, 0.0, 1.0, 0.35),
    FLOAT(wind_m_s, 0.0, 12.0, 3.0),
    FLOAT(swell_m, 0.0, 0.6, 0.25),
    FLOAT(breath_swell, 0.0, 1.0, 0.6),
    FLOAT(warmth, -1.0, 1.0, 0.0),
    FLOAT(brightness, 0.5, 1.5, 1.0),
    FLOAT(bright_end_s, 0.0, 120.0, 20.0),
    FLOAT(waves_gain, 0.0, 1.0, 0.8),
    FLOAT(wind_gain, 0.0, 1.0, 0.4),
    FLOAT(gull_gain, 0.0, 1.0, 0.3),
    FLOAT(morning_start_h, 5.5, 11.0, 6.8),
    FLOAT(morning_end_h, 5.5, 11.0, 8.2),
    FLOAT(season, 0.0, 1.0, 0.2),
    FLOAT(mist, 0.0, 1.0, 0.5),
    FLOAT(breath_mist, 0.0, 1.0, 0.7),
    FLOAT(brook_gain, 0.0, 1.0, 0.5),
    FLOAT(bird_gain, 0.0, 1.0, 0.4),
    FLOAT(photo_yaw_deg, -180.0, 180.0, 0.0),
    FLOAT(photo_pitch_deg, -45.0, 45.0, 0.0),
    FLOAT(photo_brightness, 0.0, 1.0, 0.7),
    JSON_FIELD_LAST,
};

static void check(const struct scene *scene, struct json_at *at)
{
    if (scene->bright_end_s > scene->minutes * 60.0f) {
        json_error(at, "bright_end_s",
                   "the end brightens for %g s, but the light moves for %g s in all (\"minutes\")",
                   (double)scene->bright_end_s, (double)scene->minutes * 60.0);
    }
}

// ---- the photo

static bool has_ending(const char *name, const char *ending)
{
    const size_t length = strlen(name), tail = strlen(ending);
    bool is_same = length > tail;
    for (size_t i = 0; is_same && i < tail; i++) {
        is_same = tolower((unsigned char)name[length - tail + i]) == ending[i];
    }
    return is_same;
}

// An equirectangular picture is 360 degrees wide and 180 high.
static void check_ratio(const struct scene_photo *photo, const struct json_at *root)
{
    static const double wrong = 0.1, off = 0.01; // of 2
    const double ratio = (double)photo->width_px / (double)photo->height_px;
    const double error = ratio > 2.0 ? ratio / 2.0 - 1.0 : 1.0 - ratio / 2.0;
    if (error > wrong) {
        json_error(root, "photo",
                   "the photo is %ux%u pixels, but a 360-degree photo is twice as wide as high; "
                   "export it as \"equirectangular\", 2:1",
                   (unsigned)photo->width_px, (unsigned)photo->height_px);
    } else if (error > off) {
        json_warn(root, "photo",
                  "the photo is %ux%u pixels and is stretched to 2:1; things look a little too %s",
                  (unsigned)photo->width_px, (unsigned)photo->height_px,
                  ratio > 2.0 ? "high" : "low");
    }
}

static void check_photo(struct scene *scene, struct json_at *root, scene_look_photo *look,
                        const char *scene_path)
{
    struct scene_photo photo = {0};
    if (!json_has(root, "photo") || scene->photo[0] == '\0') {
        json_error(root, "photo",
                   "a place \"photo\" names its picture, such as \"photo\": \"garden.jpg\"");
    } else if (!has_ending(scene->photo, ".jpg") && !has_ending(scene->photo, ".jpeg") &&
               !has_ending(scene->photo, ".png")) {
        json_error(root, "photo",
                   "expected a name that ends in .jpg, .jpeg or .png, found \"%.80s\"; save the "
                   "photo as one of these",
                   scene->photo);
    } else if (look) {
        look(scene_path, scene->photo, &photo);
        if (photo.fault[0] != '\0') {
            json_error(root, "photo", "%s", photo.fault);
        } else {
            check_ratio(&photo, root);
            memcpy(scene->photo_path, photo.path, sizeof scene->photo_path);
        }
    }
}

enum err scene_read(struct scene *scene, struct json_at *root, scene_look_photo *look,
                    const char *scene_path)
{
    *scene = (struct scene){0};
    json_field_defaults(scene_fields, scene);
    json_field_read(scene_fields, root, scene, true);
    check(scene, root);
    if (scene->place == SCENE_PLACE_PHOTO) {
        check_photo(scene, root, look, scene_path);
    } else if (json_has(root, "photo")) {
        json_warn(root, "photo", "only a place \"photo\" shows it");
    }
    json_object_end(root);
    return json_failed(root->doc) ? ERR_BAD_DATA : ERR_OK;
}

enum err scene_override(struct scene *scene, struct json_at *object)
{
    const struct scene before = *scene;
    json_field_read(scene_fields, object, scene, false);
    if (json_has(object, "place")) {
        json_error(object, "place", "the place is the scene's own; name another scene file");
        scene->place = before.place;
    }
    if (json_has(object, "photo")) {
        json_error(object, "photo", "the photo is the scene's own; name another scene file");
        memcpy(scene->photo, before.photo, sizeof scene->photo);
    }
    check(scene, object);
    json_object_end(object);
    return json_failed(object->doc) ? ERR_BAD_DATA : ERR_OK;
}
