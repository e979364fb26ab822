// The queue between two threads.
#include "base/ring.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka wants the four headers above first.
#include <cmocka.h>

static void what_goes_in_comes_out_in_order(void **state)
{
    (void)state;
    int slots[4];
    struct ring ring;
    ring_init(&ring, slots, sizeof slots[0], 4);
    int got = 0;
    assert_false(ring_pop(&ring, &got));
    for (int round = 0; round < 10; round++) {
        for (int i = 0; i < 3; i++) {
            const int item = round * 10 + i;
            assert_true(ring_push(&ring, &item));
        }
        const int one_too_many = -1;
        assert_false(ring_push(&ring, &one_too_many));
        for (int i = 0; i < 3; i++) {
            assert_true(ring_pop(&ring, &got));
            assert_int_equal(got, round * 10 + i);
        }
        assert_false(ring_pop(&ring, &got));
    }
}

enum { ITEM_COUNT = 200000 };

static void *push_all(void *user)
{
    struct ring *ring = user;
    for (uint64_t i = 0; i < ITEM_COUNT;) {
        if (ring_push(ring, &i)) {
            i++;
        }
    }
    return NULL;
}

static void two_threads_lose_and_reorder_nothing(void **state)
{
    (void)state;
    uint64_t slots[64];
    struct ring ring;
    ring_init(&ring, slots, sizeof slots[0], 64);
    pthread_t writer;
    assert_int_equal(pthread_create(&writer, NULL, push_all, &ring), 0);
    for (uint64_t expected = 0; expected < ITEM_COUNT;) {
        uint64_t got = 0;
        if (ring_pop(&ring, &got)) {
            assert_int_equal(got, expected);
            expected++;
        }
    }
    pthread_join(writer, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out_in_order),
        cmocka_unit_test(two_threads_lose_and_reorder_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
