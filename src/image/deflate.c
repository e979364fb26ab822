#include "image/deflate.h"

#include "base/mem.h"

#include <stdbool.h>
#include <string.h>

enum {
    HASH_BITS = 15,
    MATCH_MIN = 4, // three bytes are allowed, but seldom pay with fixed codes
    MATCH_MAX = 258,
    DISTANCE_MAX = 32768,
    END_OF_BLOCK = 256,
};

struct bits {
    uint8_t *out;
    size_t size;
    uint64_t held;
    int held_count;
};

static void put(struct bits *bits, uint32_t value, int count)
{
    bits->held |= (uint64_t)value << bits->held_count;
    bits->held_count += count;
    while (bits->held_count >= 8) {
        bits->out[bits->size++] = (uint8_t)bits->held;
        bits->held >>= 8;
        bits->held_count -= 8;
    }
}

static uint32_t mirrored(uint32_t value, int count)
{
    uint32_t out = 0;
    for (int i = 0; i < count; i++) {
        out |= (value >> i & 1) << (count - 1 - i);
    }
    return out;
}

// RFC 1951, 3.2.6: codes go most significant bit first, everything else least significant first.
static void put_symbol(struct bits *bits, uint32_t symbol)
{
    if (symbol < 144) {
        put(bits, mirrored(0x30 + symbol, 8), 8);
    } else if (symbol < 256) {
        put(bits, mirrored(0x190 + symbol - 144, 9), 9);
    } else if (symbol < 280) {
        put(bits, mirrored(symbol - 256, 7), 7);
    } else {
        put(bits, mirrored(0xc0 + symbol - 280, 8), 8);
    }
}

// RFC 1951, 3.2.5: lengths 3..258 are symbols 257..285 with 0..5 more bits.
static void put_length(struct bits *bits, uint32_t length)
{
    if (length == MATCH_MAX) {
        put_symbol(bits, 285);
        return;
    }
    const uint32_t at = length - 3;
    int more = 0;
    while (at >> more >= 8) {
        more++;
    }
    put_symbol(bits, 257 + (uint32_t)more * 4 + (at >> more));
    put(bits, at & ((1u << more) - 1), more);
}

// Distances 1..32768 are symbols 0..29, five bits each, with 0..13 more.
static void put_distance(struct bits *bits, uint32_t distance)
{
    const uint32_t at = distance - 1;
    int more = 0;
    while (at >> more >= 4) {
        more++;
    }
    put(bits, mirrored((uint32_t)more * 2 + (at >> more), 5), 5);
    put(bits, at & ((1u << more) - 1), more);
}

static uint32_t four(const uint8_t *p)
{
    uint32_t value;
    memcpy(&value, p, sizeof value);
    return value;
}

static size_t match_length(const uint8_t *a, const uint8_t *b, size_t most)
{
    size_t length = 0;
    while (length < most && a[length] == b[length]) {
        length++;
    }
    return length;
}

static void put_all(struct bits *bits, uint32_t *last_seen, const uint8_t *bytes, size_t size)
{
    size_t at = 0;
    while (at < size) {
        size_t length = 0, distance = 0;
        if (size - at >= MATCH_MIN) {
            uint32_t *slot = &last_seen[four(bytes + at) * 2654435761u >> (32 - HASH_BITS)];
            if (*slot != 0) { // places are kept plus one
                distance = at - (*slot - 1);
                const size_t most = size - at < MATCH_MAX ? size - at : (size_t)MATCH_MAX;
                length = distance <= DISTANCE_MAX
                             ? match_length(bytes + at, bytes + *slot - 1, most)
                             : 0;
            }
            *slot = (uint32_t)at + 1;
        }
        if (length >= MATCH_MIN) {
            put_length(bits, (uint32_t)length);
            put_distance(bits, (uint32_t)distance);
            at += length;
        } else {
            put_symbol(bits, bytes[at]);
            at++;
        }
    }
}

static uint32_t adler32(const uint8_t *bytes, size_t size)
{
    uint32_t a = 1, b = 0;
    while (size > 0) {
        const size_t part = size < 5552 ? size : 5552; // the most that cannot overflow
        for (size_t i = 0; i < part; i++) {
            a += bytes[i];
            b += a;
        }
        a %= 65521;
        b %= 65521;
        bytes += part;
        size -= part;
    }
    return b << 16 | a;
}

uint8_t *image_deflate(const uint8_t *bytes, size_t size, size_t *out_size)
{
    // At worst nine bits a byte, and header, end and checksum.
    struct bits bits = {.out = mem_alloc(size + size / 8 + 64, 1)};
    uint32_t *last_seen = mem_alloc((size_t)1 << HASH_BITS, sizeof *last_seen);
    if (!bits.out || !last_seen || size >= UINT32_MAX) {
        mem_free(bits.out);
        mem_free(last_seen);
        return NULL;
    }
    put(&bits, 0x0178, 16);    // deflate, 32 KiB window, fastest
    put(&bits, 1 | 1 << 1, 3); // the last block, fixed codes
    put_all(&bits, last_seen, bytes, size);
    put_symbol(&bits, END_OF_BLOCK);
    put(&bits, 0, (8 - bits.held_count) % 8);
    const uint32_t sum = adler32(bytes, size);
    for (int i = 3; i >= 0; i--) {
        put(&bits, sum >> (i * 8) & 0xff, 8);
    }
    mem_free(last_seen);
    *out_size = bits.size;
    return bits.out;
}
