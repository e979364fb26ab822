#include "base/mem.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static atomic_long live;
static atomic_long count_ever;
static atomic_long fail_at; // value of count_ever from which allocations fail; 0: never

bool mem_product(size_t a, size_t b, size_t *out)
{
    return !__builtin_mul_overflow(a, b, out);
}

static bool may_allocate(void)
{
    const long nth = atomic_fetch_add(&count_ever, 1) + 1;
    const long limit = atomic_load(&fail_at);
    return limit == 0 || nth < limit;
}

void *mem_alloc(size_t count, size_t size)
{
    if (!may_allocate()) {
        return NULL;
    }
    void *block = calloc(count ? count : 1, size ? size : 1); // calloc checks the product
    if (block) {
        atomic_fetch_add(&live, 1);
    }
    return block;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    size_t total = 0;
    if (!may_allocate() || !mem_product(count, size, &total)) {
        return NULL;
    }
    void *block = realloc(old, total ? total : 1);
    if (block && !old) {
        atomic_fetch_add(&live, 1);
    }
    return block;
}

void mem_free(void *block)
{
    if (block) {
        atomic_fetch_sub(&live, 1);
        free(block);
    }
}

long mem_live(void)
{
    return atomic_load(&live);
}

long mem_count(void)
{
    return atomic_load(&count_ever);
}

void mem_fail_at(long nth)
{
    atomic_store(&fail_at, nth > 0 ? atomic_load(&count_ever) + nth : 0);
}
