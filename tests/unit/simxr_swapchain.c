#include "simxr_api.h"

static struct api api;

static int open_session(void **state)
{
    (void)state;
    api_open_session(&api);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    api_close(&api);
    return 0;
}

static const XrSwapchainCreateInfo color = {
    .type = XR_TYPE_SWAPCHAIN_CREATE_INFO,
    .usageFlags = XR_SWAPCHAIN_USAGE_COLOR_ATTACHMENT_BIT | XR_SWAPCHAIN_USAGE_SAMPLED_BIT,
    .format = VK_FORMAT_R8G8B8A8_SRGB,
    .sampleCount = 1,
    .width = 64,
    .height = 64,
    .faceCount = 1,
    .arraySize = 2,
    .mipCount = 1,
};

static const XrSwapchainImageWaitInfo patient = {.type = XR_TYPE_SWAPCHAIN_IMAGE_WAIT_INFO,
                                                 .timeout = XR_INFINITE_DURATION};

static void formats_come_srgb_first_and_each_can_be_made(void **state)
{
    (void)state;
    int64_t formats[32];
    uint32_t count = 0;
    assert_int_equal(call.xrEnumerateSwapchainFormats(api.session, 0, &count, NULL), XR_SUCCESS);
    assert_true(count > 3);
    assert_int_equal(call.xrEnumerateSwapchainFormats(api.session, 1, &count, formats),
                     XR_ERROR_SIZE_INSUFFICIENT);
    assert_int_equal(call.xrEnumerateSwapchainFormats(api.session, 32, &count, formats),
                     XR_SUCCESS);
    assert_true(formats[0] == VK_FORMAT_R8G8B8A8_SRGB);
    bool has_depth = false;
    for (uint32_t i = 0; i < count; i++) {
        XrSwapchainCreateInfo info = color;
        const bool is_depth =
            formats[i] >= VK_FORMAT_D16_UNORM && formats[i] <= VK_FORMAT_D32_SFLOAT_S8_UINT;
        has_depth = has_depth || formats[i] == VK_FORMAT_D32_SFLOAT;
        info.format = formats[i];
        info.usageFlags = is_depth ? XR_SWAPCHAIN_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT
                                   : XR_SWAPCHAIN_USAGE_COLOR_ATTACHMENT_BIT;
        XrSwapchain chain;
        assert_int_equal(call.xrCreateSwapchain(api.session, &info, &chain), XR_SUCCESS);
        assert_int_equal(call.xrDestroySwapchain(chain), XR_SUCCESS);
        assert_int_equal(call.xrDestroySwapchain(chain), XR_ERROR_HANDLE_INVALID);
    }
    assert_true(has_depth);
}

static void a_swapchain_is_refused_by_the_rules(void **state)
{
    (void)state;
    struct {
        XrSwapchainCreateInfo info;
        XrResult result;
    } cases[16];
    for (size_t i = 0; i < COUNT(cases); i++) {
        cases[i].info = color;
        cases[i].result = XR_ERROR_VALIDATION_FAILURE;
    }
    cases[0].info.type = XR_TYPE_UNKNOWN;
    cases[1].info.width = 0;
    cases[2].info.height = 0;
    cases[3].info.sampleCount = 0;
    cases[4].info.arraySize = 0;
    cases[5].info.mipCount = 0;
    cases[6].info.faceCount = 2;
    cases[7].info.createFlags = 1 << 20;
    cases[7].result = XR_ERROR_FEATURE_UNSUPPORTED;
    cases[8].info.usageFlags = 1 << 20;
    cases[8].result = XR_ERROR_FEATURE_UNSUPPORTED;
    cases[9].info.format = 0x7ffffff;
    cases[9].result = XR_ERROR_SWAPCHAIN_FORMAT_UNSUPPORTED;
    cases[10].info.createFlags = XR_SWAPCHAIN_CREATE_PROTECTED_CONTENT_BIT;
    cases[10].result = XR_ERROR_FEATURE_UNSUPPORTED;
    cases[11].info.width = 100000;
    cases[11].result = XR_ERROR_FEATURE_UNSUPPORTED;
    cases[12].info.mipCount = 20;
    cases[12].result = XR_ERROR_FEATURE_UNSUPPORTED;
    cases[13].info.mipCount = 8; // 64 pixels have seven levels
    cases[13].result = XR_ERROR_FEATURE_UNSUPPORTED;
    cases[14].info.faceCount = 6;
    cases[14].info.width = 32;
    cases[14].result = XR_ERROR_FEATURE_UNSUPPORTED;
    // Of an extension that is not there.
    cases[15].info.usageFlags |= XR_SWAPCHAIN_USAGE_INPUT_ATTACHMENT_BIT_MND;
    cases[15].result = XR_ERROR_FEATURE_UNSUPPORTED;
    for (size_t i = 0; i < COUNT(cases); i++) {
        XrSwapchain chain = XR_NULL_HANDLE;
        assert_int_equal(call.xrCreateSwapchain(api.session, &cases[i].info, &chain),
                         cases[i].result);
        assert_null(chain);
    }
    XrSwapchain chain;
    assert_int_equal(call.xrCreateSwapchain(XR_NULL_HANDLE, &color, &chain),
                     XR_ERROR_HANDLE_INVALID);
    assert_int_equal(call.xrCreateSwapchain(api.session, &color, NULL),
                     XR_ERROR_VALIDATION_FAILURE);
}

