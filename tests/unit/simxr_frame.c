#include "simxr_api.h"

#include <math.h>
#include <pthread.h>
#include <unistd.h>

static struct api api;

static int open_running(void **state)
{
    (void)state;
    api_open_session(&api);
    assert_int_equal(api_begin_session(&api), XR_SUCCESS);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    api_close(&api);
    return 0;
}

static XrResult end(XrTime display)
{
    const XrFrameEndInfo info = api_end_info(display);
    return call.xrEndFrame(api.session, &info);
}

static void nothing_goes_before_the_session_runs(void **state)
{
    (void)state;
    struct api other;
    api_open_session(&other);
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    const XrFrameEndInfo info = api_end_info(1);
    assert_int_equal(call.xrWaitFrame(other.session, NULL, &frame), XR_ERROR_SESSION_NOT_RUNNING);
    assert_int_equal(call.xrBeginFrame(other.session, NULL), XR_ERROR_SESSION_NOT_RUNNING);
    assert_int_equal(call.xrEndFrame(other.session, &info), XR_ERROR_SESSION_NOT_RUNNING);
    api_close(&other);
}

static void types_are_checked(void **state)
{
    (void)state;
    const XrFrameWaitInfo wait = {.type = XR_TYPE_ACTIONS_SYNC_INFO};
    const XrFrameBeginInfo begin = {.type = XR_TYPE_ACTIONS_SYNC_INFO};
    const XrFrameEndInfo wrong_end = {.type = XR_TYPE_ACTIONS_SYNC_INFO};
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    XrFrameState untyped = {.type = XR_TYPE_UNKNOWN};
    assert_int_equal(call.xrWaitFrame(api.session, &wait, &frame), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrWaitFrame(api.session, NULL, &untyped), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrWaitFrame(api.session, NULL, NULL), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrWaitFrame(XR_NULL_HANDLE, NULL, &frame), XR_ERROR_HANDLE_INVALID);
    assert_int_equal(call.xrWaitFrame(api.session, NULL, &frame), XR_SUCCESS);
    assert_int_equal(call.xrBeginFrame(api.session, &begin), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrBeginFrame(api.session, NULL), XR_SUCCESS);
    assert_int_equal(call.xrEndFrame(api.session, &wrong_end), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrEndFrame(api.session, NULL), XR_ERROR_VALIDATION_FAILURE);
}

static void calls_keep_their_order(void **state)
{
    (void)state;
    assert_int_equal(call.xrBeginFrame(api.session, NULL), XR_ERROR_CALL_ORDER_INVALID);
    assert_int_equal(end(1), XR_ERROR_CALL_ORDER_INVALID);

    // A frame that is begun and never ended is discarded by the next one.
    api_start_frame(&api);
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    assert_int_equal(call.xrWaitFrame(api.session, NULL, &frame), XR_SUCCESS);
    assert_int_equal(call.xrBeginFrame(api.session, NULL), XR_FRAME_DISCARDED);
    assert_int_equal(end(frame.predictedDisplayTime), XR_SUCCESS);

    // So is one whose end failed; a begin that fails discards nothing.
    api_start_frame(&api);
    assert_int_equal(end(0), XR_ERROR_TIME_INVALID);
    assert_int_equal(end(-5), XR_ERROR_TIME_INVALID);
    assert_int_equal(call.xrBeginFrame(api.session, NULL), XR_ERROR_CALL_ORDER_INVALID);
    assert_int_equal(call.xrWaitFrame(api.session, NULL, &frame), XR_SUCCESS);
    assert_int_equal(call.xrBeginFrame(api.session, NULL), XR_FRAME_DISCARDED);
    assert_int_equal(end(frame.predictedDisplayTime), XR_SUCCESS);
    assert_int_equal(end(frame.predictedDisplayTime), XR_ERROR_CALL_ORDER_INVALID);

    // The next frame may be waited for while this one is drawn.
    const XrTime first = api_start_frame(&api);
    assert_int_equal(call.xrWaitFrame(api.session, NULL, &frame), XR_SUCCESS);
    assert_true(frame.predictedDisplayTime > first);
    assert_int_equal(end(first), XR_SUCCESS);
    assert_int_equal(call.xrBeginFrame(api.session, NULL), XR_SUCCESS);
    assert_int_equal(end(frame.predictedDisplayTime), XR_SUCCESS);
}

