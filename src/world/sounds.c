#include "world/sounds.h"

#include "world/noise.h"
#include "world/shape.h"

enum { WAVES_COUNT = 3 };

float world_sounds_gust(const struct scene *scene, double scene_s)
{
    return 0.5f + 0.5f * world_noise_line(scene_s / 6.0, (uint32_t)scene->seed + 81u);
}

static void add_waves(const struct world_sounds *sounds, double scene_s, struct stage *stage)
{
    static const float x_m[WAVES_COUNT] = {-8.0f, 0.6f, 9.0f};
    for (int i = 0; i < WAVES_COUNT; i++) {
        struct stage_sound *sound = stage_add_sound(stage);
        if (!sound) {
            return;
        }
        // The sides follow the middle with moods of their own: one hears a shore, not a point.
        const float own =
            world_noise_line(scene_s / 4.0, (uint32_t)sounds->scene->seed + 90u + (uint32_t)i);
        const float drive = world_water_drive(sounds->water, sounds->scene);
        sound->kind = STAGE_SOUND_WAVES;
        sound->voice = (uint16_t)i;
        sound->at_m =
            v3(x_m[i], WORLD_WATER_LEVEL_M, world_terrain_shore_z_m(sounds->terrain, x_m[i]));
        sound->gain = sounds->scene->waves_gain;
        sound->reference_m = 5.0f;
        sound->drive = glm_clamp(drive + 0.18f * own, 0.0f, 1.0f);
    }
}

static void add_wind(const struct world_sounds *sounds, double scene_s, struct stage *stage)
{
    struct stage_sound *sound = stage_add_sound(stage);
    if (!sound) {
        return;
    }
    const float force = glm_clamp(sounds->scene->wind_m_s / 12.0f, 0.0f, 1.0f);
    sound->kind = STAGE_SOUND_WIND;
    sound->at_m = v3(sounds->water->wind.x * -6.0f, 2.5f, sounds->water->wind.y * -6.0f);
    sound->gain = sounds->scene->wind_gain * force;
    sound->reference_m = 6.0f;
    sound->drive =
        glm_clamp(force * (0.6f + 0.8f * world_sounds_gust(sounds->scene, scene_s)), 0.0f, 1.0f);
}

static void add_gull(const struct world_sounds *sounds, double scene_s, struct stage *stage)
{
    struct stage_sound *sound = stage_add_sound(stage);
    if (!sound) {
        return;
    }
    sound->kind = STAGE_SOUND_GULL;
    sound->count = world_gulls_call_count(sounds->gulls, scene_s);
    sound->at_m = world_gulls_caller_at_m(sounds->gulls, scene_s);
    sound->gain = sounds->scene->gull_gain;
    sound->reference_m = 60.0f;
}

void world_sounds_stage(const struct world_sounds *sounds, double scene_s, struct stage *stage)
{
    add_waves(sounds, scene_s, stage);
    add_wind(sounds, scene_s, stage);
    add_gull(sounds, scene_s, stage);
}
