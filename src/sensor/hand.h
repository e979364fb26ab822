// Which hand lies on the belly, and its pose as a breath sample.
//
// The one that keeps still near the belly: half a metre from the eyes towards the feet, which is
// known from the head alone, sitting or lying. It keeps the word until the other has been the
// better one for a while.
#ifndef SENSOR_HAND_H
#define SENSOR_HAND_H

#include "base/pose.h"
#include "breath/breath.h"

#include <stdbool.h>
#include <stdint.h>

enum { SENSOR_HAND_COUNT = 2 };

struct sensor_hand {
    bool is_present; // a controller, or a hand that is seen
    bool is_tracked; // the pose is measured, not guessed
    struct pose pose;
};

struct sensor_hand_choice {
    int chosen; // 0 or 1
    int64_t last_ns;
    float better_s; // for how long the other has been better
    struct {
        bool has_last;
        vec3s last_m;    // without tracking noise
        float speed_m_s; // a second's mean
    } seen[SENSOR_HAND_COUNT];
};

// False when there is no hand to speak of.
bool sensor_hand_sample(struct sensor_hand_choice *choice,
                        const struct sensor_hand hands[SENSOR_HAND_COUNT], struct pose head,
                        int64_t t_ns, struct breath_sample *out_sample);

#endif
