// A scene file, read and checked: which place, and how it is today.
//
// The kind of place is fixed by "place"; everything else are parameters with unit, range and
// default. Values outside are errors with a place in the file; nothing is guessed.
#ifndef SCENE_SCENE_H
#define SCENE_SCENE_H

#include "base/arena.h"
#include "base/err.h"
#include "json/field.h"
#include "json/json.h"

#include <stdint.h>

enum scene_place {
    SCENE_PLACE_SHORE,
    SCENE_PLACE_FOREST,
    SCENE_PLACE_PHOTO, // a 360-degree photo of the patient's own
    SCENE_PLACE_COUNT
};

enum { SCENE_PHOTO_PATH_BYTES = 1024 };

struct scene {
    uint8_t place;              // enum scene_place
    char name[64];              // shown to people
    uint64_t seed;              // another seed is another day in the same place
    float minutes;              // over which the light moves
    float dusk_start, dusk_end; // 0 = the sun stands 10 degrees high .. 1 = full night; start, end
    float cloud_cover;          // 0..1
    float wind_m_s;             // 0..12
    float swell_m;              // 0..0.6, half of trough to crest of the largest wave
    float breath_swell;         // 0..1, how much the swell follows the breath
    float warmth;               // -1 cool .. 1 warm
    float brightness;           // 0.5..1.5
    float bright_end_s;         // the last so many seconds brighten; 0: none
    float waves_gain, wind_gain, gull_gain; // 0..1
    float morning_start_h, morning_end_h;   // hour of the day, 5.5..11; start, end
    float season;                           // 0 spring .. 1 autumn
    float mist;                             // 0..1
    float breath_mist;                      // 0..1, how much the mist follows the breath
    float brook_gain, bird_gain;            // 0..1
    char photo[256];        // as named, beside the scene's file; "" unless the place is a photo
    float photo_yaw_deg;    // how far left of straight ahead the photo's middle is, -180..180
    float photo_pitch_deg;  // how far its horizon is raised ahead, -45..45
    float photo_brightness; // 0..1
    char photo_path[SCENE_PHOTO_PATH_BYTES]; // to open it; "" when nobody has looked
};

// What somebody found who looked at a photo's file.
struct scene_photo {
    char path[SCENE_PHOTO_PATH_BYTES];
    uint32_t width_px, height_px;
    char fault[256]; // why it cannot be shown and the way out; "": it can
};

// Files are looked at for the domain: `name` as it stands in the scene file `scene_path`.
typedef void scene_look_photo(const char *scene_path, const char *name, struct scene_photo *out);

// Keys, ranges and defaults of everything in a scene file.
extern const struct json_field scene_fields[];

// The document's root is a scene. Reports into the document's diag; ERR_BAD_DATA when any value
// is wrong. `scene` is filled with defaults first. `look` NULL: a photo's file is not looked at,
// and photo_path stays empty.
MUST_USE enum err scene_read(struct scene *scene, struct json_at *root, scene_look_photo *look,
                             const char *scene_path);

// Changes single values, as a session's "scene" overrides or the command line do: the object holds
// any of the keys of a scene but "place" and "photo". Ends the object: keys besides a scene's that
// stand in the same object are to be asked for (json_has) before.
MUST_USE enum err scene_override(struct scene *scene, struct json_at *object);

#endif
