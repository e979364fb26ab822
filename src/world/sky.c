#include "world/sky.h"

#include "base/rand.h"
#include "world/shape.h"

#include <math.h>

// How far back into the evening the last seconds of a session go, and how much brighter they are:
// who takes the headset off must not be blinded by the room (clinical facts 18).
static const float BRIGHT_END_DUSK = 0.10f;
static const float BRIGHT_END_GAIN = 0.30f;

// The sky when the sun stands so high. Colours chosen by eye after photographs of calm evenings:
// warm low, violet between, blue above; the blue hour keeps a warm rim.
struct evening {
    float sun_deg, exposure, stars, glow_width;
    vec3s zenith, middle, horizon, glow, cloud, key;
};

enum { EVENING_COUNT = 7 };

// clang-format off
static const struct evening evenings[EVENING_COUNT] = {
    {10.0f, 0.66f, 0.0f, 0.50f,
     {{0.125f, 0.250f, 0.520f}}, {{0.360f, 0.490f, 0.680f}}, {{0.900f, 0.780f, 0.620f}},
     {{0.850f, 0.520f, 0.230f}}, {{1.150f, 0.950f, 0.760f}}, {{2.700f, 1.900f, 1.150f}}},
    {5.0f, 0.80f, 0.0f, 0.55f,
     {{0.088f, 0.180f, 0.390f}}, {{0.300f, 0.370f, 0.500f}}, {{0.840f, 0.575f, 0.380f}},
     {{0.950f, 0.470f, 0.150f}}, {{1.150f, 0.780f, 0.520f}}, {{2.300f, 1.300f, 0.620f}}},
    {1.5f, 0.98f, 0.0f, 0.60f,
     {{0.056f, 0.120f, 0.290f}}, {{0.215f, 0.245f, 0.385f}}, {{0.740f, 0.430f, 0.275f}},
     {{0.950f, 0.390f, 0.105f}}, {{1.050f, 0.560f, 0.360f}}, {{1.500f, 0.720f, 0.310f}}},
    {-2.5f, 1.36f, 0.06f, 0.62f,
     {{0.028f, 0.066f, 0.185f}}, {{0.112f, 0.138f, 0.270f}}, {{0.500f, 0.280f, 0.220f}},
     {{0.900f, 0.320f, 0.100f}}, {{0.620f, 0.270f, 0.220f}}, {{0.520f, 0.270f, 0.170f}}},
    {-6.0f, 1.90f, 0.45f, 0.60f,
     {{0.0120f, 0.032f, 0.102f}}, {{0.044f, 0.070f, 0.158f}}, {{0.200f, 0.140f, 0.150f}},
     {{0.430f, 0.155f, 0.060f}}, {{0.180f, 0.100f, 0.120f}}, {{0.170f, 0.118f, 0.120f}}},
    {-10.0f, 2.80f, 0.90f, 0.55f,
     {{0.0052f, 0.0140f, 0.046f}}, {{0.0165f, 0.030f, 0.075f}}, {{0.060f, 0.060f, 0.092f}},
     {{0.120f, 0.054f, 0.036f}}, {{0.048f, 0.043f, 0.066f}}, {{0.060f, 0.060f, 0.080f}}},
    {-15.0f, 3.80f, 1.0f, 0.50f,
     {{0.0036f, 0.0085f, 0.027f}}, {{0.0085f, 0.0160f, 0.040f}}, {{0.022f, 0.029f, 0.053f}},
     {{0.022f, 0.018f, 0.022f}}, {{0.018f, 0.021f, 0.036f}}, {{0.032f, 0.040f, 0.062f}}},
};
// clang-format on

static float mix(float a, float b, float t)
{
    return a + (b - a) * t;
}

static float sun_elevation_deg(float dusk)
{
    return mix(10.0f, -15.0f, dusk);
}

static struct evening evening_at(float sun_deg)
{
    int i = 0;
    while (i < EVENING_COUNT - 2 && sun_deg < evenings[i + 1].sun_deg) {
        i++;
    }
    const struct evening *a = &evenings[i];
    const struct evening *b = &evenings[i + 1];
    const float t = glm_clamp((a->sun_deg - sun_deg) / (a->sun_deg - b->sun_deg), 0.0f, 1.0f);
    return (struct evening){
        .sun_deg = sun_deg,
        .zenith = glms_vec3_lerp(a->zenith, b->zenith, t),
        .middle = glms_vec3_lerp(a->middle, b->middle, t),
        .horizon = glms_vec3_lerp(a->horizon, b->horizon, t),
        .glow = glms_vec3_lerp(a->glow, b->glow, t),
        .cloud = glms_vec3_lerp(a->cloud, b->cloud, t),
        .key = glms_vec3_lerp(a->key, b->key, t),
        .exposure = mix(a->exposure, b->exposure, t),
        .stars = mix(a->stars, b->stars, t),
        .glow_width = mix(a->glow_width, b->glow_width, t),
    };
}

