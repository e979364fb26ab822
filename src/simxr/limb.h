// Where the parts of a body are, sitting or lying: a torso that leans back about the neck, a head
// on it, two hands.
//
// Posture is the recline in radians, 0 upright. Poses are in STAGE.
#ifndef SIMXR_LIMB_H
#define SIMXR_LIMB_H

#include "simxr/body.h"
#include "simxr/formula.h"

// A breath as the rest of the body feels it.
struct simxr_breath {
    float level;   // 0 empty, 1 full
    float depth_m; // how far the belly rises
};

struct pose simxr_limb_head(float posture_rad, const struct simxr_swing *swing,
                            struct simxr_breath breath);

// The grip pose of a hand that moves by this formula.
struct pose simxr_limb_grip(float posture_rad, enum simxr_side side, enum simxr_formula_kind kind,
                            const struct simxr_swing *swing, struct simxr_breath breath);

struct pose simxr_limb_aim_in_grip(void);
struct pose simxr_limb_palm_in_grip(enum simxr_side side);

// How a torso of this posture is turned.
versors simxr_limb_torso_turn(float posture_rad);

#endif
