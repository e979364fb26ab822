// Memory with one lifetime: handed out piece by piece, freed whole.
//
// Grows by blocks, so what was handed out never moves. One arena per scene, plan, document.
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *newest; // owned
    size_t used_bytes;          // handed out in all
    size_t limit_bytes;         // 0: none
};

// Zeroed, aligned for any type. NULL when there is no memory or `limit_bytes` would be passed.
// A zeroed arena is ready for use.
void *arena_alloc(struct arena *arena, size_t count, size_t size);

// A copy of `length` bytes of `text`, closed with a zero. NULL when there is no memory.
char *arena_text(struct arena *arena, const char *text, size_t length);

void arena_fini(struct arena *arena);

#endif
