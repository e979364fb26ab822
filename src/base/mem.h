// The heap, counted. Everything in `src/` that allocates goes through here, so that tests can
// make the n-th allocation fail, find leaks, and prove that a steady frame allocates nothing.
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>

// Zeroed memory for `count` items of `size` bytes; NULL when there is none, or when the product
// overflows. Any thread.
void *mem_alloc(size_t count, size_t size);

// As realloc; new bytes are not zeroed. On failure NULL is returned and `old` stays as it was.
void *mem_resize(void *old, size_t count, size_t size);

// NULL is allowed.
void mem_free(void *block);

// True, and *out = a * b, when the product fits.
bool mem_product(size_t a, size_t b, size_t *out);

long mem_live(void);  // blocks allocated and not freed
long mem_count(void); // allocations since the program began

// Tests: the nth allocation from now fails (1 = the next), and every one after it until
// mem_fail_at(0).
void mem_fail_at(long nth);

#endif
