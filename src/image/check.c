#include "image/check.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const uint8_t png_mark[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

static uint32_t big_endian(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

// Chunk: length (4), type (4), data (length), checksum of type and data (4).
static const char *check_png(const uint8_t *bytes, size_t size)
{
    size_t at = sizeof png_mark;
    while (size - at >= 12) {
        const size_t length = big_endian(bytes + at);
        if (length > size - at - 12) {
            break;
        }
        const uint8_t *type = bytes + at + 4;
        if (image_check_sum(type, length + 4) != big_endian(type + 4 + length)) {
            return "the PNG is damaged (a checksum does not match)";
        }
        if (memcmp(type, "IEND", 4) == 0) {
            return NULL;
        }
        at += length + 12;
    }
    return "the PNG is cut short";
}

// A table: class and number (1), how many codes of each length (16), the codes' symbols. There
// are at most 256; stb_image up to 2.27 counts further and writes past its table.
static bool are_tables_sound(const uint8_t *bytes, size_t size)
{
    while (size > 0) {
        size_t codes = 0;
        for (size_t i = 1; i <= 16 && i < size; i++) {
            codes += bytes[i];
        }
        if (size < 17 || codes > 256 || codes > size - 17) {
            return false;
        }
        bytes += 17 + codes;
        size -= 17 + codes;
    }
    return true;
}

// The next mark from `at` on: 0xff and what is neither filling, nor a 0xff of the compressed data
// (followed by 0), nor a restart (ITU T.81, B.1.1). `size` when there is none.
static size_t next_mark(const uint8_t *bytes, size_t size, size_t at)
{
    for (; at + 1 < size; at++) {
        const uint8_t code = bytes[at + 1];
        if (bytes[at] == 0xff && code != 0 && code != 0xff && code != 0x01 &&
            (code < 0xd0 || code > 0xd7)) {
            return at;
        }
    }
    return size;
}

// Segments: mark (2), length with itself (2), content; compressed data after a start of scan.
static const char *check_jpeg(const uint8_t *bytes, size_t size)
{
    enum { TABLES = 0xc4, START = 0xd8, END = 0xd9 };
    for (size_t at = next_mark(bytes, size, 2); size - at >= 2; at = next_mark(bytes, size, at)) {
        const uint8_t code = bytes[at + 1];
        at += 2;
        if (code == END) {
            return NULL;
        }
        const size_t length = size - at >= 2 ? (size_t)bytes[at] << 8 | bytes[at + 1] : 0;
        if (code == START || length < 2 || length > size - at) {
            break;
        }
        if (code == TABLES && !are_tables_sound(bytes + at + 2, length - 2)) {
            return "the JPEG is damaged (its tables contradict themselves)";
        }
        at += length;
    }
    return "the JPEG is cut short or damaged";
}

const char *image_check(const void *bytes, size_t size)
{
    const uint8_t *p = bytes;
    if (size >= sizeof png_mark && memcmp(p, png_mark, sizeof png_mark) == 0) {
        return check_png(p, size);
    }
    if (size >= 3 && p[0] == 0xff && p[1] == 0xd8 && p[2] == 0xff) {
        return check_jpeg(p, size);
    }
    return "neither a PNG nor a JPEG";
}

// CRC-32 as PNG (second edition), annex D, a nibble at a time.
uint32_t image_check_sum(const uint8_t *bytes, size_t size)
{
    static const uint32_t table[16] = {
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
        0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
        0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    };
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < size; i++) {
        crc ^= bytes[i];
        crc = crc >> 4 ^ table[crc & 15];
        crc = crc >> 4 ^ table[crc & 15];
    }
    return ~crc;
}
