// The whole client on the simulated runtime, through the real loader: a small headset on a virtual
// clock, a Vulkan device that draws nothing. The runtime refuses what the specification forbids,
// so that every wrong call fails a test here.
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "vr/vr.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { SKIP = 77 };
static const float near_m = 0.05f;

static char runtime_json[PATH_BYTES];

// A device as the runtime wants it.
struct rig {
    struct vr *vr;
    struct vr_graphics graphics;
    int64_t first_ns; // display time of the first frame
    struct vr_frame frame;
    struct vr_input input;
    struct vr_events events;
};

static struct rig rig; // of the test that runs: what a failed one leaves open, its teardown closes

static bool make_device(void)
{
    const VkApplicationInfo app = {
        .sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
        .apiVersion = VK_API_VERSION_1_1,
    };
    const VkInstanceCreateInfo instance = {
        .sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
        .pApplicationInfo = &app,
    };
    struct vr_graphics *graphics = &rig.graphics;
    if (vr_gpu_create_instance(rig.vr, &instance, &graphics->instance) != VK_SUCCESS ||
        vr_gpu_pick_device(rig.vr, graphics->instance, &graphics->physical) != VK_SUCCESS) {
        return false;
    }
    const float priority = 1.0f;
    const VkDeviceQueueCreateInfo queue = {
        .sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO,
        .queueCount = 1,
        .pQueuePriorities = &priority,
    };
    const VkDeviceCreateInfo device = {
        .sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
        .queueCreateInfoCount = 1,
        .pQueueCreateInfos = &queue,
    };
    return vr_gpu_create_device(rig.vr, graphics->physical, &device, &graphics->device) ==
           VK_SUCCESS;
}

// `script` is a JSON object with something in it; its kind is named here.
static void write_script(const char *script)
{
    static char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/vr_loop_%d.json", P_tmpdir, (int)getpid());
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "{\"$schema\": \"simxr-script.schema.json\", %s", script + 1);
    fclose(file);
    setenv("RESPITE_SIMXR_SCRIPT", path, 1);
}

// `script` NULL: a wearer who sits still.
static struct vr_desc prepare(const char *script)
{
    setenv("RESPITE_SIMXR_HEADSET", "small", 1);
    setenv("RESPITE_SIMXR_CLOCK", "virtual", 1);
    write_script(script ? script
                        : "{\"motions\": [{\"device\": \"head\", \"play\": \"still\", "
                          "\"tremor_deg\": 0}]}");
    return (struct vr_desc){.app_name = "vr_loop", .runtime_json = runtime_json};
}

static void open_rig(const struct vr_desc *desc)
{
    assert_int_equal(vr_create(desc, &rig.vr), ERR_OK);
    assert_true(make_device());
    assert_int_equal(vr_start(rig.vr, &rig.graphics), ERR_OK);
}

static void close_rig(void)
{
    if (rig.vr) {
        vr_stop(rig.vr);
        vkDestroyDevice(rig.graphics.device, NULL);
        vkDestroyInstance(rig.graphics.instance, NULL);
        vr_destroy(rig.vr);
    }
    rig = (struct rig){0};
    unlink(getenv("RESPITE_SIMXR_SCRIPT"));
    unsetenv("RESPITE_SIMXR_WITHOUT");
    unsetenv("RESPITE_SIMXR_POSTURE");
    unsetenv("RESPITE_SIMXR_METER");
}

static int tear_down(void **state)
{
    (void)state;
    close_rig();
    return 0;
}

// One turn of the loop, as the program makes it.
static enum err turn(void)
{
    TRY(vr_poll(rig.vr, &rig.events));
    if (rig.events.activity == VR_ACTIVITY_IDLE || rig.events.activity == VR_ACTIVITY_EXIT) {
        return ERR_OK;
    }
    struct vr_frame *frame = &rig.frame;
    TRY(vr_frame_begin(rig.vr, frame));
    rig.first_ns = rig.first_ns ? rig.first_ns : frame->display_ns;
    enum err err = vr_input(rig.vr, frame->display_ns, &rig.input);
    if (err == ERR_OK && frame->should_draw) {
        err = vr_frame_acquire(rig.vr, frame);
        err = err == ERR_OK ? vr_views_late(rig.vr, frame) : err;
    }
    TRY(vr_frame_end(rig.vr, frame, err == ERR_OK, near_m));
    return err;
}

