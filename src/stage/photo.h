// A 360-degree photo all around, infinitely far away: what is seen of a place that is a picture.
#ifndef STAGE_PHOTO_H
#define STAGE_PHOTO_H

#include <cglm/struct.h>

#include <stdbool.h>

struct stage_photo {
    bool is_shown;    // then neither sky nor things nor water are
    versors turn;     // in the world: the picture's middle is along its -z, its zenith along +y
    float brightness; // 0..1, multiplies the picture's linear light
};

#endif
