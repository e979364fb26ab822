#include "simxr_api.h"

#include <unistd.h>

static void a_session_is_refused_by_the_rules(void **state)
{
    (void)state;
    struct api api;
    api_open(&api);
    assert_true(api_open_device(&api));
    const XrSystemId system = api_system(&api);
    XrGraphicsBindingVulkanKHR binding = api_binding(&api);
    XrSessionCreateInfo info = {
        .type = XR_TYPE_SESSION_CREATE_INFO,
        .next = &binding,
        .systemId = system,
    };
    XrSession session = XR_NULL_HANDLE;
    assert_int_equal(call.xrCreateSession(api.instance, &info, &session),
                     XR_ERROR_GRAPHICS_REQUIREMENTS_CALL_MISSING);
    api_ask_requirements(&api);
    assert_int_equal(call.xrCreateSession(api.instance, &info, NULL), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrCreateSession(XR_NULL_HANDLE, &info, &session),
                     XR_ERROR_HANDLE_INVALID);
    info.systemId = XR_NULL_SYSTEM_ID;
    assert_int_equal(call.xrCreateSession(api.instance, &info, &session), XR_ERROR_SYSTEM_INVALID);
    info.systemId = system;
    info.next = NULL;
    assert_int_equal(call.xrCreateSession(api.instance, &info, &session),
                     XR_ERROR_GRAPHICS_DEVICE_INVALID);
    info.next = &binding;
    binding.device = VK_NULL_HANDLE;
    assert_int_equal(call.xrCreateSession(api.instance, &info, &session),
                     XR_ERROR_GRAPHICS_DEVICE_INVALID);
    binding = api_binding(&api);
    binding.queueIndex = 1000;
    assert_int_equal(call.xrCreateSession(api.instance, &info, &session),
                     XR_ERROR_GRAPHICS_DEVICE_INVALID);
    binding = api_binding(&api);
    info.type = XR_TYPE_UNKNOWN;
    assert_int_equal(call.xrCreateSession(api.instance, &info, &session),
                     XR_ERROR_VALIDATION_FAILURE);
    info.type = XR_TYPE_SESSION_CREATE_INFO;
    assert_int_equal(call.xrCreateSession(api.instance, &info, &session), XR_SUCCESS);
    assert_int_equal(call.xrCreateSession(api.instance, &info, &session), XR_ERROR_LIMIT_REACHED);
    api_close(&api);
}

static void a_device_is_made_of_what_the_runtime_named(void **state)
{
    (void)state;
    struct api api;
    api_open(&api);
    assert_true(api_open_device(&api));
    const VkDeviceCreateInfo device_info = {.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
    XrVulkanDeviceCreateInfoKHR info = {
        .type = XR_TYPE_VULKAN_DEVICE_CREATE_INFO_KHR,
        .systemId = api_system(&api),
        .pfnGetInstanceProcAddr = vkGetInstanceProcAddr,
        .vulkanCreateInfo = &device_info,
    };
    VkDevice device = VK_NULL_HANDLE;
    VkResult res;
    VkPhysicalDevice *const another = (VkPhysicalDevice *)(void *)&device;
    const VkPhysicalDevice wrong[] = {VK_NULL_HANDLE, (VkPhysicalDevice)(void *)another};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        info.vulkanPhysicalDevice = wrong[i];
        assert_int_equal(call.xrCreateVulkanDeviceKHR(api.instance, &info, &device, &res),
                         XR_ERROR_HANDLE_INVALID);
    }
    info.vulkanPhysicalDevice = api.physical;
    assert_int_equal(call.xrCreateVulkanDeviceKHR(api.instance, &info, &device, NULL),
                     XR_ERROR_VALIDATION_FAILURE);
    info.pfnGetInstanceProcAddr = NULL;
    assert_int_equal(call.xrCreateVulkanDeviceKHR(api.instance, &info, &device, &res),
                     XR_ERROR_VALIDATION_FAILURE);
    api_close(&api);
}

