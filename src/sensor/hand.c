#include "sensor/hand.h"

#include "base/clock.h"

#include <math.h>

static const float BELLY_DOWN_M = 0.5f;  // from the eyes towards the feet
static const float BELLY_AHEAD_M = 0.1f; // and towards where the face looks
static const float FAR_M = 0.45f;        // from there: a hand at the side, or in the air
static const float SPEED_COST_S = 4.0f;  // one centimetre a second is worth four centimetres
static const float SPEED_TAU_S = 1.0f;
static const float NOISE_TAU_S = 0.3f; // tracking noise of 0.3 mm is 30 mm/s from frame to frame
static const float PATIENCE_S = 3.0f;
static const float BETTER_BY_M = 0.1f;

static vec3s belly_m(struct pose head)
{
    return pose_point(head, (vec3s){{0.0f, -BELLY_DOWN_M, -BELLY_AHEAD_M}});
}

static void watch(struct sensor_hand_choice *choice, int i, const struct sensor_hand *hand,
                  float dt_s)
{
    if (!hand->is_present || !hand->is_tracked) {
        choice->seen[i].has_last = false;
        return;
    }
    if (!choice->seen[i].has_last) {
        choice->seen[i].has_last = true;
        choice->seen[i].last_m = hand->pose.at_m;
    } else if (dt_s > 0.0f) {
        const vec3s smooth_m = glms_vec3_lerp(choice->seen[i].last_m, hand->pose.at_m,
                                              1.0f - expf(-dt_s / NOISE_TAU_S));
        const float step_m = glms_vec3_distance(smooth_m, choice->seen[i].last_m);
        const float share = 1.0f - expf(-dt_s / SPEED_TAU_S);
        choice->seen[i].speed_m_s += (step_m / dt_s - choice->seen[i].speed_m_s) * share;
        choice->seen[i].last_m = smooth_m;
    }
}

// How unlike a hand on the belly, in metres; infinite for none.
static float unlike_m(const struct sensor_hand_choice *choice, int i,
                      const struct sensor_hand *hand, struct pose head)
{
    if (!hand->is_present || !hand->is_tracked) {
        return INFINITY;
    }
    return glms_vec3_distance(hand->pose.at_m, belly_m(head)) +
           SPEED_COST_S * choice->seen[i].speed_m_s;
}

static void choose(struct sensor_hand_choice *choice, const struct sensor_hand *hands,
                   struct pose head, float dt_s)
{
    const int other = 1 - choice->chosen;
    const float mine_m = unlike_m(choice, choice->chosen, &hands[choice->chosen], head);
    const float other_m = unlike_m(choice, other, &hands[other], head);
    const bool is_better = other_m + BETTER_BY_M < mine_m;
    choice->better_s = is_better ? choice->better_s + dt_s : 0.0f;
    if (choice->better_s > PATIENCE_S || (is_better && !hands[choice->chosen].is_present)) {
        choice->chosen = other;
        choice->better_s = 0.0f;
    }
}

bool sensor_hand_sample(struct sensor_hand_choice *choice,
                        const struct sensor_hand hands[SENSOR_HAND_COUNT], struct pose head,
                        int64_t t_ns, struct breath_sample *out_sample)
{
    const float dt_s = choice->last_ns > 0 && t_ns > choice->last_ns
                           ? fminf((float)((double)(t_ns - choice->last_ns) / NS_PER_S), 0.5f)
                           : 0.0f;
    choice->last_ns = t_ns;
    for (int i = 0; i < SENSOR_HAND_COUNT; i++) {
        watch(choice, i, &hands[i], dt_s);
    }
    choose(choice, hands, head, dt_s);

    const struct sensor_hand *hand = &hands[choice->chosen];
    if (!hand->is_present) {
        return false;
    }
    // A hand far from the belly is seen, and tells nothing about breath.
    const bool is_near = glms_vec3_distance(hand->pose.at_m, belly_m(head)) < FAR_M;
    *out_sample = (struct breath_sample){
        .t_ns = t_ns,
        .source = BREATH_SOURCE_HAND,
        .is_tracked = hand->is_tracked && is_near,
        .pose = hand->pose,
        .head = head,
    };
    return true;
}
