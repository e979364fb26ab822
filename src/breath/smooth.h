// Filters that know the time: samples may come at any spacing, and the lag is known.
//
// A low-pass here is two equal first-order stages. Whatever is slower than its corner comes out
// later by 2 * tau_s and otherwise unchanged, so stamps are mended by subtracting that lag. A
// high-pass in the band of breathing would make slow breaths look early by a second or more;
// therefore live phase uses the low-pass alone (the baseline is carried by the turning points),
// and only what counts breaths may use the band-pass.
#ifndef BREATH_SMOOTH_H
#define BREATH_SMOOTH_H

struct breath_smooth {
    float tau_s; // of each of the two stages
    float first, second;
    float last_input;
};

// Starts at rest at `value`.
void breath_smooth_seed(struct breath_smooth *smooth, float tau_s, float value);

// The input is taken as the straight line between its samples, so that the answer does not depend
// on the rate of sampling (exact for that line). dt_s > 0. Returns the output.
float breath_smooth_push(struct breath_smooth *smooth, float dt_s, float value);

// Adds `step` to everything inside: the signal was moved, not the person.
void breath_smooth_shift(struct breath_smooth *smooth, float step);

float breath_smooth_lag_s(const struct breath_smooth *smooth);

// One first-order stage with the input held: running means, mean squares.
float breath_smooth_mean(float mean, float value, float dt_s, float tau_s);

#endif
