// What C and the shaders both know: the block of one frame and what a draw pushes.
//
// Everything is a vec4 or a mat4, so that std140 and C agree by construction; a unit test compares
// each offset with the compiled shaders. `w` of a vec4 carries a number of its own where a comment
// says so. Light is linear and exposed: 1 is the display's white.
#ifndef SHADERS_SHARED_H
#define SHADERS_SHARED_H

#ifdef __STDC_VERSION__
#include <cglm/struct.h>
#define SHARED_VEC4   vec4s
#define SHARED_MAT4   mat4s
#define SHARED_STRUCT struct
#else
#define SHARED_VEC4 vec4
#define SHARED_MAT4 mat4
#define SHARED_STRUCT
#endif

#define SHARED_EYES   2
#define SHARED_WAVES  4
#define SHARED_PANELS 4
#define SHARED_LAMPS  8
#define SHARED_DRAWS  48 // of the stage's

// Written last, just before the frame is submitted.
struct shared_eye {
    SHARED_MAT4 clip_from_world;
    // The direction through a point of the picture: (world_from_ray * vec4(ndc.xy, 1, 0)).xyz, not
    // of unit length.
    SHARED_MAT4 world_from_ray;
    SHARED_VEC4 at_m; // w: 1
};

struct shared_wave {
    SHARED_VEC4 shape;  // direction x, z; wave number in rad/m; height_m
    SHARED_VEC4 motion; // phase_rad; steepness; 0; 0
};

struct shared_panel {
    SHARED_MAT4 world_from_dmm;
    SHARED_VEC4 traits; // opacity; 0; 0; 0
    SHARED_VEC4 place;  // on the sheet, in clip space: centre x, y; a dmm's step in x, y
};

struct shared_draw {
    SHARED_MAT4 world_from_mesh;
    SHARED_VEC4 glow; // w: 0
};

struct shared_frame {
    SHARED_STRUCT shared_eye eyes[SHARED_EYES];
    SHARED_MAT4 shadow_from_world; // to 0..1 in x and y, reversed depth in z: nearer is greater
    SHARED_VEC4 target;            // width, height in pixels; 1 / width, 1 / height
    SHARED_VEC4 show;              // scene seconds (of the hour); fade; burden; 1: has water

    // struct stage_sky
    SHARED_VEC4 sun_direction; // w: glow_width
    SHARED_VEC4 zenith;        // w: stars
    SHARED_VEC4 middle;        // w: star_turn_rad
    SHARED_VEC4 horizon;       // w: cloud_cover
    SHARED_VEC4 glow;          // w: star_seed, hashed to 0..1
    SHARED_VEC4 cloud;         // w: 0
    SHARED_VEC4 cloud_drift;   // x, y

    // struct stage_light
    SHARED_VEC4 key_direction;  // w: how much of the sun is above the horizon, 0..1
    SHARED_VEC4 key_color;      // w: 0
    SHARED_VEC4 sky_ambient;    // w: 0
    SHARED_VEC4 ground_ambient; // w: 0
    SHARED_VEC4 fog;            // w: fog_per_m
    SHARED_VEC4 fog_shape;      // 1 / fog_height_m, 0: no fog; gust_m; gust_age_s; 1 / gust_m_s
    SHARED_VEC4 shadow_disc;    // centre; w: radius
    SHARED_VEC4 wind;           // lean x, z in m; number of lamps; 0
    SHARED_VEC4 lamp_at[SHARED_LAMPS];
    SHARED_VEC4 lamp_color[SHARED_LAMPS];

    // struct stage_water
    SHARED_VEC4 water;         // level_m; ripple; foam; swash_m
    SHARED_VEC4 water_deep;    // w: number of waves
    SHARED_VEC4 water_shallow; // w: 0
    SHARED_VEC4 ripple_drift;  // two layers, x and z each
    SHARED_VEC4 shore;         // wet_m; beach_slope; 1 / ripple_tile_m of both layers
    SHARED_VEC4 height_map;    // min x, min z; 1 / extent x, 1 / extent z; all 0: no map
    SHARED_STRUCT shared_wave waves[SHARED_WAVES];

    // struct stage_photo
    SHARED_MAT4 photo_from_world;
    SHARED_VEC4 photo; // brightness; 0; 0; 0

    SHARED_STRUCT shared_panel panels[SHARED_PANELS];
    // Found by the instance's index: recorded commands stay right while things move.
    SHARED_STRUCT shared_draw draws[SHARED_DRAWS];
};

// What a panel draws, one instance each.
#define SHARED_GLYPH 0
#define SHARED_RECT  1
#define SHARED_DISC  2
#define SHARED_RING  3

#endif
