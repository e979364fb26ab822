#include "world/seek.h"

#include <math.h>

// By task level: how many there are to find; how near a look must be; seconds between calls. Never
// so hard that it cannot be done by ear alone.
static const struct {
    int count;
    float look_rad, call_s;
} levels[4] = {
    {0, 0.0f, 0.0f}, {3, 0.157f, 5.0f}, {5, 0.105f, 6.5f}, {WORLD_BIRD_COUNT, 0.087f, 8.0f}};
static const float CHOSEN_RAD = 0.21f; // 12 degrees: who presses or nods means the nearest
static const double REST_S = 7.0;      // after one is found
static const float GLOW_S = 2.5f;

void world_seek_init(struct world_seek *seek)
{
    *seek = (struct world_seek){.sought = WORLD_BIRD_COUNT, .next_call_s = REST_S};
}

static void call(struct world_seek *seek, int which, double scene_s)
{
    seek->task.calls[which]++;
    seek->task.called_s[which] = scene_s;
}

// The next that sits still, in an order of its own.
static int next_sought(const struct world_seek *seek, const struct world_birds *birds,
                       double scene_s)
{
    for (int i = 0; i < WORLD_BIRD_COUNT; i++) {
        const int which = (i * 3 + (int)(birds->seed % WORLD_BIRD_COUNT)) % WORLD_BIRD_COUNT;
        if (!seek->task.is_found[which] &&
            !world_birds_at(birds, &seek->task, which, scene_s).is_flying) {
            return which;
        }
    }
    return WORLD_BIRD_COUNT;
}

static bool is_near(struct pose gaze, vec3s at_m, float within_rad)
{
    const vec3s to = glms_vec3_normalize(glms_vec3_sub(at_m, gaze.at_m));
    return glms_vec3_dot(pose_ahead(gaze), to) > cosf(within_rad);
}

static void find(struct world_seek *seek, double scene_s)
{
    seek->task.is_found[seek->sought] = true;
    seek->task.found_count++;
    call(seek, seek->sought, scene_s); // it answers at once
    seek->sought = WORLD_BIRD_COUNT;
    seek->next_call_s = scene_s + REST_S;
}

// A look that rests on the one that is sought, or a nod or button while it is looked at roughly.
static void choose(struct world_seek *seek, const struct world_birds *birds,
                   const struct world_input *input, float look_rad, float step_s)
{
    const bool is_sought = seek->sought < WORLD_BIRD_COUNT;
    const vec3s at_m = is_sought
                           ? world_birds_at(birds, &seek->task, seek->sought, input->scene_s).at_m
                           : (vec3s){{0.0f, 0.0f, 0.0f}};
    const struct world_task_look look = {
        .head = input->head,
        .is_button_down = input->is_select_down,
        .seen = is_sought ? world_task_seen(&input->gaze, &at_m, 1, look_rad) : WORLD_TASK_NOTHING,
    };
    const int chosen = world_task_step(&seek->chooser, &look, step_s);
    const bool is_meant =
        chosen == 0 || (chosen == WORLD_TASK_ANY && is_near(input->gaze, at_m, CHOSEN_RAD));
    if (is_sought && is_meant) {
        find(seek, input->scene_s);
    }
}

void world_seek_step(struct world_seek *seek, const struct world_birds *birds,
                     const struct world_input *input, float step_s)
{
    const int level = input->task_level < 0 ? 0 : input->task_level > 3 ? 3 : input->task_level;
    const double scene_s = input->scene_s;
    for (int i = 0; i < WORLD_BIRD_COUNT; i++) {
        const float target = seek->task.is_found[i] ? 1.0f : 0.0f;
        seek->task.glow[i] += (target - seek->task.glow[i]) * (1.0f - expf(-step_s / GLOW_S));
    }
    if (seek->task.found_count >= levels[level].count) {
        seek->sought = WORLD_BIRD_COUNT;
        return;
    }
    if (scene_s >= seek->next_call_s) {
        seek->sought =
            seek->sought == WORLD_BIRD_COUNT ? next_sought(seek, birds, scene_s) : seek->sought;
        if (seek->sought < WORLD_BIRD_COUNT) {
            call(seek, seek->sought, scene_s);
        }
        seek->next_call_s = scene_s + (double)levels[level].call_s;
    }
    choose(seek, birds, input, levels[level].look_rad, step_s);
}
