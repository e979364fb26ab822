#include "world/water.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

static const float GRAVITY_M_S2 = 9.81f;
static const float DRYING_S = 16.0f;

// Waves of a calm bay. Slower than nature (x 0.8): calm is slow, and slow water flickers less.
static const struct {
    float length_m, share;
} calm[STAGE_WAVE_MAX] = {{15.0f, 1.0f}, {9.3f, 0.62f}, {6.1f, 0.38f}, {4.1f, 0.24f}};
static const double SLOWNESS = 0.8;
static const float TILE_M[STAGE_RIPPLE_MAX] = {4.3f, 1.7f};

struct world_water world_water_seeded(uint64_t seed)
{
    struct rand rand = rand_seeded(seed, 17);
    struct world_water water = {0};
    for (int i = 0; i < STAGE_WAVE_MAX; i++) {
        // Towards the beach, each a little aslant.
        const float aslant_rad =
            glm_rad(rand_range(&rand, -14.0f, 14.0f) + (i & 1 ? 17.0f : -13.0f));
        water.waves[i] = (struct stage_wave){
            .direction = {{sinf(aslant_rad), cosf(aslant_rad)}},
            .length_m = calm[i].length_m * rand_range(&rand, 0.93f, 1.07f),
            .height_m = calm[i].share,
            .steepness = 0.55f,
        };
        water.start_rad[i] = rand_range(&rand, 0.0f, 6.2831853f);
    }
    const float wind_rad = rand_range(&rand, 0.0f, 6.2831853f);
    water.wind = (vec2s){{cosf(wind_rad), sinf(wind_rad)}};
    return water;
}

float world_water_own_level(const struct world_water *water, double scene_s)
{
    const double start = (double)water->start_rad[0];
    const double turn = scene_s * (6.283185307 / 11.0) + start +
                        0.8 * (double)world_noise_line(scene_s / 17.0, 4711u);
    return 0.5f + 0.5f * (float)sin(turn);
}

float world_water_longest_run_m(const struct scene *scene)
{
    return 0.45f + 4.0f * scene->swell_m;
}

// Water runs up as the breath leaves; a little of it is the sea's own, so no two runs are alike.
static float run_m(const struct scene *scene, double scene_s, float level)
{
    const float own = world_noise_line(scene_s / 13.0, (uint32_t)scene->seed + 4712u);
    const float part = 1.0f - level;
    const float eased = part * part * (3.0f - 2.0f * part);
    return world_water_longest_run_m(scene) * (eased * (0.85f + 0.15f * own) - 0.12f);
}

static void fill_waves(const struct world_water *water, const struct scene *scene, double scene_s,
                       float level, struct stage_water *out)
{
    // A full breath lifts the swell, an empty one lays it down; never to nothing.
    const float lift = 1.0f + scene->breath_swell * (0.8f * level - 0.5f);
    out->wave_count = STAGE_WAVE_MAX;
    for (int i = 0; i < STAGE_WAVE_MAX; i++) {
        struct stage_wave wave = water->waves[i];
        const double number = 6.283185307 / (double)wave.length_m;
        const double pace_hz = sqrt((double)GRAVITY_M_S2 * number) * SLOWNESS;
        wave.height_m *= scene->swell_m * lift;
        wave.phase_rad = (float)fmod((double)water->start_rad[i] - pace_hz * scene_s, 6.283185307);
        out->waves[i] = wave;
    }
}

static void fill_ripples(const struct world_water *water, const struct scene *scene, double scene_s,
                         struct stage_water *out)
{
    static const double speed_m_s[STAGE_RIPPLE_MAX] = {0.17, 0.11};
    static const float across[STAGE_RIPPLE_MAX] = {0.55f, -0.7f};
    for (int i = 0; i < STAGE_RIPPLE_MAX; i++) {
        const double way_m = speed_m_s[i] * scene_s * (0.6 + 0.1 * (double)scene->wind_m_s);
        const vec2s dir = {
            {water->wind.x - across[i] * water->wind.y, water->wind.y + across[i] * water->wind.x}};
        out->ripple_tile_m[i] = TILE_M[i];
        out->ripple_drift_m[i].x = (float)fmod((double)dir.x * way_m, (double)TILE_M[i]);
        out->ripple_drift_m[i].y = (float)fmod((double)dir.y * way_m, (double)TILE_M[i]);
    }
    out->ripple = glm_clamp(0.16f + 0.07f * scene->wind_m_s, 0.0f, 1.0f);
}

// Colours of the water itself follow the light that falls into it.
static void fill_colors(const struct stage_light *light, struct stage_water *out)
{
    const vec3s lit = glms_vec3_add(light->sky_ambient, glms_vec3_scale(light->key_color, 0.06f));
    out->deep = glms_vec3_mul(lit, v3(0.020f, 0.075f, 0.095f));
    out->shallow = glms_vec3_mul(lit, v3(0.115f, 0.215f, 0.190f));
}

void world_water_stage(struct world_water *water, const struct scene *scene, double scene_s,
                       float level, float step_s, struct stage *stage)
{
    struct stage_water *out = &stage->water;
    stage->has_water = true;
    out->mesh = water->mesh;
    out->shore_mesh = water->shore_mesh;
    out->level_m = WORLD_WATER_LEVEL_M;
    out->beach_slope = WORLD_BEACH_SLOPE;
    fill_waves(water, scene, scene_s, level, out);
    fill_ripples(water, scene, scene_s, out);
    fill_colors(&stage->light, out);

    out->swash_m = run_m(scene, scene_s, level);
    if (step_s <= 0.0f) {
        // The beach has seen waves before anyone came.
        water->wet_m = 0.9f * world_water_longest_run_m(scene);
    }
    water->wet_m =
        out->swash_m + fmaxf(0.0f, water->wet_m - out->swash_m) * expf(-step_s / DRYING_S);
    out->wet_m = water->wet_m;
    const float rise_m_s = step_s > 0.0f ? (out->swash_m - water->last_swash_m) / step_s : 0.0f;
    out->foam = glm_clamp(0.45f + 0.6f * rise_m_s, 0.25f, 1.0f);
    water->last_swash_m = out->swash_m;
}

float world_water_drive(const struct world_water *water, const struct scene *scene)
{
    return glm_clamp(water->last_swash_m / world_water_longest_run_m(scene) + 0.12f, 0.0f, 1.0f);
}
