// The microphone's thread with a device that is made up: blocks in order, and a device that is not
// there, goes and comes back.
#include "audio/capture.h"

#include "base/clock.h"
#include "base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

// What the made-up device does; samples count up from 0, so that a lost one is seen.
static struct {
    _Atomic bool is_there, is_mute;
    _Atomic int opened, closed;
    int64_t opened_ns;
    int given;
} device;

static struct {
    _Atomic int blocks, out_of_order;
    int64_t last_ns;
    int next;
} taken;

static _Atomic int said;

static void *open_device(void)
{
    if (!atomic_load(&device.is_there)) {
        return NULL;
    }
    atomic_fetch_add(&device.opened, 1);
    device.opened_ns = clock_now_ns();
    device.given = 0;
    taken.next = 0;
    return &device;
}

static int ready(void *user)
{
    (void)user;
    if (!atomic_load(&device.is_there)) {
        return -1;
    }
    if (atomic_load(&device.is_mute)) {
        return 0;
    }
    const int64_t passed_ns = clock_now_ns() - device.opened_ns;
    return (int)(passed_ns * AUDIO_CAPTURE_RATE_HZ / NS_PER_S) - device.given;
}

static void read_samples(void *user, int16_t *out, int count)
{
    (void)user;
    for (int i = 0; i < count; i++) {
        out[i] = (int16_t)(device.given++ % 30000);
    }
}

static void close_device(void *user)
{
    (void)user;
    atomic_fetch_add(&device.closed, 1);
}

static const struct audio_capture_device made_up = {open_device, ready, read_samples, close_device};

static void take(void *user, const float block[AUDIO_CAPTURE_BLOCK], int64_t t_ns)
{
    (void)user;
    bool is_right = t_ns > taken.last_ns;
    for (int i = 0; i < AUDIO_CAPTURE_BLOCK; i++) {
        is_right = is_right && block[i] == (float)(taken.next++ % 30000) / 32768.0f;
    }
    taken.last_ns = t_ns;
    atomic_fetch_add(&taken.out_of_order, !is_right);
    atomic_fetch_add(&taken.blocks, 1);
}

static void hear_log(void *user, enum log_level level, const char *text)
{
    (void)user;
    atomic_fetch_add(&said, level <= LOG_LEVEL_WARN && strstr(text, "microphone") != NULL);
}

// True as soon as `value` is at least `least`; false after half a minute.
static bool comes_to(_Atomic int *value, int least)
{
    for (int i = 0; i < 3000 && atomic_load(value) < least; i++) {
        clock_sleep_until_ns(clock_now_ns() + 10 * NS_PER_MS);
    }
    return atomic_load(value) >= least;
}

static struct audio_capture *begin(bool is_there)
{
    const struct audio_capture_desc desc = {.take = take, .device = &made_up};
    struct audio_capture *capture = NULL;
    atomic_store(&device.is_there, is_there);
    atomic_store(&device.is_mute, false);
    atomic_store(&device.opened, 0);
    atomic_store(&device.closed, 0);
    atomic_store(&taken.blocks, 0);
    atomic_store(&taken.out_of_order, 0);
    atomic_store(&said, 0);
    assert_int_equal(audio_capture_create(&desc, &capture), ERR_OK);
    return capture;
}

static void every_sample_comes_once_and_in_order(void **state)
{
    (void)state;
    struct audio_capture *capture = begin(true);
    assert_true(comes_to(&taken.blocks, 30));
    assert_true(audio_capture_listens(capture));
    audio_capture_destroy(capture);
    const int blocks = atomic_load(&taken.blocks);
    clock_sleep_until_ns(clock_now_ns() + 50 * NS_PER_MS);
    assert_int_equal(atomic_load(&taken.blocks), blocks); // nothing after its end
    assert_int_equal(atomic_load(&taken.out_of_order), 0);
    assert_int_equal(atomic_load(&device.closed), 1);
}

static void one_that_goes_is_let_go_and_found_again(void **state)
{
    (void)state;
    struct audio_capture *capture = begin(true);
    assert_true(comes_to(&taken.blocks, 5));
    atomic_store(&device.is_there, false);
    assert_true(comes_to(&device.closed, 1));
    clock_sleep_until_ns(clock_now_ns() + 50 * NS_PER_MS);
    assert_false(audio_capture_listens(capture));
    assert_int_equal(atomic_load(&said), 1);
    const int blocks = atomic_load(&taken.blocks);
    atomic_store(&device.is_there, true);
    assert_true(comes_to(&device.opened, 2));
    assert_true(comes_to(&taken.blocks, blocks + 5));
    assert_true(audio_capture_listens(capture));
    assert_int_equal(atomic_load(&taken.out_of_order), 0);
    audio_capture_destroy(capture);
    assert_int_equal(atomic_load(&device.closed), 2);
}

static void one_that_falls_silent_is_gone(void **state)
{
    (void)state;
    struct audio_capture *capture = begin(true);
    assert_true(comes_to(&taken.blocks, 2));
    atomic_store(&device.is_mute, true);
    assert_true(comes_to(&device.closed, 1));
    audio_capture_destroy(capture);
}

static void none_is_said_once_and_looked_for(void **state)
{
    (void)state;
    struct audio_capture *capture = begin(false);
    assert_true(comes_to(&said, 1));
    assert_false(audio_capture_listens(capture));
    clock_sleep_until_ns(clock_now_ns() + 2200 * NS_PER_MS); // looked for again, in vain
    assert_int_equal(atomic_load(&said), 1);
    atomic_store(&device.is_there, true);
    assert_true(comes_to(&taken.blocks, 1));
    audio_capture_destroy(capture);
    audio_capture_destroy(NULL);
    assert_false(audio_capture_listens(NULL));
}

int main(void)
{
    log_set_sink(hear_log, NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sample_comes_once_and_in_order),
        cmocka_unit_test(one_that_goes_is_let_go_and_found_again),
        cmocka_unit_test(one_that_falls_silent_is_gone),
        cmocka_unit_test(none_is_said_once_and_looked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
