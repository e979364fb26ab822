// A software driver's threads get a processor each, and nobody else's do.
#include "gpu/spread.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka wants the four headers above first.
#include <cmocka.h>

static pthread_barrier_t named, looked_at;

static void *draw(void *name)
{
    pthread_setname_np(pthread_self(), name);
    pthread_barrier_wait(&named);
    pthread_barrier_wait(&looked_at);
    return NULL;
}

static cpu_set_t processors_of(pthread_t thread)
{
    cpu_set_t set;
    assert_int_equal(pthread_getaffinity_np(thread, sizeof set, &set), 0);
    return set;
}

static void drawing_threads_get_a_processor_each_and_others_keep_theirs(void **state)
{
    (void)state;
    static char names[3][16] = {"llvmpipe-0", "llvmpipe-1", "other"};
    const cpu_set_t before = processors_of(pthread_self());
    if (CPU_COUNT(&before) < 2) {
        skip(); // one processor: there is nothing to spread over
    }
    pthread_t threads[3];
    pthread_barrier_init(&named, NULL, 4);
    pthread_barrier_init(&looked_at, NULL, 4);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, draw, names[i]), 0);
    }
    pthread_barrier_wait(&named);

    gpu_spread_threads();
    const cpu_set_t first = processors_of(threads[0]), second = processors_of(threads[1]);
    const cpu_set_t other = processors_of(threads[2]), own = processors_of(pthread_self());
    pthread_barrier_wait(&looked_at);
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    assert_int_equal(CPU_COUNT(&first), 1);
    assert_int_equal(CPU_COUNT(&second), 1);
    assert_false(CPU_EQUAL(&first, &second));
    assert_true(CPU_EQUAL(&other, &before));
    assert_true(CPU_EQUAL(&own, &before));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawing_threads_get_a_processor_each_and_others_keep_theirs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
