// Is this file whole? stb_image shrugs at cut JPEGs and does not look at PNG's checksums; a grey
// half of a therapist's photo must be an error and not a picture.
#ifndef IMAGE_CHECK_H
#define IMAGE_CHECK_H

#include <stddef.h>
#include <stdint.h>

// NULL when the bytes are a whole PNG or JPEG, else what is wrong, for "NAME: ...".
const char *image_check(const void *bytes, size_t size);

// CRC-32 as PNG uses it.
uint32_t image_check_sum(const uint8_t *bytes, size_t size);

#endif
