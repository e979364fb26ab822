// The picture and sound of one instant, as plain values: the seam between what the program means
// and how it is shown and heard. Domain tests compare stages; render tests feed hand-made ones;
// what is heard is placed by the same object that is seen.
//
// Filled anew each frame by world (sky, light, water, draws, sounds) and panel (panels, its own
// sounds). Nothing here points to memory of the frame; meshes live as long as the scene.
#ifndef STAGE_STAGE_H
#define STAGE_STAGE_H

#include "stage/draw.h"
#include "stage/panel.h"
#include "stage/photo.h"
#include "stage/sky.h"
#include "stage/sound.h"
#include "stage/water.h"

#include <stdbool.h>
#include <stdint.h>

// What a scene is built of, made once at load in the scene's arena.
struct stage_geometry {
    int mesh_count;
    struct stage_mesh meshes[STAGE_MESH_MAX];
    // The land's height over x and z, for foam, wet sand and the water's edge: row-major floats,
    // z outer, covering [min, max] in metres.
    float *height_m;
    int height_width, height_depth;
    vec2s height_min_m, height_max_m;
};

struct stage {
    double scene_s; // seconds since the scene began; drives noise that needs a time
    struct stage_sky sky;
    struct stage_light light;
    bool has_water;
    struct stage_water water;
    int level; // of detail: which of the geometries loaded, 0 = the coarsest
    struct stage_photo photo;
    float fade; // 0 = black, 1 = the full picture; the last thing applied
    int draw_count;
    struct stage_draw draws[STAGE_DRAW_MAX];
    int panel_count;
    struct stage_panel panels[STAGE_PANEL_MAX];
    int sound_count;
    struct stage_sound sounds[STAGE_SOUND_MAX];
    int overflow_count; // things that found no room; shown in the frame summary
};

// Each adds one zeroed element and returns it, or counts an overflow and returns NULL.
struct stage_draw *stage_add_draw(struct stage *stage);
struct stage_panel *stage_add_panel(struct stage *stage);
struct stage_sound *stage_add_sound(struct stage *stage);
struct stage_shape *stage_add_shape(struct stage *stage, struct stage_panel *panel);
struct stage_text *stage_add_text(struct stage *stage, struct stage_panel *panel);

#endif
