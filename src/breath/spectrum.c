#include "breath/spectrum.h"

#include <math.h>

static const double TWO_PI = 6.283185307179586;

enum { HALF = BREATH_SPECTRUM_HALF, HALF_BITS = 9 };

_Static_assert(1 << HALF_BITS == HALF, "the transform is of a power of two");

void breath_spectrum_init(struct breath_spectrum *spectrum)
{
    for (int i = 0; i < BREATH_SPECTRUM_SIZE; i++) {
        spectrum->window[i] = (float)(0.5 - 0.5 * cos(TWO_PI * (i + 0.5) / BREATH_SPECTRUM_SIZE));
    }
    for (int i = 0; i < HALF; i++) {
        spectrum->turn_re[i] = (float)cos(TWO_PI * i / BREATH_SPECTRUM_SIZE);
        spectrum->turn_im[i] = (float)-sin(TWO_PI * i / BREATH_SPECTRUM_SIZE);
    }
}

static int reversed(int index)
{
    int out = 0;
    for (int bit = 0; bit < HALF_BITS; bit++) {
        out = out << 1 | (index >> bit & 1);
    }
    return out;
}

// In place, decimation in time (Cooley and Tukey 1965); `re` and `im` come in bit-reversed order.
static void transform(const struct breath_spectrum *spectrum, float re[HALF], float im[HALF])
{
    for (int size = 2; size <= HALF; size *= 2) {
        const int stride = BREATH_SPECTRUM_SIZE / size;
        for (int k = 0; k < size / 2; k++) {
            const float wr = spectrum->turn_re[k * stride], wi = spectrum->turn_im[k * stride];
            for (int a = k; a < HALF; a += size) {
                const int b = a + size / 2;
                const float br = re[b] * wr - im[b] * wi;
                const float bi = re[b] * wi + im[b] * wr;
                re[b] = re[a] - br;
                im[b] = im[a] - bi;
                re[a] += br;
                im[a] += bi;
            }
        }
    }
}

// Even samples go in as real parts and odd ones as imaginary parts: a transform of half the size.
void breath_spectrum_power(const struct breath_spectrum *spectrum,
                           const float samples[BREATH_SPECTRUM_SIZE],
                           float out_power[BREATH_SPECTRUM_BINS])
{
    float re[HALF], im[HALF];
    for (int i = 0; i < HALF; i++) {
        const int to = reversed(i);
        re[to] = samples[2 * i] * spectrum->window[2 * i];
        im[to] = samples[2 * i + 1] * spectrum->window[2 * i + 1];
    }
    transform(spectrum, re, im);

    // Of both signs of frequency, over the Hann window's mean square of 3/8.
    const float scale = 2.0f / (0.375f * BREATH_SPECTRUM_SIZE * BREATH_SPECTRUM_SIZE);
    for (int k = 0; k <= HALF; k++) {
        const int a = k % HALF, b = (HALF - k) % HALF;
        const float even_re = 0.5f * (re[a] + re[b]), even_im = 0.5f * (im[a] - im[b]);
        const float odd_re = 0.5f * (im[a] + im[b]), odd_im = 0.5f * (re[b] - re[a]);
        const float wr = k < HALF ? spectrum->turn_re[k] : -1.0f;
        const float wi = k < HALF ? spectrum->turn_im[k] : 0.0f;
        const float x = even_re + odd_re * wr - odd_im * wi;
        const float y = even_im + odd_re * wi + odd_im * wr;
        const float sides = k == 0 || k == HALF ? 0.5f : 1.0f;
        out_power[k] = (x * x + y * y) * scale * sides;
    }
}
