// What is heard: a loopback device of OpenAL Soft with HRTF, our own synthesis, and an output.
//
// The audio thread pulls blocks of AUDIO_BLOCK frames, meters them, limits the true peak, counts
// the dose and hands them to SDL2's output. Offline (tests, `listen`, the virtual clock) the
// caller pulls the same blocks itself. No output device: it says so once and goes on pulling at
// the same pace, so that everything else behaves the same.
//
// Nominal calibration: a sample of 1.0 is 1 Pa, so a full-scale sine is 91 dB SPL. It is what a
// headset at about half its volume gives; no headset tells its true figure, so levels and dose are
// comparable with each other and right for no particular ear.
#ifndef AUDIO_AUDIO_H
#define AUDIO_AUDIO_H

#include "base/err.h"
#include "base/pose.h"
#include "stage/stage.h"

#include <stdbool.h>
#include <stdint.h>

enum { AUDIO_RATE_HZ = 48000, AUDIO_BLOCK = 256, AUDIO_CHANNELS = 2 };

struct audio; // opaque, heap

enum audio_output {
    AUDIO_OUTPUT_DEVICE, // SDL2's default device, real time, own thread
    AUDIO_OUTPUT_NONE,   // real time, own thread, thrown away
    AUDIO_OUTPUT_PULL,   // no thread: audio_pull
};

struct audio_desc {
    enum audio_output output;
    uint64_t seed;
    float volume; // 0..1, master
};

MUST_USE enum err audio_create(const struct audio_desc *desc, struct audio **out);
void audio_destroy(struct audio *audio);

// Main thread, once per frame: what sounds, and where the head is. Copies; never blocks (the audio
// thread takes the newest whole state).
void audio_place(struct audio *audio, struct pose head, const struct stage *stage);

// Fades the master to 0..1 within `seconds` (staff pause, stop).
void audio_fade(struct audio *audio, float volume, float seconds);

// AUDIO_OUTPUT_PULL only: the next `frame_count` stereo frames (a multiple of AUDIO_BLOCK),
// interleaved, -1..1. NULL throws them away.
void audio_pull(struct audio *audio, float *out_frames, int frame_count);

struct audio_state {
    bool has_device; // an output device is playing
    bool has_hrtf;
    float peak_dbfs;     // true peak of the last second, after the limiter
    float loudness_dbfs; // A-weighted RMS of the last second, louder ear; add 94 for dB SPL
    float recent_dbfs;   // A-weighted RMS of the last tenth of a second, louder ear
    double dose_pa2h;    // sound dose so far, louder ear; a week's allowance is 1.6 (ITU-T H.870)
    int64_t blocks;      // pulled so far
    int64_t late_blocks; // pulled too late for the device
};
struct audio_state audio_state(const struct audio *audio);

// Whether the machine has a device to record from. Opens nothing.
bool audio_has_microphone(void);

#endif