static void a_session_lives_through_its_states_in_order(void **state)
{
    (void)state;
    struct api api;
    api_open_session(&api);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_IDLE);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_READY);
    assert_int_equal(call.xrEndSession(api.session), XR_ERROR_SESSION_NOT_RUNNING);
    assert_int_equal(call.xrRequestExitSession(api.session), XR_ERROR_SESSION_NOT_RUNNING);

    XrSessionBeginInfo info = {
        .type = XR_TYPE_SESSION_BEGIN_INFO,
        .primaryViewConfigurationType = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_MONO,
    };
    assert_int_equal(call.xrBeginSession(api.session, &info),
                     XR_ERROR_VIEW_CONFIGURATION_TYPE_UNSUPPORTED);
    info.type = XR_TYPE_UNKNOWN;
    assert_int_equal(call.xrBeginSession(api.session, &info), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(api_begin_session(&api), XR_SUCCESS);
    assert_int_equal(api_begin_session(&api), XR_ERROR_SESSION_RUNNING);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_UNKNOWN);

    api_frame(&api);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_SYNCHRONIZED);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_VISIBLE);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_FOCUSED);
    assert_int_equal(call.xrEndSession(api.session), XR_ERROR_SESSION_NOT_STOPPING);

    assert_int_equal(call.xrRequestExitSession(api.session), XR_SUCCESS);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_VISIBLE);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_SYNCHRONIZED);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_STOPPING);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_UNKNOWN);
    assert_int_equal(call.xrEndSession(api.session), XR_SUCCESS);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_IDLE);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_EXITING);
    assert_int_equal(api_begin_session(&api), XR_ERROR_SESSION_NOT_READY);
    assert_int_equal(call.xrDestroySession(api.session), XR_SUCCESS);
    assert_int_equal(call.xrDestroySession(api.session), XR_ERROR_HANDLE_INVALID);
    assert_int_equal(api_create_session(&api), XR_SUCCESS);
    api_close(&api);
}

static void an_exit_before_the_first_frame_goes_through_synchronized(void **state)
{
    (void)state;
    struct api api;
    api_open_session(&api);
    assert_int_equal(api_begin_session(&api), XR_SUCCESS);
    assert_int_equal(call.xrRequestExitSession(api.session), XR_SUCCESS);
    const XrSessionState expected[] = {XR_SESSION_STATE_IDLE, XR_SESSION_STATE_READY,
                                       XR_SESSION_STATE_SYNCHRONIZED, XR_SESSION_STATE_STOPPING};
    for (size_t i = 0; i < COUNT(expected); i++) {
        assert_int_equal(api_next_state(&api), expected[i]);
    }
    api_close(&api);
}

static void a_destroyed_parent_takes_its_children(void **state)
{
    (void)state;
    struct api api;
    api_open_session(&api);
    const XrReferenceSpaceCreateInfo info = {
        .type = XR_TYPE_REFERENCE_SPACE_CREATE_INFO,
        .referenceSpaceType = XR_REFERENCE_SPACE_TYPE_LOCAL,
        .poseInReferenceSpace = {{0, 0, 0, 1}, {0, 0, 0}},
    };
    XrSpace space;
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &info, &space), XR_SUCCESS);
    assert_int_equal(call.xrDestroySession(api.session), XR_SUCCESS);
    assert_int_equal(call.xrDestroySpace(space), XR_ERROR_HANDLE_INVALID);
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &info, &space),
                     XR_ERROR_HANDLE_INVALID);
    // Nor does its event come out of the queue.
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_UNKNOWN);
    api_close(&api);
}

static char script_path[] = "/tmp/simxr_session_XXXXXX";

static void open_scripted(struct api *api, const char *script)
{
    FILE *file = fopen(script_path, "w");
    assert_non_null(file);
    fprintf(file, "{\"$schema\": \"simxr-script.schema.json\", \"faults\": [%s]}", script);
    fclose(file);
    setenv("RESPITE_SIMXR_SCRIPT", script_path, 1);
    api_open_session(api);
    unsetenv("RESPITE_SIMXR_SCRIPT");
}

static void play(const struct api *api, int frames)
{
    for (int i = 0; i < frames; i++) {
        api_frame(api);
    }
}

static void a_scripted_headset_comes_and_goes(void **state)
{
    (void)state;
    struct api api;
    open_scripted(&api, "{\"at_s\": 0.5, \"event\": \"focus_lost\"},"
                        "{\"at_s\": 1.0, \"event\": \"hidden\"},"
                        "{\"at_s\": 1.5, \"event\": \"focus_gained\"},"
                        "{\"at_s\": 2.0, \"event\": \"stop\"}");
    api_focus(&api);
    const XrSessionState expected[] = {
        XR_SESSION_STATE_VISIBLE,  XR_SESSION_STATE_SYNCHRONIZED, XR_SESSION_STATE_VISIBLE,
        XR_SESSION_STATE_FOCUSED,  XR_SESSION_STATE_VISIBLE,      XR_SESSION_STATE_SYNCHRONIZED,
        XR_SESSION_STATE_STOPPING,
    };
    play(&api, 200);
    for (size_t i = 0; i < COUNT(expected); i++) {
        assert_int_equal(api_next_state(&api), expected[i]);
    }
    assert_int_equal(call.xrEndSession(api.session), XR_SUCCESS);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_IDLE);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_UNKNOWN);
    api_close(&api);
}

