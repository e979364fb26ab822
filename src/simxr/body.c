#include "simxr/body.h"

#include "base/clock.h"
#include "simxr/button.h"
#include "simxr/csv.h"
#include "simxr/formula.h"
#include "simxr/joints.h"
#include "simxr/limb.h"
#include "simxr/script.h"

#include <math.h>
#include <string.h>

// From one motion to the next a body takes its time.
static const double FADE_S = 0.5;

// Velocities are taken over this long: short for a body, long for the last bits of a float.
enum { VELOCITY_NS = 5 * NS_PER_MS };

static const double INHALE_S = 4.0, EXHALE_S = 6.0; // of a breath by hand (simulated_body.h)
static const float MANUAL_DEPTH_M = 0.010f;

// An instant to look at: what plays is chosen at `at_ns`, and looked at `ahead_ns` later.
struct moment {
    int64_t at_ns, ahead_ns;
    bool has_noise;
};

// One part of the body.
struct part {
    struct pose pose;
    struct simxr_breath breath;
};

static const char touch_profile[] = "/interaction_profiles/oculus/touch_controller";
static const char hand_profile[] = "/interaction_profiles/ext/hand_interaction_ext";

// What plays when the script says nothing: rests, looks ahead, breathes.
static struct simxr_script_motion resting(enum simxr_device device)
{
    static const enum simxr_formula_kind kinds[SIMXR_DEVICE_COUNT] = {
        [SIMXR_DEVICE_HEAD] = SIMXR_FORMULA_STILL,      [SIMXR_DEVICE_LEFT] = SIMXR_FORMULA_REST,
        [SIMXR_DEVICE_RIGHT] = SIMXR_FORMULA_REST,      [SIMXR_DEVICE_GAZE] = SIMXR_FORMULA_STILL,
        [SIMXR_DEVICE_CHEST] = SIMXR_FORMULA_BREATHING,
    };
    struct simxr_script_motion motion = {.device = device, .to_ns = INT64_MAX};
    motion.formula.kind = kinds[device];
    int count = 0;
    const struct simxr_formula_param *params = simxr_formula_params(kinds[device], &count);
    for (int i = 0; i < count; i++) {
        motion.formula.params[i] = params[i].standard;
    }
    return motion;
}

static const struct simxr_manual *manual_at(const struct simxr_body *body, int64_t time_ns)
{
    return time_ns >= body->manual_since_ns ? &body->manual : &body->manual_before;
}

static struct part part_at(const struct simxr_body *body, enum simxr_device device,
                           struct moment when, int below);

static struct simxr_breath breath_at(const struct simxr_body *body, struct moment when)
{
    const struct simxr_manual *manual = manual_at(body, when.at_ns);
    if (!manual->is_breath_manual) {
        return part_at(body, SIMXR_DEVICE_CHEST, when, INT32_MAX).breath;
    }
    const double since_s =
        (double)(when.at_ns + when.ahead_ns - body->manual_since_ns) / (double)NS_PER_S;
    const double moved = manual->is_inhaling ? since_s / INHALE_S : -since_s / EXHALE_S;
    return (struct simxr_breath){
        .level = (float)fmin(fmax((double)body->chest_since + moved, 0.0), 1.0),
        .depth_m = MANUAL_DEPTH_M,
    };
}

static struct pose gaze_pose(const struct simxr_body *body, const struct simxr_formula *formula,
                             const struct simxr_swing *swing, struct moment when)
{
    struct pose gaze = part_at(body, SIMXR_DEVICE_HEAD, when, INT32_MAX).pose;
    const versors turn = pose_turn_yaw_pitch(swing->yaw_rad, swing->pitch_rad);
    // Targets stand in the world; all else is how the eyes are turned in the head.
    const versors from = formula->kind == SIMXR_FORMULA_GAZE_AT
                             ? simxr_limb_torso_turn(body->posture_rad)
                             : gaze.turn;
    gaze.turn = glms_quat_mul(from, turn);
    return gaze;
}

