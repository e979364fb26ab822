#include "world/morning.h"

#include "base/rand.h"
#include "world/shape.h"

#include <math.h>

static const float END_HOURS = 0.7f;
static const float END_GAIN = 0.30f;

// Colours chosen by eye after photographs of beech woods on clear mornings.
struct morning {
    float hour, sun_deg, exposure;
    vec3s zenith, middle, horizon, glow, cloud, key;
};

enum { MORNING_COUNT = 4 };

// clang-format off
static const struct morning mornings[MORNING_COUNT] = {
    {5.5f, 14.0f, 1.25f,
     {{0.150f, 0.270f, 0.500f}}, {{0.480f, 0.560f, 0.660f}}, {{0.900f, 0.740f, 0.520f}},
     {{0.900f, 0.520f, 0.200f}}, {{1.000f, 0.820f, 0.640f}}, {{2.700f, 1.650f, 0.820f}}},
    {7.0f, 27.0f, 1.08f,
     {{0.210f, 0.390f, 0.700f}}, {{0.600f, 0.720f, 0.820f}}, {{0.940f, 0.880f, 0.690f}},
     {{0.800f, 0.600f, 0.300f}}, {{1.050f, 0.980f, 0.860f}}, {{3.100f, 2.400f, 1.450f}}},
    {9.0f, 43.0f, 1.00f,
     {{0.230f, 0.440f, 0.800f}}, {{0.620f, 0.770f, 0.900f}}, {{0.920f, 0.930f, 0.860f}},
     {{0.500f, 0.450f, 0.320f}}, {{1.100f, 1.080f, 1.020f}}, {{3.300f, 2.900f, 2.100f}}},
    {11.0f, 58.0f, 0.96f,
     {{0.230f, 0.450f, 0.840f}}, {{0.600f, 0.780f, 0.950f}}, {{0.880f, 0.940f, 0.960f}},
     {{0.300f, 0.300f, 0.260f}}, {{1.120f, 1.120f, 1.100f}}, {{3.400f, 3.150f, 2.550f}}},
};
// clang-format on

static struct morning morning_at(float hour)
{
    int i = 0;
    while (i < MORNING_COUNT - 2 && hour > mornings[i + 1].hour) {
        i++;
    }
    const struct morning *a = &mornings[i], *b = &mornings[i + 1];
    const float t = glm_clamp((hour - a->hour) / (b->hour - a->hour), 0.0f, 1.0f);
    return (struct morning){
        .hour = hour,
        .sun_deg = glm_lerp(a->sun_deg, b->sun_deg, t),
        .exposure = glm_lerp(a->exposure, b->exposure, t),
        .zenith = glms_vec3_lerp(a->zenith, b->zenith, t),
        .middle = glms_vec3_lerp(a->middle, b->middle, t),
        .horizon = glms_vec3_lerp(a->horizon, b->horizon, t),
        .glow = glms_vec3_lerp(a->glow, b->glow, t),
        .cloud = glms_vec3_lerp(a->cloud, b->cloud, t),
        .key = glms_vec3_lerp(a->key, b->key, t),
    };
}

static vec3s tinted(vec3s color, float warmth)
{
    return glms_vec3_mul(color,
                         v3(1.0f + 0.16f * warmth, 1.0f + 0.015f * warmth, 1.0f - 0.20f * warmth));
}

float world_morning_end(const struct scene *scene, double left_s)
{
    return scene->bright_end_s > 0.0f
               ? 1.0f - glm_smoothstep(0.0f, scene->bright_end_s, (float)left_s)
               : 0.0f;
}

float world_morning_hour(const struct scene *scene, double scene_s, double left_s)
{
    const float part = glm_clamp((float)(scene_s / (60.0 * (double)scene->minutes)), 0.0f, 1.0f);
    const float eased = glm_lerp(part, part * part * (3.0f - 2.0f * part), 0.6f);
    const float hour = glm_lerp(scene->morning_start_h, scene->morning_end_h, eased);
    return glm_clamp(hour + END_HOURS * world_morning_end(scene, left_s), 5.5f, 11.0f);
}

static void fill_sky(const struct scene *scene, const struct morning *now, double scene_s,
                     struct stage_sky *sky)
{
    struct rand rand = rand_seeded(scene->seed, 16);
    const float azimuth_rad = glm_rad(rand_range(&rand, 20.0f, 30.0f) + 11.0f * (now->hour - 7.0f));
    const float drift_rad = rand_range(&rand, 0.0f, 6.2831853f);
    const float offset = rand_range(&rand, 0.0f, 64.0f);
    const float drift = (float)(scene_s * (0.0006 + 0.0002 * (double)scene->wind_m_s));
    const float up = glm_rad(now->sun_deg);
    const vec3s grey = v3(0.62f, 0.66f, 0.70f);
    const float dull = 0.75f * scene->cloud_cover * scene->cloud_cover;
    sky->sun_direction = v3(sinf(azimuth_rad) * cosf(up), sinf(up), -cosf(azimuth_rad) * cosf(up));
    sky->zenith = tinted(glms_vec3_lerp(now->zenith, grey, dull), scene->warmth);
    sky->middle = tinted(glms_vec3_lerp(now->middle, grey, dull), scene->warmth);
    sky->horizon = tinted(glms_vec3_lerp(now->horizon, grey, 0.7f * dull), scene->warmth);
    sky->glow = tinted(glms_vec3_scale(now->glow, 1.0f - dull), scene->warmth);
    sky->glow_width = 0.5f;
    sky->cloud = tinted(now->cloud, scene->warmth);
    sky->cloud_cover = scene->cloud_cover;
    sky->cloud_drift = (vec2s){{offset + drift * cosf(drift_rad), drift * sinf(drift_rad)}};
}

void world_morning_stage(const struct scene *scene, double scene_s, double left_s,
                         struct stage *stage)
{
    const struct morning now = morning_at(world_morning_hour(scene, scene_s, left_s));
    fill_sky(scene, &now, scene_s, &stage->sky);
    const struct stage_sky *sky = &stage->sky;
    struct stage_light *light = &stage->light;
    light->key_direction = sky->sun_direction;
    light->key_color =
        glms_vec3_scale(tinted(now.key, scene->warmth),
                        1.0f - 0.85f * glm_smoothstep(0.3f, 1.0f, scene->cloud_cover));
    // Light from above has come through leaves; what comes from below has been on moss.
    light->sky_ambient = glms_vec3_mul(
        glms_vec3_add(glms_vec3_scale(sky->zenith, 0.34f), glms_vec3_scale(sky->middle, 0.30f)),
        v3(0.92f, 1.05f, 0.82f));
    light->ground_ambient =
        glms_vec3_mul(glms_vec3_scale(sky->horizon, 0.13f), v3(0.9f, 1.0f, 0.6f));
    light->fog_color = sky->horizon;
    light->exposure =
        now.exposure * scene->brightness * (1.0f + END_GAIN * world_morning_end(scene, left_s));
    light->shadow_centre_m = v3(0.5f, 0.0f, -5.0f);
    light->shadow_radius_m = 14.0f;
}
