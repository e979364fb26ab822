#include "simxr/handle.h"

#include "base/mem.h"

// More than any conformance suite opens at once; a full table is XR_ERROR_LIMIT_REACHED.
enum { SLOT_COUNT = 16384 };

// Slot 0 is never used, so that no live handle equals XR_NULL_HANDLE.
static struct slot {
    uint32_t generation;
    uint32_t next_free; // 0: end of the list
    struct simxr_object *object;
} slots[SLOT_COUNT];

static uint32_t first_free; // slots given back
static uint32_t used_count = 1;
static int live_count;

static uint32_t take_slot(void)
{
    if (first_free) {
        const uint32_t index = first_free;
        first_free = slots[index].next_free;
        return index;
    }
    return used_count < SLOT_COUNT ? used_count++ : 0;
}

static void link_child(struct simxr_object *parent, struct simxr_object *child)
{
    child->parent = parent;
    if (!parent) {
        return;
    }
    child->next_sibling = parent->first_child;
    if (parent->first_child) {
        parent->first_child->prev_sibling = child;
    }
    parent->first_child = child;
}

static void unlink_child(struct simxr_object *child)
{
    if (child->next_sibling) {
        child->next_sibling->prev_sibling = child->prev_sibling;
    }
    if (child->prev_sibling) {
        child->prev_sibling->next_sibling = child->next_sibling;
    } else if (child->parent) {
        child->parent->first_child = child->next_sibling;
    }
}

XrResult simxr_handle_create(enum simxr_kind kind, size_t bytes, struct simxr_object *parent,
                             void (*fini)(void *object), void **out_object)
{
    *out_object = NULL;
    struct simxr_object *object = mem_alloc(1, bytes);
    if (!object) {
        return XR_ERROR_OUT_OF_MEMORY;
    }
    const uint32_t index = take_slot();
    if (!index) {
        mem_free(object);
        return XR_ERROR_LIMIT_REACHED;
    }
    struct slot *slot = &slots[index];
    slot->generation++;
    slot->object = object;
    object->kind = kind;
    object->handle = (uint64_t)slot->generation << 32 | index;
    object->fini = fini;
    link_child(parent, object);
    live_count++;
    *out_object = object;
    return XR_SUCCESS;
}

struct simxr_object *simxr_handle_any(uint64_t handle)
{
    const uint32_t index = (uint32_t)handle;
    const uint32_t generation = (uint32_t)(handle >> 32);
    if (index == 0 || index >= SLOT_COUNT || slots[index].generation != generation) {
        return NULL;
    }
    return slots[index].object;
}

void *simxr_handle_get(uint64_t handle, enum simxr_kind kind)
{
    struct simxr_object *object = simxr_handle_any(handle);
    return object && object->kind == kind ? object : NULL;
}

void simxr_handle_destroy(struct simxr_object *object)
{
    while (object->first_child) {
        simxr_handle_destroy(object->first_child);
    }
    if (object->fini) {
        object->fini(object);
    }
    unlink_child(object);
    const uint32_t index = (uint32_t)object->handle;
    slots[index].object = NULL;
    slots[index].next_free = first_free;
    first_free = index;
    live_count--;
    mem_free(object);
}

int simxr_handle_count(void)
{
    return live_count;
}