static double elapsed_s(void)
{
    return (double)(rig.frame.display_ns - rig.first_ns) / (double)NS_PER_S;
}

static void turn_until_s(double until_s)
{
    for (int i = 0; i < 5000 && elapsed_s() < until_s; i++) {
        assert_int_equal(turn(), ERR_OK);
    }
    assert_true(elapsed_s() >= until_s);
}

static void turn_until(enum vr_activity wanted)
{
    for (int i = 0; i < 1000 && rig.events.activity != wanted; i++) {
        assert_int_equal(turn(), ERR_OK);
    }
    assert_int_equal(rig.events.activity, wanted);
}

static void frames_run_to_focus_and_end_when_asked(void **state)
{
    (void)state;
    const struct vr_desc desc = prepare(NULL);
    open_rig(&desc);
    assert_true(vr_info(rig.vr)->is_simulated);
    assert_true(vr_info(rig.vr)->has_depth);
    const struct vr_target *target = vr_target(rig.vr);
    assert_int_equal(target->width, 256);
    assert_int_equal(target->height, 256);
    assert_int_equal(target->color_format, VK_FORMAT_R8G8B8A8_SRGB);
    assert_true(target->color_count >= 2 && target->depth_count >= 2);

    turn_until(VR_ACTIVITY_FOCUSED);
    for (int i = 0; i < 100; i++) {
        const int64_t before_ns = rig.frame.display_ns;
        assert_int_equal(turn(), ERR_OK);
        assert_true(rig.frame.display_ns > before_ns);
        assert_true(rig.frame.should_draw && rig.frame.is_acquired && rig.frame.has_views);
        assert_true(rig.frame.begin_ns >= rig.frame.wait_ns);
        assert_true(rig.frame.end_ns >= rig.frame.locate_ns);
    }
    assert_true(fabsf(vr_info(rig.vr)->refresh_hz - 90.0f) < 0.5f);
    assert_true(rig.input.has_head && rig.input.is_head_tracked);
    assert_true(rig.input.head.at_m.y > 0.9f && rig.input.head.at_m.y < 1.4f);
    vr_request_exit(rig.vr);
    turn_until(VR_ACTIVITY_EXIT);
    close_rig();
    assert_int_equal(mem_live(), 0);
}

// One turn with a panel laid over the scene, drawn anew or not.
static void turn_with_quad(bool is_new, bool was_drawn)
{
    struct vr_frame *frame = &rig.frame;
    assert_int_equal(vr_poll(rig.vr, &rig.events), ERR_OK);
    assert_int_equal(vr_frame_begin(rig.vr, frame), ERR_OK);
    assert_true(frame->should_draw);
    assert_int_equal(vr_frame_acquire(rig.vr, frame), ERR_OK);
    if (is_new) {
        uint32_t image = 99;
        bool is_ready = false;
        assert_int_equal(vr_quads_acquire(rig.vr, &is_ready, &image), ERR_OK);
        assert_true(is_ready);
        assert_true(image < vr_quads_sheet(rig.vr)->count);
    }
    frame->quad_count = 1;
    frame->quads[0] = (struct vr_quad){pose_identity(), 1.0f, 0.5f, 0, 0, 200, 100};
    assert_int_equal(vr_views_late(rig.vr, frame), ERR_OK);
    assert_int_equal(vr_frame_end(rig.vr, frame, was_drawn, near_m), ERR_OK);
}

// The runtime refuses a layer whose image was never released.
static void a_quad_is_shown_from_its_first_picture_on(void **state)
{
    (void)state;
    const struct vr_desc desc = prepare(NULL);
    open_rig(&desc);
    assert_int_equal(vr_quads_sheet(rig.vr)->width, 0); // nobody asked for one
    vr_quads_start(rig.vr, 256, 128);
    assert_int_equal(vr_quads_sheet(rig.vr)->width, 256);
    assert_true(vr_quads_sheet(rig.vr)->count >= 2);
    turn_until(VR_ACTIVITY_FOCUSED);
    turn_with_quad(false, true);
    assert_false(vr_quads_has_picture(rig.vr));
    turn_with_quad(true, false); // acquired in vain
    assert_false(vr_quads_has_picture(rig.vr));
    turn_with_quad(true, true);
    assert_true(vr_quads_has_picture(rig.vr));
    const long count = mem_count();
    for (int i = 0; i < 20; i++) {
        turn_with_quad(i % 3 == 0, true);
        assert_true(vr_quads_has_picture(rig.vr));
    }
    assert_int_equal(mem_count(), count);
}

