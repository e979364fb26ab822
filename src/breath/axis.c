#include "breath/axis.h"

#include "base/clock.h"

#include <math.h>

// A turn of one radian counts as this much travel: head and controller are about so large.
static const float LEVER_M = 0.1f;
static const float FAST_TAU_S = 0.25f;
static const float SLOW_TAU_S = 2.0f;
static const float WINDOW_S = 12.0f; // time constant; reaches back about twice as far
static const float MEAN_TAU_S = 8.0f;
static const float OUT_TAU_S = 20.0f;
static const float OUT_UP = 0.5f;

// Above these it is a movement, not a breath (clinical facts 3.3: 15-20 degrees and 5 cm a
// second; a deep quick breath under a hand reaches 4 cm a second).
static const float SPEED_MOST_M_S = 0.08f;
static const float TURN_MOST_M_S = 0.026f; // 15 degrees a second on the lever
// A head at rest is a hundred times slower, and one that looks a little to the side is between: for
// heads what is a movement goes by what is usual, down to these. (A sensor on the chest comes as a
// head too, and tips by some degrees a second with each breath.)
static const float HEAD_SPEED_LEAST_M_S = 0.015f;
static const float HEAD_TURN_LEAST_M_S = 0.005f; // 3 degrees a second
static const float UNUSUAL = 3.0f;
static const float USUAL_TAU_S = 20.0f;
static const float SPEED_TAU_S = 0.07f;
static const float CALM_S = 0.4f;
static const float ELSEWHERE_M = 0.05f;
static const float BEFORE_S = 0.05f;
static const float JUMP_M = 0.03f; // between two samples
// Real tracking trembles by more than a micrometre; a sleeping controller keeps its last pose.
static const float TREMBLE_M = 1.0e-6f;
static const float ASLEEP_S = 1.0f;

static const float SIDE_CLEAR = 0.2f;
static const float SKEW_CLEAR = 0.4f;
static const float SKEW_LEARN_S = 15.0f;

void breath_axis_init(struct breath_axis *axis, bool uses_turn)
{
    *axis = (struct breath_axis){.uses_turn = uses_turn};
    axis->axis[1] = 1.0f;
    axis->out = (vec3s){{0.0f, 1.0f, 0.0f}};
    axis->calm_s = CALM_S;
}

void breath_axis_lose(struct breath_axis *axis)
{
    axis->has_pose = false;
}

static int size(const struct breath_axis *axis)
{
    return axis->uses_turn ? 6 : 3;
}

// The small rotation from one turn to another, as a vector in the world, radians.
static vec3s turned(versors from, versors to)
{
    const versors step = glms_quat_mul(to, glms_quat_inv(from));
    const float sign = step.w < 0.0f ? -2.0f : 2.0f;
    return (vec3s){{step.x * sign, step.y * sign, step.z * sign}};
}

static bool is_finite(struct pose pose)
{
    const float sum = pose.at_m.x + pose.at_m.y + pose.at_m.z + pose.turn.x + pose.turn.y +
                      pose.turn.z + pose.turn.w;
    return isfinite(sum) && glms_quat_norm(pose.turn) > 0.5f;
}

// Where the inhale goes: with the face, and a little up.
static void follow_out(struct breath_axis *axis, float dt_s, struct pose face)
{
    const vec3s ahead = pose_ahead(face);
    const float share = axis->seen_s > 0.0f ? 1.0f - expf(-dt_s / OUT_TAU_S) : 1.0f;
    const vec3s want = {{ahead.x, ahead.y + OUT_UP, ahead.z}};
    axis->out = glms_vec3_lerp(axis->out, want, share);
}

static void start(struct breath_axis *axis, int64_t t_ns, struct pose pose)
{
    axis->has_pose = true;
    axis->last_ns = t_ns;
    axis->last = pose;
    axis->still_s = axis->moved_m = 0.0f;
    for (int i = 0; i < BREATH_AXIS_MOST; i++) {
        breath_smooth_seed(&axis->near[i], SPEED_TAU_S, axis->path[i]);
    }
    for (int i = 0; i < size(axis) && axis->seen_s <= 0.0f; i++) {
        breath_smooth_seed(&axis->fast[i], FAST_TAU_S, axis->travel[i]);
        breath_smooth_seed(&axis->slow[i], SLOW_TAU_S, axis->travel[i]);
    }
}

