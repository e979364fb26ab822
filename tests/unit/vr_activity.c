#include "base/rand.h"
#include "vr/activity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_whole_life_begins_and_ends_once(void **state)
{
    (void)state;
    static const struct {
        XrSessionState next;
        enum vr_activity_task task;
        enum vr_activity now;
    } steps[] = {
        {XR_SESSION_STATE_IDLE, VR_ACTIVITY_TASK_NONE, VR_ACTIVITY_IDLE},
        {XR_SESSION_STATE_READY, VR_ACTIVITY_TASK_BEGIN, VR_ACTIVITY_HIDDEN},
        {XR_SESSION_STATE_SYNCHRONIZED, VR_ACTIVITY_TASK_NONE, VR_ACTIVITY_HIDDEN},
        {XR_SESSION_STATE_VISIBLE, VR_ACTIVITY_TASK_NONE, VR_ACTIVITY_VISIBLE},
        {XR_SESSION_STATE_FOCUSED, VR_ACTIVITY_TASK_NONE, VR_ACTIVITY_FOCUSED},
        {XR_SESSION_STATE_VISIBLE, VR_ACTIVITY_TASK_NONE, VR_ACTIVITY_VISIBLE},
        {XR_SESSION_STATE_SYNCHRONIZED, VR_ACTIVITY_TASK_NONE, VR_ACTIVITY_HIDDEN},
        {XR_SESSION_STATE_STOPPING, VR_ACTIVITY_TASK_END, VR_ACTIVITY_IDLE},
        {XR_SESSION_STATE_IDLE, VR_ACTIVITY_TASK_NONE, VR_ACTIVITY_IDLE},
        {XR_SESSION_STATE_EXITING, VR_ACTIVITY_TASK_NONE, VR_ACTIVITY_EXIT},
    };
    struct vr_activity_state activity = {0};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        assert_int_equal(vr_activity_step(&activity, steps[i].next), steps[i].task);
        assert_int_equal(vr_activity_now(&activity), steps[i].now);
    }
}

static void stopping_is_a_pause_that_may_become_ready_again(void **state)
{
    (void)state;
    struct vr_activity_state activity = {0};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(vr_activity_step(&activity, XR_SESSION_STATE_READY),
                         VR_ACTIVITY_TASK_BEGIN);
        assert_int_equal(vr_activity_step(&activity, XR_SESSION_STATE_STOPPING),
                         VR_ACTIVITY_TASK_END);
        assert_int_equal(vr_activity_now(&activity), VR_ACTIVITY_IDLE);
    }
}

static void a_repeated_announcement_asks_for_nothing_twice(void **state)
{
    (void)state;
    struct vr_activity_state activity = {0};
    assert_int_equal(vr_activity_step(&activity, XR_SESSION_STATE_STOPPING), VR_ACTIVITY_TASK_NONE);
    assert_int_equal(vr_activity_step(&activity, XR_SESSION_STATE_READY), VR_ACTIVITY_TASK_BEGIN);
    assert_int_equal(vr_activity_step(&activity, XR_SESSION_STATE_READY), VR_ACTIVITY_TASK_NONE);
}

static void a_pending_loss_is_final(void **state)
{
    (void)state;
    struct vr_activity_state activity = {0};
    (void)vr_activity_step(&activity, XR_SESSION_STATE_READY);
    assert_int_equal(vr_activity_step(&activity, XR_SESSION_STATE_LOSS_PENDING),
                     VR_ACTIVITY_TASK_NONE);
    assert_true(activity.is_lost);
    assert_int_equal(vr_activity_step(&activity, XR_SESSION_STATE_READY), VR_ACTIVITY_TASK_NONE);
    assert_int_equal(vr_activity_now(&activity), VR_ACTIVITY_IDLE);
}

// Whatever a runtime announces, in whatever order: begins and ends alternate, frames are allowed
// only between them, and nothing is asked for after the end.
static void any_order_of_announcements_is_survived(void **state)
{
    (void)state;
    struct rand rand = rand_seeded(7, 0);
    for (int life = 0; life < 2000; life++) {
        struct vr_activity_state activity = {0};
        bool is_begun = false;
        bool is_final = false;
        for (int i = 0; i < 40; i++) {
            const XrSessionState next = (XrSessionState)(rand_bits(&rand) % 12);
            const enum vr_activity_task task = vr_activity_step(&activity, next);
            assert_true(!is_final || task == VR_ACTIVITY_TASK_NONE);
            if (task == VR_ACTIVITY_TASK_BEGIN) {
                assert_false(is_begun);
                is_begun = true;
            } else if (task == VR_ACTIVITY_TASK_END) {
                assert_true(is_begun);
                is_begun = false;
            }
            is_final = is_final || activity.is_lost || activity.is_over;
            const enum vr_activity now = vr_activity_now(&activity);
            const bool has_frames = now != VR_ACTIVITY_IDLE && now != VR_ACTIVITY_EXIT;
            assert_int_equal(has_frames, is_begun && !is_final);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_life_begins_and_ends_once),
        cmocka_unit_test(stopping_is_a_pause_that_may_become_ready_again),
        cmocka_unit_test(a_repeated_announcement_asks_for_nothing_twice),
        cmocka_unit_test(a_pending_loss_is_final),
        cmocka_unit_test(any_order_of_announcements_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
