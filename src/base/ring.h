// A queue between exactly one writing and one reading thread. Neither ever waits.
//
// Items are copied whole. The storage is the caller's; one slot always stays empty.
#ifndef BASE_RING_H
#define BASE_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct ring {
    unsigned char *slots; // borrowed from the caller of ring_init
    size_t item_bytes;
    size_t slot_count;
    _Atomic size_t head; // next to read; written by the reader
    _Atomic size_t tail; // next to write; written by the writer
};

// `slots` has room for slot_count items of item_bytes; slot_count - 1 can be queued.
void ring_init(struct ring *ring, void *slots, size_t item_bytes, size_t slot_count);

// False when full: the caller decides what to lose.
bool ring_push(struct ring *ring, const void *item);

// False when empty.
bool ring_pop(struct ring *ring, void *out_item);

#endif
