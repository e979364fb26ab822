#include "store/queue.h"

#include "base/mem.h"

struct store_spill {
    struct store_spill *next;
    struct store_item item;
};

static void free_list(struct store_spill *list)
{
    while (list) {
        struct store_spill *next = list->next;
        mem_free(list);
        list = next;
    }
}

static struct store_spill *reversed(struct store_spill *list)
{
    struct store_spill *out = NULL;
    while (list) {
        struct store_spill *next = list->next;
        list->next = out;
        out = list;
        list = next;
    }
    return out;
}

static bool spill(struct store_queue *queue, const struct store_item *item)
{
    struct store_spill *node = mem_alloc(1, sizeof *node);
    if (!node) {
        return false;
    }
    node->item = *item;
    node->next = atomic_load(&queue->spill);
    while (!atomic_compare_exchange_weak(&queue->spill, &node->next, node)) {
    }
    return true;
}

enum err store_queue_init(struct store_queue *queue)
{
    queue->slots = mem_alloc(STORE_QUEUE_SLOTS, sizeof *queue->slots);
    if (!queue->slots) {
        return ERR_NO_MEMORY;
    }
    ring_init(&queue->ring, queue->slots, sizeof *queue->slots, STORE_QUEUE_SLOTS);
    atomic_init(&queue->spill, NULL);
    return ERR_OK;
}

void store_queue_fini(struct store_queue *queue)
{
    mem_free(queue->slots);
    free_list(atomic_load(&queue->spill));
    free_list(queue->taken);
    queue->slots = NULL;
    queue->taken = NULL;
    atomic_store(&queue->spill, NULL);
}

bool store_queue_push(struct store_queue *queue, const struct store_item *item, bool *out_spilled)
{
    // While anything is spilled, the ring stays closed: what is in it is older than the list.
    *out_spilled = false;
    if (!atomic_load(&queue->spill) && ring_push(&queue->ring, item)) {
        return true;
    }
    *out_spilled = true;
    return spill(queue, item);
}

bool store_queue_pop(struct store_queue *queue, struct store_item *out)
{
    if (!queue->taken) {
        // Asked before the ring: a list seen here means that the ring gets nothing new until the
        // list is taken, so an empty ring afterwards holds nothing older than the list.
        const bool is_spilled = atomic_load(&queue->spill) != NULL;
        if (ring_pop(&queue->ring, out)) {
            return true;
        }
        if (!is_spilled) {
            return false;
        }
        queue->taken = reversed(atomic_exchange(&queue->spill, NULL));
    }
    struct store_spill *node = queue->taken;
    if (!node) {
        return false;
    }
    *out = node->item;
    queue->taken = node->next;
    mem_free(node);
    return true;
}
