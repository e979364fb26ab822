// Motion by formula: named movements of a part of the body, with a few parameters.
//
// Each is a pure function of the time since it began. What it answers lies on top of where that
// part of the body rests.
#ifndef SIMXR_FORMULA_H
#define SIMXR_FORMULA_H

#include "base/pose.h"

#include <stdbool.h>
#include <stdint.h>

// clang-format off
#define SIMXR_FORMULA_KINDS(X)                                                             \
    X(STILL,       still)       /* rests, with the tremor of a living body */              \
    X(LOOK_AROUND, look_around) /* wanders over the scene */                               \
    X(DOZING,      dozing)      /* the head sinks, now and then starts up */               \
    X(NOD,         nod)         /* "yes" */                                                \
    X(GAZE_AT,     gaze_at)     /* turns to targets one after another, holds each */       \
    X(BREATHING,   breathing)   /* chest: rises and sinks */                               \
    X(ON_BELLY,    on_belly)    /* hand: lies on the belly and goes with the breath */     \
    X(REST,        rest)        /* hand: beside the body */                                \
    X(POINT_AHEAD, point_ahead) /* hand: raised, aims ahead */
// clang-format on

enum simxr_formula_kind {
#define SIMXR_FORMULA_ENUM(upper, lower) SIMXR_FORMULA_##upper,
    SIMXR_FORMULA_KINDS(SIMXR_FORMULA_ENUM)
#undef SIMXR_FORMULA_ENUM
        SIMXR_FORMULA_COUNT
};

enum { SIMXR_FORMULA_PARAM_MAX = 6 };

struct simxr_formula_param {
    const char *name; // NULL closes the list
    double lo, hi, standard;
};

struct simxr_target {
    float yaw_rad, pitch_rad;
    int64_t from_ns, hold_ns; // since the session began
};

struct simxr_formula {
    enum simxr_formula_kind kind;
    double params[SIMXR_FORMULA_PARAM_MAX]; // in the order of simxr_formula_params
    const struct simxr_target *targets;     // gaze_at; by time; borrowed
    int target_count;
};

struct simxr_swing {
    float yaw_rad, pitch_rad, roll_rad;
    vec3s at_m;
    float level;   // breathing: 0 empty .. 1 full
    float depth_m; // breathing: how far the belly rises from 0 to 1
};

const struct simxr_formula_param *simxr_formula_params(enum simxr_formula_kind kind, int *count);

// Times since the session began. Without `has_noise` what changes from instant to instant stays
// out: for velocities.
struct simxr_swing simxr_formula_at(const struct simxr_formula *formula, int64_t began_ns,
                                    int64_t time_ns, bool has_noise);

#endif
