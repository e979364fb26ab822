#include "image/shrink.h"

#include "base/mem.h"

#include <assert.h>
#include <math.h>

enum { CHANNELS = 4, STEPS = 16384 };

struct tables { // IEC 61966-2-1, both ways
    float linear_of[256];
    uint8_t encoded_of[STEPS];
};

static void make_tables(struct tables *tables)
{
    for (int i = 0; i < 256; i++) {
        const float e = (float)i / 255.0f;
        tables->linear_of[i] = e <= 0.04045f ? e / 12.92f : powf((e + 0.055f) / 1.055f, 2.4f);
    }
    for (int i = 0; i < STEPS; i++) {
        const float l = (float)i / (STEPS - 1);
        const float e = l <= 0.0031308f ? l * 12.92f : 1.055f * powf(l, 1.0f / 2.4f) - 0.055f;
        tables->encoded_of[i] = (uint8_t)lrintf(e * 255.0f);
    }
}

// How much of the source texel [at, at + 1) lies within [from, to).
static float share_of(uint32_t at, float from, float to)
{
    return fminf((float)at + 1.0f, to) - fmaxf((float)at, from);
}

// Adds one row of the source, `weight` of it, to sums of as many texels as the target is wide.
static void add_row(const struct tables *tables, const uint8_t *row, uint32_t from_px,
                    uint32_t to_px, float weight, float *sums)
{
    const float step = (float)from_px / (float)to_px;
    for (uint32_t x = 0; x < to_px; x++, sums += CHANNELS) {
        const float from = (float)x * step, to = (float)(x + 1) * step;
        for (uint32_t i = (uint32_t)from; i < from_px && (float)i < to; i++) {
            const uint8_t *texel = row + (size_t)i * CHANNELS;
            const float share = weight * share_of(i, from, to) / step;
            sums[0] += share * tables->linear_of[texel[0]];
            sums[1] += share * tables->linear_of[texel[1]];
            sums[2] += share * tables->linear_of[texel[2]];
            sums[3] += share * (float)texel[3] / 255.0f;
        }
    }
}

static void store_row(const struct tables *tables, float *sums, uint32_t width_px, uint8_t *out)
{
    for (size_t i = 0; i < (size_t)width_px * CHANNELS; i++) {
        const float value = fminf(sums[i], 1.0f);
        out[i] = i % CHANNELS == 3 ? (uint8_t)lrintf(value * 255.0f)
                                   : tables->encoded_of[(int)(value * (STEPS - 1) + 0.5f)];
        sums[i] = 0.0f;
    }
}

static void shrink(const struct tables *tables, const struct image *from, struct image *to,
                   float *sums)
{
    const float step = (float)from->height_px / (float)to->height_px;
    for (uint32_t y = 0; y < to->height_px; y++) {
        const float top = (float)y * step, bottom = (float)(y + 1) * step;
        for (uint32_t i = (uint32_t)top; i < from->height_px && (float)i < bottom; i++) {
            add_row(tables, from->rgba + (size_t)i * from->width_px * CHANNELS, from->width_px,
                    to->width_px, share_of(i, top, bottom) / step, sums);
        }
        store_row(tables, sums, to->width_px, to->rgba + (size_t)y * to->width_px * CHANNELS);
    }
}

enum err image_shrink(const struct image *from, struct image *to)
{
    assert(to->width_px > 0 && to->width_px <= from->width_px);
    assert(to->height_px > 0 && to->height_px <= from->height_px);
    struct tables *tables = mem_alloc(1, sizeof *tables);
    float *sums = mem_alloc((size_t)to->width_px * CHANNELS, sizeof *sums);
    if (tables && sums) {
        make_tables(tables);
        shrink(tables, from, to, sums);
    }
    const enum err err = tables && sums ? ERR_OK : ERR_NO_MEMORY;
    mem_free(tables);
    mem_free(sums);
    return err;
}
