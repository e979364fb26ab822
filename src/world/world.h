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

// How fine the meshes are: about 5, 15, 70 and 280 thousand triangles.
enum world_detail {
    WORLD_DETAIL_LOW,
    WORLD_DETAIL_SOFTWARE,
    WORLD_DETAIL_HEADSET,
    WORLD_DETAIL_FULL,
    WORLD_DETAIL_COUNT
};

struct world_cue { // slow followers, world/cue.h
    float weight;  // 0 no guide .. 1 the guide is wholly there
    float level;   // of the guide
    float match;   // how well it is followed
};

struct world {
    const struct scene *scene; // borrowed
    // Level 0 is the coarsest. The same meshes in each, in the arena given to world_init.
    struct stage_geometry geometry[WORLD_DETAIL_COUNT];
    int level_count;
    float swell_level; // slow follower of the breath, 0..1
    float swell_speed; // its change, per second
    struct world_cue cue;
    double last_s;
    bool has_begun;
    void *place; // in the arena: what the place keeps
};

struct world_input {
    double scene_s;       // since the scene began
    double left_s;        // planned time left; the end brightens by it
    struct breath breath; // the patient's
    struct breath_guide guide;
    float match;                // 0..1 how well the guide is followed; 0 is the plain place
    float cue_light, cue_sound; // 0..1 how much light and sound swell with the guide
    struct pose gaze;           // eye gaze when there is one, else the head
    versors head;               // its turn in the world, for nods; all 0: not known
    bool is_select_down;        // any button, while nothing else asks for one
    int task_level;             // 0 = nothing is asked .. 3 = fully busy
    int level;                  // of detail, 0..level_count - 1
};

// Builds meshes and height map, deterministic by the scene's seed, once for each detail from
// `least` to `most`: whatever the level, everything stands where it stands. ERR_NO_MEMORY only.
MUST_USE enum err world_init(struct world *world, const struct scene *scene,
                             enum world_detail least, enum world_detail most, struct arena *arena);

// Fills everything of the stage but panels. The stage is zeroed by this.
void world_stage(struct world *world, const struct world_input *input, struct stage *stage);

#endif
