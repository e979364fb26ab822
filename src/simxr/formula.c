#include "simxr/formula.h"

#include "base/clock.h"
#include "base/rand.h"

#include <math.h>
#include <stddef.h>

static const double TAU = 6.28318530717958647692;

static double radians(double degrees)
{
    return degrees * TAU / 360.0;
}

// What each formula takes, in the order of simxr_formula.params.
static const struct simxr_formula_param params_of[SIMXR_FORMULA_COUNT][SIMXR_FORMULA_PARAM_MAX] = {
    [SIMXR_FORMULA_STILL] = {{"tremor_deg", 0.0, 5.0, 0.05}},
    [SIMXR_FORMULA_LOOK_AROUND] = {{"yaw_deg", 0.0, 180.0, 40.0},
                                   {"pitch_deg", 0.0, 90.0, 12.0},
                                   {"period_s", 1.0, 600.0, 24.0}},
    [SIMXR_FORMULA_DOZING] = {{"sink_deg", 0.0, 60.0, 25.0}, {"period_s", 5.0, 600.0, 40.0}},
    [SIMXR_FORMULA_NOD] = {{"pitch_deg", 0.0, 45.0, 12.0},
                           {"period_s", 0.2, 10.0, 0.9},
                           {"times", 1.0, 100.0, 2.0}},
    // A head turn of 30 degrees takes about half a second (Land 1992: 50-120 degrees a second).
    [SIMXR_FORMULA_GAZE_AT] = {{"turn_s", 0.02, 10.0, 0.4}},
    // Six a minute, 40:60, is what the pacer asks; at rest people breathe about twelve times. A
    // belly rises 5-20 mm.
    [SIMXR_FORMULA_BREATHING] = {{"rate_bpm", 1.0, 60.0, 12.0},
                                 {"to_rate_bpm", 0.0, 60.0, 0.0},
                                 {"ramp_s", 1.0, 3600.0, 120.0},
                                 {"depth_m", 0.0, 0.05, 0.010},
                                 {"inhale_share", 0.1, 0.9, 0.4},
                                 {"noise", 0.0, 1.0, 0.0}},
    [SIMXR_FORMULA_ON_BELLY] = {{"noise_m", 0.0, 0.01, 0.0}},
    [SIMXR_FORMULA_REST] = {{"tremor_deg", 0.0, 5.0, 0.1}},
    [SIMXR_FORMULA_POINT_AHEAD] = {{"yaw_deg", -90.0, 90.0, 0.0},
                                   {"pitch_deg", -90.0, 90.0, 0.0},
                                   {"tremor_deg", 0.0, 5.0, 0.3}},
};

const struct simxr_formula_param *simxr_formula_params(enum simxr_formula_kind kind, int *count)
{
    *count = 0;
    while (*count < SIMXR_FORMULA_PARAM_MAX && params_of[kind][*count].name) {
        (*count)++;
    }
    return params_of[kind];
}

static double ease(double part)
{
    const double p = part < 0.0 ? 0.0 : part > 1.0 ? 1.0 : part;
    return p * p * (3.0 - 2.0 * p);
}

// In [-1, 1], the same for the same instant and stream.
static double white(int64_t time_ns, uint32_t stream)
{
    const uint32_t low = (uint32_t)time_ns, high = (uint32_t)((uint64_t)time_ns >> 32);
    const uint32_t bits = rand_hash(low ^ rand_hash(high ^ rand_hash(stream)));
    return (double)bits / 2147483647.5 - 1.0;
}

// Smooth noise in about [-1, 1]: waves that never meet again.
static double wander(double t_s, double hz, double shift)
{
    return 0.5 * sin(TAU * (hz * t_s + shift)) + 0.3 * sin(TAU * (hz * 1.618 * t_s + shift * 2.7)) +
           0.2 * sin(TAU * (hz * 2.731 * t_s + shift * 5.1));
}

static void tremble(struct simxr_swing *swing, double t_s, double degrees)
{
    swing->yaw_rad += (float)(radians(degrees) * wander(t_s, 0.31, 0.1));
    swing->pitch_rad += (float)(radians(degrees) * wander(t_s, 0.27, 0.6));
    swing->roll_rad += (float)(radians(degrees) * 0.5 * wander(t_s, 0.23, 0.8));
}

static struct simxr_swing still(const struct simxr_formula *f, double t_s)
{
    struct simxr_swing swing = {0};
    tremble(&swing, t_s, f->params[0]);
    return swing;
}

// Begins ahead, so that nothing jumps.
static struct simxr_swing look_around(const struct simxr_formula *f, double t_s)
{
    const double turn = TAU * t_s / f->params[2];
    return (struct simxr_swing){
        .yaw_rad = (float)(radians(f->params[0]) * sin(turn)),
        .pitch_rad = (float)(radians(f->params[1]) * sin(turn * 2.3) * 0.8),
        .roll_rad = (float)(radians(2.0) * sin(turn * 1.7)),
    };
}

// Sinks for most of the period, then starts up within a second.
static struct simxr_swing dozing(const struct simxr_formula *f, double t_s)
{
    const double period_s = f->params[1];
    const double in_s = fmod(t_s, period_s);
    const double sunk = ease(in_s / (period_s * 0.8)) * (1.0 - ease((in_s - period_s + 1.5) / 1.0));
    struct simxr_swing swing = {
        .pitch_rad = (float)(-radians(f->params[0]) * sunk),
        .roll_rad = (float)(radians(f->params[0] * 0.3) * sunk),
    };
    tremble(&swing, t_s, 0.05);
    return swing;
}

