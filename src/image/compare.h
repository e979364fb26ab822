// How different two pictures of the same size are; for pictures that were drawn before.
#ifndef IMAGE_COMPARE_H
#define IMAGE_COMPARE_H

#include "image/image.h"

struct image_difference {
    int max;             // largest difference of any channel, 0..255
    double mean;         // over all channels and pixels
    double share_above;  // of pixels with a channel differing by more than the tolerance, 0..1
    uint32_t x_px, y_px; // of the largest difference
};

// Alpha counts as a channel. ERR_BAD_DATA when the sizes differ.
MUST_USE enum err image_compare(const struct image *a, const struct image *b, int tolerance,
                                struct image_difference *out_difference);

#endif
