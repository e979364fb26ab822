// The power spectrum of a stretch of sound: a Hann window and a Fourier transform of fixed size.
#ifndef BREATH_SPECTRUM_H
#define BREATH_SPECTRUM_H

enum {
    BREATH_SPECTRUM_SIZE = 1024, // samples
    BREATH_SPECTRUM_HALF = BREATH_SPECTRUM_SIZE / 2,
    BREATH_SPECTRUM_BINS = BREATH_SPECTRUM_HALF + 1,
};

// Tables, the same for every stretch.
struct breath_spectrum {
    float window[BREATH_SPECTRUM_SIZE];
    float turn_re[BREATH_SPECTRUM_HALF], turn_im[BREATH_SPECTRUM_HALF]; // exp(-2 pi i k / SIZE)
};

void breath_spectrum_init(struct breath_spectrum *spectrum);

// out_power sums to the mean square of the samples (up to how the window weights them).
void breath_spectrum_power(const struct breath_spectrum *spectrum,
                           const float samples[BREATH_SPECTRUM_SIZE],
                           float out_power[BREATH_SPECTRUM_BINS]);

#endif