static struct part by_formula(const struct simxr_body *body,
                              const struct simxr_script_motion *motion, struct moment when)
{
    const struct simxr_formula *formula = &motion->formula;
    struct simxr_swing swing =
        simxr_formula_at(formula, motion->from_ns, when.at_ns + when.ahead_ns, when.has_noise);
    struct part part = {.pose = pose_identity()};
    switch (motion->device) {
    case SIMXR_DEVICE_HEAD: {
        const struct simxr_manual *manual = manual_at(body, when.at_ns);
        swing.yaw_rad += manual->yaw_rad;
        swing.pitch_rad += manual->pitch_rad;
        part.pose = simxr_limb_head(body->posture_rad, &swing, breath_at(body, when));
        break;
    }
    case SIMXR_DEVICE_LEFT:
    case SIMXR_DEVICE_RIGHT:
        part.pose = simxr_limb_grip(body->posture_rad,
                                    motion->device == SIMXR_DEVICE_LEFT ? SIMXR_LEFT : SIMXR_RIGHT,
                                    formula->kind, &swing, breath_at(body, when));
        break;
    case SIMXR_DEVICE_GAZE: part.pose = gaze_pose(body, formula, &swing, when); break;
    case SIMXR_DEVICE_CHEST: part.breath = (struct simxr_breath){swing.level, swing.depth_m}; break;
    case SIMXR_DEVICE_COUNT: break;
    }
    return part;
}

static struct part by_recording(const struct simxr_body *body,
                                const struct simxr_script_motion *motion, struct moment when)
{
    const struct simxr_csv_row row =
        simxr_csv_at(motion->csv, when.at_ns + when.ahead_ns - motion->from_ns, motion->is_looped);
    struct part part = {
        .pose = row.pose,
        .breath = {fminf(fmaxf(row.value, 0.0f), 1.0f), MANUAL_DEPTH_M},
    };
    if (motion->device == SIMXR_DEVICE_HEAD) {
        const struct simxr_manual *manual = manual_at(body, when.at_ns);
        part.pose.turn =
            glms_quat_mul(part.pose.turn, pose_turn_yaw_pitch(manual->yaw_rad, manual->pitch_rad));
    }
    return part;
}

static struct part play(const struct simxr_body *body, const struct simxr_script_motion *motion,
                        struct moment when)
{
    return motion->csv ? by_recording(body, motion, when) : by_formula(body, motion, when);
}

// 1 in the middle of a motion, less near its ends. What plays from the first moment on does not
// fade in.
static float weight_of(const struct simxr_script_motion *motion, int64_t time_ns)
{
    const double in_s = (double)(time_ns - motion->from_ns) / (double)NS_PER_S;
    const double left_s = (double)(motion->to_ns - time_ns) / (double)NS_PER_S;
    const double edge_s = motion->from_ns > 0 && in_s < left_s ? in_s : left_s;
    const double part = fmin(fmax(edge_s / FADE_S, 0.0), 1.0);
    return (float)(part * part * (3.0 - 2.0 * part));
}

static struct part mix(struct part a, struct part b, float weight)
{
    return (struct part){
        .pose.turn = glms_quat_normalize(glms_quat_slerp(a.pose.turn, b.pose.turn, weight)),
        .pose.at_m = glms_vec3_lerp(a.pose.at_m, b.pose.at_m, weight),
        .breath.level = a.breath.level + (b.breath.level - a.breath.level) * weight,
        .breath.depth_m = a.breath.depth_m + (b.breath.depth_m - a.breath.depth_m) * weight,
    };
}

// Looks only at the motions before the `below`-th, so the recursion ends.
static struct part part_at(const struct simxr_body *body, enum simxr_device device,
                           struct moment when, int below)
{
    const struct simxr_script *script = body->script;
    const int count = script ? script->motion_count : 0;
    for (int i = (below < count ? below : count) - 1; i >= 0; i--) {
        const struct simxr_script_motion *motion = &script->motions[i];
        if (motion->device != device || when.at_ns < motion->from_ns ||
            when.at_ns >= motion->to_ns) {
            continue;
        }
        const float weight = weight_of(motion, when.at_ns + when.ahead_ns);
        const struct part part = play(body, motion, when);
        return weight < 1.0f ? mix(part_at(body, device, when, i), part, weight) : part;
    }
    const struct simxr_script_motion rest = resting(device);
    return play(body, &rest, when);
}

