// Sky and light of one instant. Colours are linear RGB; 1 is white at exposure 1.
#ifndef STAGE_SKY_H
#define STAGE_SKY_H

#include <cglm/struct.h>

#include <stdint.h>

struct stage_sky {
    vec3s sun_direction; // unit, towards the sun; below the horizon after sunset
    vec3s zenith;        // colours of the gradient by elevation
    vec3s middle;        // at about 15 degrees
    vec3s horizon;
    vec3s glow;        // added around the sun's azimuth, near the horizon
    float glow_width;  // 0..1, how far the glow spreads
    vec3s cloud;       // lit colour of the clouds
    float cloud_cover; // 0..1
    vec2s cloud_drift; // offset of the cloud noise, in noise units; moves very slowly
    float stars;       // 0..1 brightness
    uint32_t star_seed;
    float star_turn_rad; // slow turn of the firmament about the pole
};

enum { STAGE_LAMP_MAX = 8 };

// A small warm light that throws no shadow: a lantern.
struct stage_lamp {
    vec3s at_m;
    vec3s color; // at 1 m
};

struct stage_light {
    vec3s key_direction; // unit, towards the light that casts the shadow (sun, afterglow or moon)
    vec3s key_color;
    vec3s sky_ambient;    // from above
    vec3s ground_ambient; // from below
    vec3s fog_color;
    float fog_per_m;       // density at height 0
    float fog_height_m;    // falls to 1/e at this height
    float exposure;        // multiplies linear colour before tone mapping
    vec3s shadow_centre_m; // the one shadow map covers this disc
    float shadow_radius_m;
    vec2s wind_m; // how far grass leans this instant, x and z, for a blade 1 m long
    // A gust on its way through: its front has passed the origin so long ago, runs along wind_m at
    // so many metres a second, and bends what it meets by so much more at its height. 0: none.
    float gust_m, gust_age_s, gust_m_s;
    int lamp_count;
    struct stage_lamp lamps[STAGE_LAMP_MAX];
};

#endif