static void point_at_largest(struct breath_axis *axis)
{
    int largest = -1;
    float most = 0.0f;
    for (int i = 0; i < size(axis); i++) {
        if (axis->spread[i][i] > most) {
            most = axis->spread[i][i];
            largest = i;
        }
    }
    for (int i = 0; i < size(axis) && largest >= 0; i++) {
        axis->axis[i] = i == largest ? 1.0f : 0.0f;
    }
}

// One step of power iteration a sample: the axis follows the spread at leisure.
static void find_axis(struct breath_axis *axis)
{
    const int n = size(axis);
    float next[BREATH_AXIS_MOST] = {0};
    float length2 = 0.0f;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            next[i] += axis->spread[i][j] * axis->axis[j];
        }
        length2 += next[i] * next[i];
    }
    // An axis along which nothing moves, as the place of a sensor that knows its turn alone.
    if (!(length2 > 0.0f)) {
        point_at_largest(axis);
        return;
    }
    const float scale = 1.0f / sqrtf(length2);
    for (int i = 0; i < n; i++) {
        axis->axis[i] = next[i] * scale;
    }
}

static float learn(struct breath_axis *axis, float dt_s)
{
    const int n = size(axis);
    float band[BREATH_AXIS_MOST];
    float along = 0.0f;
    for (int i = 0; i < n; i++) {
        band[i] = breath_smooth_push(&axis->fast[i], dt_s, axis->travel[i]) -
                  breath_smooth_push(&axis->slow[i], dt_s, axis->travel[i]);
        axis->mean[i] = breath_smooth_mean(axis->mean[i], band[i], dt_s, MEAN_TAU_S);
        band[i] -= axis->mean[i];
        along += band[i] * axis->axis[i];
    }
    axis->seen_s += dt_s;
    const float share = 1.0f - expf(-dt_s / fminf(WINDOW_S, axis->seen_s));
    float power = 0.0f;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            axis->spread[i][j] += (band[i] * band[j] - axis->spread[i][j]) * share;
        }
        power += axis->spread[i][i];
    }
    if (power > 0.0f) {
        const float unit = along / sqrtf(power);
        axis->skew += (fminf(fmaxf(unit * unit * unit, -8.0f), 8.0f) - axis->skew) * share;
    }
    return along;
}

// True when the axis points to the exhale and has to be turned round.
static bool is_backwards(const struct breath_axis *axis)
{
    const float length = glms_vec3_norm(axis->out);
    const float side =
        (axis->axis[0] * axis->out.x + axis->axis[1] * axis->out.y + axis->axis[2] * axis->out.z) /
        fmaxf(length, 0.1f);
    if (fabsf(side) > SIDE_CLEAR) {
        return side < 0.0f;
    }
    return axis->seen_s > SKEW_LEARN_S && axis->skew < -SKEW_CLEAR;
}

static void turn_round(struct breath_axis *axis)
{
    for (int i = 0; i < BREATH_AXIS_MOST; i++) {
        axis->axis[i] = -axis->axis[i];
    }
    axis->skew = -axis->skew;
}

static void remember(struct breath_axis *axis, float dt_s)
{
    axis->before_s += dt_s;
    if (axis->before_s >= BEFORE_S || axis->before_count == 0) {
        float *kept = axis->before[axis->before_count++ % BREATH_AXIS_BEFORE];
        for (int i = 0; i < BREATH_AXIS_MOST; i++) {
            kept[i] = axis->travel[i];
        }
        axis->before_s = 0.0f;
    }
}

// A head is slow to begin and a breath moves it by a millimetre: what it travelled just before it
// was seen to move is taken back.
static void take_back(struct breath_axis *axis)
{
    if (!axis->uses_turn || axis->before_count == 0) {
        return;
    }
    const uint32_t oldest =
        axis->before_count > BREATH_AXIS_BEFORE ? axis->before_count - BREATH_AXIS_BEFORE : 0;
    const float *kept = axis->before[oldest % BREATH_AXIS_BEFORE];
    for (int i = 0; i < BREATH_AXIS_MOST; i++) {
        axis->value -= (axis->travel[i] - kept[i]) * axis->axis[i];
        axis->travel[i] = kept[i];
    }
    axis->before_count = 0;
}

