#include "breath/smooth.h"

#include <math.h>

void breath_smooth_seed(struct breath_smooth *smooth, float tau_s, float value)
{
    *smooth = (struct breath_smooth){
        .tau_s = tau_s,
        .first = value,
        .second = value,
        .last_input = value,
    };
}

// One stage y' = (x - y) / tau with x a straight line from x0 to x1 over dt.
static float stage(float y, float x0, float x1, float a, float decay)
{
    const float slope_tau = (x1 - x0) / a;
    return x1 - slope_tau + (y - x0 + slope_tau) * decay;
}

float breath_smooth_push(struct breath_smooth *smooth, float dt_s, float value)
{
    const float a = dt_s / smooth->tau_s;
    const float decay = expf(-a);
    const float first = stage(smooth->first, smooth->last_input, value, a, decay);
    // The first stage's output bends between samples; the line is good to second order.
    smooth->second = stage(smooth->second, smooth->first, first, a, decay);
    smooth->first = first;
    smooth->last_input = value;
    return smooth->second;
}

void breath_smooth_shift(struct breath_smooth *smooth, float step)
{
    smooth->first += step;
    smooth->second += step;
    smooth->last_input += step;
}

float breath_smooth_lag_s(const struct breath_smooth *smooth)
{
    return 2.0f * smooth->tau_s;
}

float breath_smooth_mean(float mean, float value, float dt_s, float tau_s)
{
    return mean + (value - mean) * (1.0f - expf(-dt_s / tau_s));
}
