// What is asked of the headset besides pictures, with a runtime that is a few functions here.
#include "base/clock.h"
#include "vr/foveation.h"
#include "vr/performance.h"
#include "vr/rate.h"
#include "vr/resolution.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka wants the four headers above first.
#include <cmocka.h>

static struct fake {
    XrResult result; // of every call
    float asked_hz;
    int rate_requests;
    int levels_set, levels_asked[3]; // by XrPerfSettingsDomainEXT
    int resolution_questions;
    XrTime resolution_time;
    XrRecommendedLayerResolutionMETA recommended;
    int htc_calls;
    XrFoveationModeHTC htc_mode;
    XrExtent2Di htc_extent;
    uint32_t htc_parts;
    XrFoveationLevelFB fb_level;
    int fb_updates, fb_profiles;
} fake;

static XrResult XRAPI_CALL list_rates(XrSession session, uint32_t room, uint32_t *count, float *out)
{
    (void)session;
    static const float rates[] = {60.0f, 71.99f, 80.0f, 90.0f, 120.0f};
    assert_true(room >= 5);
    memcpy(out, rates, sizeof rates);
    *count = 5;
    return fake.result;
}

static XrResult XRAPI_CALL request_rate(XrSession session, float rate_hz)
{
    (void)session;
    fake.asked_hz = rate_hz;
    fake.rate_requests++;
    return fake.result;
}

static XrResult XRAPI_CALL set_level(XrSession session, XrPerfSettingsDomainEXT domain,
                                     XrPerfSettingsLevelEXT level)
{
    (void)session;
    fake.levels_set++;
    fake.levels_asked[domain] = (int)level;
    return fake.result;
}

static XrResult XRAPI_CALL recommend(XrSession session,
                                     const XrRecommendedLayerResolutionGetInfoMETA *info,
                                     XrRecommendedLayerResolutionMETA *out)
{
    (void)session;
    fake.resolution_questions++;
    fake.resolution_time = info->predictedDisplayTime;
    assert_int_equal(info->layer->type, XR_TYPE_COMPOSITION_LAYER_PROJECTION);
    assert_int_equal(out->type, XR_TYPE_RECOMMENDED_LAYER_RESOLUTION_META);
    *out = fake.recommended;
    return fake.result;
}

static XrResult XRAPI_CALL apply_htc(XrSession session, const XrFoveationApplyInfoHTC *info)
{
    (void)session;
    fake.htc_calls++;
    fake.htc_mode = info->mode;
    fake.htc_parts = info->subImageCount;
    fake.htc_extent = info->subImages[1].imageRect.extent;
    assert_int_equal(info->subImages[1].imageArrayIndex, 1);
    return fake.result;
}

static XrResult XRAPI_CALL make_profile(XrSession session,
                                        const XrFoveationProfileCreateInfoFB *info,
                                        XrFoveationProfileFB *out)
{
    (void)session;
    fake.fb_level = ((const XrFoveationLevelProfileCreateInfoFB *)info->next)->level;
    fake.fb_profiles++;
    memset(out, 1, sizeof *out);
    return fake.result;
}

static XrResult XRAPI_CALL destroy_profile(XrFoveationProfileFB profile)
{
    (void)profile;
    fake.fb_profiles--;
    return XR_SUCCESS;
}

static XrResult XRAPI_CALL update_swapchain(XrSwapchain chain,
                                            const XrSwapchainStateBaseHeaderFB *state)
{
    (void)chain;
    assert_int_equal(state->type, XR_TYPE_SWAPCHAIN_STATE_FOVEATION_FB);
    fake.fb_updates++;
    return fake.result;
}

// A headset whose runtime can do all of it.
static struct vr offer_all(void)
{
    fake = (struct fake){.result = XR_SUCCESS};
    struct vr vr = {
        .calls =
            {
                .list_refresh_rates = list_rates,
                .request_refresh_rate = request_rate,
                .set_performance_level = set_level,
                .get_recommended_resolution = recommend,
                .apply_foveation_htc = apply_htc,
                .create_foveation_profile = make_profile,
                .destroy_foveation_profile = destroy_profile,
                .update_swapchain_fb = update_swapchain,
            },
        .info = {.refresh_hz = 120.0f},
        .session = {.target = {.width = 1000, .height = 800}, .display_time = 1000 * NS_PER_S},
    };
    return vr;
}