// From which speed on, of place (0) or turn (1), it is a movement.
static float speed_most(struct breath_axis *axis, int kind, float speed, float dt_s)
{
    const float most = kind == 0 ? SPEED_MOST_M_S : TURN_MOST_M_S;
    if (!axis->uses_turn) {
        return most;
    }
    const float least = kind == 0 ? HEAD_SPEED_LEAST_M_S : HEAD_TURN_LEAST_M_S;
    float *usual = &axis->usual_m_s[kind];
    const float bound = fminf(fmaxf(UNUSUAL * *usual, least), most);
    // A movement counts as little more than what is usual: it may be how breath is from now on.
    const float learned = axis->usual_s > 0.0f ? fminf(speed, 2.0f * bound) : most / UNUSUAL;
    const float tau_s = fminf(fmaxf(axis->usual_s, 1.0f), USUAL_TAU_S);
    *usual += (learned - *usual) * (1.0f - expf(-dt_s / tau_s));
    return bound;
}

// Measures how the pose moves; true while that is no breath.
static bool is_moving(struct breath_axis *axis, float dt_s, const float *steps, float step_m)
{
    float speed2[2] = {0.0f, 0.0f}; // place, turn
    for (int i = 0; i < size(axis); i++) {
        struct breath_smooth *near = &axis->near[i];
        axis->path[i] += steps[i];
        breath_smooth_push(near, dt_s, axis->path[i]);
        const float speed = (near->first - near->second) / near->tau_s;
        speed2[i / 3] += speed * speed;
    }
    bool moves = step_m > JUMP_M;
    for (int kind = 0; kind < size(axis) / 3; kind++) {
        const float speed = sqrtf(speed2[kind]);
        moves |= speed > speed_most(axis, kind, speed, dt_s);
    }
    axis->usual_s += dt_s;
    axis->calm_s = moves ? 0.0f : axis->calm_s + dt_s;
    return axis->calm_s < CALM_S;
}

enum breath_axis_news breath_axis_push(struct breath_axis *axis, int64_t t_ns, struct pose pose,
                                       struct pose face)
{
    if (!is_finite(pose)) {
        return BREATH_AXIS_SKIP;
    }
    if (!axis->has_pose) {
        start(axis, t_ns, pose);
        return BREATH_AXIS_SKIP;
    }
    const float dt_s = (float)((double)(t_ns - axis->last_ns) / NS_PER_S);
    const vec3s step = glms_vec3_sub(pose.at_m, axis->last.at_m);
    const vec3s turn = glms_vec3_scale(turned(axis->last.turn, pose.turn), LEVER_M);
    axis->last = pose;
    axis->last_ns = t_ns;

    const float step_m = glms_vec3_norm(step);
    const float turn_m = glms_vec3_norm(turn);
    axis->still_s = step_m + turn_m > TREMBLE_M ? 0.0f : axis->still_s + dt_s;
    if (axis->still_s > ASLEEP_S) {
        return BREATH_AXIS_SKIP;
    }
    const float steps[BREATH_AXIS_MOST] = {step.x, step.y, step.z, turn.x, turn.y, turn.z};
    if (is_moving(axis, dt_s, steps, step_m)) {
        take_back(axis);
        axis->moved_m += step_m;
        return BREATH_AXIS_SKIP;
    }
    const bool is_elsewhere = axis->moved_m > ELSEWHERE_M;
    axis->moved_m = 0.0f;

    for (int i = 0; i < size(axis); i++) {
        axis->travel[i] += steps[i];
        axis->value += steps[i] * axis->axis[i];
    }
    remember(axis, dt_s);
    if (is_finite(face)) {
        follow_out(axis, dt_s, face);
    }
    learn(axis, dt_s);
    find_axis(axis);
    if (is_backwards(axis)) {
        turn_round(axis);
        return BREATH_AXIS_RESTART;
    }
    return is_elsewhere ? BREATH_AXIS_RESTART : BREATH_AXIS_USE;
}