// The runtime refuses a quad that lies beyond its image: the panels' way back into the scene.
static void a_runtime_that_refuses_quads_is_sent_none(void **state)
{
    (void)state;
    const struct vr_desc desc = prepare(NULL);
    open_rig(&desc);
    vr_quads_start(rig.vr, 128, 64); // smaller than the quad
    turn_until(VR_ACTIVITY_FOCUSED);
    turn_with_quad(true, true);
    assert_int_equal(vr_quads_sheet(rig.vr)->width, 0);
    assert_false(vr_quads_has_picture(rig.vr));
    turn_with_quad(false, true);
    assert_int_equal(turn(), ERR_OK);
}

static void a_sheet_too_large_for_the_runtime_is_none(void **state)
{
    (void)state;
    const struct vr_desc desc = prepare(NULL);
    open_rig(&desc);
    vr_quads_start(rig.vr, 1 << 20, 64);
    assert_int_equal(vr_quads_sheet(rig.vr)->width, 0);
    turn_until(VR_ACTIVITY_FOCUSED);
}

static void a_steady_frame_allocates_nothing(void **state)
{
    (void)state;
    const struct vr_desc desc = prepare(NULL);
    open_rig(&desc);
    turn_until_s(0.5);
    const long count = mem_count();
    turn_until_s(1.0);
    assert_int_equal(mem_count(), count);
    close_rig();
}

// What the runtime's own meter saw: the pose that was submitted is one that it had located, and
// no frame was left open.
static void the_runtime_recognises_every_submitted_pose(void **state)
{
    (void)state;
    static char meter[PATH_BYTES];
    snprintf(meter, sizeof meter, "%s/vr_loop_%d.csv", P_tmpdir, (int)getpid());
    const struct vr_desc desc = prepare("{\"motions\": [{\"device\": \"head\", \"play\": "
                                        "\"look_around\", \"period_s\": 3}]}");
    setenv("RESPITE_SIMXR_METER", meter, 1);
    open_rig(&desc);
    turn_until_s(1.0);
    vr_request_exit(rig.vr);
    turn_until(VR_ACTIVITY_EXIT);
    close_rig();

    FILE *file = fopen(meter, "r");
    assert_non_null(file);
    char line[512];
    int matched = 0;
    int unmatched = 0;
    assert_non_null(fgets(line, sizeof line, file)); // the names of the columns
    while (fgets(line, sizeof line, file)) {
        const char *last = strrchr(line, ',');
        assert_non_null(last);
        matched += last[1] == '1';
        unmatched += last[1] == '0';
    }
    fclose(file);
    unlink(meter);
    assert_true(matched > 80);
    // Only frames without a picture, before the session is visible and while it ends.
    assert_true(unmatched < 10);
}

static void a_stop_is_a_pause(void **state)
{
    (void)state;
    const struct vr_desc desc = prepare("{\"faults\": [{\"at_s\": 0.3, \"event\": \"stop\"}, "
                                        "{\"at_s\": 0.35, \"event\": \"start\"}]}");
    open_rig(&desc);
    bool was_idle = false;
    for (int i = 0; i < 300; i++) {
        assert_int_equal(turn(), ERR_OK);
        assert_int_not_equal(rig.events.activity, VR_ACTIVITY_EXIT);
        was_idle = was_idle || (elapsed_s() > 0.2 && rig.events.activity == VR_ACTIVITY_IDLE);
    }
    assert_true(was_idle);
    close_rig();
}

