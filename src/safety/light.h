// What a picture sends to the eye: luminance and red of each cell, from sRGB bytes.
//
// Cells are squares of pixels, averaged in linear light, as the eye does with what it cannot
// resolve: sparkle finer than a cell is no flash, and a flash is one in any number of pixels.
#ifndef SAFETY_LIGHT_H
#define SAFETY_LIGHT_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct safety_light {
    int side;    // cells each way
    float *nits; // cd/m2
    float *red;  // (R - G - B) x 320 where it is a saturated red, else 0
};

MUST_USE enum err safety_light_init(struct safety_light *light, int side, struct arena *arena);

// `rgba` is the picture's first pixel, `row_px` pixels from one row to the next; it has
// side * cell_px pixels each way. `white_nits`: of full white.
void safety_light_read(struct safety_light *light, const uint8_t *rgba, size_t row_px, int cell_px,
                       float white_nits);

#endif
