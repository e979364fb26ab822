// What the program asks of a headset and what it answers to its heat, on the simulated runtime
// through the real loader, on a virtual clock. Nothing is drawn: nobody looks.
#include "app/platform.h"

#include "app/devices.h"
#include "app/runtime.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { SKIP = 77 };

static char runtime_json[PATH_BYTES];

static struct rig {
    struct app_devices devices;
    struct app_platform platform;
    struct app_governor governor;
    struct vr_frame frame;
    int64_t first_ns;
} rig;

// The headset "frame" has 72, 90 and 120 Hz; here it comes up at 120.
static enum err open_rig(const char *faults)
{
    static char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/app_platform_%d.json", P_tmpdir, (int)getpid());
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "{\"$schema\": \"simxr-script.schema.json\", \"faults\": [%s]}", faults);
    fclose(file);
    const struct app_options options = {.headset = "frame", .is_virtual = true};
    app_runtime_tell_simulated(&options, path, 0.0f);
    setenv("RESPITE_SIMXR_RATE_HZ", "120", 1);
    struct app_menu menu = {0};
    const enum err err = app_devices_init(&rig.devices, &options, runtime_json, false, 0.0f, &menu);
    unlink(path);
    if (err == ERR_OK) {
        app_governor_init(&rig.governor, 0.7f, 0);
        const struct vr_info *info = vr_info(rig.devices.vr);
        app_platform_start(&rig.platform, rig.devices.vr, app_platform_wish_hz(info));
    }
    return err;
}

static int tear_down(void **state)
{
    (void)state;
    app_devices_fini(&rig.devices);
    rig = (struct rig){0};
    return 0;
}

static double elapsed_s(void)
{
    return (double)(rig.frame.display_ns - rig.first_ns) / (double)NS_PER_S;
}

static void turn(void)
{
    struct vr *vr = rig.devices.vr;
    struct vr_events events;
    assert_int_equal(vr_poll(vr, &events), ERR_OK);
    assert_int_not_equal(events.activity, VR_ACTIVITY_EXIT);
    if (events.activity == VR_ACTIVITY_IDLE) {
        return;
    }
    assert_int_equal(vr_frame_begin(vr, &rig.frame), ERR_OK);
    rig.first_ns = rig.first_ns ? rig.first_ns : rig.frame.display_ns;
    app_platform_frame(&rig.platform, vr, &rig.governor, &events, rig.frame.display_ns);
    app_governor_frame(&rig.governor, 1.0, (double)rig.frame.period_ns / NS_PER_MS);
    assert_int_equal(vr_frame_end(vr, &rig.frame, false, 0.05f), ERR_OK);
}

static void turn_until_s(double until_s)
{
    for (int i = 0; i < 50000 && elapsed_s() < until_s; i++) {
        turn();
    }
    assert_true(elapsed_s() >= until_s);
}

static void expect_hz(double hz)
{
    assert_true(fabs((double)NS_PER_S / (double)rig.frame.period_ns - hz) < 0.1);
    assert_true(fabs((double)vr_info(rig.devices.vr)->refresh_hz - hz) < 0.1);
}

static void the_rate_is_what_the_platform_asks_for(void **state)
{
    (void)state;
    assert_int_equal(open_rig(""), ERR_OK);
    turn_until_s(1.0);
    expect_hz(90.0);
    assert_true(rig.governor.scale == 1.0f);
    const long count = mem_count();
    turn_until_s(5.0);
    assert_int_equal(mem_count(), count);
}

static void heat_costs_pixels_before_refreshes_and_both_come_back(void **state)
{
    (void)state;
    assert_int_equal(open_rig("{\"at_s\": 2, \"event\": \"thermal\", \"level\": \"warning\"},"
                              "{\"at_s\": 5, \"event\": \"thermal\", \"level\": \"impaired\"},"
                              "{\"at_s\": 50, \"event\": \"thermal\", \"level\": \"normal\"}"),
                     ERR_OK);
    turn_until_s(1.9);
    assert_true(rig.governor.scale == 1.0f);
    turn_until_s(2.2);
    assert_true(rig.governor.scale == 0.85f);
    turn_until_s(5.2);
    assert_true(rig.governor.scale == 0.7f);
    turn_until_s(34.5);
    expect_hz(90.0);
    turn_until_s(35.5);
    expect_hz(72.0);
    assert_true(rig.governor.scale == 0.7f);
    turn_until_s(69.5); // a pause of it is not believed at once
    expect_hz(72.0);
    turn_until_s(71.0);
    expect_hz(90.0);
    assert_true(rig.governor.scale == 0.7f);
    turn_until_s(109.0);
    assert_true(rig.governor.scale == 0.85f);
    turn_until_s(125.0);
    assert_true(rig.governor.scale == 1.0f);
    expect_hz(90.0);
}

