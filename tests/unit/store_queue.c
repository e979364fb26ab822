// What waits to be written keeps its order, in the ring and behind it.
#include "base/mem.h"
#include "store/queue.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static bool push(struct store_queue *queue, int n)
{
    const struct store_item item = {.event = {.t_ms = n}};
    bool is_spilled = false;
    assert_true(store_queue_push(queue, &item, &is_spilled));
    return is_spilled;
}

static void pop(struct store_queue *queue, int expected)
{
    struct store_item item;
    assert_true(store_queue_pop(queue, &item));
    assert_int_equal(item.event.t_ms, expected);
}

static void what_came_first_is_written_first(void **state)
{
    (void)state;
    const long live = mem_live();
    struct store_queue queue = {0};
    assert_int_equal(store_queue_init(&queue), ERR_OK);
    int in = 0, out = 0;
    for (int round = 0; round < 20; round++) { // the ring overflows and empties, again and again
        for (int i = 0; i < 300; i++) {
            push(&queue, in++);
        }
        for (int i = 0; i < 290; i++) {
            pop(&queue, out++);
        }
    }
    while (out < in) {
        pop(&queue, out++);
    }
    struct store_item item;
    assert_false(store_queue_pop(&queue, &item));
    assert_false(push(&queue, in)); // and the ring is open again
    store_queue_fini(&queue);
    assert_int_equal(mem_live(), live);
}

static void what_was_never_written_is_given_back(void **state)
{
    (void)state;
    const long live = mem_live();
    struct store_queue queue = {0};
    assert_int_equal(store_queue_init(&queue), ERR_OK);
    int spilled = 0;
    for (int i = 0; i < 2 * STORE_QUEUE_SLOTS; i++) {
        spilled += push(&queue, i);
    }
    assert_int_equal(spilled, STORE_QUEUE_SLOTS + 1);
    for (int i = 0; i < STORE_QUEUE_SLOTS + 10; i++) {
        pop(&queue, i);
    }
    store_queue_fini(&queue);
    store_queue_fini(&queue);
    assert_int_equal(mem_live(), live);
}

static void without_memory_the_poster_is_told(void **state)
{
    (void)state;
    struct store_queue queue = {0};
    const struct store_item item = {0};
    bool is_spilled = false;
    assert_int_equal(store_queue_init(&queue), ERR_OK);
    for (int i = 0; i < STORE_QUEUE_SLOTS - 1; i++) {
        assert_false(push(&queue, i));
    }
    mem_fail_at(1);
    assert_false(store_queue_push(&queue, &item, &is_spilled));
    mem_fail_at(0);
    for (int i = 0; i < STORE_QUEUE_SLOTS - 1; i++) {
        pop(&queue, i);
    }
    store_queue_fini(&queue);
}

enum { MANY = 100000 };

static void *push_many(void *user)
{
    for (int n = 0; n < MANY; n++) {
        push(user, n);
    }
    return NULL;
}

static void order_holds_between_threads(void **state)
{
    (void)state;
    struct store_queue queue = {0};
    pthread_t poster;
    assert_int_equal(store_queue_init(&queue), ERR_OK);
    assert_int_equal(pthread_create(&poster, NULL, push_many, &queue), 0);
    struct store_item item;
    for (int out = 0; out < MANY;) {
        if (store_queue_pop(&queue, &item)) {
            assert_int_equal(item.event.t_ms, out++);
        }
    }
    pthread_join(poster, NULL);
    store_queue_fini(&queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_came_first_is_written_first),
        cmocka_unit_test(what_was_never_written_is_given_back),
        cmocka_unit_test(without_memory_the_poster_is_told),
        cmocka_unit_test(order_holds_between_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
