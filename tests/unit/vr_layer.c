#include "vr/layer.h"
#include "vr/views.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct vr_session drawn_session(bool has_depth)
{
    struct vr_session session = {
        .space = {.base = (XrSpace)(uintptr_t)0x10},
        .color = {.handle = (XrSwapchain)(uintptr_t)0x20},
        .depth = {.handle = has_depth ? (XrSwapchain)(uintptr_t)0x30 : XR_NULL_HANDLE},
    };
    for (int i = 0; i < VR_EYE_COUNT; i++) {
        session.views[i].pose.orientation = (XrQuaternionf){0.0f, 0.6f, 0.0f, 0.8f};
        session.views[i].pose.position = (XrVector3f){i == 0 ? -0.032f : 0.032f, 1.2f, 0.5f};
        session.views[i].fov = (XrFovf){-0.9f + (float)i, 0.8f, 0.7f, -0.6f};
    }
    return session;
}

static void each_eye_has_its_own_pose_and_layer(void **state)
{
    (void)state;
    const struct vr_session session = drawn_session(true);
    const struct vr_frame frame = {.width = 640, .height = 480};
    struct vr_layer layer;
    vr_layer_fill(&layer, &session, &frame, 0.05f);
    assert_ptr_equal(layer.projection.space, session.space.base);
    assert_int_equal(layer.projection.viewCount, 2);
    for (int i = 0; i < VR_EYE_COUNT; i++) {
        const XrCompositionLayerProjectionView *view = &layer.projection.views[i];
        assert_memory_equal(&view->pose, &session.views[i].pose, sizeof view->pose);
        assert_memory_equal(&view->fov, &session.views[i].fov, sizeof view->fov);
        assert_ptr_equal(view->subImage.swapchain, session.color.handle);
        assert_int_equal(view->subImage.imageArrayIndex, i);
        assert_int_equal(view->subImage.imageRect.extent.width, 640);
        assert_int_equal(view->subImage.imageRect.extent.height, 480);
        assert_int_equal(view->subImage.imageRect.offset.x, 0);
    }
}

static void depth_is_told_to_be_reversed_and_endless(void **state)
{
    (void)state;
    const struct vr_session session = drawn_session(true);
    const struct vr_frame frame = {.width = 640, .height = 480};
    struct vr_layer layer;
    vr_layer_fill(&layer, &session, &frame, 0.05f);
    for (int i = 0; i < VR_EYE_COUNT; i++) {
        const XrCompositionLayerDepthInfoKHR *depth = layer.projection.views[i].next;
        assert_non_null(depth);
        assert_ptr_equal(depth->subImage.swapchain, session.depth.handle);
        assert_int_equal(depth->subImage.imageArrayIndex, i);
        assert_true(isinf(depth->nearZ) && depth->nearZ > 0.0f);
        assert_float_equal(depth->farZ, 0.05f, 0.0f);
        assert_float_equal(depth->minDepth, 0.0f, 0.0f);
        assert_float_equal(depth->maxDepth, 1.0f, 0.0f);
    }
}

static void without_a_depth_swapchain_no_depth_is_sent(void **state)
{
    (void)state;
    const struct vr_session session = drawn_session(false);
    const struct vr_frame frame = {.width = 640, .height = 480};
    struct vr_layer layer;
    vr_layer_fill(&layer, &session, &frame, 0.05f);
    assert_null(layer.projection.views[0].next);
    assert_null(layer.projection.views[1].next);
}