static void frames_that_never_fit_cost_refreshes_for_good(void **state)
{
    (void)state;
    assert_int_equal(open_rig(""), ERR_OK);
    turn_until_s(1.0);
    expect_hz(90.0);
    rig.governor.spent_frames = 100000;
    turn_until_s(1.5);
    expect_hz(72.0);
    assert_true(rig.platform.is_spent);
    rig.governor.spent_frames = 0;
    turn_until_s(60.0);
    expect_hz(72.0);
}

static void the_processor_heats_the_headset_too(void **state)
{
    (void)state;
    assert_int_equal(open_rig("{\"at_s\": 1, \"event\": \"thermal\", \"domain\": \"cpu\","
                              " \"level\": \"impaired\"},"
                              "{\"at_s\": 2, \"event\": \"thermal\", \"level\": \"normal\"}"),
                     ERR_OK);
    turn_until_s(30.0);
    assert_true(rig.governor.scale == 0.7f);
    expect_hz(90.0);
}

// After a lost device the headset is as warm as before.
static void a_new_session_is_asked_again(void **state)
{
    (void)state;
    assert_int_equal(open_rig("{\"at_s\": 1, \"event\": \"thermal\", \"level\": \"impaired\"}"),
                     ERR_OK);
    turn_until_s(32.0);
    expect_hz(72.0);
    const struct app_platform before = rig.platform;
    tear_down(NULL);
    assert_int_equal(open_rig(""), ERR_OK); // asked for 90 as any new one is
    rig.platform = before;
    app_governor_limit(&rig.governor, before.scale_most);
    app_platform_start(&rig.platform, rig.devices.vr, 90.0f);
    turn_until_s(1.0);
    expect_hz(72.0);
    assert_true(rig.governor.scale == 0.7f);
}

static void a_recommended_size_is_one_more_ceiling(void **state)
{
    (void)state;
    assert_int_equal(open_rig(""), ERR_OK);
    struct vr_events events = {.scale_most = 0.8f};
    app_platform_frame(&rig.platform, rig.devices.vr, &rig.governor, &events, NS_PER_S);
    assert_true(rig.governor.scale == 0.8f);
    events.gpu_heat = VR_HEAT_WARNING; // 0.85: the lower of both counts
    app_platform_frame(&rig.platform, rig.devices.vr, &rig.governor, &events, 2 * NS_PER_S);
    assert_true(rig.governor.scale_most == 0.8f);
    events.scale_most = 1.0f;
    app_platform_frame(&rig.platform, rig.devices.vr, &rig.governor, &events, 3 * NS_PER_S);
    assert_true(rig.governor.scale_most == 0.85f);
}

static void what_is_refused_is_gone_without(void **state)
{
    (void)state;
    static const char *const calls[] = {"xrEnumerateDisplayRefreshRatesFB",
                                        "xrRequestDisplayRefreshRateFB"};
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        char faults[600];
        snprintf(faults, sizeof faults,
                 "{\"call\": \"%s\", \"times\": 1000, \"return\": \"XR_ERROR_RUNTIME_FAILURE\"},"
                 "{\"call\": \"xrPerfSettingsSetPerformanceLevelEXT\", \"times\": 1000,"
                 " \"return\": \"XR_ERROR_FEATURE_UNSUPPORTED\"},"
                 "{\"call\": \"xrGetDisplayRefreshRateFB\", \"times\": 1000, \"return\":"
                 " \"XR_ERROR_RUNTIME_FAILURE\"},"
                 "{\"at_s\": 1, \"event\": \"thermal\", \"level\": \"impaired\"}",
                 calls[i]);
        assert_int_equal(open_rig(faults), ERR_OK);
        turn_until_s(40.0);
        expect_hz(120.0);
        assert_true(rig.governor.scale == 0.7f);
        tear_down(NULL);
    }
}

// The loader of OpenXR 1.0.20 does not free all that it allocates for an instance.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libopenxr_loader.so\n";
}

int main(void)
{
    if (file_exists(SOURCE_FOLDER "/build/mesa/lvp.json")) {
        setenv("VK_DRIVER_FILES", SOURCE_FOLDER "/build/mesa/lvp.json", 0);
    }
    if (!app_runtime_simulated(runtime_json) || open_rig("") != ERR_OK) {
        printf("skipped: there is no simulated runtime or no Vulkan driver\n");
        return SKIP;
    }
    tear_down(NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_rate_is_what_the_platform_asks_for, tear_down),
        cmocka_unit_test_teardown(heat_costs_pixels_before_refreshes_and_both_come_back, tear_down),
        cmocka_unit_test_teardown(frames_that_never_fit_cost_refreshes_for_good, tear_down),
        cmocka_unit_test_teardown(the_processor_heats_the_headset_too, tear_down),
        cmocka_unit_test_teardown(a_new_session_is_asked_again, tear_down),
        cmocka_unit_test_teardown(a_recommended_size_is_one_more_ceiling, tear_down),
        cmocka_unit_test_teardown(what_is_refused_is_gone_without, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
