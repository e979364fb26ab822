// A synthetic person who breathes, for tests. It shares nothing with the estimator.
//
// Lung: each breath has its own period and depth, spread about the person's by `unevenness`; a
// raised cosine in, a raised cosine out, then a pause. Periods spread by 5-10 % at rest
// (Tobin et al., Chest 1988). The phase is the share of the breath's own period that has passed.
// Belly under a hand: 5-20 mm (clinical facts 3.4), upwards when lying, forwards and a little up
// when sitting. Head: about 1 mm and 0.1-0.5 degrees (3.3), along the body when lying, back and up
// when sitting. Sway of a sitting head: a slow random walk held near its place, some millimetres
// (Winter, Gait Posture 1995, gives 4-5 mm for quiet stance; sitting is about half).
// Looking around: after half to one and a half times `look_s` seconds somewhere else, 30 degrees to
// either side and 10 up or down at most, along a minimum-jerk path of 1 s (Flash and Hogan, J
// Neurosci 1985), about a neck 8 cm below and 10 cm behind the eyes (the lever of common head
// models). Heart: 0.1 mm at 1.1 Hz. Tracking: white noise, a slow drift of the whole room, lost
// samples.
#ifndef TEST_BODY_H
#define TEST_BODY_H

#include "base/pose.h"
#include "breath/breath.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

enum body_posture { BODY_LYING, BODY_SEATED };

struct body {
    enum body_posture posture;
    double bpm, inhale_share, pause_share;
    double unevenness; // of periods and depths, as a share; 0 = a metronome
    double belly_m, head_m, head_rad;
    double noise_m, noise_rad, lost_share, sway_m, drift_m;
    double look_s; // 0: it looks ahead
    uint64_t seed;

    double begin_s, period_s, depth; // of the breath under way
    double last_s;
    double sway[3], drift_phase;
    int breaths;                                            // begun
    double look_at_s, look_for_s, look_from[2], look_to[2]; // yaw and pitch, radians
};