static struct simxr_swing nod(const struct simxr_formula *f, double t_s)
{
    const double turns = t_s / f->params[1];
    struct simxr_swing swing = {0};
    if (turns >= 0.0 && turns < floor(f->params[2])) {
        const double down = 0.5 - 0.5 * cos(TAU * turns);
        swing.pitch_rad = (float)(-radians(f->params[0]) * down);
    }
    return swing;
}

// Where the targets up to and with `i` have led by `time_ns`: the turn to a target begins at its
// time; when its hold is over and no other follows, ahead is the next target.
static struct simxr_swing gaze_at(const struct simxr_formula *f, int64_t time_ns)
{
    const double turn_ns = f->params[0] * (double)NS_PER_S;
    struct simxr_swing swing = {0};
    for (int i = 0; i < f->target_count && f->targets[i].from_ns <= time_ns; i++) {
        const struct simxr_target *t = &f->targets[i];
        const int64_t end_ns = t->from_ns + t->hold_ns;
        const bool is_followed = i + 1 < f->target_count && f->targets[i + 1].from_ns <= end_ns;
        const float to = (float)ease((double)(time_ns - t->from_ns) / turn_ns);
        swing.yaw_rad += (t->yaw_rad - swing.yaw_rad) * to;
        swing.pitch_rad += (t->pitch_rad - swing.pitch_rad) * to;
        if (!is_followed && time_ns > end_ns) {
            const float back = 1.0f - (float)ease((double)(time_ns - end_ns) / turn_ns);
            swing.yaw_rad *= back;
            swing.pitch_rad *= back;
        }
    }
    return swing;
}

// Breaths since the beginning, when the rate goes in a straight line from one to another within
// `ramp_s` and stays.
static double breaths(const struct simxr_formula *f, double t_s)
{
    const double from_hz = f->params[0] / 60.0;
    const double to_hz = f->params[1] > 0.0 ? f->params[1] / 60.0 : from_hz;
    const double ramp_s = f->params[2];
    const double in_s = t_s < ramp_s ? t_s : ramp_s;
    return from_hz * in_s + (to_hz - from_hz) * in_s * in_s / (2.0 * ramp_s) + to_hz * (t_s - in_s);
}

// Starts empty, with an inhale: a half cosine up, a longer one down.
static struct simxr_swing breathing(const struct simxr_formula *f, double t_s, int64_t time_ns,
                                    bool has_noise)
{
    const double whole = breaths(f, t_s);
    const double part = whole - floor(whole);
    const double inhale = f->params[4];
    const double up = part < inhale ? part / inhale : 1.0 - (part - inhale) / (1.0 - inhale);
    double level = 0.5 - 0.5 * cos(TAU / 2.0 * up);
    if (f->params[5] > 0.0) {
        const double jitter = has_noise ? 0.1 * white(time_ns, 1) : 0.0;
        level += f->params[5] * (0.5 * wander(t_s, 0.05, 0.3) + jitter);
    }
    return (struct simxr_swing){
        .level = (float)fmin(fmax(level, 0.0), 1.0),
        .depth_m = (float)f->params[3],
    };
}

static struct simxr_swing on_belly(const struct simxr_formula *f, int64_t time_ns, bool has_noise)
{
    const double noise_m = has_noise ? f->params[0] : 0.0;
    return (struct simxr_swing){
        .at_m = {{(float)(noise_m * white(time_ns, 2)), (float)(noise_m * white(time_ns, 3)),
                  (float)(noise_m * white(time_ns, 4))}},
    };
}

static struct simxr_swing point_ahead(const struct simxr_formula *f, double t_s)
{
    struct simxr_swing swing = {
        .yaw_rad = (float)radians(f->params[0]),
        .pitch_rad = (float)radians(f->params[1]),
    };
    tremble(&swing, t_s, f->params[2]);
    return swing;
}

struct simxr_swing simxr_formula_at(const struct simxr_formula *formula, int64_t began_ns,
                                    int64_t time_ns, bool has_noise)
{
    const double t_s = (double)(time_ns - began_ns) / (double)NS_PER_S;
    switch (formula->kind) {
    case SIMXR_FORMULA_REST:
    case SIMXR_FORMULA_STILL: return still(formula, t_s);
    case SIMXR_FORMULA_LOOK_AROUND: return look_around(formula, t_s);
    case SIMXR_FORMULA_DOZING: return dozing(formula, t_s);
    case SIMXR_FORMULA_NOD: return nod(formula, t_s);
    case SIMXR_FORMULA_GAZE_AT: return gaze_at(formula, time_ns);
    case SIMXR_FORMULA_BREATHING: return breathing(formula, t_s, time_ns, has_noise);
    case SIMXR_FORMULA_ON_BELLY: return on_belly(formula, time_ns, has_noise);
    case SIMXR_FORMULA_POINT_AHEAD: return point_ahead(formula, t_s);
    case SIMXR_FORMULA_COUNT: break;
    }
    return (struct simxr_swing){0};
}