static void frames_are_drawn_only_when_visible(void **state)
{
    (void)state;
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    assert_int_equal(call.xrWaitFrame(api.session, NULL, &frame), XR_SUCCESS);
    assert_false(frame.shouldRender);
    assert_int_equal(call.xrBeginFrame(api.session, NULL), XR_SUCCESS);
    assert_int_equal(end(frame.predictedDisplayTime), XR_SUCCESS);
    assert_int_equal(call.xrWaitFrame(api.session, NULL, &frame), XR_SUCCESS);
    assert_true(frame.shouldRender);
    assert_true(frame.predictedDisplayPeriod > 0);
}

static void the_virtual_clock_steps_one_period_a_frame(void **state)
{
    (void)state;
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    XrTime before = 0;
    for (int i = 0; i < 50; i++) {
        assert_int_equal(call.xrWaitFrame(api.session, NULL, &frame), XR_SUCCESS);
        assert_int_equal(call.xrBeginFrame(api.session, NULL), XR_SUCCESS);
        assert_int_equal(end(frame.predictedDisplayTime), XR_SUCCESS);
        const int64_t step = frame.predictedDisplayTime - before;
        assert_true(before == 0 || llabs(step - frame.predictedDisplayPeriod) <= 1);
        before = frame.predictedDisplayTime;
    }
}

static int count_drawn(const char *clock)
{
    struct api other;
    setenv("RESPITE_SIMXR_DRAW", "captured", 1);
    setenv("RESPITE_SIMXR_CLOCK", clock, 1);
    api_open_session(&other);
    unsetenv("RESPITE_SIMXR_DRAW");
    setenv("RESPITE_SIMXR_CLOCK", "virtual", 1);
    api_focus(&other);
    int drawn = 0;
    for (int i = 0; i < 10; i++) {
        XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
        assert_int_equal(call.xrWaitFrame(other.session, NULL, &frame), XR_SUCCESS);
        assert_int_equal(call.xrBeginFrame(other.session, NULL), XR_SUCCESS);
        const XrFrameEndInfo info = api_end_info(frame.predictedDisplayTime);
        assert_int_equal(call.xrEndFrame(other.session, &info), XR_SUCCESS);
        drawn += frame.shouldRender == XR_TRUE;
    }
    api_close(&other);
    return drawn;
}

static void frames_nobody_sees_are_spared_on_the_virtual_clock_alone(void **state)
{
    (void)state;
    assert_int_equal(count_drawn("virtual"), 0); // no picture is asked for
    assert_int_equal(count_drawn("real"), 10);
}

static void *wait_once(void *user)
{
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    *(XrResult *)user = call.xrWaitFrame(api.session, NULL, &frame);
    return NULL;
}

static void a_second_wait_blocks_until_the_first_has_begun(void **state)
{
    (void)state;
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    assert_int_equal(call.xrWaitFrame(api.session, NULL, &frame), XR_SUCCESS);
    XrResult result = XR_RESULT_MAX_ENUM;
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, wait_once, &result), 0);
    assert_int_equal(call.xrBeginFrame(api.session, NULL), XR_SUCCESS);
    pthread_join(thread, NULL);
    assert_int_equal(result, XR_SUCCESS);
    assert_int_equal(call.xrBeginFrame(api.session, NULL), XR_FRAME_DISCARDED);
}

static void a_blocked_wait_ends_with_its_session(void **state)
{
    (void)state;
    for (int is_whole = 0; is_whole < 2; is_whole++) {
        XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
        assert_int_equal(call.xrWaitFrame(api.session, NULL, &frame), XR_SUCCESS);
        XrResult result = XR_RESULT_MAX_ENUM;
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, wait_once, &result), 0);
        usleep(20000);
        // Its own end, and that of the instance it belongs to.
        assert_int_equal(is_whole ? call.xrDestroyInstance(api.instance)
                                  : call.xrDestroySession(api.session),
                         XR_SUCCESS);
        pthread_join(thread, NULL);
        assert_int_equal(result, XR_ERROR_HANDLE_INVALID);
        if (!is_whole) {
            assert_int_equal(api_create_session(&api), XR_SUCCESS);
            assert_int_equal(api_begin_session(&api), XR_SUCCESS);
        }
    }
    api.instance = XR_NULL_HANDLE;
}