static void a_lost_session_answers_so_and_can_be_destroyed(void **state)
{
    (void)state;
    struct api api;
    open_scripted(&api, "{\"at_s\": 0.5, \"event\": \"session_loss\"}");
    api_focus(&api);
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    XrResult result = XR_SUCCESS;
    for (int i = 0; i < 200 && result == XR_SUCCESS; i++) {
        result = call.xrWaitFrame(api.session, NULL, &frame);
        if (result == XR_SUCCESS) {
            const XrFrameEndInfo info = api_end_info(frame.predictedDisplayTime);
            call.xrBeginFrame(api.session, NULL);
            call.xrEndFrame(api.session, &info);
        }
    }
    assert_int_equal(result, XR_ERROR_SESSION_LOST);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_LOSS_PENDING);
    assert_int_equal(call.xrEndSession(api.session), XR_ERROR_SESSION_LOST);
    uint32_t count;
    assert_int_equal(call.xrEnumerateSwapchainFormats(api.session, 0, &count, NULL),
                     XR_ERROR_SESSION_LOST);
    assert_int_equal(call.xrDestroySession(api.session), XR_SUCCESS);
    assert_int_equal(api_create_session(&api), XR_SUCCESS);
    api_close(&api);
}

static void a_lost_instance_answers_so_and_can_be_destroyed(void **state)
{
    (void)state;
    struct api api;
    open_scripted(&api, "{\"at_s\": 0.2, \"event\": \"instance_loss\", \"in_s\": 0.2}");
    api_focus(&api);
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    XrResult result = XR_SUCCESS;
    bool is_announced = false;
    for (int i = 0; i < 200 && result == XR_SUCCESS; i++) {
        result = call.xrWaitFrame(api.session, NULL, &frame);
        const XrFrameEndInfo info = api_end_info(frame.predictedDisplayTime);
        call.xrBeginFrame(api.session, NULL);
        call.xrEndFrame(api.session, &info);
        XrEventDataBuffer event;
        is_announced =
            is_announced || api_next_event(&api, XR_TYPE_EVENT_DATA_INSTANCE_LOSS_PENDING, &event);
    }
    assert_true(is_announced);
    assert_int_equal(result, XR_ERROR_INSTANCE_LOST);
    XrEventDataBuffer event = {.type = XR_TYPE_EVENT_DATA_BUFFER};
    assert_int_equal(call.xrPollEvent(api.instance, &event), XR_ERROR_INSTANCE_LOST);
    api_close(&api);
}

static void a_scripted_call_fails_as_told(void **state)
{
    (void)state;
    struct api api;
    open_scripted(&api, "{\"call\": \"xrEndFrame\", \"nth\": 3,"
                        " \"return\": \"XR_ERROR_RUNTIME_FAILURE\"}");
    assert_int_equal(api_begin_session(&api), XR_SUCCESS);
    play(&api, 2);
    const XrFrameEndInfo info = api_end_info(api_start_frame(&api));
    assert_int_equal(call.xrEndFrame(api.session, &info), XR_ERROR_RUNTIME_FAILURE);
    assert_int_equal(call.xrEndFrame(api.session, &info), XR_SUCCESS);
    api_close(&api);
}

static void a_headset_taken_off_comes_back_though_no_frame_moves_the_virtual_clock(void **state)
{
    (void)state;
    struct api api;
    open_scripted(&api,
                  "{\"at_s\": 0.2, \"event\": \"stop\"}, {\"at_s\": 0.7, \"event\": \"start\"}");
    api_focus(&api);
    play(&api, 30);
    XrSessionState next = XR_SESSION_STATE_UNKNOWN;
    while (next != XR_SESSION_STATE_STOPPING) {
        next = api_next_state(&api);
    }
    const XrTime before = 1000 * INT64_C(1000000000);
    assert_int_equal(call.xrEndSession(api.session), XR_SUCCESS);
    int polls = 0;
    while (next != XR_SESSION_STATE_READY && polls < 1000) {
        next = api_next_state(&api);
        polls++;
    }
    assert_int_equal(next, XR_SESSION_STATE_READY);
    assert_true(polls > 20);
    assert_int_equal(api_begin_session(&api), XR_SUCCESS);
    assert_true(api_frame(&api) > before + 700000000); // what was rested has passed
    api_close(&api);
}