static void a_rate_is_never_above_what_was_asked(void **state)
{
    (void)state;
    static const struct {
        float offered[5], wished_hz, chosen_hz;
    } cases[] = {
        {{72.0f, 90.0f, 120.0f}, 72.0f, 72.0f},
        {{72.0f, 90.0f, 120.0f}, 90.0f, 90.0f},
        {{120.0f, 90.0f, 72.0f}, 89.0f, 72.0f},
        {{71.99f, 89.9f}, 72.0f, 71.99f},
        {{80.0f, 90.0f}, 72.0f, 0.0f},
        {{30.0f, 50.0f}, 72.0f, 0.0f},
        {{0.0f}, 72.0f, 0.0f},
        {{60.0f, 72.0f}, 71.0f, 60.0f},
        {{-1.0f, 90.0f}, 120.0f, 90.0f},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(vr_rate_choose(cases[i].offered, 5, cases[i].wished_hz) == cases[i].chosen_hz);
    }
    assert_true(vr_rate_choose(NULL, 0, 90.0f) == 0.0f);
}

static void a_rate_is_asked_for_once_and_may_be_refused(void **state)
{
    (void)state;
    struct vr vr = offer_all();
    assert_true(vr_rate_ask(&vr, 90.0f) == 90.0f);
    assert_true(fake.asked_hz == 90.0f);
    assert_true(vr_rate_take(&vr, 90.0f));
    assert_true(vr_rate_ask(&vr, 90.0f) == 90.0f); // has it
    assert_int_equal(fake.rate_requests, 1);
    fake.result = XR_ERROR_DISPLAY_REFRESH_RATE_UNSUPPORTED_FB;
    assert_true(vr_rate_ask(&vr, 72.0f) == 0.0f);
    assert_true(vr.info.refresh_hz == 90.0f);
    assert_false(vr_rate_take(&vr, -5.0f));
    assert_true(vr.info.refresh_hz == 90.0f);
    struct vr bare = {0};
    assert_true(vr_rate_ask(&bare, 72.0f) == 0.0f);
}

static void both_domains_are_to_run_sustained_low(void **state)
{
    (void)state;
    struct vr vr = offer_all();
    vr_performance_sustain(&vr);
    assert_int_equal(fake.levels_set, 2);
    assert_int_equal(fake.levels_asked[XR_PERF_SETTINGS_DOMAIN_CPU_EXT], 25);
    assert_int_equal(fake.levels_asked[XR_PERF_SETTINGS_DOMAIN_GPU_EXT], 25);
    fake.result = XR_ERROR_RUNTIME_FAILURE;
    vr_performance_sustain(&vr);
    struct vr bare = {0};
    vr_performance_sustain(&bare);
    assert_int_equal(fake.levels_set, 4);
}

static void only_temperature_is_heat(void **state)
{
    (void)state;
    struct vr vr = offer_all();
    XrEventDataPerfSettingsEXT event = {
        .type = XR_TYPE_EVENT_DATA_PERF_SETTINGS_EXT,
        .domain = XR_PERF_SETTINGS_DOMAIN_GPU_EXT,
        .subDomain = XR_PERF_SETTINGS_SUB_DOMAIN_RENDERING_EXT,
        .toLevel = XR_PERF_SETTINGS_NOTIF_LEVEL_IMPAIRED_EXT,
    };
    vr_performance_take(&vr, &event);
    assert_int_equal(vr.session.gpu_heat, VR_HEAT_NORMAL);
    event.subDomain = XR_PERF_SETTINGS_SUB_DOMAIN_THERMAL_EXT;
    vr_performance_take(&vr, &event);
    assert_int_equal(vr.session.gpu_heat, VR_HEAT_IMPAIRED);
    assert_int_equal(vr.session.cpu_heat, VR_HEAT_NORMAL);
    event.domain = XR_PERF_SETTINGS_DOMAIN_CPU_EXT;
    event.toLevel = XR_PERF_SETTINGS_NOTIF_LEVEL_WARNING_EXT;
    vr_performance_take(&vr, &event);
    assert_int_equal(vr.session.cpu_heat, VR_HEAT_WARNING);
    assert_int_equal(vr.session.gpu_heat, VR_HEAT_IMPAIRED);
}

