// Pictures: reading PNG and JPEG with limits, writing them, comparing two.
//
// Files come from outside: what is read is checked before memory is taken for it. Pixels are
// 8-bit RGBA, not premultiplied, sRGB, first row on top.
#ifndef IMAGE_IMAGE_H
#define IMAGE_IMAGE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum {
    IMAGE_MAX_BYTES = 64 * 1024 * 1024,   // of a file
    IMAGE_MAX_SIDE = 16384,               // pixels
    IMAGE_MAX_PIXELS = 128 * 1024 * 1024, // half a gibibyte of RGBA
    IMAGE_TEXT_BYTES = 256,
    IMAGE_JPEG_QUALITY = 90,
};

struct image {
    uint8_t *rgba; // owned
    uint32_t width_px, height_px;
};

// `image` zeroed; fini is owed in every case. On failure `out_text` (may be NULL) says why in one
// sentence for people.
MUST_USE enum err image_read(struct image *image, const char *path,
                             char out_text[IMAGE_TEXT_BYTES]);
// The same for bytes in memory; `name` is what the sentence calls them.
MUST_USE enum err image_read_bytes(struct image *image, const void *bytes, size_t size,
                                   const char *name, char out_text[IMAGE_TEXT_BYTES]);

// Size from the head alone, without decoding; the same checks.
MUST_USE enum err image_read_size(const void *bytes, size_t size, const char *name,
                                  uint32_t *out_width_px, uint32_t *out_height_px,
                                  char out_text[IMAGE_TEXT_BYTES]);

// Black and transparent.
MUST_USE enum err image_init(struct image *image, uint32_t width_px, uint32_t height_px);
void image_fini(struct image *image);

// The old file stays until the new one is whole. A JPEG has no alpha: it is dropped.
MUST_USE enum err image_write_png(const struct image *image, const char *path);
MUST_USE enum err image_write_jpeg(const struct image *image, const char *path);

#endif