static void a_stop_while_stopping_does_not_stop_the_next_run(void **state)
{
    (void)state;
    struct api api;
    open_scripted(&api, "{\"at_s\": 0.2, \"event\": \"stop\"},"
                        "{\"at_s\": 0.3, \"event\": \"stop\"},"
                        "{\"at_s\": 0.4, \"event\": \"start\"}");
    api_focus(&api);
    play(&api, 45);
    XrSessionState next = XR_SESSION_STATE_UNKNOWN, last = XR_SESSION_STATE_UNKNOWN;
    while ((next = api_next_state(&api)) != XR_SESSION_STATE_UNKNOWN) {
        last = next;
    }
    assert_int_equal(last, XR_SESSION_STATE_STOPPING);
    assert_int_equal(call.xrEndSession(api.session), XR_SUCCESS);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_IDLE);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_READY);
    api_focus(&api);
    api_close(&api);
}

// A program that recovers from a loss may make everything anew.
static void what_has_happened_happens_no_more_to_another_instance(void **state)
{
    (void)state;
    struct api api;
    open_scripted(&api, "{\"at_s\": 0.3, \"event\": \"session_loss\"},"
                        "{\"call\": \"xrEndFrame\", \"nth\": 3,"
                        " \"return\": \"XR_ERROR_RUNTIME_FAILURE\"},"
                        "{\"at_s\": 0.6, \"event\": \"focus_lost\", \"each_session\": true}");
    api_focus(&api);
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    XrTime shown = 0;
    while (XR_SUCCEEDED(call.xrWaitFrame(api.session, NULL, &frame))) {
        const XrFrameEndInfo info = api_end_info(frame.predictedDisplayTime);
        call.xrBeginFrame(api.session, NULL);
        call.xrEndFrame(api.session, &info);
        shown = frame.predictedDisplayTime;
    }
    api_close(&api);

    setenv("RESPITE_SIMXR_SCRIPT", script_path, 1);
    api_open_session(&api);
    unsetenv("RESPITE_SIMXR_SCRIPT");
    api_focus(&api);
    assert_true(api_frame(&api) > shown); // the virtual clock goes on as well
    play(&api, 90);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_VISIBLE);
    assert_int_equal(api_next_state(&api), XR_SESSION_STATE_UNKNOWN);
    api_close(&api);
}

static void lost_events_are_counted(void **state)
{
    (void)state;
    char script[30000] = "";
    size_t used = 0;
    enum { ROUNDS = 200 };
    for (int i = 0; i < ROUNDS; i++) {
        used += (size_t)snprintf(script + used, sizeof script - used,
                                 "%s{\"at_s\": %d.%d2, \"event\": \"focus_lost\"},"
                                 "{\"at_s\": %d.%d7, \"event\": \"focus_gained\"}",
                                 i ? "," : "", i / 10, i % 10, i / 10, i % 10);
    }
    struct api api;
    open_scripted(&api, script);
    api_focus(&api);
    play(&api, 2000);
    XrEventDataBuffer event = {.type = XR_TYPE_EVENT_DATA_BUFFER};
    assert_int_equal(call.xrPollEvent(api.instance, &event), XR_SUCCESS);
    assert_int_equal(event.type, XR_TYPE_EVENT_DATA_EVENTS_LOST);
    const uint32_t lost = ((XrEventDataEventsLost *)&event)->lostEventCount;
    uint32_t kept = 0;
    while (api_next_state(&api) != XR_SESSION_STATE_UNKNOWN) {
        kept++;
    }
    // Each round is a step down and one up.
    assert_true(lost > 0 && kept > 0);
    assert_int_equal(lost + kept, 2 * ROUNDS);
    api_close(&api);
}

int main(void)
{
    if (!api_has_device()) {
        return 77;
    }
    const int fd = mkstemp(script_path);
    if (fd >= 0) {
        close(fd);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_is_refused_by_the_rules),
        cmocka_unit_test(a_device_is_made_of_what_the_runtime_named),
        cmocka_unit_test(a_session_lives_through_its_states_in_order),
        cmocka_unit_test(an_exit_before_the_first_frame_goes_through_synchronized),
        cmocka_unit_test(a_destroyed_parent_takes_its_children),
        cmocka_unit_test(a_scripted_headset_comes_and_goes),
        cmocka_unit_test(a_lost_session_answers_so_and_can_be_destroyed),
        cmocka_unit_test(a_lost_instance_answers_so_and_can_be_destroyed),
        cmocka_unit_test(a_scripted_call_fails_as_told),
        cmocka_unit_test(a_headset_taken_off_comes_back_though_no_frame_moves_the_virtual_clock),
        cmocka_unit_test(a_stop_while_stopping_does_not_stop_the_next_run),
        cmocka_unit_test(what_has_happened_happens_no_more_to_another_instance),
        cmocka_unit_test(lost_events_are_counted),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(script_path);
    return failed;
}
