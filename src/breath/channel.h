// One source of breath, from its signal to what it would say if it were alone.
#ifndef BREATH_CHANNEL_H
#define BREATH_CHANNEL_H

#include "breath/breath.h"
#include "breath/cycle.h"
#include "breath/turn.h"

struct breath_channel {
    struct breath_turn turn;
    struct breath_cycles cycles;
    bool has_sample;
    int64_t last_ns;  // of the last good sample
    int64_t heard_ns; // of the last sample, good or bad
    float lost;       // share of the last seconds that could not be used
    float interval_s; // between good samples, usual
    float last_value;
    float restless;     // mean change from sample to sample
    float excursion;    // of the last whole inhale, in the values' unit; 0: none yet
    float depth;        // the same, 1 = usual
    float depth_spread; // of the last ones, as a share
    int64_t inhale_ns;  // where the breath under way began, by what is known now
    int64_t exhale_ns;  // where its exhale began
    uint8_t dir;        // enum breath_dir, earlier than the turn is believed
};

void breath_channel_init(struct breath_channel *channel);

// Returns true when an inhale was found; it began at cycles.ring[last].onset_ns.
bool breath_channel_push(struct breath_channel *channel, int64_t t_ns, float value);

// A sample that cannot be used.
void breath_channel_miss(struct breath_channel *channel, int64_t t_ns);

// The signal jumped by `step` and the person did not breathe so.
void breath_channel_shift(struct breath_channel *channel, float step);

// The signal has another meaning from here on (another axis, another place).
void breath_channel_restart(struct breath_channel *channel);

// How far the samples themselves can be trusted at `t_ns`, whatever they say: 0..1.
float breath_channel_trust_samples(const struct breath_channel *channel, int64_t t_ns);

// Phase and level at `t_ns`, and how far to trust them and the rate.
struct breath breath_channel_at(const struct breath_channel *channel, int64_t t_ns);

#endif
