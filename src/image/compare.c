#include "image/compare.h"

#include <stdlib.h>

static int pixel_difference(const uint8_t *a, const uint8_t *b, uint64_t *sum)
{
    int most = 0;
    for (int c = 0; c < 4; c++) {
        const int d = abs((int)a[c] - (int)b[c]);
        *sum += (uint64_t)d;
        most = d > most ? d : most;
    }
    return most;
}

enum err image_compare(const struct image *a, const struct image *b, int tolerance,
                       struct image_difference *out_difference)
{
    *out_difference = (struct image_difference){0};
    if (a->width_px != b->width_px || a->height_px != b->height_px || a->width_px == 0 ||
        a->height_px == 0) {
        return ERR_BAD_DATA;
    }
    const size_t pixels = (size_t)a->width_px * a->height_px;
    uint64_t sum = 0;
    size_t above = 0;
    for (size_t i = 0; i < pixels; i++) {
        const int d = pixel_difference(a->rgba + i * 4, b->rgba + i * 4, &sum);
        above += d > tolerance ? 1 : 0;
        if (d > out_difference->max) {
            out_difference->max = d;
            out_difference->x_px = (uint32_t)(i % a->width_px);
            out_difference->y_px = (uint32_t)(i / a->width_px);
        }
    }
    out_difference->mean = (double)sum / (4.0 * (double)pixels);
    out_difference->share_above = (double)above / (double)pixels;
    return ERR_OK;
}
