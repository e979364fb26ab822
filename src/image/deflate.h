// A small zlib compressor for pictures: fixed Huffman codes, one look back per place.
//
// stb_image_write's own takes memory in thousands of growing pieces and asserts when one fails;
// this one takes two blocks, answers NULL without memory, and is several times faster.
#ifndef IMAGE_DEFLATE_H
#define IMAGE_DEFLATE_H

#include <stddef.h>
#include <stdint.h>

// A zlib stream (RFC 1950, 1951) of `size` bytes, for mem_free; NULL when there is no memory.
uint8_t *image_deflate(const uint8_t *bytes, size_t size, size_t *out_size);

#endif