static void a_lost_session_is_told_and_can_be_made_again(void **state)
{
    (void)state;
    static const char *const scripts[] = {
        "{\"faults\": [{\"at_s\": 0.3, \"event\": \"session_loss\"}]}",
        "{\"faults\": [{\"at_s\": 0.3, \"event\": \"instance_loss\", \"in_s\": 0.1}]}",
        "{\"faults\": [{\"call\": \"xrWaitFrame\", \"at_s\": 0.3, \"return\": "
        "\"XR_ERROR_SESSION_LOST\"}]}",
        "{\"faults\": [{\"call\": \"xrBeginFrame\", \"at_s\": 0.3, \"return\": "
        "\"XR_ERROR_SESSION_LOST\"}]}",
        "{\"faults\": [{\"call\": \"xrEndFrame\", \"at_s\": 0.3, \"return\": "
        "\"XR_ERROR_SESSION_LOST\"}]}",
        "{\"faults\": [{\"call\": \"xrAcquireSwapchainImage\", \"at_s\": 0.3, \"return\": "
        "\"XR_ERROR_INSTANCE_LOST\"}]}",
        "{\"faults\": [{\"call\": \"xrLocateViews\", \"at_s\": 0.3, \"return\": "
        "\"XR_ERROR_SESSION_LOST\"}]}",
        "{\"faults\": [{\"call\": \"xrSyncActions\", \"at_s\": 0.3, \"return\": "
        "\"XR_ERROR_SESSION_LOST\"}]}",
        "{\"faults\": [{\"call\": \"xrPollEvent\", \"at_s\": 0.3, \"return\": "
        "\"XR_ERROR_INSTANCE_LOST\"}]}",
    };
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        struct vr_desc desc = prepare(scripts[i]);
        open_rig(&desc);
        enum err err = ERR_OK;
        for (int n = 0; n < 200 && err == ERR_OK; n++) {
            err = turn();
        }
        assert_int_equal(err, ERR_DEVICE_LOST);
        close_rig();
        assert_int_equal(mem_live(), 0);

        desc = prepare(NULL);
        open_rig(&desc);
        turn_until(VR_ACTIVITY_FOCUSED);
        close_rig();
    }
}

static void a_call_that_fails_once_costs_one_picture(void **state)
{
    (void)state;
    static const char *const calls[] = {"xrLocateViews",           "xrLocateSpace",
                                        "xrAcquireSwapchainImage", "xrWaitSwapchainImage",
                                        "xrSyncActions",           "xrGetActionStateBoolean",
                                        "xrLocateHandJointsEXT",   "xrEndFrame"};
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        char script[256];
        snprintf(script, sizeof script,
                 "{\"faults\": [{\"call\": \"%s\", \"at_s\": 0.3, \"return\": "
                 "\"XR_ERROR_RUNTIME_FAILURE\"}]}",
                 calls[i]);
        const struct vr_desc desc = prepare(script);
        open_rig(&desc);
        turn_until_s(0.6);
        assert_true(rig.frame.has_views && rig.frame.is_acquired);
        close_rig();
    }
}

static void a_call_that_always_fails_is_given_up(void **state)
{
    (void)state;
    const struct vr_desc desc =
        prepare("{\"faults\": [{\"call\": \"xrLocateViews\", \"at_s\": 0.3, \"times\": 100000, "
                "\"return\": \"XR_ERROR_RUNTIME_FAILURE\"}]}");
    open_rig(&desc);
    enum err err = ERR_OK;
    int turns = 0;
    for (; turns < 300 && err == ERR_OK; turns++) {
        err = turn();
    }
    assert_int_equal(err, ERR_DEVICE);
    assert_true(turns > 30 && turns < 120);
    close_rig();
}

static void a_picture_held_back_is_waited_for_again(void **state)
{
    (void)state;
    const struct vr_desc desc =
        prepare("{\"faults\": [{\"call\": \"xrWaitSwapchainImage\", \"at_s\": 0.3, \"times\": 15, "
                "\"return\": \"XR_TIMEOUT_EXPIRED\"}]}");
    open_rig(&desc);
    int held = 0;
    uint32_t held_image = UINT32_MAX;
    for (int i = 0; i < 60; i++) {
        assert_int_equal(turn(), ERR_OK);
        const bool is_held = rig.frame.should_draw && !rig.frame.is_acquired;
        if (held_image != UINT32_MAX && !is_held) {
            assert_int_equal(rig.frame.color_image, held_image); // that one, no other
        }
        held_image = is_held ? rig.frame.color_image : UINT32_MAX;
        held += is_held;
    }
    assert_int_equal(held, 1); // ten tries in the first frame, the rest in the next
    assert_true(rig.frame.is_acquired);
    close_rig();
}