static void use_once(XrSwapchain chain)
{
    uint32_t index;
    assert_int_equal(call.xrAcquireSwapchainImage(chain, NULL, &index), XR_SUCCESS);
    assert_int_equal(call.xrWaitSwapchainImage(chain, &patient), XR_SUCCESS);
    assert_int_equal(call.xrReleaseSwapchainImage(chain, NULL), XR_SUCCESS);
}

// Returns whether it could be made; another reason than a missing feature fails the test.
static bool make_and_use(const XrSwapchainCreateInfo *info)
{
    XrSwapchain chain = XR_NULL_HANDLE;
    const XrResult result = call.xrCreateSwapchain(api.session, info, &chain);
    assert_true(result == XR_SUCCESS || result == XR_ERROR_FEATURE_UNSUPPORTED);
    if (result == XR_SUCCESS) {
        use_once(chain);
        assert_int_equal(call.xrDestroySwapchain(chain), XR_SUCCESS);
    }
    return result == XR_SUCCESS;
}

// Every format with every set of usages, and every shape: under a Vulkan validation layer nothing
// may be said about any of them.
static void whatever_can_be_made_can_be_used(void **state)
{
    (void)state;
    int64_t formats[32];
    uint32_t count = 0;
    assert_int_equal(call.xrEnumerateSwapchainFormats(api.session, 32, &count, formats),
                     XR_SUCCESS);
    for (uint32_t i = 0; i < count; i++) {
        XrSwapchainCreateInfo info = color;
        info.format = formats[i];
        const bool is_depth =
            formats[i] >= VK_FORMAT_D16_UNORM && formats[i] <= VK_FORMAT_D32_SFLOAT_S8_UINT;
        const XrSwapchainUsageFlags drawn = is_depth
                                                ? XR_SWAPCHAIN_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT
                                                : XR_SWAPCHAIN_USAGE_COLOR_ATTACHMENT_BIT;
        const XrSwapchainUsageFlags needed =
            drawn | XR_SWAPCHAIN_USAGE_SAMPLED_BIT | XR_SWAPCHAIN_USAGE_TRANSFER_SRC_BIT |
            XR_SWAPCHAIN_USAGE_TRANSFER_DST_BIT | XR_SWAPCHAIN_USAGE_MUTABLE_FORMAT_BIT;
        for (XrSwapchainUsageFlags usage = 0; usage < 1 << 8; usage++) {
            info.usageFlags = usage;
            assert_true(make_and_use(&info) || (usage & ~needed));
        }
        info.usageFlags = drawn;
        for (uint32_t shape = 0; shape < 8; shape++) {
            info.createFlags = shape & 1 ? XR_SWAPCHAIN_CREATE_STATIC_IMAGE_BIT : 0;
            info.arraySize = shape & 2 ? 3 : 1;
            info.mipCount = shape & 4 ? 7 : 1;
            info.faceCount = 1;
            assert_true(make_and_use(&info));
            info.faceCount = 6;
            assert_true(make_and_use(&info));
        }
    }
}

static void images_go_round_in_order(void **state)
{
    (void)state;
    XrSwapchain chain;
    assert_int_equal(call.xrCreateSwapchain(api.session, &color, &chain), XR_SUCCESS);
    XrSwapchainImageVulkanKHR images[8];
    for (size_t i = 0; i < COUNT(images); i++) {
        images[i] = (XrSwapchainImageVulkanKHR){.type = XR_TYPE_SWAPCHAIN_IMAGE_VULKAN2_KHR};
    }
    uint32_t count = 0;
    XrSwapchainImageBaseHeader *headers = (XrSwapchainImageBaseHeader *)images;
    assert_int_equal(call.xrEnumerateSwapchainImages(chain, 0, &count, NULL), XR_SUCCESS);
    assert_int_equal(call.xrEnumerateSwapchainImages(chain, 1, &count, headers),
                     XR_ERROR_SIZE_INSUFFICIENT);
    assert_int_equal(call.xrEnumerateSwapchainImages(chain, 8, &count, headers), XR_SUCCESS);
    assert_true(images[0].image != VK_NULL_HANDLE && images[0].image != images[1].image);
    images[0].type = XR_TYPE_UNKNOWN;
    assert_int_equal(call.xrEnumerateSwapchainImages(chain, 8, &count, headers),
                     XR_ERROR_VALIDATION_FAILURE);

    assert_int_equal(call.xrWaitSwapchainImage(chain, &patient), XR_ERROR_CALL_ORDER_INVALID);
    assert_int_equal(call.xrReleaseSwapchainImage(chain, NULL), XR_ERROR_CALL_ORDER_INVALID);
    uint32_t index, first = 0;
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(call.xrAcquireSwapchainImage(chain, NULL, &index), XR_SUCCESS);
        first = i == 0 ? index : first;
        assert_int_equal(call.xrReleaseSwapchainImage(chain, NULL), XR_ERROR_CALL_ORDER_INVALID);
    }
    assert_int_equal(call.xrAcquireSwapchainImage(chain, NULL, &index),
                     XR_ERROR_CALL_ORDER_INVALID);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(call.xrWaitSwapchainImage(chain, &patient), XR_SUCCESS);
        assert_int_equal(call.xrWaitSwapchainImage(chain, &patient), XR_ERROR_CALL_ORDER_INVALID);
        assert_int_equal(call.xrReleaseSwapchainImage(chain, NULL), XR_SUCCESS);
    }
    assert_int_equal(call.xrAcquireSwapchainImage(chain, NULL, &index), XR_SUCCESS);
    assert_int_equal(index, first);
}

