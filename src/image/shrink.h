// A picture made smaller: each texel is the mean light of the area it stands for.
#ifndef IMAGE_SHRINK_H
#define IMAGE_SHRINK_H

#include "image/image.h"

// `to` has its size and its memory; it is no larger than `from`, either way. ERR_NO_MEMORY only.
MUST_USE enum err image_shrink(const struct image *from, struct image *to);

#endif