static void without_focus_nothing_is_pressed(void **state)
{
    (void)state;
    const struct vr_desc desc = prepare(
        "{\"hands\": [{\"device\": \"right\", \"holds\": \"touch\"}],"
        "\"buttons\": [{\"path\": \"/user/hand/right/input/a/click\", \"at_s\": 0.3, "
        "\"hold_s\": 2}],"
        "\"faults\": [{\"at_s\": 0.6, \"event\": \"focus_lost\"},"
        "{\"at_s\": 1, \"event\": \"focus_gained\"}, {\"at_s\": 1.4, \"event\": \"hidden\"}]}");
    open_rig(&desc);
    turn_until_s(0.2);
    assert_false(rig.input.is_select_down);
    assert_true(rig.input.hands[1].has_controller && rig.input.hands[1].is_tracked);
    assert_true(rig.input.hands[1].has_aim);
    turn_until_s(0.5);
    assert_true(rig.input.is_select_down);
    turn_until_s(0.8);
    assert_int_equal(rig.events.activity, VR_ACTIVITY_VISIBLE);
    assert_false(rig.input.is_select_down);
    assert_false(rig.input.hands[1].has_controller);
    assert_true(rig.input.has_head);
    turn_until_s(1.2);
    assert_true(rig.input.is_select_down);
    turn_until_s(1.6);
    assert_int_equal(rig.events.activity, VR_ACTIVITY_HIDDEN);
    assert_false(rig.frame.should_draw);
    close_rig();
}

static void a_bare_hand_is_no_controller_and_its_palm_is_the_grip(void **state)
{
    (void)state;
    const struct vr_desc desc =
        prepare("{\"hands\": [{\"device\": \"left\", \"holds\": \"hand\"},"
                "{\"device\": \"right\", \"holds\": \"none\"}],"
                "\"faults\": [{\"at_s\": 0.7, \"event\": \"focus_lost\"}]}");
    open_rig(&desc);
    turn_until_s(0.5);
    const struct vr_hand *left = &rig.input.hands[0];
    assert_true(left->has_joints);
    assert_false(left->has_controller);
    assert_float_equal(glms_vec3_distance(left->grip.at_m, left->joints[0].at_m), 0.0f, 1e-6f);
    assert_false(rig.input.hands[1].has_controller);
    turn_until_s(0.9);
    assert_false(left->has_joints); // another program has the input
    close_rig();
}

static void recentring_takes_effect_at_its_time(void **state)
{
    (void)state;
    const struct vr_desc desc =
        prepare("{\"motions\": [{\"device\": \"head\", \"play\": \"still\", \"tremor_deg\": 0}],"
                "\"faults\": [{\"at_s\": 0.5, \"event\": \"recenter\", \"yaw_deg\": 30, "
                "\"in_s\": 0.2}]}");
    open_rig(&desc);
    float before_rad = 0.0f;
    int recentred = 0;
    for (int i = 0; i < 100; i++) {
        assert_int_equal(turn(), ERR_OK);
        if (rig.events.was_recentred) {
            recentred++;
            const float turned_rad = pose_yaw_rad(rig.input.head) - before_rad;
            assert_float_equal(fabsf(turned_rad), glm_rad(30.0f), 0.01f);
        } else if (!recentred) {
            before_rad = pose_yaw_rad(rig.input.head);
            assert_float_equal(before_rad, 0.0f, 0.01f);
        }
    }
    assert_int_equal(recentred, 1);
    close_rig();
}

static void a_lost_place_is_held_and_a_lost_head_shows_nothing(void **state)
{
    (void)state;
    const struct vr_desc desc = prepare(
        "{\"motions\": [{\"device\": \"head\", \"play\": \"look_around\", \"period_s\": 3}],"
        "\"losses\": [{\"device\": \"head\", \"from_s\": 0.5, \"to_s\": 1, \"position_only\": "
        "true},"
        "{\"device\": \"head\", \"from_s\": 1.5, \"to_s\": 2}]}");
    open_rig(&desc);
    turn_until_s(0.4);
    const vec3s held_m = rig.frame.eyes[0].eye_in_world.at_m;
    turn_until_s(0.8);
    assert_true(rig.frame.has_views);
    assert_false(rig.input.is_head_tracked);
    assert_true(glms_vec3_distance(rig.frame.eyes[0].eye_in_world.at_m, held_m) < 0.1f);
    turn_until_s(1.7);
    assert_false(rig.frame.has_views);
    assert_false(rig.input.has_head);
    turn_until_s(2.3);
    assert_true(rig.frame.has_views && rig.input.has_head);
    close_rig();
}

