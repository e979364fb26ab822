#include "simxr/joints.h"

enum { FINGER_COUNT = 5, BONES_MAX = 4 };

// For a right hand in its palm's frame: -z to the fingertips, +y out of the back, thumb at -x.
struct finger {
    int bone_count;
    vec3s base_m;
    float yaw_deg, pinched_yaw_deg, pitch_deg; // of the metacarpal; the thumb swings in
    float bones_m[BONES_MAX];
    float relaxed_deg[BONES_MAX]; // bend before each bone
    float pinched_deg[BONES_MAX];
    float radius_m; // at the base; a third thinner at the tip
};

// Bone lengths: Buryanov and Kotiuk 2010, "Proportions of hand segments", means.
static const struct finger fingers[FINGER_COUNT] = {
    {
        .bone_count = 3,
        .base_m = {{-0.022f, -0.012f, 0.050f}},
        .yaw_deg = 42.0f,
        .pinched_yaw_deg = 10.0f,
        .pitch_deg = -21.0f,
        .bones_m = {0.0462f, 0.0316f, 0.0217f},
        .relaxed_deg = {0.0f, 4.0f, 8.0f},
        .pinched_deg = {0.0f, 13.0f, 32.0f},
        .radius_m = 0.012f,
    },
    {
        .bone_count = 4,
        .base_m = {{-0.018f, 0.0f, 0.040f}},
        .yaw_deg = 5.0f,
        .pinched_yaw_deg = 5.0f,
        .bones_m = {0.0681f, 0.0398f, 0.0224f, 0.0158f},
        .relaxed_deg = {0.0f, 14.0f, 18.0f, 10.0f},
        .pinched_deg = {0.0f, 63.0f, 47.0f, 24.0f},
        .radius_m = 0.010f,
    },
    {
        .bone_count = 4,
        .base_m = {{-0.004f, 0.0f, 0.038f}},
        .bones_m = {0.0646f, 0.0446f, 0.0263f, 0.0174f},
        .relaxed_deg = {0.0f, 18.0f, 20.0f, 12.0f},
        .pinched_deg = {0.0f, 22.0f, 24.0f, 14.0f},
        .radius_m = 0.010f,
    },
    {
        .bone_count = 4,
        .base_m = {{0.009f, -0.001f, 0.038f}},
        .yaw_deg = -5.0f,
        .pinched_yaw_deg = -5.0f,
        .bones_m = {0.0580f, 0.0414f, 0.0257f, 0.0173f},
        .relaxed_deg = {0.0f, 22.0f, 22.0f, 12.0f},
        .pinched_deg = {0.0f, 26.0f, 26.0f, 14.0f},
        .radius_m = 0.009f,
    },
    {
        .bone_count = 4,
        .base_m = {{0.021f, -0.003f, 0.038f}},
        .yaw_deg = -11.0f,
        .pinched_yaw_deg = -11.0f,
        .bones_m = {0.0537f, 0.0327f, 0.0181f, 0.0160f},
        .relaxed_deg = {0.0f, 26.0f, 22.0f, 12.0f},
        .pinched_deg = {0.0f, 30.0f, 26.0f, 14.0f},
        .radius_m = 0.008f,
    },
};

static const vec3s WRIST_M = {{0.0f, 0.0f, 0.062f}}; // from the palm's middle

static float mix(float a, float b, float part)
{
    return a + (b - a) * part;
}

static struct simxr_joint joint(const struct simxr_tracked *palm, struct pose offset,
                                float radius_m)
{
    const struct simxr_tracked placed = simxr_body_attach(*palm, offset);
    return (struct simxr_joint){
        .pose_in_stage = placed.pose_in_stage,
        .linear_m_s = placed.linear_m_s,
        .angular_rad_s = placed.angular_rad_s,
        .radius_m = radius_m,
    };
}

// A left hand is a right one in a mirror: x, yaw and roll change sign.
static struct simxr_joint *place_finger(const struct finger *finger,
                                        const struct simxr_tracked *palm, float mirror, float pinch,
                                        struct simxr_joint *out)
{
    vec3s base_m = finger->base_m;
    base_m.x *= mirror;
    const float yaw_deg = mix(finger->yaw_deg, finger->pinched_yaw_deg, pinch);
    struct pose at = {
        .turn = pose_turn_yaw_pitch(glm_rad(yaw_deg) * mirror, glm_rad(finger->pitch_deg)),
        .at_m = base_m,
    };
    for (int i = 0; i <= finger->bone_count; i++) {
        const float thinner = 1.0f - (float)i / (3.0f * (float)finger->bone_count);
        if (i < finger->bone_count) {
            const float bend_deg =
                finger->relaxed_deg[i] + (finger->pinched_deg[i] - finger->relaxed_deg[i]) * pinch;
            at.turn = glms_quat_mul(at.turn, pose_turn_yaw_pitch(0.0f, -glm_rad(bend_deg)));
        }
        *out++ = joint(palm, at, finger->radius_m * thinner);
        if (i < finger->bone_count) {
            at.at_m = pose_point(at, (vec3s){{0.0f, 0.0f, -finger->bones_m[i]}});
        }
    }
    return out;
}

void simxr_joints_place(const struct simxr_tracked *palm, enum simxr_side side, float pinch,
                        struct simxr_joint out_joints[SIMXR_JOINT_COUNT])
{
    const float mirror = side == SIMXR_LEFT ? -1.0f : 1.0f;
    struct simxr_joint *out = out_joints;
    struct pose wrist = pose_identity();
    wrist.at_m = WRIST_M;
    *out++ = joint(palm, pose_identity(), 0.020f);
    *out++ = joint(palm, wrist, 0.022f);
    for (int i = 0; i < FINGER_COUNT; i++) {
        out = place_finger(&fingers[i], palm, mirror, pinch, out);
    }
}
