#include "scene/scene.h"

#include <stddef.h>

static const char *const places[SCENE_PLACE_COUNT + 1] = {"shore", NULL};

#define FLOAT(member, lo, hi, start) \
    JSON_FIELD_NUMBER(JSON_FIELD_FLOAT, #member, struct scene, member, lo, hi, start)

const struct json_field scene_fields[] = {
    JSON_FIELD_NAMED("place", struct scene, place, places, true),
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

enum err scene_read(struct scene *scene, struct json_at *root)
{
    *scene = (struct scene){0};
    json_field_defaults(scene_fields, scene);
    json_field_read(scene_fields, root, scene, true);
    check(scene, root);
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
    check(scene, object);
    json_object_end(object);
    return json_failed(object->doc) ? ERR_BAD_DATA : ERR_OK;
}
