#include "world/lanterns.h"

#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

static const float DWELL_S = 1.0f;
static const float LOOK_RAD = 0.052f; // 3 degrees: a glance nearby counts
static const float MATCH_S = 20.0f;   // of breathing together for one lantern
static const float MATCH_LEVEL = 0.25f;
static const float GLOW_S = 2.5f; // to come up: never a flash

// How many take part at each task level.
static const int counts[4] = {0, 3, 5, WORLD_LANTERN_COUNT};

static int active_count(int task_level)
{
    return counts[task_level < 0 ? 0 : task_level > 3 ? 3 : task_level];
}

static int looked_at(const struct world_jetty *jetty, const struct pose *gaze, int count)
{
    int best = -1;
    float best_cos = cosf(LOOK_RAD);
    for (int i = 0; i < count; i++) {
        const vec3s to = glms_vec3_normalize(glms_vec3_sub(jetty->lantern_at_m[i], gaze->at_m));
        const float facing = glms_vec3_dot(pose_ahead(*gaze), to);
        if (facing > best_cos) {
            best = i;
            best_cos = facing;
        }
    }
    return best;
}

static void light_next(struct world_lanterns *lanterns, int count)
{
    for (int i = 0; i < count; i++) {
        if (!lanterns->is_lit[i]) {
            lanterns->is_lit[i] = true;
            return;
        }
    }
}

static void match(struct world_lanterns *lanterns, const struct world_input *input, int count,
                  float step_s)
{
    const bool is_together = input->guide.is_on && input->breath.is_sure &&
                             fabsf(input->breath.level - input->guide.level) < MATCH_LEVEL;
    // What was reached is never taken back: out of step only means waiting.
    lanterns->matched_s += is_together ? step_s : 0.0f;
    if (lanterns->matched_s >= MATCH_S) {
        lanterns->matched_s = 0.0f;
        light_next(lanterns, count);
    }
}

void world_lanterns_step(struct world_lanterns *lanterns, const struct world_jetty *jetty,
                         const struct world_input *input, float step_s)
{
    const int count = active_count(input->task_level);
    const int seen = looked_at(jetty, &input->gaze, count);
    for (int i = 0; i < WORLD_LANTERN_COUNT; i++) {
        lanterns->looked_s[i] = i == seen ? lanterns->looked_s[i] + step_s : 0.0f;
        if (lanterns->looked_s[i] >= DWELL_S) {
            lanterns->is_lit[i] = true;
        }
    }
    if (count > 0) {
        match(lanterns, input, count, step_s);
    }
    for (int i = 0; i < WORLD_LANTERN_COUNT; i++) {
        const float target = lanterns->is_lit[i] ? 1.0f : 0.0f;
        lanterns->glow[i] += (target - lanterns->glow[i]) * (1.0f - expf(-step_s / GLOW_S));
    }
}

void world_lanterns_stage(const struct world_lanterns *lanterns, const struct world_jetty *jetty,
                          double scene_s, struct stage *stage)
{
    struct stage_light *light = &stage->light;
    const vec3s warm = v3(1.0f, 0.47f, 0.15f);
    for (int i = 0; i < WORLD_LANTERN_COUNT; i++) {
        struct stage_draw *draw = stage_add_draw(stage);
        if (!draw) {
            return;
        }
        // A flame breathes a little; far too little and too slow to flicker.
        const float calm = 1.0f + 0.05f * world_noise_line(scene_s / 1.7, 300u + (uint32_t)i);
        const float glow = lanterns->glow[i] * calm / light->exposure; // as bright at any hour
        draw->mesh = jetty->lantern_mesh;
        draw->material = STAGE_MATERIAL_SOLID;
        draw->casts_shadow = 1;
        draw->world_from_mesh = glms_translate_make(jetty->lantern_at_m[i]);
        draw->glow = glms_vec3_scale(warm, 1.3f * glow);
        draw->radius_m = 0.25f;
        if (glow > 0.0f && light->lamp_count < STAGE_LAMP_MAX) {
            light->lamps[light->lamp_count++] = (struct stage_lamp){
                .at_m = jetty->lantern_at_m[i],
                .color = glms_vec3_scale(warm, 1.6f * glow),
            };
        }
    }
}
