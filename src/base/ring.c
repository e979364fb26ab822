#include "base/ring.h"

#include <string.h>

void ring_init(struct ring *ring, void *slots, size_t item_bytes, size_t slot_count)
{
    ring->slots = slots;
    ring->item_bytes = item_bytes;
    ring->slot_count = slot_count;
    atomic_init(&ring->head, 0);
    atomic_init(&ring->tail, 0);
}

bool ring_push(struct ring *ring, const void *item)
{
    const size_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    const size_t next = tail + 1 == ring->slot_count ? 0 : tail + 1;
    if (next == atomic_load_explicit(&ring->head, memory_order_acquire)) {
        return false;
    }
    memcpy(ring->slots + tail * ring->item_bytes, item, ring->item_bytes);
    atomic_store_explicit(&ring->tail, next, memory_order_release);
    return true;
}

bool ring_pop(struct ring *ring, void *out_item)
{
    const size_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    if (head == atomic_load_explicit(&ring->tail, memory_order_acquire)) {
        return false;
    }
    memcpy(out_item, ring->slots + head * ring->item_bytes, ring->item_bytes);
    const size_t next = head + 1 == ring->slot_count ? 0 : head + 1;
    atomic_store_explicit(&ring->head, next, memory_order_release);
    return true;
}
