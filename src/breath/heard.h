// Breath, heard: blocks of sound in, and what they say about this person's breath.
//
// sound.h makes ticks of blocks, rhythm.h looks once a second whether they come and go like breath,
// tempo.h holds how long a breath is, onset.h tells when one begins. Pure and causal: no clock, no
// heap, 74 KiB of fixed memory of which 4 are sound, 64 ms; belongs to one thread, the
// microphone's. Under 1 % of a core.
//
// The ear concludes for itself: a `struct breath_sample` of the source MIC carries `heard`, not a
// value that breath would have to search for turns, because a level of sound rises twice a breath.
#ifndef BREATH_HEARD_H
#define BREATH_HEARD_H

#include "breath/breath.h"
#include "breath/exhale.h"
#include "breath/onset.h"
#include "breath/rhythm.h"
#include "breath/sound.h"
#include "breath/tempo.h"

#include <stdbool.h>
#include <stdint.h>

struct breath_heard {
    struct breath_sound sound;
    struct breath_rhythm rhythm;
    struct breath_rhythm_view whole, recent;
    struct breath_tempo tempo;
    struct breath_exhale exhale;
    struct breath_onset onset;
    struct breath_sound_tick last;
    int until_look; // ticks
    int bad;        // ticks in a row that were not whole
    bool has_block;
    int64_t last_ns;
    struct breath_heard_news news;
};

void breath_heard_init(struct breath_heard *heard);

// The next 16 ms of sound, which ended at t_ns; own_db is how loud the program itself is playing,
// dB of full scale. Blocks that do not follow each other begin anew; older ones are ignored.
// Returns true eight times a second, when `news` is new.
bool breath_heard_push(struct breath_heard *heard, const float block[BREATH_SOUND_BLOCK],
                       float own_db, int64_t t_ns);

// For the next BREATH_EXHALE_LEARN_S the person breathes out slowly, three times.
void breath_heard_calibrate(struct breath_heard *heard, int64_t now_ns);

// What the news say of a later time.
struct breath breath_heard_at(const struct breath_heard_news *news, int64_t t_ns);

#endif
