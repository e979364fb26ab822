// What a microphone hears, without what it said: blocks of sound in, a few numbers out.
//
// Breath is noise without pitch that swells and fades over half a second and more. So every 128 ms
// the level in eight bands from 100 Hz to 5 kHz is told (breath at a mouth lies from 200 Hz to
// 3 kHz, through a body below 1 kHz), taken so that a click or a heart sound within that time
// changes little, and the share of the sound that stands in lines: speech, alarms and music do,
// breath, rain and wind do not (a sturdier kin of spectral flatness, which a tilted spectrum
// lowers as much as a tone does). 64 ms of sound are in memory at any time, and none leaves.
#ifndef BREATH_SOUND_H
#define BREATH_SOUND_H

#include "breath/spectrum.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    BREATH_SOUND_RATE_HZ = 16000,
    BREATH_SOUND_BLOCK = 256, // samples, 16 ms
    BREATH_SOUND_BANDS = 8,
    BREATH_SOUND_TICK_BLOCKS = 8,
};

#define BREATH_SOUND_TICK_S \
    ((float)(BREATH_SOUND_BLOCK * BREATH_SOUND_TICK_BLOCKS) / (float)BREATH_SOUND_RATE_HZ)
#define BREATH_SOUND_FLOOR_DB (-95.0f) // what no sound at all is called

// 128 ms of sound.
struct breath_sound_tick {
    int64_t t_ns;                         // its end
    float band_db[BREATH_SOUND_BANDS];    // dB of full scale
    float line_share[BREATH_SOUND_BANDS]; // 0..1 of the band's power stands in lines
    float own_db;                         // what the program itself played meanwhile
    bool is_whole;                        // no sample was missing, unreadable or cut off
};

struct breath_sound {
    struct breath_spectrum spectrum;
    float samples[BREATH_SPECTRUM_SIZE]; // the newest
    float power[BREATH_SPECTRUM_BINS];   // of this tick's blocks, summed
    float block_db[BREATH_SOUND_BANDS][BREATH_SOUND_TICK_BLOCKS];
    float own_db;
    int blocks; // of this tick so far
    int bad_blocks;
};

void breath_sound_init(struct breath_sound *sound);

// The next 16 ms, which ended at t_ns; own_db is what the program itself is playing, in any
// decibels that are always the same. Returns true when that made a tick whole.
bool breath_sound_push(struct breath_sound *sound, const float block[BREATH_SOUND_BLOCK],
                       float own_db, int64_t t_ns, struct breath_sound_tick *out_tick);

// What was heard so far does not join what comes next.
void breath_sound_interrupt(struct breath_sound *sound);

#endif