struct scene {
    XrSpace space;
    XrSwapchain released, untouched, depth;
    XrCompositionLayerDepthInfoKHR depths[2];
    XrCompositionLayerProjectionView views[2];
    XrCompositionLayerProjection projection;
    XrCompositionLayerQuad quad;
};

static XrSwapchain make_swapchain(int64_t format, XrSwapchainUsageFlags usage)
{
    const XrSwapchainCreateInfo info = {
        .type = XR_TYPE_SWAPCHAIN_CREATE_INFO,
        .usageFlags = usage,
        .format = format,
        .sampleCount = 1,
        .width = 64,
        .height = 32,
        .faceCount = 1,
        .arraySize = 1,
        .mipCount = 1,
    };
    XrSwapchain chain;
    assert_int_equal(call.xrCreateSwapchain(api.session, &info, &chain), XR_SUCCESS);
    return chain;
}

static void cycle(XrSwapchain chain)
{
    uint32_t index;
    const XrSwapchainImageWaitInfo wait = {.type = XR_TYPE_SWAPCHAIN_IMAGE_WAIT_INFO,
                                           .timeout = XR_INFINITE_DURATION};
    assert_int_equal(call.xrAcquireSwapchainImage(chain, NULL, &index), XR_SUCCESS);
    assert_int_equal(call.xrWaitSwapchainImage(chain, &wait), XR_SUCCESS);
    assert_int_equal(call.xrReleaseSwapchainImage(chain, NULL), XR_SUCCESS);
}

static XrSwapchain make_cube(void)
{
    const XrSwapchainCreateInfo info = {
        .type = XR_TYPE_SWAPCHAIN_CREATE_INFO,
        .usageFlags = XR_SWAPCHAIN_USAGE_COLOR_ATTACHMENT_BIT,
        .format = VK_FORMAT_R8G8B8A8_SRGB,
        .sampleCount = 1,
        .width = 32,
        .height = 32,
        .faceCount = 6,
        .arraySize = 1,
        .mipCount = 1,
    };
    XrSwapchain chain;
    assert_int_equal(call.xrCreateSwapchain(api.session, &info, &chain), XR_SUCCESS);
    cycle(chain);
    return chain;
}

static void make_scene(struct scene *scene)
{
    *scene = (struct scene){0};
    const XrReferenceSpaceCreateInfo space = {
        .type = XR_TYPE_REFERENCE_SPACE_CREATE_INFO,
        .referenceSpaceType = XR_REFERENCE_SPACE_TYPE_LOCAL,
        .poseInReferenceSpace = {{0, 0, 0, 1}, {0, 0, 0}},
    };
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &space, &scene->space), XR_SUCCESS);
    scene->released =
        make_swapchain(VK_FORMAT_R8G8B8A8_SRGB, XR_SWAPCHAIN_USAGE_COLOR_ATTACHMENT_BIT);
    scene->untouched =
        make_swapchain(VK_FORMAT_R8G8B8A8_SRGB, XR_SWAPCHAIN_USAGE_COLOR_ATTACHMENT_BIT);
    scene->depth =
        make_swapchain(VK_FORMAT_D32_SFLOAT, XR_SWAPCHAIN_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT);
    cycle(scene->released);
    cycle(scene->depth);
    const XrRect2Di whole = {{0, 0}, {64, 32}};
    for (int i = 0; i < 2; i++) {
        scene->depths[i] = (XrCompositionLayerDepthInfoKHR){
            .type = XR_TYPE_COMPOSITION_LAYER_DEPTH_INFO_KHR,
            .subImage = {scene->depth, whole, 0},
            .minDepth = 0.0f,
            .maxDepth = 1.0f,
            .nearZ = INFINITY, // reversed
            .farZ = 0.1f,
        };
        scene->views[i] = (XrCompositionLayerProjectionView){
            .type = XR_TYPE_COMPOSITION_LAYER_PROJECTION_VIEW,
            .next = &scene->depths[i],
            .pose = {{0, 0, 0, 1}, {0, 0, 0}},
            .fov = {-0.8f, 0.8f, 0.8f, -0.8f},
            .subImage = {scene->released, whole, 0},
        };
    }
    scene->projection = (XrCompositionLayerProjection){
        .type = XR_TYPE_COMPOSITION_LAYER_PROJECTION,
        .space = scene->space,
        .viewCount = 2,
        .views = scene->views,
    };
    scene->quad = (XrCompositionLayerQuad){
        .type = XR_TYPE_COMPOSITION_LAYER_QUAD,
        .space = scene->space,
        .subImage = {scene->released, whole, 0},
        .pose = {{0, 0, 0, 1}, {0, 0, -1}},
        .size = {1, 1},
    };
}