static void the_floor_is_found_one_way_or_another(void **state)
{
    (void)state;
    static const struct {
        const char *without;
        bool has_local_floor;
    } cases[] = {{"", true}, {"XR_EXT_local_floor", false}};
    for (size_t i = 0; i < 2; i++) {
        const struct vr_desc desc = prepare(NULL);
        setenv("RESPITE_SIMXR_WITHOUT", cases[i].without, 1);
        open_rig(&desc);
        assert_int_equal(vr_info(rig.vr)->has_local_floor, cases[i].has_local_floor);
        turn_until_s(0.3);
        assert_float_equal(rig.input.head.at_m.y, 1.2f, 0.15f);
        assert_float_equal(rig.frame.eyes[0].eye_in_world.at_m.y, 1.2f, 0.15f);
        close_rig();
    }
}

static void the_reclined_gaze_is_the_horizon(void **state)
{
    (void)state;
    static const char *const degrees[] = {"0", "45", "90"};
    for (size_t i = 0; i < 3; i++) {
        struct vr_desc desc = prepare(NULL);
        setenv("RESPITE_SIMXR_POSTURE", degrees[i], 1);
        desc.recline_deg = strtof(degrees[i], NULL);
        open_rig(&desc);
        turn_until_s(0.5);
        assert_float_equal(pose_pitch_rad(rig.input.head), 0.0f, 0.02f);
        assert_float_equal(pose_yaw_rad(rig.input.head), 0.0f, 0.02f);
        assert_float_equal(pose_pitch_rad(rig.frame.eyes[1].eye_in_world), 0.0f, 0.02f);
        close_rig();
    }
}

static void the_mouse_moves_the_simulated_body(void **state)
{
    (void)state;
    const struct vr_desc desc = prepare(NULL);
    open_rig(&desc);
    assert_true(vr_info(rig.vr)->has_simulated_body);
    turn_until_s(0.3);
    vr_input_move_body(rig.vr, &(struct vr_body){.yaw_rad = 0.5f, .is_select_down = true});
    turn_until_s(1.5);
    assert_float_equal(pose_yaw_rad(rig.input.head), 0.5f, 0.02f);
    assert_true(rig.input.is_select_down);
    vr_input_pulse(rig.vr, 0, 2.0f, 20 * NS_PER_MS);
    vr_input_pulse(rig.vr, 7, 1.0f, 20 * NS_PER_MS);
    close_rig();
}

static void a_bare_runtime_is_enough(void **state)
{
    (void)state;
    const struct vr_desc desc = prepare(NULL);
    setenv("RESPITE_SIMXR_WITHOUT",
           "XR_KHR_composition_layer_depth,XR_KHR_convert_timespec_time,XR_EXT_hand_tracking,"
           "XR_EXT_hand_interaction,XR_EXT_eye_gaze_interaction,XR_EXT_local_floor,"
           "XR_EXT_user_presence,XR_FB_display_refresh_rate,XR_EXT_performance_settings,"
           "XR_RESPITEX_simulated_body",
           1);
    setenv("RESPITE_SIMXR_CLOCK", "real", 1);
    open_rig(&desc);
    assert_false(vr_info(rig.vr)->has_depth);
    assert_false(vr_info(rig.vr)->has_hands);
    assert_int_equal(vr_target(rig.vr)->depth_format, VK_FORMAT_UNDEFINED);
    turn_until(VR_ACTIVITY_FOCUSED);
    turn_until_s(0.3);
    assert_true(rig.frame.has_views);
    assert_true(llabs(rig.frame.display_ns - clock_now_ns()) < NS_PER_S);
    close_rig();
}

static void a_missing_runtime_is_said_and_leaks_nothing(void **state)
{
    (void)state;
    struct vr_desc desc = prepare(NULL);
    desc.runtime_json = "/nowhere/at/all.json";
    struct vr *vr = NULL;
    assert_int_equal(vr_create(&desc, &vr), ERR_UNSUPPORTED);
    assert_null(vr);

    desc = prepare("{\"faults\": [{\"call\": \"xrGetSystem\", \"return\": "
                   "\"XR_ERROR_FORM_FACTOR_UNAVAILABLE\"}]}");
    assert_int_equal(vr_create(&desc, &vr), ERR_UNSUPPORTED);
    assert_null(vr);

    // Last of all: the loader remembers what this runtime lacks.
    desc = prepare(NULL);
    setenv("RESPITE_SIMXR_WITHOUT", "XR_KHR_vulkan_enable2", 1);
    assert_int_equal(vr_create(&desc, &vr), ERR_UNSUPPORTED);
    assert_null(vr);
    assert_int_equal(mem_live(), 0);
}

