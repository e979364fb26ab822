#include "safety/spectrum.h"

#include <math.h>

enum { SIDE = SAFETY_SPECTRUM_SIDE };

static void reorder(float *re, float *im, int stride)
{
    for (int i = 1, j = 0; i < SIDE; i++) {
        int bit = SIDE >> 1;
        for (; j & bit; bit >>= 1) {
            j ^= bit;
        }
        j ^= bit;
        if (i < j) {
            const float held_re = re[i * stride], held_im = im[i * stride];
            re[i * stride] = re[j * stride];
            im[i * stride] = im[j * stride];
            re[j * stride] = held_re;
            im[j * stride] = held_im;
        }
    }
}

static void transform(float *re, float *im, int stride, const float *cosine, const float *sine)
{
    reorder(re, im, stride);
    for (int length = 2; length <= SIDE; length *= 2) {
        const int half = length / 2, step = SIDE / length;
        for (int begin = 0; begin < SIDE; begin += length) {
            for (int k = 0; k < half; k++) {
                const int a = (begin + k) * stride, b = (begin + k + half) * stride;
                const float c = cosine[k * step], s = -sine[k * step];
                const float x = re[b] * c - im[b] * s, y = re[b] * s + im[b] * c;
                re[b] = re[a] - x;
                im[b] = im[a] - y;
                re[a] += x;
                im[a] += y;
            }
        }
    }
}

void safety_spectrum_of(float *re, float *im)
{
    float cosine[SIDE / 2], sine[SIDE / 2];
    for (int k = 0; k < SIDE / 2; k++) {
        const float angle = 6.28318530718f * (float)k / (float)SIDE;
        cosine[k] = cosf(angle);
        sine[k] = sinf(angle);
    }
    for (int y = 0; y < SIDE; y++) {
        transform(re + y * SIDE, im + y * SIDE, 1, cosine, sine);
    }
    for (int x = 0; x < SIDE; x++) {
        transform(re + x, im + x, SIDE, cosine, sine);
    }
}
