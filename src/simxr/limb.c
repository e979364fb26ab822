#include "simxr/limb.h"

#include <math.h>

static const float SEATED_EYES_M = 1.2f, LYING_EYES_M = 0.8f;

// From the pivot in the neck to the eyes' mid (Algazi 2002 and common neck models: 7-15 cm).
static const vec3s NECK_TO_EYES_M = {{0.0f, 0.10f, -0.09f}};

// The head of someone who breathes moves about 1 mm and 0.1-0.5 degrees, most when lying.
static const float HEAD_RISE_M = 0.0005f, HEAD_RISE_LYING_M = 0.0010f;
static const float HEAD_PITCH_DEG = 0.10f, HEAD_PITCH_LYING_DEG = 0.30f;
static const float USUAL_DEPTH_M = 0.010f; // of the breath that moves it so much

// Hands, from the neck, in the torso's frame; for the right one.
static const vec3s BELLY_M = {{0.03f, -0.42f, -0.13f}};
static const vec3s THIGH_M = {{0.17f, -0.55f, -0.30f}};
static const vec3s SIDE_M = {{0.30f, -0.60f, -0.02f}};
static const vec3s RAISED_M = {{0.18f, -0.30f, -0.40f}};

// Controllers point ahead while the handle leans 45 degrees.
static const float AIM_BELOW_GRIP_DEG = 45.0f;

static versors about_x(float rad)
{
    return glms_quatv(rad, (vec3s){{1.0f, 0.0f, 0.0f}});
}

static float mix(float a, float b, float part)
{
    return a + (b - a) * part;
}

static versors turn_from_axes(vec3s x, vec3s y, vec3s z)
{
    mat4s m = glms_mat4_identity();
    m.col[0] = glms_vec4(x, 0.0f);
    m.col[1] = glms_vec4(y, 0.0f);
    m.col[2] = glms_vec4(z, 0.0f);
    return glms_mat4_quat(m);
}

versors simxr_limb_torso_turn(float posture_rad)
{
    return about_x(posture_rad);
}

// The eyes of a head at rest are above STAGE's origin.
static struct pose torso(float posture_rad)
{
    const versors turn = simxr_limb_torso_turn(posture_rad);
    const vec3s eyes_m = {{0.0f, mix(SEATED_EYES_M, LYING_EYES_M, sinf(posture_rad)), 0.0f}};
    return (struct pose){
        .turn = turn,
        .at_m = glms_vec3_sub(eyes_m, glms_quat_rotatev(turn, NECK_TO_EYES_M)),
    };
}

struct pose simxr_limb_head(float posture_rad, const struct simxr_swing *swing,
                            struct simxr_breath breath)
{
    const float lying = sinf(posture_rad);
    const float felt = breath.level * breath.depth_m / USUAL_DEPTH_M;
    const float pitch_rad = glm_rad(mix(HEAD_PITCH_DEG, HEAD_PITCH_LYING_DEG, lying)) * felt;
    const versors roll = glms_quatv(swing->roll_rad, (vec3s){{0.0f, 0.0f, 1.0f}});
    const struct pose neck = torso(posture_rad);
    struct pose head = {
        .turn = glms_quat_mul(
            glms_quat_mul(neck.turn,
                          pose_turn_yaw_pitch(swing->yaw_rad, swing->pitch_rad + pitch_rad)),
            roll),
    };
    head.turn = glms_quat_normalize(head.turn);
    const vec3s eyes_m = glms_quat_rotatev(head.turn, NECK_TO_EYES_M);
    head.at_m = glms_vec3_add(pose_point(neck, swing->at_m), eyes_m);
    head.at_m.y += mix(HEAD_RISE_M, HEAD_RISE_LYING_M, lying) * felt;
    return head;
}

static vec3s mirrored(vec3s right_m, enum simxr_side side)
{
    right_m.x = side == SIMXR_LEFT ? -right_m.x : right_m.x;
    return right_m;
}

// Lies on the belly, its back outwards, fingers across; rides on the breath.
static struct pose palm_on_belly(enum simxr_side side, struct simxr_breath breath)
{
    const float across = side == SIMXR_LEFT ? -1.0f : 1.0f;
    struct pose palm = {
        .turn = turn_from_axes((vec3s){{0.0f, -across, 0.0f}}, (vec3s){{0.0f, 0.0f, -1.0f}},
                               (vec3s){{across, 0.0f, 0.0f}}),
        .at_m = mirrored(BELLY_M, side),
    };
    palm.at_m.z -= breath.level * breath.depth_m;
    return palm;
}

// On the thigh when sitting, beside the body when lying; flat either way.
static struct pose palm_at_rest(float posture_rad, enum simxr_side side,
                                const struct simxr_swing *swing)
{
    const vec3s at_m = glms_vec3_lerp(THIGH_M, SIDE_M, sinf(posture_rad));
    return (struct pose){
        .turn = glms_quat_mul(about_x(-posture_rad),
                              pose_turn_yaw_pitch(swing->yaw_rad, swing->pitch_rad)),
        .at_m = mirrored(at_m, side),
    };
}

struct pose simxr_limb_grip(float posture_rad, enum simxr_side side, enum simxr_formula_kind kind,
                            const struct simxr_swing *swing, struct simxr_breath breath)
{
    struct pose grip_in_torso;
    if (kind == SIMXR_FORMULA_POINT_AHEAD || kind == SIMXR_FORMULA_GAZE_AT) {
        const struct pose aim = {
            .turn = pose_turn_yaw_pitch(swing->yaw_rad, swing->pitch_rad),
            .at_m = mirrored(RAISED_M, side),
        };
        grip_in_torso = pose_chain(aim, pose_inverse(simxr_limb_aim_in_grip()));
    } else {
        const struct pose palm = kind == SIMXR_FORMULA_ON_BELLY
                                     ? palm_on_belly(side, breath)
                                     : palm_at_rest(posture_rad, side, swing);
        grip_in_torso = pose_chain(palm, pose_inverse(simxr_limb_palm_in_grip(side)));
    }
    grip_in_torso.at_m = glms_vec3_add(grip_in_torso.at_m, swing->at_m);
    return pose_chain(torso(posture_rad), grip_in_torso);
}

struct pose simxr_limb_aim_in_grip(void)
{
    return (struct pose){
        .turn = about_x(-glm_rad(AIM_BELOW_GRIP_DEG)),
        .at_m = {{0.0f, 0.0f, -0.05f}},
    };
}

// OpenXR 1.0, standard pose identifiers: grip's -z runs through the closed hand towards the
// thumb, its +x leaves the left palm and enters the right one. A palm's -z runs to the
// fingertips, its +y out of the back of the hand.
struct pose simxr_limb_palm_in_grip(enum simxr_side side)
{
    const float back = side == SIMXR_LEFT ? -1.0f : 1.0f;
    return (struct pose){
        .turn = turn_from_axes((vec3s){{0.0f, 0.0f, back}}, (vec3s){{back, 0.0f, 0.0f}},
                               (vec3s){{0.0f, 1.0f, 0.0f}}),
    };
}