static void the_validation_layer_finds_nothing(void **state)
{
    (void)state;
    struct vr_desc desc = prepare(NULL);
    desc.want_validation = true;
    open_rig(&desc);
    turn_until_s(0.5);
    vr_request_exit(rig.vr);
    turn_until(VR_ACTIVITY_EXIT);
    vr_stop(rig.vr);
    assert_int_equal(vr_info(rig.vr)->validation_messages, 0);
    close_rig();
}

// The loader of OpenXR 1.0.20 does not free all that it allocates for an instance.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libopenxr_loader.so\n";
}

// Whether there is a runtime and a Vulkan driver to test on.
static const char *what_is_missing(void)
{
    // Where the machine's own software driver is no good, a right one was put here.
    if (file_exists(SOURCE_FOLDER "/build/mesa/lvp.json")) {
        setenv("VK_DRIVER_FILES", SOURCE_FOLDER "/build/mesa/lvp.json", 0);
    }
    if (!path_shipped(runtime_json, "simxr.json")) {
        return "the simulated runtime is not built";
    }
    const struct vr_desc desc = prepare(NULL);
    if (vr_create(&desc, &rig.vr) != ERR_OK) {
        return "the simulated runtime does not start";
    }
    const bool is_made = make_device();
    if (rig.graphics.device) {
        vkDestroyDevice(rig.graphics.device, NULL);
    }
    if (rig.graphics.instance) {
        vkDestroyInstance(rig.graphics.instance, NULL);
    }
    vr_destroy(rig.vr);
    rig = (struct rig){0};
    return is_made ? NULL : "there is no Vulkan driver";
}

int main(void)
{
    const char *missing = what_is_missing();
    if (missing) {
        printf("skipped: %s\n", missing);
        return SKIP;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(frames_run_to_focus_and_end_when_asked, tear_down),
        cmocka_unit_test_teardown(a_quad_is_shown_from_its_first_picture_on, tear_down),
        cmocka_unit_test_teardown(a_runtime_that_refuses_quads_is_sent_none, tear_down),
        cmocka_unit_test_teardown(a_sheet_too_large_for_the_runtime_is_none, tear_down),
        cmocka_unit_test_teardown(a_steady_frame_allocates_nothing, tear_down),
        cmocka_unit_test_teardown(the_runtime_recognises_every_submitted_pose, tear_down),
        cmocka_unit_test_teardown(a_stop_is_a_pause, tear_down),
        cmocka_unit_test_teardown(a_lost_session_is_told_and_can_be_made_again, tear_down),
        cmocka_unit_test_teardown(a_call_that_fails_once_costs_one_picture, tear_down),
        cmocka_unit_test_teardown(a_call_that_always_fails_is_given_up, tear_down),
        cmocka_unit_test_teardown(a_picture_held_back_is_waited_for_again, tear_down),
        cmocka_unit_test_teardown(without_focus_nothing_is_pressed, tear_down),
        cmocka_unit_test_teardown(a_bare_hand_is_no_controller_and_its_palm_is_the_grip, tear_down),
        cmocka_unit_test_teardown(recentring_takes_effect_at_its_time, tear_down),
        cmocka_unit_test_teardown(a_lost_place_is_held_and_a_lost_head_shows_nothing, tear_down),
        cmocka_unit_test_teardown(the_floor_is_found_one_way_or_another, tear_down),
        cmocka_unit_test_teardown(the_reclined_gaze_is_the_horizon, tear_down),
        cmocka_unit_test_teardown(the_mouse_moves_the_simulated_body, tear_down),
        cmocka_unit_test_teardown(a_bare_runtime_is_enough, tear_down),
        cmocka_unit_test_teardown(the_validation_layer_finds_nothing, tear_down),
        cmocka_unit_test_teardown(a_missing_runtime_is_said_and_leaks_nothing, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
