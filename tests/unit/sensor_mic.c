// From blocks on one thread to news on another: order, a ring that is full, and no heap.
#include "sensor/mic.h"

#include "base/mem.h"
#include "room.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct sensor_mic mic;

static struct {
    int count;
    int64_t first_ns, last_ns;
    struct breath_sample last;
} got;

static void take(void *user, const struct breath_sample *sample)
{
    (void)user;
    assert_int_equal(sample->source, BREATH_SOURCE_MIC);
    assert_true(sample->t_ns > got.last_ns);
    assert_int_equal(sample->heard.t_ns, sample->t_ns);
    got.first_ns = got.count == 0 ? sample->t_ns : got.first_ns;
    got.last_ns = sample->t_ns;
    got.last = *sample;
    got.count++;
}

static void speak(struct room *room, double seconds)
{
    float block[ROOM_BLOCK];
    const double end_s = room->t_s + seconds;
    while (room->t_s < end_s) {
        room_hear(room, block);
        sensor_mic_take(&mic, block, -120.0f, (int64_t)((room->t_s + 10.0) * 1e9));
    }
}

static void begin(void)
{
    got.count = 0;
    got.last_ns = 0;
    sensor_mic_init(&mic);
}

static void news_come_eight_times_a_second_and_use_no_heap(void **state)
{
    (void)state;
    struct room room = room_make(12.0, 3);
    begin();
    const long count = mem_count();
    for (int i = 0; i < 40; i++) {
        speak(&room, 1.0);
        sensor_mic_drain(&mic, take, NULL);
    }
    assert_int_equal(mem_count(), count);
    assert_in_range(got.count, 305, 320);
    assert_true(got.last.heard.period_s > 4.5f && got.last.heard.period_s < 5.5f);
    assert_int_equal(atomic_load(&mic.lost), 0);
}

// Nobody asks for half a minute: the oldest two seconds wait, and the next news tell all.
static void a_full_ring_loses_news_and_no_breath(void **state)
{
    (void)state;
    struct room room = room_make(12.0, 3);
    begin();
    speak(&room, 60.0);
    assert_true(atomic_load(&mic.lost) > 400);
    sensor_mic_drain(&mic, take, NULL);
    assert_int_equal(got.count, SENSOR_MIC_QUEUE);
    speak(&room, 0.2);
    sensor_mic_drain(&mic, take, NULL);
    assert_true(got.last.heard.count > 5);
    assert_int_equal(got.last.heard.count, mic.heard.news.count);
}

static void calibration_is_asked_for_from_elsewhere(void **state)
{
    (void)state;
    struct room room = room_make(7.0, 21);
    begin();
    speak(&room, 1.0);
    sensor_mic_calibrate(&mic);
    speak(&room, 24.0);
    assert_true(mic.heard.exhale.is_known);
}

static _Atomic bool is_over;

static void *speak_on(void *user)
{
    speak(user, 30.0);
    atomic_store(&is_over, true);
    return NULL;
}

static void two_threads_agree(void **state)
{
    (void)state;
    struct room room = room_make(15.0, 4);
    begin();
    atomic_store(&is_over, false);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, speak_on, &room), 0);
    while (!atomic_load(&is_over)) {
        sensor_mic_drain(&mic, take, NULL);
        sched_yield();
    }
    pthread_join(thread, NULL);
    sensor_mic_drain(&mic, take, NULL);
    const int made = (int)(30.0 * ROOM_RATE_HZ / 2048.0);
    assert_in_range(got.count + (int)atomic_load(&mic.lost), made - 1, made + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(news_come_eight_times_a_second_and_use_no_heap),
        cmocka_unit_test(a_full_ring_loses_news_and_no_breath),
        cmocka_unit_test(calibration_is_asked_for_from_elsewhere),
        cmocka_unit_test(two_threads_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
