// True peak: how high the wave between the samples goes.
//
// ITU-R BS.1770-4, annex 2, asks for at least four times the samples; eight here, by a windowed
// sinc of 32 taps a phase, so that what falls between them is at most 0.17 dB.
#ifndef AUDIO_PEAK_H
#define AUDIO_PEAK_H

enum { AUDIO_PEAK_TAPS = 32, AUDIO_PEAK_PHASES = 8, AUDIO_PEAK_DELAY = AUDIO_PEAK_TAPS / 2 };

struct audio_peak {                  // one channel
    float past[2 * AUDIO_PEAK_TAPS]; // every sample twice, so that a window is contiguous
    int at;
};

// Once, before any other call, by one thread.
void audio_peak_prepare(void);

// The highest magnitude around the sample that came AUDIO_PEAK_DELAY samples ago.
float audio_peak_step(struct audio_peak *peak, float x);

#endif