static XrResult submit(const void *layer)
{
    const XrCompositionLayerBaseHeader *const layers[] = {layer};
    XrFrameEndInfo info = api_end_info(api_start_frame(&api));
    info.layerCount = 1;
    info.layers = layers;
    return call.xrEndFrame(api.session, &info);
}

static void good_layers_are_shown(void **state)
{
    (void)state;
    struct scene scene;
    make_scene(&scene);
    assert_int_equal(submit(&scene.projection), XR_SUCCESS);
    assert_int_equal(submit(&scene.quad), XR_SUCCESS);
    scene.views[0].fov = (XrFovf){0.8f, -0.8f, -0.8f, 0.8f}; // seen in a mirror
    assert_int_equal(submit(&scene.projection), XR_SUCCESS);
    scene.quad.size = (XrExtent2Df){0, 0};
    scene.quad.eyeVisibility = XR_EYE_VISIBILITY_RIGHT;
    assert_int_equal(submit(&scene.quad), XR_SUCCESS);

    const XrCompositionLayerBaseHeader *layers[17];
    for (size_t i = 0; i < COUNT(layers); i++) {
        layers[i] = (const XrCompositionLayerBaseHeader *)&scene.quad;
    }
    XrFrameEndInfo info = api_end_info(api_start_frame(&api));
    info.layers = layers;
    info.layerCount = 17;
    assert_int_equal(call.xrEndFrame(api.session, &info), XR_ERROR_LAYER_LIMIT_EXCEEDED);
    info.layerCount = 1;
    info.layers = NULL;
    assert_int_equal(call.xrEndFrame(api.session, &info), XR_ERROR_VALIDATION_FAILURE);
    info.layers = layers;
    info.layerCount = 16;
    info.environmentBlendMode = XR_ENVIRONMENT_BLEND_MODE_ADDITIVE;
    assert_int_equal(call.xrEndFrame(api.session, &info),
                     XR_ERROR_ENVIRONMENT_BLEND_MODE_UNSUPPORTED);
    info.environmentBlendMode = XR_ENVIRONMENT_BLEND_MODE_OPAQUE;
    assert_int_equal(call.xrEndFrame(api.session, &info), XR_SUCCESS);
}