static struct pose pose_at(const struct simxr_body *body, enum simxr_device device,
                           struct moment when)
{
    return part_at(body, device, when, INT32_MAX).pose;
}

static const struct simxr_script_loss *loss_at(const struct simxr_body *body,
                                               enum simxr_device device, int64_t time_ns)
{
    for (int i = 0; body->script && i < body->script->loss_count; i++) {
        const struct simxr_script_loss *loss = &body->script->losses[i];
        if (loss->device == device && time_ns >= loss->from_ns && time_ns < loss->to_ns) {
            return loss;
        }
    }
    return NULL;
}

// What is in the hand; NULL when the script says nothing about it.
static const struct simxr_script_holding *holding_at(const struct simxr_body *body,
                                                     enum simxr_device device, int64_t time_ns)
{
    const struct simxr_script_holding *found = NULL;
    for (int i = 0; body->script && i < body->script->holding_count; i++) {
        const struct simxr_script_holding *holding = &body->script->holdings[i];
        found = holding->device == device && holding->at_ns <= time_ns ? holding : found;
    }
    return found;
}

static enum simxr_device device_of(enum simxr_side side)
{
    return side == SIMXR_LEFT ? SIMXR_DEVICE_LEFT : SIMXR_DEVICE_RIGHT;
}

static void add_velocity(const struct simxr_body *body, enum simxr_device device, int64_t time_ns,
                         struct simxr_tracked *tracked)
{
    const float over_s = 2.0f * (float)VELOCITY_NS / (float)NS_PER_S;
    const struct pose a = pose_at(body, device, (struct moment){time_ns, -VELOCITY_NS, false});
    const struct pose b = pose_at(body, device, (struct moment){time_ns, VELOCITY_NS, false});
    tracked->linear_m_s = glms_vec3_scale(glms_vec3_sub(b.at_m, a.at_m), 1.0f / over_s);

    // For small turns the vector part is half the angle times the axis.
    const versors turn = glms_quat_mul(b.turn, glms_quat_conjugate(a.turn));
    const float sign = turn.w < 0.0f ? -2.0f : 2.0f;
    tracked->angular_rad_s = glms_vec3_scale((vec3s){{turn.x, turn.y, turn.z}}, sign / over_s);
}

static struct simxr_tracked track(const struct simxr_body *body, enum simxr_device device,
                                  int64_t time_ns)
{
    const struct simxr_script_loss *loss = loss_at(body, device, time_ns);
    struct simxr_tracked tracked = {.pose_in_stage = pose_identity()};
    if (loss && !loss->is_position_only) {
        return tracked;
    }
    tracked.pose_in_stage = pose_at(body, device, (struct moment){time_ns, 0, true});
    tracked.is_turn_valid = tracked.is_turn_tracked = true;
    tracked.is_position_valid = true;
    tracked.is_position_tracked = !loss;
    add_velocity(body, device, time_ns, &tracked);
    if (loss) {
        const struct moment last_seen = {loss->from_ns, 0, true};
        tracked.pose_in_stage.at_m = pose_at(body, device, last_seen).at_m;
        tracked.linear_m_s = glms_vec3_zero();
    }
    return tracked;
}

static bool is_awake(const struct simxr_body *body, enum simxr_side side, int64_t time_ns)
{
    const struct simxr_script_holding *holding = holding_at(body, device_of(side), time_ns);
    return !holding || (holding->profile && !holding->is_asleep);
}

