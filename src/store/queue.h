// What waits to be written: a ring that costs nothing, and behind it, when it is full, a list
// that never is. One thread pushes, one pops; order is kept across both.
#ifndef STORE_QUEUE_H
#define STORE_QUEUE_H

#include "base/err.h"
#include "base/ring.h"
#include "store/store.h"

#include <stdatomic.h>
#include <stdbool.h>

enum { STORE_QUEUE_SLOTS = 256 };

struct store_item {
    bool is_finish;
    struct store_event event; // its session_id holds for both kinds
    // a finish only
    char stop_reason[24];
    int64_t duration_ms;
    bool has_frames;
    struct store_frames frames;
    bool has_breath;
    struct store_breath breath; // of the whole session
};

struct store_spill;

struct store_queue {
    struct ring ring;
    struct store_item *slots;            // owned
    _Atomic(struct store_spill *) spill; // newest first; pushed by the poster, taken whole
    struct store_spill *taken;           // oldest first; the popping thread's own
};

MUST_USE enum err store_queue_init(struct store_queue *zeroed);
void store_queue_fini(struct store_queue *queue);

// False when memory ran out. *out_spilled tells whether the ring was full.
bool store_queue_push(struct store_queue *queue, const struct store_item *item, bool *out_spilled);
bool store_queue_pop(struct store_queue *queue, struct store_item *out);

#endif