static void bad_projections_are_refused(void **state)
{
    (void)state;
    struct scene good;
    make_scene(&good);
    for (int eye = 0; eye < 2; eye++) {
        struct {
            struct scene scene;
            XrResult result;
        } cases[21];
        for (size_t i = 0; i < COUNT(cases); i++) {
            cases[i].scene = good;
            cases[i].result = XR_ERROR_VALIDATION_FAILURE;
        }
        XrCompositionLayerProjectionView *views[COUNT(cases)];
        XrCompositionLayerDepthInfoKHR *depths[COUNT(cases)];
        for (size_t i = 0; i < COUNT(cases); i++) {
            views[i] = &cases[i].scene.views[eye];
            depths[i] = &cases[i].scene.depths[eye];
            cases[i].scene.projection.views = cases[i].scene.views;
            views[i]->next = depths[i];
        }
        views[0]->subImage.swapchain = good.untouched;
        cases[0].result = XR_ERROR_LAYER_INVALID;
        cases[1].scene.projection.viewCount = 1;
        views[2]->pose.orientation = (XrQuaternionf){0.1f, 0.1f, 0.1f, 0.1f};
        cases[2].result = XR_ERROR_POSE_INVALID;
        views[3]->pose.orientation.x = NAN;
        cases[3].result = XR_ERROR_POSE_INVALID;
        views[4]->subImage.imageRect.offset = (XrOffset2Di){-1, -1};
        cases[4].result = XR_ERROR_SWAPCHAIN_RECT_INVALID;
        views[5]->subImage.imageRect.offset = (XrOffset2Di){1, 0};
        cases[5].result = XR_ERROR_SWAPCHAIN_RECT_INVALID;
        views[6]->subImage.imageRect.extent = (XrExtent2Di){0, 32};
        cases[6].result = XR_ERROR_SWAPCHAIN_RECT_INVALID;
        views[7]->subImage.imageArrayIndex = 1;
        views[8]->type = XR_TYPE_UNKNOWN;
        cases[9].scene.projection.views = NULL;
        cases[10].scene.projection.space = XR_NULL_HANDLE;
        cases[10].result = XR_ERROR_HANDLE_INVALID;
        views[11]->subImage.swapchain = XR_NULL_HANDLE;
        cases[11].result = XR_ERROR_HANDLE_INVALID;
        cases[12].scene.projection.type = XR_TYPE_COMPOSITION_LAYER_CUBE_KHR;
        cases[12].result = XR_ERROR_LAYER_INVALID;
        depths[13]->minDepth = -0.1f;
        depths[14]->maxDepth = 1.1f;
        depths[15]->minDepth = 0.9f;
        depths[15]->maxDepth = 0.1f;
        depths[16]->nearZ = depths[16]->farZ;
        views[17]->subImage.imageRect.offset.x = INT32_MAX;
        cases[17].result = XR_ERROR_SWAPCHAIN_RECT_INVALID;
        views[18]->fov.angleUp = NAN;
        views[19]->fov.angleLeft = -1.58f; // behind the eye
        cases[20].scene.projection.layerFlags = 1u << 20;
        for (size_t i = 0; i < COUNT(cases); i++) {
            assert_int_equal(submit(&cases[i].scene.projection), cases[i].result);
        }
    }
    assert_int_equal(submit(NULL), XR_ERROR_LAYER_INVALID);
    assert_int_equal(submit(&good.projection), XR_SUCCESS);
}

static void bad_quads_are_refused(void **state)
{
    (void)state;
    struct scene scene;
    make_scene(&scene);
    XrCompositionLayerQuad quad = scene.quad;
    quad.pose.orientation.w = 0.98f;
    assert_int_equal(submit(&quad), XR_ERROR_POSE_INVALID);
    quad = scene.quad;
    quad.eyeVisibility = XR_EYE_VISIBILITY_MAX_ENUM;
    assert_int_equal(submit(&quad), XR_ERROR_VALIDATION_FAILURE);
    quad = scene.quad;
    quad.size.width = NAN;
    assert_int_equal(submit(&quad), XR_ERROR_VALIDATION_FAILURE);
    quad = scene.quad;
    quad.layerFlags = 1u << 3; // inverted alpha, of an extension that is not there
    assert_int_equal(submit(&quad), XR_ERROR_VALIDATION_FAILURE);
    quad = scene.quad;
    quad.subImage.swapchain = scene.untouched;
    assert_int_equal(submit(&quad), XR_ERROR_LAYER_INVALID);
    quad = scene.quad;
    quad.subImage = (XrSwapchainSubImage){make_cube(), {{0, 0}, {32, 32}}, 0};
    assert_int_equal(submit(&quad), XR_ERROR_VALIDATION_FAILURE);
    const XrCompositionLayerEquirect2KHR equirect = {
        .type = XR_TYPE_COMPOSITION_LAYER_EQUIRECT2_KHR,
        .space = scene.space,
        .subImage = scene.quad.subImage,
        .pose = scene.quad.pose,
    };
    assert_int_equal(submit(&equirect), XR_ERROR_LAYER_INVALID); // not enabled here
}

