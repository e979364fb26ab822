// From a moving pose to one number that rises with the inhale.
//
// The direction in which the pose swings most within the breathing band, over the last half minute
// (principal axis of up to six numbers: place, and turn seen as the travel of a point a hand's
// breadth away). What is handed on is the travel along it, added up step by step, so that neither
// a slow turn of the axis nor a change of place makes a jump: a movement that is no breath is
// simply not added. Which end of the axis is inhale follows from geometry: the belly rises away
// from the spine, that is where the face looks (up when lying on the back), and a little upwards.
// Where geometry is silent, breath itself tells: people linger longer empty than full.
#ifndef BREATH_AXIS_H
#define BREATH_AXIS_H

#include "base/pose.h"
#include "breath/smooth.h"

#include <stdbool.h>
#include <stdint.h>

enum { BREATH_AXIS_MOST = 6, BREATH_AXIS_BEFORE = 8 };

struct breath_axis {
    bool uses_turn; // six numbers instead of three
    bool has_pose;
    int64_t last_ns;
    struct pose last;
    float travel[BREATH_AXIS_MOST]; // since the start, without what was no breath
    struct breath_smooth fast[BREATH_AXIS_MOST];
    struct breath_smooth slow[BREATH_AXIS_MOST];
    float mean[BREATH_AXIS_MOST]; // in the breathing band: what a steady drift leaves there
    float spread[BREATH_AXIS_MOST][BREATH_AXIS_MOST]; // covariance in the breathing band
    float axis[BREATH_AXIS_MOST];                     // unit vector
    vec3s out;                                        // away from the spine, slowly following
    float seen_s;                                     // how long `spread` has been learning
    float skew;                                       // third moment along the axis
    float path[BREATH_AXIS_MOST];                     // since the start, all of it
    struct breath_smooth near[BREATH_AXIS_MOST];      // of the path: its speed without the noise
    float still_s;                                    // without the least change
    float calm_s;                                     // since the last movement
    float usual_m_s[2]; // speed of place and turn, as it mostly is; heads alone
    float usual_s;      // how long that has been learning
    float moved_m;      // by the movement under way
    float value;        // what is handed on, metres
    // The travel of the last moments: how a movement begins is no breath either.
    float before[BREATH_AXIS_BEFORE][BREATH_AXIS_MOST]; // a ring, one every 50 ms
    uint32_t before_count;
    float before_s; // since the newest
};

enum breath_axis_news {
    BREATH_AXIS_USE,     // `value` goes on
    BREATH_AXIS_SKIP,    // moving, or asleep: no measurement
    BREATH_AXIS_RESTART, // `value` goes on with another meaning
};

void breath_axis_init(struct breath_axis *axis, bool uses_turn);

// `face` is the head's pose at that time. Times must rise.
enum breath_axis_news breath_axis_push(struct breath_axis *axis, int64_t t_ns, struct pose pose,
                                       struct pose face);

// The pose was not seen for a while: it may come back elsewhere.
void breath_axis_lose(struct breath_axis *axis);

#endif
