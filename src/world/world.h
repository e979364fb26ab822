// A scene in motion: what the place looks and sounds like at an instant, from time, breath, gaze
// and seed. Stateless but for slow followers (so that a breath's jump never shows as one).
#ifndef WORLD_WORLD_H
#define WORLD_WORLD_H

#include "base/arena.h"
#include "base/err.h"
#include "breath/breath.h"
#include "breath/pacer.h"
#include "scene/scene.h"
#include "stage/stage.h"

#include <stdbool.h>
#include <stdint.h>

struct world {
    const struct scene *scene;      // borrowed
    int detail;                     // 0..3
    struct stage_geometry geometry; // in the arena given to world_init
    float swell_level;              // slow follower of the breath, 0..1
    float swell_speed;              // its change, per second
    double last_s;
    bool has_begun;
    void *place; // in the arena: what the place keeps
};

struct world_input {
    double scene_s;       // since the scene began
    double left_s;        // planned time left; the end brightens by it
    struct breath breath; // the patient's
    struct breath_guide guide;
    struct pose gaze;
    int task_level; // 0..3
};

enum { WORLD_DETAIL_LOW, WORLD_DETAIL_SOFTWARE, WORLD_DETAIL_HEADSET, WORLD_DETAIL_FULL };

// Builds meshes and height map, deterministic by the scene's seed. `detail` is how fine the meshes
// are: about 5, 15, 70 and 280 thousand triangles. ERR_NO_MEMORY only.
MUST_USE enum err world_init(struct world *world, const struct scene *scene, int detail,
                             struct arena *arena);

// Fills everything of the stage but panels. The stage is zeroed by this.
void world_stage(struct world *world, const struct world_input *input, struct stage *stage);

#endif
