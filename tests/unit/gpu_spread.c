// A software driver's threads get a processor each as long as that helps, and nobody else's do.
#include "gpu/spread.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
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

struct drawing {
    pthread_t threads[3]; // two of the driver's and one that is not
    cpu_set_t before;
};

static bool begin_drawing(struct drawing *drawing)
{
    static char names[3][16] = {"llvmpipe-0", "llvmpipe-1", "other"};
    drawing->before = processors_of(pthread_self());
    if (CPU_COUNT(&drawing->before) < 2) {
        return false; // one processor: there is nothing to spread over
    }
    pthread_barrier_init(&named, NULL, 4);
    pthread_barrier_init(&looked_at, NULL, 4);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(pthread_create(&drawing->threads[i], NULL, draw, names[i]), 0);
    }
    pthread_barrier_wait(&named);
    return true;
}

static void end_drawing(struct drawing *drawing)
{
    pthread_barrier_wait(&looked_at);
    for (int i = 0; i < 3; i++) {
        pthread_join(drawing->threads[i], NULL);
    }
}

static void drawing_threads_get_a_processor_each_and_others_keep_theirs(void **state)
{
    (void)state;
    struct drawing drawing;
    struct gpu_spread spread;
    if (!begin_drawing(&drawing)) {
        skip();
    }
    gpu_spread_init(&spread);
    const cpu_set_t first = processors_of(drawing.threads[0]);
    const cpu_set_t second = processors_of(drawing.threads[1]);
    const cpu_set_t other = processors_of(drawing.threads[2]), own = processors_of(pthread_self());
    end_drawing(&drawing);
    assert_int_equal(spread.count, 2);
    assert_int_equal(CPU_COUNT(&first), 1);
    assert_int_equal(CPU_COUNT(&second), 1);
    assert_false(CPU_EQUAL(&first, &second));
    assert_true(CPU_EQUAL(&other, &drawing.before));
    assert_true(CPU_EQUAL(&own, &drawing.before));
}

// Returns how many frames it took until the threads were bound, or free, as asked.
static int frames_until(struct gpu_spread *spread, bool is_bound, bool was_late)
{
    int frames = 0;
    for (; spread->is_bound != is_bound && frames < 100000; frames++) {
        gpu_spread_frame(spread, was_late);
    }
    return frames;
}

static void where_a_processor_is_wanted_by_others_the_scheduler_has_its_way(void **state)
{
    (void)state;
    struct drawing drawing;
    struct gpu_spread spread;
    if (!begin_drawing(&drawing)) {
        skip();
    }
    gpu_spread_init(&spread);
    for (int i = 0; i < 80; i++) {
        gpu_spread_frame(&spread, true); // while pipelines are translated, all are late
    }
    for (int i = 0; i < 9000; i++) {
        gpu_spread_frame(&spread, i % 90 == 0); // one late frame a second is no reason
    }
    assert_true(spread.is_bound);
    const int patience = frames_until(&spread, false, true);
    const cpu_set_t free = processors_of(drawing.threads[0]);
    const int first_rest = frames_until(&spread, true, true);
    frames_until(&spread, false, true);
    const int second_rest = frames_until(&spread, true, true);
    end_drawing(&drawing);
    assert_in_range(patience, 2, 4);
    assert_true(CPU_EQUAL(&free, &drawing.before));
    assert_true(second_rest == 2 * first_rest); // tried less and less often
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawing_threads_get_a_processor_each_and_others_keep_theirs),
        cmocka_unit_test(where_a_processor_is_wanted_by_others_the_scheduler_has_its_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