// The wearer lies: the world is turned up and raised, and quads are handed over in the runtime's
// own space.
static void quads_hang_in_the_runtimes_space(void **state)
{
    (void)state;
    struct vr_session session = drawn_session(false);
    session.quads.chain.handle = (XrSwapchain)(uintptr_t)0x40;
    session.quads.has_picture = true;
    session.space.world_from_base =
        (struct pose){.turn = pose_turn_yaw_pitch(0.0f, -1.5707963f), .at_m = {{0.0f, 1.2f, 0.0f}}};
    struct vr_frame frame = {.width = 640, .height = 480, .quad_count = 1};
    frame.quads[0] = (struct vr_quad){
        .in_world = {.turn = pose_identity().turn, .at_m = {{0.5f, 1.2f, -2.0f}}},
        .width_m = 1.8f,
        .height_m = 0.8f,
        .x_px = 10,
        .y_px = 20,
        .width_px = 300,
        .height_px = 200,
    };
    struct vr_layer layer;
    vr_layer_fill(&layer, &session, &frame, 0.05f);
    assert_int_equal(layer.quad_count, 1);
    const XrCompositionLayerQuad *quad = &layer.quads[0];
    assert_true(quad->layerFlags == XR_COMPOSITION_LAYER_BLEND_TEXTURE_SOURCE_ALPHA_BIT);
    assert_ptr_equal(quad->space, session.space.base);
    assert_ptr_equal(quad->subImage.swapchain, session.quads.chain.handle);
    assert_int_equal(quad->subImage.imageRect.offset.y, 20);
    assert_int_equal(quad->subImage.imageRect.extent.width, 300);
    assert_float_equal(quad->size.width, 1.8f, 0.0f);
    // Ahead in the world is up for one who lies, and the quad turns its face down to them.
    assert_float_equal(quad->pose.position.x, 0.5f, 1e-5f);
    assert_float_equal(quad->pose.position.y, 2.0f, 1e-5f);
    assert_float_equal(quad->pose.position.z, 0.0f, 1e-5f);
    assert_float_equal(quad->pose.orientation.x, 0.70710678f, 1e-5f);
    assert_float_equal(quad->pose.orientation.w, 0.70710678f, 1e-5f);
}

static void quads_without_a_picture_are_not_sent(void **state)
{
    (void)state;
    const struct vr_session session = drawn_session(false);
    const struct vr_frame frame = {.width = 640, .height = 480, .quad_count = 2};
    struct vr_layer layer;
    vr_layer_fill(&layer, &session, &frame, 0.05f);
    assert_int_equal(layer.quad_count, 0);
}

static void eyes_without_a_place_stay_where_they_were(void **state)
{
    (void)state;
    XrView views[VR_EYE_COUNT] = {{.pose.position = {1.0f, 2.0f, 3.0f}},
                                  {.pose.position = {4.0f, 5.0f, 6.0f}}};
    vec3s held_m[VR_EYE_COUNT] = {0};
    vr_views_hold(views, held_m, true);
    views[0].pose.position = views[1].pose.position = (XrVector3f){9.0f, 9.0f, NAN};
    vr_views_hold(views, held_m, false);
    assert_float_equal(views[0].pose.position.x, 1.0f, 0.0f);
    assert_float_equal(views[0].pose.position.z, 3.0f, 0.0f);
    assert_float_equal(views[1].pose.position.y, 5.0f, 0.0f);
}

static void a_field_of_view_that_cannot_be_projected_is_refused(void **state)
{
    (void)state;
    static const struct {
        XrFovf fov; // left, right, up, down
        bool is_sane;
    } cases[] = {
        {{-0.8f, 0.8f, 0.7f, -0.7f}, true},  {{-0.9f, 0.6f, 0.8f, -0.9f}, true},
        {{0.1f, 0.8f, 0.7f, -0.7f}, true}, // canted panels
        {{0.0f, 0.0f, 0.0f, 0.0f}, false},   {{0.8f, -0.8f, 0.7f, -0.7f}, false},
        {{-0.8f, 0.8f, -0.7f, 0.7f}, false}, {{-1.6f, 0.8f, 0.7f, -0.7f}, false},
        {{-0.8f, NAN, 0.7f, -0.7f}, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(vr_views_is_fov_sane(cases[i].fov), cases[i].is_sane);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_eye_has_its_own_pose_and_layer),
        cmocka_unit_test(depth_is_told_to_be_reversed_and_endless),
        cmocka_unit_test(without_a_depth_swapchain_no_depth_is_sent),
        cmocka_unit_test(quads_hang_in_the_runtimes_space),
        cmocka_unit_test(quads_without_a_picture_are_not_sent),
        cmocka_unit_test(eyes_without_a_place_stay_where_they_were),
        cmocka_unit_test(a_field_of_view_that_cannot_be_projected_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
