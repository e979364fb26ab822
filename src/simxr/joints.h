// A hand of 26 joints (XR_EXT_hand_tracking) from where its palm is and how it moves.
#ifndef SIMXR_JOINTS_H
#define SIMXR_JOINTS_H

#include "simxr/body.h"

// `pinch` 0: relaxed, 1: the tips of thumb and index finger meet.
void simxr_joints_place(const struct simxr_tracked *palm, enum simxr_side side, float pinch,
                        struct simxr_joint out_joints[SIMXR_JOINT_COUNT]);

#endif