static void image_calls_check_their_arguments(void **state)
{
    (void)state;
    XrSwapchain chain;
    assert_int_equal(call.xrCreateSwapchain(api.session, &color, &chain), XR_SUCCESS);
    uint32_t index;
    const XrSwapchainImageAcquireInfo acquire = {.type = XR_TYPE_UNKNOWN};
    const XrSwapchainImageReleaseInfo release = {.type = XR_TYPE_UNKNOWN};
    const XrSwapchainImageWaitInfo wait = {.type = XR_TYPE_UNKNOWN};
    assert_int_equal(call.xrAcquireSwapchainImage(XR_NULL_HANDLE, NULL, &index),
                     XR_ERROR_HANDLE_INVALID);
    assert_int_equal(call.xrAcquireSwapchainImage(chain, &acquire, &index),
                     XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrAcquireSwapchainImage(chain, NULL, NULL), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrAcquireSwapchainImage(chain, NULL, &index), XR_SUCCESS);
    assert_int_equal(call.xrWaitSwapchainImage(chain, &wait), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrWaitSwapchainImage(chain, NULL), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrWaitSwapchainImage(chain, &patient), XR_SUCCESS);
    assert_int_equal(call.xrReleaseSwapchainImage(chain, &release), XR_ERROR_VALIDATION_FAILURE);
}

static void a_static_image_is_acquired_once(void **state)
{
    (void)state;
    XrSwapchainCreateInfo info = color;
    info.createFlags = XR_SWAPCHAIN_CREATE_STATIC_IMAGE_BIT;
    XrSwapchain chain;
    assert_int_equal(call.xrCreateSwapchain(api.session, &info, &chain), XR_SUCCESS);
    uint32_t index, count;
    assert_int_equal(call.xrEnumerateSwapchainImages(chain, 0, &count, NULL), XR_SUCCESS);
    assert_int_equal(count, 1);
    assert_int_equal(call.xrAcquireSwapchainImage(chain, NULL, &index), XR_SUCCESS);
    assert_int_equal(call.xrWaitSwapchainImage(chain, &patient), XR_SUCCESS);
    assert_int_equal(call.xrReleaseSwapchainImage(chain, NULL), XR_SUCCESS);
    assert_int_equal(call.xrAcquireSwapchainImage(chain, NULL, &index),
                     XR_ERROR_CALL_ORDER_INVALID);
}

static void thousands_of_handles_fill_the_table_and_leave_it(void **state)
{
    (void)state;
    const XrReferenceSpaceCreateInfo info = {
        .type = XR_TYPE_REFERENCE_SPACE_CREATE_INFO,
        .referenceSpaceType = XR_REFERENCE_SPACE_TYPE_VIEW,
        .poseInReferenceSpace = {{0, 0, 0, 1}, {0, 0, 0}},
    };
    XrSpace space, last = XR_NULL_HANDLE;
    int count = 0;
    XrResult result;
    while ((result = call.xrCreateReferenceSpace(api.session, &info, &space)) == XR_SUCCESS) {
        last = space;
        count++;
    }
    assert_int_equal(result, XR_ERROR_LIMIT_REACHED);
    assert_true(count > 4000);
    assert_int_equal(call.xrDestroySpace(last), XR_SUCCESS);
    assert_int_equal(call.xrCreateReferenceSpace(api.session, &info, &space), XR_SUCCESS);
    assert_true(space != last); // the same slot, another generation
    assert_int_equal(call.xrDestroySpace(last), XR_ERROR_HANDLE_INVALID);
}

#define OPEN(test) cmocka_unit_test_setup_teardown(test, open_session, close_all)

int main(void)
{
    setenv("RESPITE_SIMXR_HEADSET", "small", 1);
    if (!api_has_device()) {
        return 77;
    }
    const struct CMUnitTest tests[] = {
        OPEN(formats_come_srgb_first_and_each_can_be_made),
        OPEN(a_swapchain_is_refused_by_the_rules),
        OPEN(whatever_can_be_made_can_be_used),
        OPEN(images_go_round_in_order),
        OPEN(image_calls_check_their_arguments),
        OPEN(a_static_image_is_acquired_once),
        OPEN(thousands_of_handles_fill_the_table_and_leave_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