static vec3s tinted(vec3s color, float warmth)
{
    const vec3s tint = v3(1.0f + 0.16f * warmth, 1.0f + 0.015f * warmth, 1.0f - 0.20f * warmth);
    return glms_vec3_mul(color, tint);
}

static vec3s towards(float azimuth_rad, float elevation_deg)
{
    const float up = glm_rad(elevation_deg);
    return v3(sinf(azimuth_rad) * cosf(up), sinf(up), -cosf(azimuth_rad) * cosf(up));
}

static float bright_end(const struct scene *scene, double left_s)
{
    if (scene->bright_end_s <= 0.0f) {
        return 0.0f;
    }
    return 1.0f - glm_smoothstep(0.0f, scene->bright_end_s, (float)left_s);
}

float world_sky_dusk(const struct scene *scene, double scene_s, double left_s)
{
    const float part = glm_clamp((float)(scene_s / (60.0 * (double)scene->minutes)), 0.0f, 1.0f);
    // Slow at both ends: the place is at rest when one arrives and when one leaves.
    const float eased = mix(part, part * part * (3.0f - 2.0f * part), 0.6f);
    const float dusk = mix(scene->dusk_start, scene->dusk_end, eased);
    return glm_clamp(dusk - BRIGHT_END_DUSK * bright_end(scene, left_s), 0.0f, 1.0f);
}

static void fill_sky(const struct scene *scene, const struct evening *now, double scene_s,
                     struct stage_sky *sky)
{
    struct rand rand = rand_seeded(scene->seed, 16);
    const float azimuth_rad = -glm_rad(rand_range(&rand, 12.0f, 22.0f)); // left of straight ahead
    const float drift_rad = rand_range(&rand, 0.0f, 6.2831853f);
    const float offset = rand_range(&rand, 0.0f, 64.0f);
    const float drift = (float)(scene_s * (0.0008 + 0.00035 * (double)scene->wind_m_s));

    sky->sun_direction = towards(azimuth_rad, now->sun_deg);
    sky->zenith = tinted(now->zenith, scene->warmth);
    sky->middle = tinted(now->middle, scene->warmth);
    sky->horizon = tinted(now->horizon, scene->warmth);
    sky->glow = tinted(now->glow, scene->warmth);
    sky->glow_width = now->glow_width;
    sky->cloud = tinted(now->cloud, scene->warmth);
    sky->cloud_cover = scene->cloud_cover;
    sky->cloud_drift.x = offset + drift * cosf(drift_rad);
    sky->cloud_drift.y = drift * sinf(drift_rad);
    sky->stars = now->stars * (1.0f - 0.5f * scene->cloud_cover);
    sky->star_seed = (uint32_t)scene->seed;
    sky->star_turn_rad = (float)(scene_s * 7.292e-5); // the Earth's turn
}

void world_sky_stage(const struct scene *scene, double scene_s, double left_s, struct stage *stage)
{
    const float dusk = world_sky_dusk(scene, scene_s, left_s);
    const struct evening now = evening_at(sun_elevation_deg(dusk));
    fill_sky(scene, &now, scene_s, &stage->sky);

    const struct stage_sky *sky = &stage->sky;
    struct stage_light *light = &stage->light;
    // After sunset the glow still lights from a broad patch above where the sun went down.
    const float key_deg =
        6.5f + 0.5f * (now.sun_deg + sqrtf(now.sun_deg * now.sun_deg + 4.0f)) * 0.5f;
    const float azimuth_rad = atan2f(sky->sun_direction.x, -sky->sun_direction.z);
    light->key_direction = towards(azimuth_rad, key_deg);
    light->key_color =
        glms_vec3_scale(tinted(now.key, scene->warmth), 1.0f - 0.35f * scene->cloud_cover);
    light->sky_ambient = glms_vec3_add(
        glms_vec3_scale(sky->zenith, 0.62f),
        glms_vec3_add(glms_vec3_scale(sky->middle, 0.42f), glms_vec3_scale(sky->horizon, 0.16f)));
    light->ground_ambient =
        glms_vec3_add(glms_vec3_scale(sky->horizon, 0.14f), glms_vec3_scale(sky->middle, 0.16f));
    light->fog_color = glms_vec3_lerp(sky->middle, sky->horizon, 0.65f);
    light->fog_per_m = 0.0013f;
    light->fog_height_m = 55.0f;
    light->exposure =
        now.exposure * scene->brightness * (1.0f + BRIGHT_END_GAIN * bright_end(scene, left_s));
    light->shadow_centre_m = v3(0.0f, -0.3f, -5.0f);
    light->shadow_radius_m = 13.0f;
}
