// The head of the simulated wearer, as mouse and arrow keys turn it.
#ifndef MIRROR_LOOK_H
#define MIRROR_LOOK_H

#include <stdbool.h>
#include <stdint.h>

struct mirror_look {
    float yaw_rad, pitch_rad; // left and up are positive
};

struct mirror_look_keys {
    bool is_left, is_right, is_up, is_down; // held
};

// The mouse moved by so many pixels, right and down positive, with a button held: the head turns
// where the mouse goes.
void mirror_look_drag(struct mirror_look *look, int right_px, int down_px);

void mirror_look_turn(struct mirror_look *look, struct mirror_look_keys keys, int64_t step_ns);

#endif
