#include "simxr/sample.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

enum { LINEAR_STEPS = 65536, HALVES = 65536 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static float linear_of_srgb8[256];
static uint8_t srgb8_of_linear[LINEAR_STEPS]; // by linear value times 65535
static float linear_of_half[HALVES];
static uint8_t srgb8_of_half[HALVES];

// IEC 61966-2-1.
static float decode(float encoded)
{
    return encoded <= 0.04045f ? encoded / 12.92f : powf((encoded + 0.055f) / 1.055f, 2.4f);
}

static float encode(float linear)
{
    return linear <= 0.0031308f ? linear * 12.92f : 1.055f * powf(linear, 1.0f / 2.4f) - 0.055f;
}

// IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction.
static float half(uint32_t bits)
{
    const uint32_t exponent = bits >> 10 & 31, fraction = bits & 1023;
    const float size = exponent == 0 ? ldexpf((float)fraction, -24)
                                     : ldexpf((float)(fraction + 1024), (int)exponent - 25);
    const float finite = exponent == 31 ? (fraction ? 0.0f : 65504.0f) : size;
    return bits >> 15 ? -finite : finite;
}

static uint8_t to_srgb8(float linear)
{
    const float clamped = fminf(fmaxf(linear, 0.0f), 1.0f);
    return (uint8_t)lrintf(encode(clamped) * 255.0f);
}

static void make_tables(void)
{
    for (int i = 0; i < 256; i++) {
        linear_of_srgb8[i] = decode((float)i / 255.0f);
    }
    for (int i = 0; i < LINEAR_STEPS; i++) {
        srgb8_of_linear[i] = to_srgb8((float)i / (LINEAR_STEPS - 1));
    }
    for (uint32_t i = 0; i < HALVES; i++) {
        linear_of_half[i] = half(i);
        srgb8_of_half[i] = to_srgb8(linear_of_half[i]);
    }
}

static uint8_t encoded(float linear)
{
    const float clamped = fminf(fmaxf(linear, 0.0f), 1.0f);
    return srgb8_of_linear[(int)(clamped * (LINEAR_STEPS - 1) + 0.5f)];
}

// The 11- and 10-bit floats of R11G11B10F as half floats: no sign, fewer bits of fraction.
static void unpack_small_floats(uint32_t bits, uint32_t halves[3])
{
    halves[0] = (bits & 0x7ff) << 4;
    halves[1] = (bits >> 11 & 0x7ff) << 4;
    halves[2] = (bits >> 22) << 5;
}

static vec4s fetch_8(const uint8_t *p, bool is_srgb, int red, int blue)
{
    if (is_srgb) {
        return (vec4s){{linear_of_srgb8[p[red]], linear_of_srgb8[p[1]], linear_of_srgb8[p[blue]],
                        (float)p[3] / 255.0f}};
    }
    return (vec4s){{(float)p[red] / 255.0f, (float)p[1] / 255.0f, (float)p[blue] / 255.0f,
                    (float)p[3] / 255.0f}};
}

static vec4s fetch_32(const uint8_t *p, enum simxr_pixel pixel)
{
    uint32_t bits;
    memcpy(&bits, p, sizeof bits);
    if (pixel == SIMXR_PIXEL_RGB10A2) {
        return (vec4s){{(float)(bits & 1023) / 1023.0f, (float)(bits >> 10 & 1023) / 1023.0f,
                        (float)(bits >> 20 & 1023) / 1023.0f, (float)(bits >> 30) / 3.0f}};
    }
    uint32_t halves[3];
    unpack_small_floats(bits, halves);
    return (vec4s){
        {linear_of_half[halves[0]], linear_of_half[halves[1]], linear_of_half[halves[2]], 1.0f}};
}

static vec4s fetch_16f(const uint8_t *p)
{
    uint16_t halves[4];
    memcpy(halves, p, sizeof halves);
    return (vec4s){{linear_of_half[halves[0]], linear_of_half[halves[1]], linear_of_half[halves[2]],
                    linear_of_half[halves[3]]}};
}

static vec4s fetch(const struct simxr_sampler *sampler, int x, int y)
{
    const struct simxr_picture *picture = &sampler->picture;
    const uint8_t *p = (const uint8_t *)picture->pixels + (size_t)y * picture->row_bytes +
                       (size_t)x * simxr_compositor_pixel_bytes(picture->pixel);
    vec4s colour = {{0.0f, 0.0f, 0.0f, 1.0f}};
    switch (picture->pixel) {
    case SIMXR_PIXEL_RGBA8: colour = fetch_8(p, picture->is_srgb, 0, 2); break;
    case SIMXR_PIXEL_BGRA8: colour = fetch_8(p, picture->is_srgb, 2, 0); break;
    case SIMXR_PIXEL_RGB10A2:
    case SIMXR_PIXEL_R11G11B10F: colour = fetch_32(p, picture->pixel); break;
    case SIMXR_PIXEL_RGBA16F: colour = fetch_16f(p); break;
    }
    if (!sampler->has_alpha) {
        colour.w = 1.0f;
    } else if (sampler->is_unpremultiplied) {
        const float alpha = colour.w;
        colour = glms_vec4_scale(colour, alpha);
        colour.w = alpha;
    }
    return colour;
}

static int clamp(int value, int most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

vec4s simxr_sample_at(const struct simxr_sampler *sampler, float u, float v)
{
    pthread_once(&once, make_tables);
    const float x = u * (float)sampler->picture.width_px - 0.5f;
    const float y = v * (float)sampler->picture.height_px - 0.5f;
    const float left = floorf(x), top = floorf(y);
    const int last_x = (int)sampler->picture.width_px - 1;
    const int last_y = (int)sampler->picture.height_px - 1;
    const int x0 = clamp((int)left, last_x), x1 = clamp((int)left + 1, last_x);
    const int y0 = clamp((int)top, last_y), y1 = clamp((int)top + 1, last_y);
    const vec4s above = glms_vec4_lerp(fetch(sampler, x0, y0), fetch(sampler, x1, y0), x - left);
    const vec4s below = glms_vec4_lerp(fetch(sampler, x0, y1), fetch(sampler, x1, y1), x - left);
    return glms_vec4_lerp(above, below, y - top);
}

static void encode_pixel(const uint8_t *p, enum simxr_pixel pixel, uint8_t *out)
{
    uint32_t bits = 0, small[3] = {0};
    uint16_t halves[4] = {0};
    switch (pixel) {
    case SIMXR_PIXEL_RGBA8:
        for (int c = 0; c < 3; c++) {
            out[c] = srgb8_of_linear[p[c] * 257];
        }
        break;
    case SIMXR_PIXEL_BGRA8:
        for (int c = 0; c < 3; c++) {
            out[c] = srgb8_of_linear[p[2 - c] * 257];
        }
        break;
    case SIMXR_PIXEL_RGB10A2:
        memcpy(&bits, p, sizeof bits);
        for (int c = 0; c < 3; c++) {
            const uint32_t level = bits >> (10 * c) & 1023; // 10 bits to 16
            out[c] = srgb8_of_linear[level << 6 | level >> 4];
        }
        break;
    case SIMXR_PIXEL_R11G11B10F:
        memcpy(&bits, p, sizeof bits);
        unpack_small_floats(bits, small);
        for (int c = 0; c < 3; c++) {
            out[c] = srgb8_of_half[small[c]];
        }
        break;
    case SIMXR_PIXEL_RGBA16F:
        memcpy(halves, p, sizeof halves);
        for (int c = 0; c < 3; c++) {
            out[c] = srgb8_of_half[halves[c]];
        }
        break;
    }
}

void simxr_sample_row(const struct simxr_picture *picture, uint32_t y, uint8_t *out_rgba)
{
    pthread_once(&once, make_tables);
    const size_t step = simxr_compositor_pixel_bytes(picture->pixel);
    const uint8_t *p = (const uint8_t *)picture->pixels + (size_t)y * picture->row_bytes;
    const bool is_plain = picture->is_srgb && picture->pixel == SIMXR_PIXEL_RGBA8;
    const bool is_swapped = picture->is_srgb && picture->pixel == SIMXR_PIXEL_BGRA8;
    if (is_plain) {
        memcpy(out_rgba, p, (size_t)picture->width_px * 4);
    }
    for (uint32_t x = 0; x < picture->width_px; x++, p += step, out_rgba += 4) {
        if (is_swapped) {
            out_rgba[0] = p[2];
            out_rgba[1] = p[1];
            out_rgba[2] = p[0];
        } else if (!is_plain) {
            encode_pixel(p, picture->pixel, out_rgba);
        }
        out_rgba[3] = 255;
    }
}

void simxr_sample_blend(uint8_t *rgba, vec4s colour)
{
    pthread_once(&once, make_tables);
    const float behind = 1.0f - fminf(fmaxf(colour.w, 0.0f), 1.0f);
    for (int c = 0; c < 3; c++) {
        rgba[c] = encoded(colour.raw[c] + linear_of_srgb8[rgba[c]] * behind);
    }
}