// splitmix64 (Steele et al., 2014): any seed is good.
static inline double body_uniform(struct body *body)
{
    uint64_t z = (body->seed += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
}

// Twelve uniforms less six: near enough to a normal number for noise.
static inline double body_normal(struct body *body)
{
    double sum = -6.0;
    for (int i = 0; i < 12; i++) {
        sum += body_uniform(body);
    }
    return sum;
}

static inline struct body body_make(enum body_posture posture, double bpm, uint64_t seed)
{
    return (struct body){
        .posture = posture,
        .bpm = bpm,
        .inhale_share = 0.4,
        .unevenness = 0.05,
        .belly_m = 0.010,
        .head_m = 0.001,
        .head_rad = 0.0035,
        .noise_m = 0.0003,
        .noise_rad = 0.0003,
        .lost_share = 0.05,
        .sway_m = posture == BODY_SEATED ? 0.0015 : 0.0,
        .drift_m = 0.010,
        .seed = seed,
        .period_s = 60.0 / bpm,
        .depth = 1.0,
    };
}

static inline double body_spread(struct body *body)
{
    return 1.0 + body->unevenness * fmin(fmax(body_normal(body), -2.0), 2.0);
}

// Goes on to `t_s`; times must not go backwards.
static inline void body_go(struct body *body, double t_s)
{
    while (t_s >= body->begin_s + body->period_s) {
        body->begin_s += body->period_s;
        body->period_s = 60.0 / body->bpm * body_spread(body);
        body->depth = body_spread(body);
        body->breaths++;
    }
    const double dt_s = t_s - body->last_s;
    for (int i = 0; i < 3; i++) {
        // A random walk with a spring: its spread is sway_m, its memory five seconds.
        body->sway[i] += -body->sway[i] * dt_s / 5.0 +
                         body->sway_m * sqrt(2.0 * fmax(dt_s, 0.0) / 5.0) * body_normal(body);
    }
    body->last_s = t_s;
}

// Where the face is turned, less straight ahead.
static inline void body_look(struct body *body, double out[2])
{
    if (body->look_s > 0.0 && body->last_s >= body->look_at_s + body->look_for_s) {
        body->look_at_s = body->last_s;
        body->look_for_s = body->look_s * (0.5 + body_uniform(body));
        for (int i = 0; i < 2; i++) {
            body->look_from[i] = body->look_to[i];
            body->look_to[i] = (body_uniform(body) * 2.0 - 1.0) * (i == 0 ? 0.52 : 0.17);
        }
    }
    const double t = fmin(fmax(body->last_s - body->look_at_s, 0.0), 1.0);
    const double part = t * t * t * (10.0 + t * (6.0 * t - 15.0));
    for (int i = 0; i < 2; i++) {
        out[i] = body->look_from[i] + (body->look_to[i] - body->look_from[i]) * part;
    }
}

static inline double body_phase(const struct body *body)
{
    return (body->last_s - body->begin_s) / body->period_s;
}

// How full the lung is, 0 to about 1.
static inline double body_lung(const struct body *body)
{
    static const double pi = 3.14159265358979323846;
    const double phase = body_phase(body);
    const double moving = 1.0 - body->pause_share;
    const double in = body->inhale_share * moving;
    if (phase < in) {
        return body->depth * (0.5 - 0.5 * cos(pi * phase / in));
    }
    if (phase < moving) {
        return body->depth * (0.5 + 0.5 * cos(pi * (phase - in) / (moving - in)));
    }
    return 0.0;
}

static inline vec3s body_shake(struct body *body, vec3s at, double noise_m)
{
    for (int i = 0; i < 3; i++) {
        at.raw[i] += (float)(noise_m * body_normal(body));
    }
    return at;
}

static inline struct pose body_head(struct body *body)
{
    const double lung = body_lung(body);
    const double heart = 0.0001 * sin(6.9 * body->last_s);
    const double drift = body->drift_m * sin(0.02 * body->last_s);
    const bool lies = body->posture == BODY_LYING;
    // Lying: the face looks up, the crown points to +z; sitting: the face looks to -z.
    const float pitch = lies ? 1.5708f : 0.0f;
    const double nod = body->head_rad * lung + body->noise_rad * body_normal(body);
    double look[2];
    body_look(body, look);
    struct pose head = {
        .turn = pose_turn_yaw_pitch((float)(look[0] + body->noise_rad * body_normal(body)),
                                    pitch + (float)(look[1] + nod))};
    const vec3s eyes = {{0.0f, 0.08f, -0.10f}}; // from the neck
    const vec3s swung =
        glms_quat_rotatev(pose_turn_yaw_pitch((float)look[0], (float)look[1]), eyes);
    const vec3s place = lies ? (vec3s){{0.0f, 0.8f, 0.5f}} : (vec3s){{0.0f, 1.2f, 0.0f}};
    head.at_m = place;
    head.at_m.x += (float)(body->sway[0] + drift);
    head.at_m.y += (float)(body->sway[1] * 0.3 + 0.5 * body->head_m * lung + heart);
    head.at_m.z += (float)(body->sway[2] + body->head_m * lung + drift);
    head.at_m = glms_vec3_add(head.at_m, glms_vec3_sub(swung, eyes));
    head.at_m = body_shake(body, head.at_m, body->noise_m);
    return head;
}

static inline struct pose body_hand(struct body *body)
{
    const double rise = body->belly_m * body_lung(body) + 0.0001 * sin(6.9 * body->last_s + 1.0);
    const double drift = body->drift_m * sin(0.02 * body->last_s);
    const bool lies = body->posture == BODY_LYING;
    struct pose hand = pose_identity();
    hand.at_m = lies ? (vec3s){{0.05f, 0.95f, 0.0f}} : (vec3s){{0.05f, 0.7f, -0.15f}};
    hand.at_m.x += (float)(body->sway[0] * 0.5 + drift);
    hand.at_m.y += (float)(lies ? 0.97 * rise : 0.3 * rise);
    hand.at_m.z += (float)(body->sway[2] * 0.5 + drift + (lies ? -0.2 * rise : -0.95 * rise));
    hand.at_m = body_shake(body, hand.at_m, body->noise_m);
    return hand;
}

static inline struct breath_sample body_sample(struct body *body, double t_s, uint8_t source)
{
    body_go(body, t_s);
    const struct pose head = body_head(body);
    return (struct breath_sample){
        .t_ns = (int64_t)llround((t_s + 1.0) * 1e9),
        .source = source,
        .is_tracked = body_uniform(body) >= body->lost_share,
        .pose = source == BREATH_SOURCE_HAND ? body_hand(body) : head,
        .head = head,
        .value = (float)body_lung(body),
    };
}

#endif