static void bad_skies_are_refused(void **state)
{
    (void)state;
    api_close(&api);
    const char *names[COUNT(api_extensions) + 1] = {"XR_KHR_composition_layer_equirect2"};
    memcpy(names + 1, api_extensions, sizeof api_extensions);
    XrInstanceCreateInfo info = api_instance_info();
    info.enabledExtensionCount = COUNT(names);
    info.enabledExtensionNames = names;
    api_load(XR_NULL_HANDLE);
    assert_int_equal(call.xrCreateInstance(&info, &api.instance), XR_SUCCESS);
    api_load(api.instance);
    assert_true(api_open_device(&api));
    api_ask_requirements(&api);
    assert_int_equal(api_create_session(&api), XR_SUCCESS);
    api_focus(&api);
    struct scene scene;
    make_scene(&scene);
    const XrCompositionLayerEquirect2KHR good = {
        .type = XR_TYPE_COMPOSITION_LAYER_EQUIRECT2_KHR,
        .space = scene.space,
        .subImage = scene.quad.subImage,
        .pose = scene.quad.pose,
        .radius = INFINITY,
        .centralHorizontalAngle = 6.28f,
        .upperVerticalAngle = 1.57f,
        .lowerVerticalAngle = -1.57f,
    };
    assert_int_equal(submit(&good), XR_SUCCESS);
    XrCompositionLayerEquirect2KHR bad[] = {good, good, good, good, good};
    bad[0].radius = -1.0f;
    bad[1].radius = NAN;
    bad[2].centralHorizontalAngle = NAN;
    bad[3].upperVerticalAngle = INFINITY;
    bad[4].lowerVerticalAngle = -INFINITY;
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(submit(&bad[i]), XR_ERROR_VALIDATION_FAILURE);
    }
}

static void the_real_clock_paces_frames(void **state)
{
    (void)state;
    struct api real;
    setenv("RESPITE_SIMXR_CLOCK", "real", 1);
    api_open_session(&real);
    setenv("RESPITE_SIMXR_CLOCK", "virtual", 1);
    api_focus(&real);
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    XrTime first = 0, last = 0;
    for (int i = 0; i < 20; i++) {
        assert_int_equal(call.xrWaitFrame(real.session, NULL, &frame), XR_SUCCESS);
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        assert_true(frame.predictedDisplayTime > now.tv_sec * 1000000000LL);
        first = first ? first : frame.predictedDisplayTime;
        assert_true(frame.predictedDisplayTime > last);
        last = frame.predictedDisplayTime;
        assert_int_equal(call.xrBeginFrame(real.session, NULL), XR_SUCCESS);
        const XrFrameEndInfo info = api_end_info(last);
        assert_int_equal(call.xrEndFrame(real.session, &info), XR_SUCCESS);
    }
    // Never faster than the display.
    assert_true(last - first >= 18 * frame.predictedDisplayPeriod);
    api_close(&real);
}

#define RUNNING(test) cmocka_unit_test_setup_teardown(test, open_running, close_all)

int main(void)
{
    setenv("RESPITE_SIMXR_HEADSET", "small", 1);
    if (!api_has_device()) {
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_goes_before_the_session_runs),
        RUNNING(types_are_checked),
        RUNNING(calls_keep_their_order),
        RUNNING(frames_are_drawn_only_when_visible),
        RUNNING(the_virtual_clock_steps_one_period_a_frame),
        RUNNING(a_second_wait_blocks_until_the_first_has_begun),
        RUNNING(a_blocked_wait_ends_with_its_session),
        RUNNING(good_layers_are_shown),
        RUNNING(bad_projections_are_refused),
        RUNNING(bad_quads_are_refused),
        RUNNING(bad_skies_are_refused),
        cmocka_unit_test(frames_nobody_sees_are_spared_on_the_virtual_clock_alone),
        cmocka_unit_test(the_real_clock_paces_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
