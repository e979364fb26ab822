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

static const double period_ms = 10.0;

// Frames that take as long as the two say; returns how many it took until that is so for good.
static int settle(struct gpu_spread *spread, bool is_bound, double bound_ms, double free_ms)
{
    int frames = 0;
    for (; (spread->is_bound != is_bound || spread->is_trying) && frames < 100000; frames++) {
        gpu_spread_frame(spread, spread->is_bound ? bound_ms : free_ms, period_ms);
    }
    return frames;
}

// Of so many frames, how many were drawn bound.
static int bound_of(struct gpu_spread *spread, int frames, double bound_ms, double free_ms)
{
    int bound = 0;
    for (int i = 0; i < frames; i++) {
        bound += spread->is_bound;
        gpu_spread_frame(spread, spread->is_bound ? bound_ms : free_ms, period_ms);
    }
    return bound;
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
    for (int i = 0; i < 9000; i++) { // long ones in between are no reason
        gpu_spread_frame(&spread, i < 80 || i % 20 == 0 ? 30.0 : 4.0, period_ms);
    }
    assert_true(spread.is_bound && !spread.is_trying);
    assert_int_equal(sched_getscheduler(spread.threads[0]), SCHED_BATCH);

    const int patience = settle(&spread, false, 9.5, 4.0);
    const cpu_set_t free = processors_of(drawing.threads[0]);
    const int free_class = sched_getscheduler(spread.threads[0]);
    const int bound = bound_of(&spread, 3 * 3600 + 64, 9.5, 4.0);
    const int return_frames = settle(&spread, true, 4.0, 5.0); // the other program has ended
    end_drawing(&drawing);
    assert_in_range(patience, 1, 64 + 64 + 3 + 5);
    assert_true(CPU_EQUAL(&free, &drawing.before));
    assert_int_equal(free_class, SCHED_OTHER);
    // Tried after 3,600 frames and 7,200 more, each time only until it is plainly worse.
    assert_int_equal(bound, 2 * (3 + 5));
    assert_in_range(return_frames, 64, 16 * 3600);
}

// All that fills a refresh is not another program's fault.
static void frames_that_are_long_either_way_leave_the_threads_bound(void **state)
{
    (void)state;
    struct drawing drawing;
    struct gpu_spread spread;
    if (!begin_drawing(&drawing)) {
        skip();
    }
    gpu_spread_init(&spread);
    const int bound = bound_of(&spread, 60000, 20.0, 21.0);
    end_drawing(&drawing);
    assert_true(spread.is_bound);
    assert_in_range(bound, 60000 - 6 * (3 + 64), 60000 - 2 * (3 + 64));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawing_threads_get_a_processor_each_and_others_keep_theirs),
        cmocka_unit_test(where_a_processor_is_wanted_by_others_the_scheduler_has_its_way),
        cmocka_unit_test(frames_that_are_long_either_way_leave_the_threads_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