void simxr_body_init(struct simxr_body *body, const struct simxr_script *script, double posture_deg)
{
    const bool is_scripted = script && script->has_posture;
    *body = (struct simxr_body){
        .script = script,
        .posture_rad = glm_rad((float)(is_scripted ? script->posture_deg : posture_deg)),
    };
}

void simxr_body_set_manual(struct simxr_body *body, int64_t time_ns,
                           const struct simxr_manual *manual)
{
    const float chest = simxr_body_chest(body, time_ns);
    body->manual_before = body->manual;
    body->manual = *manual;
    body->manual_since_ns = time_ns;
    body->chest_since = chest;
}

struct simxr_tracked simxr_body_head(const struct simxr_body *body, int64_t time_ns)
{
    return track(body, SIMXR_DEVICE_HEAD, time_ns);
}

struct simxr_tracked simxr_body_grip(const struct simxr_body *body, enum simxr_side side,
                                     int64_t time_ns)
{
    if (!is_awake(body, side, time_ns)) {
        return (struct simxr_tracked){.pose_in_stage = pose_identity()};
    }
    return track(body, device_of(side), time_ns);
}

struct simxr_tracked simxr_body_aim(const struct simxr_body *body, enum simxr_side side,
                                    int64_t time_ns)
{
    const struct simxr_tracked grip = simxr_body_grip(body, side, time_ns);
    return grip.is_position_valid ? simxr_body_attach(grip, simxr_limb_aim_in_grip()) : grip;
}

struct simxr_tracked simxr_body_gaze(const struct simxr_body *body, int64_t time_ns)
{
    return track(body, SIMXR_DEVICE_GAZE, time_ns);
}

struct simxr_tracked simxr_body_attach(struct simxr_tracked thing, struct pose offset)
{
    const vec3s arm_m = pose_direction(thing.pose_in_stage, offset.at_m);
    thing.linear_m_s = glms_vec3_add(thing.linear_m_s, glms_vec3_cross(thing.angular_rad_s, arm_m));
    thing.pose_in_stage = pose_chain(thing.pose_in_stage, offset);
    return thing;
}

float simxr_body_chest(const struct simxr_body *body, int64_t time_ns)
{
    return breath_at(body, (struct moment){time_ns, 0, true}).level;
}

bool simxr_body_joints(const struct simxr_body *body, enum simxr_side side, int64_t time_ns,
                       struct simxr_joint out_joints[SIMXR_JOINT_COUNT])
{
    static const char *const pinches[] = {"/user/hand/left/input/pinch_ext/value",
                                          "/user/hand/right/input/pinch_ext/value"};
    const struct simxr_script_holding *holding = holding_at(body, device_of(side), time_ns);
    const bool is_free =
        holding && (!holding->profile || strcmp(holding->profile, hand_profile) == 0);
    if (!is_free || loss_at(body, device_of(side), time_ns)) {
        return false;
    }
    struct simxr_tracked grip = {
        .pose_in_stage = pose_at(body, device_of(side), (struct moment){time_ns, 0, true}),
    };
    add_velocity(body, device_of(side), time_ns, &grip);
    const struct simxr_tracked palm = simxr_body_attach(grip, simxr_limb_palm_in_grip(side));
    const struct simxr_input pinch = simxr_button_at(body->script, pinches[side], time_ns,
                                                     manual_at(body, time_ns)->is_select_pressed);
    simxr_joints_place(&palm, side, pinch.x, out_joints);
    return true;
}

const char *simxr_body_profile(const struct simxr_body *body, enum simxr_side side, int64_t time_ns)
{
    const struct simxr_script_holding *holding = holding_at(body, device_of(side), time_ns);
    return holding ? holding->profile : touch_profile;
}

struct simxr_input simxr_body_input(const struct simxr_body *body, const char *path,
                                    int64_t time_ns)
{
    enum simxr_side side;
    if (!simxr_button_side(path, &side) || !is_awake(body, side, time_ns)) {
        return (struct simxr_input){0};
    }
    return simxr_button_at(body->script, path, time_ns,
                           manual_at(body, time_ns)->is_select_pressed);
}