static void a_recommended_size_is_a_ceiling(void **state)
{
    (void)state;
    static const struct {
        bool is_valid;
        XrExtent2Di size;
        float ceiling;
    } cases[] = {
        {true, {1000, 800}, 1.0f}, {true, {900, 800}, 0.9f},   {true, {999, 640}, 0.8f},
        {true, {849, 800}, 0.8f},  {true, {2000, 1600}, 1.0f}, {false, {500, 400}, 1.0f},
        {true, {0, 0}, 1.0f},      {true, {-5, 800}, 1.0f},    {true, {1, 1}, 0.05f},
        {true, {700, 560}, 0.7f},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_float_equal(vr_resolution_ceiling(cases[i].is_valid, cases[i].size, 1000, 800),
                           cases[i].ceiling, 1e-6f);
    }
    assert_true(vr_resolution_ceiling(true, (XrExtent2Di){10, 10}, 0, 0) == 1.0f);
}

static void the_size_is_asked_for_once_a_second(void **state)
{
    (void)state;
    struct vr vr = offer_all();
    fake.recommended =
        (XrRecommendedLayerResolutionMETA){.recommendedImageDimensions = {800, 800}, .isValid = 1};
    const XrCompositionLayerProjection layer = {.type = XR_TYPE_COMPOSITION_LAYER_PROJECTION};
    for (int i = 0; i < 300; i++) {
        vr_resolution_ask(&vr, &layer);
        assert_true(fake.resolution_questions == i / 90 + 1);
        vr.session.display_time += NS_PER_S / 90 + 1;
    }
    assert_float_equal(vr.session.resolution.reduction, 0.2f, 1e-6f);
    fake.recommended.isValid = XR_FALSE;
    for (int i = 0; i < 10; i++) {
        assert_float_equal(vr.session.resolution.reduction, 0.2f, 1e-6f);
        vr.session.display_time += NS_PER_S;
        vr_resolution_ask(&vr, &layer);
    }
    assert_true(vr.session.resolution.reduction == 0.0f);
    assert_true(fake.resolution_time == vr.session.display_time);

    fake.result = XR_ERROR_FEATURE_UNSUPPORTED;
    const int before = fake.resolution_questions;
    for (int i = 0; i < 10; i++) {
        vr.session.display_time += NS_PER_S;
        vr_resolution_ask(&vr, &layer);
    }
    assert_int_equal(fake.resolution_questions, before + 1);
}

static void a_wavering_recommendation_shrinks_once(void **state)
{
    (void)state;
    struct vr_resolution resolution = {0};
    vr_resolution_take(&resolution, 0.9f);
    for (int i = 0; i < 100; i++) {
        vr_resolution_take(&resolution, i % 10 == 9 ? 0.9f : 0.95f);
        assert_float_equal(resolution.reduction, 0.1f, 1e-6f);
    }
    vr_resolution_take(&resolution, 0.6f);
    assert_float_equal(resolution.reduction, 0.4f, 1e-6f);
}

