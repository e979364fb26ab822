#include "world/gusts.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

static const double PERIOD_S = 31.0; // one gust in each, somewhere in its middle
static const double EARLIEST_S = 11.0, LATEST_S = 17.0;
static const float SPEED_M_S = 5.0f;
static const float BEND_M = 0.34f; // of a twig a metre long, by a gust in a wind of 12 m/s

struct gust {
    float age_s; // since its front passed the origin
    float size;  // 0.45..1
};

struct world_gusts world_gusts_seeded(uint64_t seed)
{
    struct rand rand = rand_seeded(seed, 41);
    struct world_gusts gusts = {.seed = rand_bits(&rand)};
    const float turn = rand_range(&rand, 0.6f, 2.2f); // from the left, across the view
    gusts.wind = (vec2s){{sinf(turn), -cosf(turn)}};
    return gusts;
}

static struct gust gust_at(const struct world_gusts *gusts, double scene_s)
{
    const double number = floor(scene_s / PERIOD_S);
    struct rand rand = rand_seeded(gusts->seed, (uint64_t)(int64_t)number);
    const double front_s =
        number * PERIOD_S + (double)rand_range(&rand, (float)EARLIEST_S, (float)LATEST_S);
    return (struct gust){(float)(scene_s - front_s), rand_range(&rand, 0.45f, 1.0f)};
}

// As shaders/gust.h; nothing is left of it when the next one's turn comes.
static float force(float age_s)
{
    const float t = fmaxf(age_s, 0.0f);
    return t * t / (t * t + 1.2f) * expf(-0.32f * t) * 2.2f;
}

float world_gusts_force(const struct world_gusts *gusts, double scene_s, float x_m, float z_m)
{
    const struct gust gust = gust_at(gusts, scene_s);
    const float ahead_m = x_m * gusts->wind.x + z_m * gusts->wind.y;
    return gust.size * force(gust.age_s - ahead_m / SPEED_M_S);
}

void world_gusts_stage(const struct world_gusts *gusts, const struct scene *scene, double scene_s,
                       struct stage *stage)
{
    const float blows = glm_clamp(scene->wind_m_s / 12.0f, 0.0f, 1.0f);
    const struct gust gust = gust_at(gusts, scene_s);
    const float air = 0.7f + 0.3f * world_noise_line(scene_s / 9.0, gusts->seed & 0xffffu);
    stage->light.wind_m = glms_vec2_scale(gusts->wind, 0.001f + 0.10f * blows * air);
    // It fades as the period ends, so that the next one takes over from nothing.
    const float left = (float)(PERIOD_S - fmod(scene_s, PERIOD_S));
    stage->light.gust_m = BEND_M * sqrtf(blows) * gust.size * glm_smoothstep(0.0f, 3.0f, left);
    stage->light.gust_age_s = gust.age_s;
    stage->light.gust_m_s = SPEED_M_S;
}

void world_gusts_sound(const struct world_gusts *gusts, const struct scene *scene, double scene_s,
                       struct stage *stage)
{
    static const float along_m[] = {-16.0f, 0.0f, 15.0f};
    const float blows = sqrtf(glm_clamp(scene->wind_m_s / 12.0f, 0.0f, 1.0f));
    for (int i = 0; i < 3; i++) {
        struct stage_sound *sound = stage_add_sound(stage);
        if (!sound) {
            return;
        }
        const float x_m = gusts->wind.x * along_m[i], z_m = gusts->wind.y * along_m[i];
        const float here = world_gusts_force(gusts, scene_s, x_m, z_m);
        sound->kind = STAGE_SOUND_WIND;
        sound->voice = (uint16_t)i;
        sound->at_m = v3(x_m, 6.5f, z_m);
        sound->gain = scene->wind_gain * blows;
        sound->reference_m = 9.0f;
        sound->drive = glm_clamp(0.12f + 0.8f * here, 0.0f, 1.0f);
    }
}
