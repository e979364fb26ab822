#include "world/task.h"

#include <math.h>

static const float SAMPLE_S = 0.025f;
static const float NOD_LEAST_RAD = 0.1745f; // 10 degrees
static const float NOD_MOST_RAD = 0.4363f;  // 25 degrees
static const float NOD_YAW_RAD = 0.0873f;   // 5 degrees to either side
static const int NOD_MOST_SAMPLES = 32;     // 0.8 s
static const float BEGUN_SHARE = 0.1f;      // of the depth: from here it counts as going down
static const float BACK_SHARE = 0.3f;       // within this of where it began, it is back

int world_task_seen(const struct pose *gaze, const vec3s *at_m, int count, float within_rad)
{
    int best = WORLD_TASK_NOTHING;
    float best_cos = cosf(within_rad);
    for (int i = 0; i < count; i++) {
        const vec3s to = glms_vec3_normalize(glms_vec3_sub(at_m[i], gaze->at_m));
        const float facing = glms_vec3_dot(pose_ahead(*gaze), to);
        if (facing > best_cos) {
            best = i;
            best_cos = facing;
        }
    }
    return best;
}

// ---- nod

struct lean { // of a sample, as seen from where the head is now
    float pitch_rad, yaw_rad;
};

// 0 is the newest.
static struct lean lean_of(const struct world_nod *nod, int back, versors now)
{
    const int at = (nod->next - 1 - back + 2 * WORLD_TASK_NOD_SAMPLES) % WORLD_TASK_NOD_SAMPLES;
    const versors turn = glms_quat_mul(glms_quat_conjugate(now), nod->turns[at]);
    const struct pose pose = {.turn = turn};
    return (struct lean){pose_pitch_rad(pose), pose_yaw_rad(pose)};
}

// Looks back over the last second: where it was deepest, where it stood before, when it left there.
static bool has_nodded(const struct world_nod *nod, versors now)
{
    struct lean leans[WORLD_TASK_NOD_SAMPLES] = {0};
    int deepest = 0;
    for (int i = 0; i < nod->count; i++) {
        leans[i] = lean_of(nod, i, now);
        deepest = leans[i].pitch_rad < leans[deepest].pitch_rad ? i : deepest;
    }
    float stood = leans[deepest].pitch_rad;
    for (int i = deepest; i < nod->count; i++) {
        stood = fmaxf(stood, leans[i].pitch_rad);
    }
    const float down = stood - leans[deepest].pitch_rad;
    const float back = leans[0].pitch_rad - leans[deepest].pitch_rad;
    if (down < NOD_LEAST_RAD || down > NOD_MOST_RAD || back < NOD_LEAST_RAD ||
        back < (1.0f - BACK_SHARE) * down || back > NOD_MOST_RAD) {
        return false;
    }
    int from = deepest;
    while (stood - leans[from].pitch_rad > BEGUN_SHARE * down) {
        from++;
    }
    bool is_straight = from <= NOD_MOST_SAMPLES;
    for (int i = 0; i <= from; i++) {
        is_straight = is_straight && fabsf(leans[i].yaw_rad - leans[from].yaw_rad) < NOD_YAW_RAD;
    }
    return is_straight;
}

bool world_task_nod(struct world_nod *nod, versors head, float step_s)
{
    if (glms_quat_norm(head) < 0.5f) {
        *nod = (struct world_nod){0};
        return false;
    }
    nod->since_s += step_s;
    if (nod->count > 0 && nod->since_s < SAMPLE_S) {
        return false;
    }
    nod->since_s = fminf(nod->since_s - SAMPLE_S, SAMPLE_S);
    nod->since_s = fmaxf(nod->since_s, 0.0f);
    nod->turns[nod->next] = head;
    nod->next = (nod->next + 1) % WORLD_TASK_NOD_SAMPLES;
    nod->count += nod->count < WORLD_TASK_NOD_SAMPLES;
    if (!has_nodded(nod, head)) {
        return false;
    }
    *nod = (struct world_nod){0}; // one nod is one answer
    return true;
}

// ---- gaze, and all together

static int dwell(struct world_task *task, int seen, float step_s)
{
    if (seen != task->target) {
        task->off_s += step_s;
        if (task->target < 0 || task->off_s > WORLD_TASK_GRACE_S) {
            task->target = seen;
            task->held_s = task->off_s = 0.0f;
            task->is_spent = false;
        }
        return WORLD_TASK_NOTHING;
    }
    task->off_s = 0.0f;
    if (task->target < 0 || task->is_spent) {
        return WORLD_TASK_NOTHING;
    }
    task->held_s += step_s;
    if (task->held_s < WORLD_TASK_DWELL_S) {
        return WORLD_TASK_NOTHING;
    }
    task->is_spent = true;
    return task->target;
}

static void remember(struct world_task *task, int seen, float step_s)
{
    task->recent_s += step_s;
    if (seen >= 0) {
        task->recent = seen;
        task->recent_s = 0.0f;
    } else if (task->recent_s > WORLD_TASK_RECENT_S) {
        task->recent = WORLD_TASK_ANY;
    }
}

int world_task_step(struct world_task *task, const struct world_task_look *look, float step_s)
{
    if (!task->has_begun) {
        // A button that is down already was pressed for something else.
        *task = (struct world_task){.target = WORLD_TASK_NOTHING,
                                    .recent = WORLD_TASK_ANY,
                                    .was_button_down = look->is_button_down,
                                    .has_begun = true};
    }
    remember(task, look->seen, step_s);
    const bool is_pressed = look->is_button_down && !task->was_button_down;
    task->was_button_down = look->is_button_down;
    const bool is_nod = world_task_nod(&task->nod, look->head, step_s);
    const int rested = dwell(task, look->seen, step_s);
    if (!is_pressed && !is_nod) {
        return rested;
    }
    task->is_spent = task->target >= 0 && task->target == task->recent;
    return task->recent;
}