static void foveation_is_what_is_offered_and_can_be_drawn(void **state)
{
    (void)state;
    static const struct {
        struct vr_foveation_offer offer;
        enum vr_foveation_kind kind;
    } cases[] = {
        {{.has_htc = false}, VR_FOVEATION_NONE},
        {{.has_htc = true}, VR_FOVEATION_HTC_FIXED},
        {{.has_fb = true}, VR_FOVEATION_NONE},
        {{.has_fb = true, .has_fb_configuration = true}, VR_FOVEATION_NONE},
        {{.has_fb = true, .has_fb_update_state = true}, VR_FOVEATION_NONE},
        {{.has_fb = true, .has_fb_configuration = true, .has_fb_update_state = true},
         VR_FOVEATION_FB_LOW},
        {{.has_fb = true,
          .has_fb_configuration = true,
          .has_fb_update_state = true,
          .needs_density_map = true},
         VR_FOVEATION_NONE},
        {{.has_fb = true,
          .has_fb_configuration = true,
          .has_fb_update_state = true,
          .needs_density_map = true,
          .can_draw_density_map = true},
         VR_FOVEATION_FB_LOW},
        {{.needs_density_map = true, .can_draw_density_map = true}, VR_FOVEATION_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(vr_foveation_choose(&cases[i].offer), cases[i].kind);
    }
}

static void what_is_not_used_is_not_enabled(void **state)
{
    (void)state;
    struct vr vr = {.enabled = {.foveation_fb = true,
                                .foveation_fb_configuration = true,
                                .foveation_fb_vulkan = true,
                                .swapchain_update_fb = true}};
    vr_foveation_prepare(&vr);
    assert_int_equal(vr.foveation, VR_FOVEATION_NONE);
    assert_false(vr.enabled.foveation_fb || vr.enabled.foveation_fb_configuration ||
                 vr.enabled.foveation_fb_vulkan || vr.enabled.swapchain_update_fb);
    XrSwapchainCreateInfoFoveationFB room;
    assert_null(vr_foveation_of_swapchain(&vr, &room));
    vr.enabled.foveation_htc = true;
    vr_foveation_prepare(&vr);
    assert_int_equal(vr.foveation, VR_FOVEATION_HTC_FIXED);
    assert_true(vr.enabled.foveation_htc);
}

static void htc_foveation_follows_the_part_that_is_drawn(void **state)
{
    (void)state;
    struct vr vr = offer_all();
    vr.foveation = VR_FOVEATION_HTC_FIXED;
    vr_foveation_start(&vr);
    assert_int_equal(fake.htc_calls, 1);
    assert_int_equal(fake.htc_mode, XR_FOVEATION_MODE_FIXED_HTC);
    assert_int_equal(fake.htc_parts, 2);
    assert_int_equal(fake.htc_extent.width, 1000);
    for (int i = 0; i < 10; i++) {
        vr_foveation_follow(&vr, 850, 680);
    }
    assert_int_equal(fake.htc_calls, 2);
    assert_int_equal(fake.htc_extent.height, 680);
    fake.result = XR_ERROR_RUNTIME_FAILURE;
    vr_foveation_follow(&vr, 1000, 800);
    vr_foveation_follow(&vr, 850, 680); // refused once, never asked again
    assert_int_equal(fake.htc_calls, 3);
    assert_false(vr.session.foveated.is_on);
    vr_foveation_fini(&vr);
}

static void an_fb_profile_is_low_and_given_back(void **state)
{
    (void)state;
    struct vr vr = offer_all();
    vr.foveation = VR_FOVEATION_FB_LOW;
    XrSwapchainCreateInfoFoveationFB room;
    assert_ptr_equal(vr_foveation_of_swapchain(&vr, &room), &room);
    assert_int_equal(room.flags, 0);
    vr_foveation_start(&vr);
    assert_true(vr.session.foveated.is_on);
    assert_int_equal(fake.fb_level, XR_FOVEATION_LEVEL_LOW_FB);
    assert_int_equal(fake.fb_updates, 1);
    vr_foveation_follow(&vr, 850, 680);
    assert_int_equal(fake.fb_updates, 1);
    vr_foveation_fini(&vr);
    assert_int_equal(fake.fb_profiles, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rate_is_never_above_what_was_asked),
        cmocka_unit_test(a_rate_is_asked_for_once_and_may_be_refused),
        cmocka_unit_test(both_domains_are_to_run_sustained_low),
        cmocka_unit_test(only_temperature_is_heat),
        cmocka_unit_test(a_recommended_size_is_a_ceiling),
        cmocka_unit_test(the_size_is_asked_for_once_a_second),
        cmocka_unit_test(a_wavering_recommendation_shrinks_once),
        cmocka_unit_test(foveation_is_what_is_offered_and_can_be_drawn),
        cmocka_unit_test(what_is_not_used_is_not_enabled),
        cmocka_unit_test(htc_foveation_follows_the_part_that_is_drawn),
        cmocka_unit_test(an_fb_profile_is_low_and_given_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
