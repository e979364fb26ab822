#include "base/arena.h"

#include "base/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *block_with_room(struct arena *arena, size_t need)
{
    struct arena_block *block = arena->newest;
    if (block && block->size - block->used >= need) {
        return block;
    }
    const size_t size = need > BLOCK_BYTES ? need : BLOCK_BYTES;
    block = mem_alloc(1, sizeof *block + size);
    if (!block) {
        return NULL;
    }
    block->size = size;
    block->older = arena->newest;
    arena->newest = block;
    return block;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    const size_t align = alignof(max_align_t);
    size_t need = 0;
    if (!mem_product(count, size, &need) || need > SIZE_MAX / 2) {
        return NULL;
    }
    need = (need + align - 1) / align * align;
    if (arena->limit_bytes && need > arena->limit_bytes - arena->used_bytes) {
        return NULL;
    }
    struct arena_block *block = block_with_room(arena, need);
    if (!block) {
        return NULL;
    }
    void *out = block->bytes + block->used;
    block->used += need;
    arena->used_bytes += need;
    return out;
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
    char *copy = length < SIZE_MAX ? arena_alloc(arena, length + 1, 1) : NULL;
    if (copy) {
        memcpy(copy, text, length); // arena memory is zeroed: the end is in place
    }
    return copy;
}

void arena_fini(struct arena *arena)
{
    struct arena_block *block = arena->newest;
    while (block) {
        struct arena_block *older = block->older;
        mem_free(block);
        block = older;
    }
    *arena = (struct arena){.limit_bytes = arena->limit_bytes};
}
