// The water of one instant: a sum of Gerstner waves over a plane, and where it meets the land.
#ifndef STAGE_WATER_H
#define STAGE_WATER_H

#include <cglm/struct.h>

#include <stdint.h>

enum { STAGE_WAVE_MAX = 4, STAGE_RIPPLE_MAX = 2 };

struct stage_wave {
    vec2s direction; // unit, in x and z
    float length_m;  // crest to crest
    float height_m;  // half of trough to crest
    float phase_rad; // at the origin, this instant: already contains the time
    float steepness; // 0..1
};

struct stage_water {
    // The flat grids that are bent, indices into struct stage_geometry: the open sea, and where the
    // ground shows through and the edge plays.
    uint16_t mesh, shore_mesh;
    float level_m; // mean height of the surface in the world
    int wave_count;
    struct stage_wave waves[STAGE_WAVE_MAX];
    vec2s ripple_drift_m[STAGE_RIPPLE_MAX]; // offsets of two layers of fine ripples
    float ripple_tile_m[STAGE_RIPPLE_MAX];  // one repeat of each; the drift is less than it
    float ripple;                           // 0..1 strength of the fine ripples
    vec3s deep;                             // colour looking down into deep water
    vec3s shallow;                          // over the sand
    float foam;                             // 0..1 how much foam there is
    float swash_m;     // how far the edge has run up the sand from its mean line, metres
    float wet_m;       // how far up the sand is still wet from earlier runs; >= swash_m
    float beach_slope; // rise per metre of the sand at the water's edge
};

#endif
