// A hundred thousand calls with arguments drawn from a hat: live, stale, null and foreign handles,
// right and wrong types, numbers at the edges. Nothing may crash, hang or leak, and every answer
// must be one that the specification lists for its function.
#include "simxr_api.h"

#include <dirent.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>

enum {
    ROUNDS = 25, // each with a seed of its own
    CALLS = 4000,
    THREADS = 3,
    POOL = 12,
    KINDS = SIMXR_HAND_TRACKER + 1,
    ITEMS = 20, // room behind every output array; capacities stay below it
};

static struct api device; // its instance is closed, its Vulkan objects serve all sessions
static _Atomic uint64_t pool[KINDS][POOL];
static _Atomic uint64_t instances[4096]; // all that were made in this world
static _Atomic uint32_t instance_count;
static _Atomic int64_t display;
static _Thread_local uint64_t seed;

static uint32_t draw(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % below;
}

static bool chance(uint32_t percent)
{
    return draw(100) < percent;
}

static uint64_t pick(enum simxr_kind kind)
{
    if (chance(90)) {
        return atomic_load(&pool[kind][draw(POOL)]);
    }
    if (chance(50)) {
        return atomic_load(&pool[draw(KINDS)][draw(POOL)]);
    }
    return chance(50) ? 0 : (uint64_t)draw(64) << 32 | draw(20000);
}

#define PICK(type, kind) ((type)(uintptr_t)pick(kind))

static void keep(enum simxr_kind kind, const void *handle)
{
    atomic_store(&pool[kind][draw(POOL)], SIMXR_HANDLE(handle));
}

static XrStructureType type_of(XrStructureType right)
{
    return chance(97) ? right : (XrStructureType)draw(64);
}

static float number(void)
{
    static const float numbers[] = {0.0f, 1.0f, -1.0f, 0.5f,  0.01f, 100.0f,   -0.3f,
                                    2.0f, 1e9f, NAN,   -1e9f, 1e38f, INFINITY, -INFINITY};
    return numbers[draw(chance(80) ? 8 : COUNT(numbers))];
}

static uint32_t size_of(void)
{
    static const uint32_t sizes[] = {1, 2, 16, 33, 64, 0, 7, 4096, 5000, UINT32_MAX};
    return sizes[draw(chance(85) ? 5 : COUNT(sizes))];
}

static XrTime time_of(void)
{
    const XrTime now = atomic_load(&display);
    const XrTime times[] = {now, now + 1000000, now - 50000000, 1, INT64_MAX, now / 2 + 1, 0,
                            -1,  INT64_MIN};
    return times[draw(chance(70) ? 3 : COUNT(times))];
}

static XrPosef pose(void)
{
    XrPosef pose = {{0, 0, 0, 1}, {number(), number(), number()}};
    if (chance(20)) {
        pose.orientation = (XrQuaternionf){number(), number(), number(), number()};
    }
    return pose;
}

static const char *const texts[] = {
    "/user/hand/left",
    "/user/hand/right",
    "/user/head",
    "/user/gamepad",
    "/user/eyes_ext",
    "/interaction_profiles/khr/simple_controller",
    "/interaction_profiles/oculus/touch_controller",
    "/interaction_profiles/ext/eye_gaze_interaction",
    "/interaction_profiles/microsoft/xbox_controller",
    "/user/hand/left/input/select/click",
    "/user/hand/right/input/select",
    "/user/hand/left/input/grip/pose",
    "/user/hand/right/input/aim/pose",
    "/user/hand/left/input/trigger/value",
    "/user/hand/right/input/thumbstick",
    "/user/hand/right/input/thumbstick/x",
    "/user/hand/left/output/haptic",
    "/user/eyes_ext/input/gaze_ext/pose",
    "/user/gamepad/input/thumbstick_left/y",
    "/a/b",
    "not a path",
    "",
};

// Paths are numbered as they come; most programs name these first.
static XrPath path(void)
{
    return chance(95) ? draw(COUNT(texts)) : (XrPath)draw(1u << 30) << 8;
}

static void name(char *out, size_t size)
{
    static const char *const names[] = {"one", "two", "three", "four", "", "No Path", "x.y-z_0"};
    if (chance(2)) {
        memset(out, 'x', size); // without an end
    } else {
        snprintf(out, size, "%s%.0u", names[draw(chance(90) ? 4 : 7)], draw(3));
    }
}

static const void *stranger(void)
{
    static const XrBaseInStructure structure = {.type = (XrStructureType)0x70000000};
    return chance(10) ? &structure : NULL;
}

#define OR_NULL(pointer) (chance(98) ? (pointer) : NULL)

static void remember_instance(XrInstance instance)
{
    const uint32_t at = atomic_fetch_add(&instance_count, 1);
    assert_true(at < COUNT(instances));
    atomic_store(&instances[at], SIMXR_HANDLE(instance));
    for (int i = 0; i < POOL / 2; i++) {
        keep(SIMXR_INSTANCE, instance);
    }
    for (size_t i = 0; i < COUNT(texts); i++) {
        XrPath made;
        call.xrStringToPath(instance, texts[i], &made);
    }
}

// In many places, or it is found too seldom.
static void remember_session(XrSession session)
{
    for (int i = 0; i < POOL; i++) {
        keep(SIMXR_SESSION, session);
    }
}

static XrResult create_instance(void)
{
    XrInstanceCreateInfo info = api_instance_info();
    info.type = type_of(info.type);
    info.next = stranger();
    info.enabledExtensionCount = chance(80) ? info.enabledExtensionCount : draw(5);
    XrInstance instance = XR_NULL_HANDLE;
    const XrResult result = call.xrCreateInstance(OR_NULL(&info), OR_NULL(&instance));
    if (instance) {
        remember_instance(instance);
    }
    return result;
}

static XrResult destroy_instance(void)
{
    return call.xrDestroyInstance(PICK(XrInstance, SIMXR_INSTANCE));
}

static XrResult instance_properties(void)
{
    XrInstanceProperties out = {.type = type_of(XR_TYPE_INSTANCE_PROPERTIES)};
    return call.xrGetInstanceProperties(PICK(XrInstance, SIMXR_INSTANCE), OR_NULL(&out));
}

static XrResult poll_event(void)
{
    XrEventDataBuffer event = {.type = type_of(XR_TYPE_EVENT_DATA_BUFFER)};
    return call.xrPollEvent(PICK(XrInstance, SIMXR_INSTANCE), OR_NULL(&event));
}

static XrResult to_text(void)
{
    char text[XR_MAX_STRUCTURE_NAME_SIZE];
    const XrInstance instance = PICK(XrInstance, SIMXR_INSTANCE);
    return chance(50) ? call.xrResultToString(instance, (XrResult) - (int)draw(100), OR_NULL(text))
                      : call.xrStructureTypeToString(instance, (XrStructureType)draw(100), text);
}

static XrSystemId system_of(void)
{
    return chance(97) ? 1 : draw(3);
}

static XrViewConfigurationType view_type(void)
{
    return chance(95) ? XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO
                      : (XrViewConfigurationType)draw(5);
}

static XrResult system_properties(void)
{
    XrSystemHandTrackingPropertiesEXT hands = {.type = XR_TYPE_SYSTEM_HAND_TRACKING_PROPERTIES_EXT};
    XrSystemProperties out = {.type = type_of(XR_TYPE_SYSTEM_PROPERTIES), .next = &hands};
    return call.xrGetSystemProperties(PICK(XrInstance, SIMXR_INSTANCE), system_of(), OR_NULL(&out));
}

static XrResult view_sizes(void)
{
    XrViewConfigurationView views[ITEMS];
    uint32_t count;
    for (int i = 0; i < ITEMS; i++) {
        views[i] = (XrViewConfigurationView){.type = type_of(XR_TYPE_VIEW_CONFIGURATION_VIEW)};
    }
    return call.xrEnumerateViewConfigurationViews(PICK(XrInstance, SIMXR_INSTANCE), system_of(),
                                                  view_type(), draw(ITEMS), OR_NULL(&count),
                                                  OR_NULL(views));
}

static XrResult requirements(void)
{
    XrGraphicsRequirementsVulkanKHR out = {.type =
                                               type_of(XR_TYPE_GRAPHICS_REQUIREMENTS_VULKAN2_KHR)};
    return call.xrGetVulkanGraphicsRequirements2KHR(PICK(XrInstance, SIMXR_INSTANCE), system_of(),
                                                    OR_NULL(&out));
}

static XrResult graphics_device(void)
{
    const XrVulkanGraphicsDeviceGetInfoKHR info = {
        .type = type_of(XR_TYPE_VULKAN_GRAPHICS_DEVICE_GET_INFO_KHR),
        .systemId = system_of(),
        .vulkanInstance = OR_NULL(device.vk_instance),
    };
    VkPhysicalDevice out;
    return call.xrGetVulkanGraphicsDevice2KHR(PICK(XrInstance, SIMXR_INSTANCE), OR_NULL(&info),
                                              OR_NULL(&out));
}

static XrResult create_session(void)
{
    XrGraphicsBindingVulkanKHR binding = api_binding(&device);
    binding.device = OR_NULL(binding.device);
    binding.queueIndex = chance(98) ? 0 : size_of();
    const XrSessionCreateInfo info = {
        .type = type_of(XR_TYPE_SESSION_CREATE_INFO),
        .next = OR_NULL(&binding),
        .createFlags = chance(98) ? 0 : 1,
        .systemId = system_of(),
    };
    XrSession session = XR_NULL_HANDLE;
    const XrResult result =
        call.xrCreateSession(PICK(XrInstance, SIMXR_INSTANCE), OR_NULL(&info), OR_NULL(&session));
    if (session) {
        remember_session(session);
    }
    return result;
}

static XrResult destroy_session(void)
{
    return call.xrDestroySession(PICK(XrSession, SIMXR_SESSION));
}

static XrResult begin_session(void)
{
    const XrSessionBeginInfo info = {
        .type = type_of(XR_TYPE_SESSION_BEGIN_INFO),
        .primaryViewConfigurationType = view_type(),
    };
    return call.xrBeginSession(PICK(XrSession, SIMXR_SESSION), OR_NULL(&info));
}

static XrResult end_session(void)
{
    return call.xrEndSession(PICK(XrSession, SIMXR_SESSION));
}

static XrResult request_exit(void)
{
    return call.xrRequestExitSession(PICK(XrSession, SIMXR_SESSION));
}

// Begins what was waited for before, or one thread alone would wait for ever.
static XrResult wait_frame(void)
{
    const XrSession session = PICK(XrSession, SIMXR_SESSION);
    const XrFrameWaitInfo info = {.type = type_of(XR_TYPE_FRAME_WAIT_INFO)};
    XrFrameState state = {.type = type_of(XR_TYPE_FRAME_STATE)};
    call.xrBeginFrame(session, NULL);
    const XrResult result = call.xrWaitFrame(session, OR_NULL(&info), OR_NULL(&state));
    if (result == XR_SUCCESS) {
        atomic_store(&display, state.predictedDisplayTime);
    }
    return result;
}

static XrResult begin_frame(void)
{
    const XrFrameBeginInfo info = {.type = type_of(XR_TYPE_FRAME_BEGIN_INFO)};
    return call.xrBeginFrame(PICK(XrSession, SIMXR_SESSION), OR_NULL(&info));
}

static XrSwapchainSubImage sub_image(void)
{
    XrSwapchainSubImage sub = {PICK(XrSwapchain, SIMXR_SWAPCHAIN), {{0, 0}, {1, 1}}, 0};
    if (chance(30)) {
        sub.imageRect.offset = (XrOffset2Di){(int32_t)size_of() / 2, (int32_t)size_of() - 1};
        sub.imageRect.extent = (XrExtent2Di){(int32_t)size_of(), (int32_t)size_of()};
        sub.imageArrayIndex = draw(4);
    }
    return sub;
}

union layer {
    XrCompositionLayerBaseHeader header;
    XrCompositionLayerProjection projection;
    XrCompositionLayerQuad quad;
    XrCompositionLayerEquirect2KHR equirect;
};

struct views {
    XrCompositionLayerProjectionView items[2];
    XrCompositionLayerDepthInfoKHR depth;
};

static void fill_layer(union layer *layer, struct views *views)
{
    const XrSpace space = PICK(XrSpace, SIMXR_SPACE);
    const XrCompositionLayerFlags flags = draw(8);
    if (chance(50)) {
        layer->quad = (XrCompositionLayerQuad){
            .type = type_of(XR_TYPE_COMPOSITION_LAYER_QUAD),
            .layerFlags = flags,
            .space = space,
            .eyeVisibility = (XrEyeVisibility)draw(4),
            .subImage = sub_image(),
            .pose = pose(),
            .size = {number(), number()},
        };
        return;
    }
    if (chance(30)) {
        layer->equirect = (XrCompositionLayerEquirect2KHR){
            .type = XR_TYPE_COMPOSITION_LAYER_EQUIRECT2_KHR,
            .layerFlags = flags,
            .space = space,
            .subImage = sub_image(),
            .pose = pose(),
            .radius = number(),
            .centralHorizontalAngle = number(),
            .upperVerticalAngle = number(),
            .lowerVerticalAngle = number(),
        };
        return;
    }
    views->depth = (XrCompositionLayerDepthInfoKHR){
        .type = XR_TYPE_COMPOSITION_LAYER_DEPTH_INFO_KHR,
        .subImage = sub_image(),
        .minDepth = number(),
        .maxDepth = number(),
        .nearZ = number(),
        .farZ = number(),
    };
    for (int i = 0; i < 2; i++) {
        views->items[i] = (XrCompositionLayerProjectionView){
            .type = type_of(XR_TYPE_COMPOSITION_LAYER_PROJECTION_VIEW),
            .next = chance(20) ? &views->depth : stranger(),
            .pose = pose(),
            .fov = {-number(), number(), number(), -number()},
            .subImage = sub_image(),
        };
    }
    layer->projection = (XrCompositionLayerProjection){
        .type = XR_TYPE_COMPOSITION_LAYER_PROJECTION,
        .layerFlags = flags,
        .space = space,
        .viewCount = chance(95) ? 2 : draw(3),
        .views = OR_NULL(views->items),
    };
}

static XrResult end_frame(void)
{
    union layer layers[ITEMS];
    struct views views[ITEMS];
    const XrCompositionLayerBaseHeader *pointers[ITEMS];
    const uint32_t count = chance(90) ? draw(3) : draw(ITEMS);
    for (uint32_t i = 0; i < count; i++) {
        fill_layer(&layers[i], &views[i]);
        pointers[i] = OR_NULL(&layers[i].header);
    }
    const XrFrameEndInfo info = {
        .type = type_of(XR_TYPE_FRAME_END_INFO),
        .displayTime = time_of(),
        .environmentBlendMode =
            chance(97) ? XR_ENVIRONMENT_BLEND_MODE_OPAQUE : (XrEnvironmentBlendMode)draw(4),
        .layerCount = count,
        .layers = OR_NULL(pointers),
    };
    return call.xrEndFrame(PICK(XrSession, SIMXR_SESSION), OR_NULL(&info));
}

static XrResult locate_views(void)
{
    XrView views[ITEMS];
    uint32_t count;
    for (int i = 0; i < ITEMS; i++) {
        views[i] = (XrView){.type = type_of(XR_TYPE_VIEW)};
    }
    const XrViewLocateInfo info = {
        .type = type_of(XR_TYPE_VIEW_LOCATE_INFO),
        .viewConfigurationType = view_type(),
        .displayTime = time_of(),
        .space = PICK(XrSpace, SIMXR_SPACE),
    };
    XrViewState state = {.type = type_of(XR_TYPE_VIEW_STATE)};
    return call.xrLocateViews(PICK(XrSession, SIMXR_SESSION), OR_NULL(&info), OR_NULL(&state),
                              draw(ITEMS), OR_NULL(&count), OR_NULL(views));
}

static XrResult visibility_mask(void)
{
    XrVector2f vertices[ITEMS];
    uint32_t indices[ITEMS];
    XrVisibilityMaskKHR mask = {
        .type = type_of(XR_TYPE_VISIBILITY_MASK_KHR),
        .vertexCapacityInput = draw(ITEMS),
        .vertices = OR_NULL(vertices),
        .indexCapacityInput = draw(ITEMS),
        .indices = OR_NULL(indices),
    };
    return call.xrGetVisibilityMaskKHR(PICK(XrSession, SIMXR_SESSION), view_type(), draw(3),
                                       (XrVisibilityMaskTypeKHR)draw(5), OR_NULL(&mask));
}

static XrReferenceSpaceType space_type(void)
{
    return chance(20) ? XR_REFERENCE_SPACE_TYPE_LOCAL_FLOOR_EXT : (XrReferenceSpaceType)draw(5);
}

static XrResult create_reference_space(void)
{
    const XrReferenceSpaceCreateInfo info = {
        .type = type_of(XR_TYPE_REFERENCE_SPACE_CREATE_INFO),
        .next = stranger(),
        .referenceSpaceType = space_type(),
        .poseInReferenceSpace = pose(),
    };
    XrSpace space = XR_NULL_HANDLE;
    const XrResult result = call.xrCreateReferenceSpace(PICK(XrSession, SIMXR_SESSION),
                                                        OR_NULL(&info), OR_NULL(&space));
    if (space) {
        keep(SIMXR_SPACE, space);
    }
    return result;
}

static XrResult create_action_space(void)
{
    const XrActionSpaceCreateInfo info = {
        .type = type_of(XR_TYPE_ACTION_SPACE_CREATE_INFO),
        .action = PICK(XrAction, SIMXR_ACTION),
        .subactionPath = chance(50) ? XR_NULL_PATH : path(),
        .poseInActionSpace = pose(),
    };
    XrSpace space = XR_NULL_HANDLE;
    const XrResult result =
        call.xrCreateActionSpace(PICK(XrSession, SIMXR_SESSION), OR_NULL(&info), OR_NULL(&space));
    if (space) {
        keep(SIMXR_SPACE, space);
    }
    return result;
}

static XrResult destroy_space(void)
{
    return call.xrDestroySpace(PICK(XrSpace, SIMXR_SPACE));
}

static XrResult locate_space(void)
{
    XrSpaceVelocity velocity = {.type = type_of(XR_TYPE_SPACE_VELOCITY)};
    XrSpaceLocation location = {.type = type_of(XR_TYPE_SPACE_LOCATION),
                                .next = chance(50) ? &velocity : NULL};
    return call.xrLocateSpace(PICK(XrSpace, SIMXR_SPACE), PICK(XrSpace, SIMXR_SPACE), time_of(),
                              OR_NULL(&location));
}

static XrResult space_bounds(void)
{
    XrExtent2Df bounds;
    XrReferenceSpaceType types[ITEMS];
    uint32_t count;
    const XrSession session = PICK(XrSession, SIMXR_SESSION);
    call.xrEnumerateReferenceSpaces(session, draw(ITEMS), OR_NULL(&count), OR_NULL(types));
    return call.xrGetReferenceSpaceBoundsRect(session, space_type(), OR_NULL(&bounds));
}

static XrResult create_swapchain(void)
{
    int64_t formats[ITEMS] = {VK_FORMAT_R8G8B8A8_SRGB};
    uint32_t count = 1;
    const XrSession session = PICK(XrSession, SIMXR_SESSION);
    call.xrEnumerateSwapchainFormats(session, ITEMS, &count, formats);
    const XrSwapchainCreateInfo info = {
        .type = type_of(XR_TYPE_SWAPCHAIN_CREATE_INFO),
        .next = stranger(),
        .createFlags = draw(chance(90) ? 3 : 8),
        .usageFlags = chance(70) ? XR_SWAPCHAIN_USAGE_SAMPLED_BIT : draw(1 << 9),
        .format = chance(97) ? formats[draw(count)] : (int64_t)draw(200),
        .sampleCount = chance(95) ? 1 : draw(5),
        .width = size_of() % 5001,
        .height = 1 + draw(64),
        .faceCount = chance(90) ? 1 : draw(7),
        .arraySize = chance(90) ? 1 : draw(20),
        .mipCount = chance(90) ? 1 : draw(10),
    };
    XrSwapchain chain = XR_NULL_HANDLE;
    const XrResult result = call.xrCreateSwapchain(session, OR_NULL(&info), OR_NULL(&chain));
    if (chain) {
        keep(SIMXR_SWAPCHAIN, chain);
    }
    return result;
}

static XrResult destroy_swapchain(void)
{
    return call.xrDestroySwapchain(PICK(XrSwapchain, SIMXR_SWAPCHAIN));
}

static XrResult swapchain_images(void)
{
    XrSwapchainImageVulkanKHR images[ITEMS];
    uint32_t count;
    for (int i = 0; i < ITEMS; i++) {
        images[i] =
            (XrSwapchainImageVulkanKHR){.type = type_of(XR_TYPE_SWAPCHAIN_IMAGE_VULKAN_KHR)};
    }
    return call.xrEnumerateSwapchainImages(PICK(XrSwapchain, SIMXR_SWAPCHAIN), draw(ITEMS),
                                           OR_NULL(&count),
                                           (XrSwapchainImageBaseHeader *)OR_NULL(images));
}

static XrResult acquire_image(void)
{
    uint32_t index;
    const XrSwapchainImageAcquireInfo info = {.type =
                                                  type_of(XR_TYPE_SWAPCHAIN_IMAGE_ACQUIRE_INFO)};
    return call.xrAcquireSwapchainImage(PICK(XrSwapchain, SIMXR_SWAPCHAIN),
                                        chance(50) ? &info : NULL, OR_NULL(&index));
}

static XrResult wait_image(void)
{
    const XrSwapchainImageWaitInfo info = {.type = type_of(XR_TYPE_SWAPCHAIN_IMAGE_WAIT_INFO),
                                           .timeout = chance(50) ? time_of() : 0};
    return call.xrWaitSwapchainImage(PICK(XrSwapchain, SIMXR_SWAPCHAIN), OR_NULL(&info));
}

static XrResult release_image(void)
{
    const XrSwapchainImageReleaseInfo info = {.type =
                                                  type_of(XR_TYPE_SWAPCHAIN_IMAGE_RELEASE_INFO)};
    return call.xrReleaseSwapchainImage(PICK(XrSwapchain, SIMXR_SWAPCHAIN),
                                        chance(50) ? &info : NULL);
}

static XrResult path_calls(void)
{
    const XrInstance instance = PICK(XrInstance, SIMXR_INSTANCE);
    char text[XR_MAX_PATH_LENGTH];
    uint32_t count;
    XrPath made;
    return chance(50)
               ? call.xrStringToPath(instance, OR_NULL(texts[draw(COUNT(texts))]), OR_NULL(&made))
               : call.xrPathToString(instance, path(), draw(sizeof text), OR_NULL(&count),
                                     OR_NULL(text));
}

static XrResult create_action_set(void)
{
    XrActionSetCreateInfo info = {.type = type_of(XR_TYPE_ACTION_SET_CREATE_INFO),
                                  .priority = draw(3)};
    name(info.actionSetName, sizeof info.actionSetName);
    name(info.localizedActionSetName, sizeof info.localizedActionSetName);
    XrActionSet set = XR_NULL_HANDLE;
    const XrResult result =
        call.xrCreateActionSet(PICK(XrInstance, SIMXR_INSTANCE), OR_NULL(&info), OR_NULL(&set));
    if (set) {
        keep(SIMXR_ACTION_SET, set);
    }
    return result;
}

static XrResult destroy_action_set(void)
{
    return call.xrDestroyActionSet(PICK(XrActionSet, SIMXR_ACTION_SET));
}

static XrResult create_action(void)
{
    const XrPath users[] = {path(), path()};
    XrActionCreateInfo info = {
        .type = type_of(XR_TYPE_ACTION_CREATE_INFO),
        .actionType = chance(20) ? XR_ACTION_TYPE_VIBRATION_OUTPUT : (XrActionType)(1 + draw(4)),
        .countSubactionPaths = chance(70) ? 0 : draw(3),
        .subactionPaths = OR_NULL(users),
    };
    name(info.actionName, sizeof info.actionName);
    name(info.localizedActionName, sizeof info.localizedActionName);
    XrAction action = XR_NULL_HANDLE;
    const XrResult result =
        call.xrCreateAction(PICK(XrActionSet, SIMXR_ACTION_SET), OR_NULL(&info), OR_NULL(&action));
    if (action) {
        keep(SIMXR_ACTION, action);
    }
    return result;
}

static XrResult destroy_action(void)
{
    return call.xrDestroyAction(PICK(XrAction, SIMXR_ACTION));
}

static XrResult suggest(void)
{
    XrActionSuggestedBinding items[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
        items[i] = (XrActionSuggestedBinding){PICK(XrAction, SIMXR_ACTION), 10 + draw(11)};
    }
    const XrInteractionProfileSuggestedBinding info = {
        .type = type_of(XR_TYPE_INTERACTION_PROFILE_SUGGESTED_BINDING),
        .interactionProfile = chance(90) ? 6 + draw(4) : path(),
        .countSuggestedBindings = chance(90) ? 1 + draw(2) : draw(ITEMS),
        .suggestedBindings = OR_NULL(items),
    };
    return call.xrSuggestInteractionProfileBindings(PICK(XrInstance, SIMXR_INSTANCE),
                                                    OR_NULL(&info));
}

static XrResult attach(void)
{
    const XrActionSet sets[] = {PICK(XrActionSet, SIMXR_ACTION_SET),
                                PICK(XrActionSet, SIMXR_ACTION_SET)};
    const XrSessionActionSetsAttachInfo info = {
        .type = type_of(XR_TYPE_SESSION_ACTION_SETS_ATTACH_INFO),
        .countActionSets = draw(3),
        .actionSets = OR_NULL(sets),
    };
    return call.xrAttachSessionActionSets(PICK(XrSession, SIMXR_SESSION), OR_NULL(&info));
}

static XrResult sync_actions(void)
{
    const XrActiveActionSet sets[] = {{PICK(XrActionSet, SIMXR_ACTION_SET), XR_NULL_PATH},
                                      {PICK(XrActionSet, SIMXR_ACTION_SET), path()}};
    const XrActionsSyncInfo info = {
        .type = type_of(XR_TYPE_ACTIONS_SYNC_INFO),
        .countActiveActionSets = draw(3),
        .activeActionSets = OR_NULL(sets),
    };
    return call.xrSyncActions(PICK(XrSession, SIMXR_SESSION), OR_NULL(&info));
}

static XrResult get_state(void)
{
    const XrSession session = PICK(XrSession, SIMXR_SESSION);
    const XrActionStateGetInfo info = {
        .type = type_of(XR_TYPE_ACTION_STATE_GET_INFO),
        .action = PICK(XrAction, SIMXR_ACTION),
        .subactionPath = chance(60) ? XR_NULL_PATH : path(),
    };
    XrActionStateBoolean pressed = {.type = type_of(XR_TYPE_ACTION_STATE_BOOLEAN)};
    XrActionStateFloat pulled = {.type = type_of(XR_TYPE_ACTION_STATE_FLOAT)};
    XrActionStateVector2f pushed = {.type = type_of(XR_TYPE_ACTION_STATE_VECTOR2F)};
    XrActionStatePose placed = {.type = type_of(XR_TYPE_ACTION_STATE_POSE)};
    switch (draw(4)) {
    case 0: return call.xrGetActionStateBoolean(session, OR_NULL(&info), OR_NULL(&pressed));
    case 1: return call.xrGetActionStateFloat(session, OR_NULL(&info), OR_NULL(&pulled));
    case 2: return call.xrGetActionStateVector2f(session, OR_NULL(&info), OR_NULL(&pushed));
    default: return call.xrGetActionStatePose(session, OR_NULL(&info), OR_NULL(&placed));
    }
}

static XrResult vibrate(void)
{
    const XrSession session = PICK(XrSession, SIMXR_SESSION);
    const XrHapticActionInfo info = {
        .type = type_of(XR_TYPE_HAPTIC_ACTION_INFO),
        .action = PICK(XrAction, SIMXR_ACTION),
        .subactionPath = chance(60) ? XR_NULL_PATH : path(),
    };
    const XrHapticVibration vibration = {
        .type = type_of(XR_TYPE_HAPTIC_VIBRATION),
        .duration = chance(50) ? XR_MIN_HAPTIC_DURATION : time_of(),
        .frequency = number(),
        .amplitude = number(),
    };
    return chance(50) ? call.xrStopHapticFeedback(session, OR_NULL(&info))
                      : call.xrApplyHapticFeedback(session, OR_NULL(&info),
                                                   (const XrHapticBaseHeader *)OR_NULL(&vibration));
}

static XrResult current_profile(void)
{
    XrInteractionProfileState state = {.type = type_of(XR_TYPE_INTERACTION_PROFILE_STATE)};
    return call.xrGetCurrentInteractionProfile(PICK(XrSession, SIMXR_SESSION), path(),
                                               OR_NULL(&state));
}

static XrResult bound_sources(void)
{
    XrPath sources[ITEMS];
    uint32_t count;
    const XrBoundSourcesForActionEnumerateInfo info = {
        .type = type_of(XR_TYPE_BOUND_SOURCES_FOR_ACTION_ENUMERATE_INFO),
        .action = PICK(XrAction, SIMXR_ACTION),
    };
    return call.xrEnumerateBoundSourcesForAction(PICK(XrSession, SIMXR_SESSION), OR_NULL(&info),
                                                 draw(ITEMS), OR_NULL(&count), OR_NULL(sources));
}

static XrResult source_name(void)
{
    char text[ITEMS];
    uint32_t count;
    const XrInputSourceLocalizedNameGetInfo info = {
        .type = type_of(XR_TYPE_INPUT_SOURCE_LOCALIZED_NAME_GET_INFO),
        .sourcePath = path(),
        .whichComponents = draw(10),
    };
    return call.xrGetInputSourceLocalizedName(PICK(XrSession, SIMXR_SESSION), OR_NULL(&info),
                                              draw(ITEMS), OR_NULL(&count), OR_NULL(text));
}

static XrResult hand_calls(void)
{
    const XrHandTrackerCreateInfoEXT make = {
        .type = type_of(XR_TYPE_HAND_TRACKER_CREATE_INFO_EXT),
        .hand = (XrHandEXT)draw(4),
        .handJointSet = (XrHandJointSetEXT)(chance(95) ? 0 : 1),
    };
    XrHandTrackerEXT tracker = PICK(XrHandTrackerEXT, SIMXR_HAND_TRACKER);
    if (chance(20)) {
        return call.xrDestroyHandTrackerEXT(tracker);
    }
    if (call.xrCreateHandTrackerEXT(PICK(XrSession, SIMXR_SESSION), OR_NULL(&make), &tracker) ==
        XR_SUCCESS) {
        keep(SIMXR_HAND_TRACKER, tracker);
    }
    XrHandJointLocationEXT joints[XR_HAND_JOINT_COUNT_EXT];
    XrHandJointVelocityEXT moves[XR_HAND_JOINT_COUNT_EXT];
    XrHandJointVelocitiesEXT velocities = {.type = XR_TYPE_HAND_JOINT_VELOCITIES_EXT,
                                           .jointCount = COUNT(moves),
                                           .jointVelocities = moves};
    XrHandJointLocationsEXT locations = {.type = type_of(XR_TYPE_HAND_JOINT_LOCATIONS_EXT),
                                         .next = chance(50) ? &velocities : NULL,
                                         .jointCount = chance(95) ? COUNT(joints) : draw(26),
                                         .jointLocations = OR_NULL(joints)};
    const XrHandJointsLocateInfoEXT info = {.type = type_of(XR_TYPE_HAND_JOINTS_LOCATE_INFO_EXT),
                                            .baseSpace = PICK(XrSpace, SIMXR_SPACE),
                                            .time = time_of()};
    return call.xrLocateHandJointsEXT(tracker, OR_NULL(&info), OR_NULL(&locations));
}

static XrResult automate(void)
{
    const XrSession session = PICK(XrSession, SIMXR_SESSION);
    switch (draw(5)) {
    case 0: return call.xrSetInputDeviceActiveEXT(session, 6 + draw(4), 1 + draw(5), chance(80));
    case 1: return call.xrSetInputDeviceStateBoolEXT(session, path(), path(), chance(50));
    case 2: return call.xrSetInputDeviceStateFloatEXT(session, path(), path(), number());
    case 3:
        return call.xrSetInputDeviceStateVector2fEXT(session, path(), path(),
                                                     (XrVector2f){number(), number()});
    default:
        return call.xrSetInputDeviceLocationEXT(session, path(), path(), PICK(XrSpace, SIMXR_SPACE),
                                                pose());
    }
}

static XrResult move_body(void)
{
    const XrSimulatedBodyRESPITEX body = {
        .type = type_of(XR_TYPE_SIMULATED_BODY_RESPITEX),
        .headYaw = number(),
        .headPitch = number(),
        .isBreathManual = chance(50),
        .isInhaling = chance(50),
        .isSelectPressed = chance(50),
    };
    return call.xrSetSimulatedBodyRESPITEX(PICK(XrSession, SIMXR_SESSION), OR_NULL(&body));
}

static XrResult refresh_rate(void)
{
    float rates[ITEMS];
    uint32_t count;
    const XrSession session = PICK(XrSession, SIMXR_SESSION);
    call.xrEnumerateDisplayRefreshRatesFB(session, draw(ITEMS), OR_NULL(&count), OR_NULL(rates));
    call.xrGetDisplayRefreshRateFB(session, OR_NULL(rates));
    return call.xrRequestDisplayRefreshRateFB(session, chance(50) ? 90.0f : number());
}

// A world as programs make it, so that what is drawn finds something to work on.
static XrInstance bring_up_instance(void)
{
    const XrInstanceCreateInfo info = api_instance_info();
    XrInstance instance = XR_NULL_HANDLE;
    if (call.xrCreateInstance(&info, &instance) == XR_SUCCESS) {
        remember_instance(instance);
    }
    return instance;
}

static XrSession bring_up_session(XrInstance instance)
{
    XrGraphicsRequirementsVulkanKHR need = {.type = XR_TYPE_GRAPHICS_REQUIREMENTS_VULKAN2_KHR};
    const XrGraphicsBindingVulkanKHR binding = api_binding(&device);
    const XrSessionCreateInfo info = {
        .type = XR_TYPE_SESSION_CREATE_INFO, .next = &binding, .systemId = 1};
    const XrSessionBeginInfo begin = {.type = XR_TYPE_SESSION_BEGIN_INFO,
                                      .primaryViewConfigurationType =
                                          XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO};
    XrSession session = XR_NULL_HANDLE;
    call.xrGetVulkanGraphicsRequirements2KHR(instance, 1, &need);
    if (call.xrCreateSession(instance, &info, &session) == XR_SUCCESS) {
        remember_session(session);
        call.xrBeginSession(session, &begin);
    }
    return session;
}

static void bring_up_actions(XrInstance instance, XrSession session)
{
    static const struct {
        XrActionType type;
        XrPath binding; // of the texts above
    } kinds[] = {{XR_ACTION_TYPE_BOOLEAN_INPUT, 10},
                 {XR_ACTION_TYPE_FLOAT_INPUT, 11},
                 {XR_ACTION_TYPE_POSE_INPUT, 12},
                 {XR_ACTION_TYPE_POSE_INPUT, 13},
                 {XR_ACTION_TYPE_VIBRATION_OUTPUT, 17}};
    XrActionSetCreateInfo set_info = {.type = XR_TYPE_ACTION_SET_CREATE_INFO};
    name(set_info.actionSetName, sizeof set_info.actionSetName);
    name(set_info.localizedActionSetName, sizeof set_info.localizedActionSetName);
    XrActionSet set = XR_NULL_HANDLE;
    call.xrCreateActionSet(instance, &set_info, &set);
    keep(SIMXR_ACTION_SET, set);
    XrActionSuggestedBinding items[COUNT(kinds)];
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const XrPath hands[] = {1, 2};
        XrActionCreateInfo info = {.type = XR_TYPE_ACTION_CREATE_INFO,
                                   .actionType = kinds[i].type,
                                   .countSubactionPaths = 2,
                                   .subactionPaths = hands};
        snprintf(info.actionName, sizeof info.actionName, "action%zu", i);
        snprintf(info.localizedActionName, sizeof info.localizedActionName, "Action %zu", i);
        items[i] = (XrActionSuggestedBinding){.binding = kinds[i].binding};
        call.xrCreateAction(set, &info, &items[i].action);
        keep(SIMXR_ACTION, items[i].action);
    }
    const XrInteractionProfileSuggestedBinding bindings = {
        .type = XR_TYPE_INTERACTION_PROFILE_SUGGESTED_BINDING,
        .interactionProfile = 6,
        .countSuggestedBindings = COUNT(items),
        .suggestedBindings = items,
    };
    const XrSessionActionSetsAttachInfo info = {
        .type = XR_TYPE_SESSION_ACTION_SETS_ATTACH_INFO, .countActionSets = 1, .actionSets = &set};
    call.xrSuggestInteractionProfileBindings(instance, &bindings);
    if (chance(60)) {
        call.xrAttachSessionActionSets(session, &info);
    }
}

static XrResult bring_up(void)
{
    XrInstance instance = chance(50) ? PICK(XrInstance, SIMXR_INSTANCE) : bring_up_instance();
    const XrSession session = bring_up_session(instance);
    if (!session) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    bring_up_actions(instance, session);
    XrFrameState state = {.type = XR_TYPE_FRAME_STATE};
    if (call.xrWaitFrame(session, NULL, &state) != XR_SUCCESS) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    atomic_store(&display, state.predictedDisplayTime);
    call.xrBeginFrame(session, NULL);
    const XrFrameEndInfo info = api_end_info(state.predictedDisplayTime);
    return call.xrEndFrame(session, &info) == XR_SUCCESS ? XR_SUCCESS : XR_ERROR_VALIDATION_FAILURE;
}

// OpenXR 1.0, "Return Codes" of each function: what it may answer besides success and what every
// function may (of which a failure of the runtime and a lack of memory must not come).
static const struct {
    const char *name;
    XrResult (*call)(void);
    uint32_t weight;
    XrResult answers[8];
} operations[] = {
#define E(code) XR_ERROR_##code
    {"bring up", bring_up, 3, {0}},
    {"create instance", create_instance, 1, {E(EXTENSION_NOT_PRESENT)}},
    {"destroy instance", destroy_instance, 1, {0}},
    {"instance properties", instance_properties, 1, {0}},
    {"poll event", poll_event, 8, {XR_EVENT_UNAVAILABLE}},
    {"to text", to_text, 1, {0}},
    {"system properties", system_properties, 1, {E(SYSTEM_INVALID)}},
    {"view sizes",
     view_sizes,
     1,
     {E(SYSTEM_INVALID), E(SIZE_INSUFFICIENT), E(VIEW_CONFIGURATION_TYPE_UNSUPPORTED)}},
    {"requirements", requirements, 4, {E(SYSTEM_INVALID)}},
    {"graphics device", graphics_device, 2, {E(SYSTEM_INVALID)}},
    {"create session",
     create_session,
     10,
     {E(SYSTEM_INVALID), E(LIMIT_REACHED), E(GRAPHICS_DEVICE_INVALID),
      E(GRAPHICS_REQUIREMENTS_CALL_MISSING)}},
    {"destroy session", destroy_session, 1, {0}},
    {"begin session",
     begin_session,
     12,
     {E(SESSION_RUNNING), E(SESSION_NOT_READY), E(VIEW_CONFIGURATION_TYPE_UNSUPPORTED)}},
    {"end session", end_session, 4, {E(SESSION_NOT_RUNNING), E(SESSION_NOT_STOPPING)}},
    {"request exit", request_exit, 1, {E(SESSION_NOT_RUNNING)}},
    {"wait frame", wait_frame, 20, {E(SESSION_NOT_RUNNING)}},
    {"begin frame",
     begin_frame,
     20,
     {E(SESSION_NOT_RUNNING), E(CALL_ORDER_INVALID), XR_FRAME_DISCARDED}},
    {"end frame",
     end_frame,
     40,
     {E(SESSION_NOT_RUNNING), E(CALL_ORDER_INVALID), E(TIME_INVALID), E(LAYER_INVALID),
      E(LAYER_LIMIT_EXCEEDED), E(POSE_INVALID), E(SWAPCHAIN_RECT_INVALID),
      E(ENVIRONMENT_BLEND_MODE_UNSUPPORTED)}},
    {"locate views",
     locate_views,
     5,
     {E(SIZE_INSUFFICIENT), E(TIME_INVALID), E(VIEW_CONFIGURATION_TYPE_UNSUPPORTED)}},
    {"visibility mask",
     visibility_mask,
     2,
     {E(SIZE_INSUFFICIENT), E(VIEW_CONFIGURATION_TYPE_UNSUPPORTED)}},
    {"create reference space",
     create_reference_space,
     6,
     {E(LIMIT_REACHED), E(POSE_INVALID), E(REFERENCE_SPACE_UNSUPPORTED)}},
    {"create action space",
     create_action_space,
     4,
     {E(LIMIT_REACHED), E(POSE_INVALID), E(ACTION_TYPE_MISMATCH), E(PATH_INVALID),
      E(PATH_UNSUPPORTED)}},
    {"destroy space", destroy_space, 3, {0}},
    {"locate space", locate_space, 10, {E(TIME_INVALID)}},
    {"space bounds",
     space_bounds,
     2,
     {XR_SPACE_BOUNDS_UNAVAILABLE, E(REFERENCE_SPACE_UNSUPPORTED)}},
    {"create swapchain",
     create_swapchain,
     8,
     {E(LIMIT_REACHED), E(SWAPCHAIN_FORMAT_UNSUPPORTED), E(FEATURE_UNSUPPORTED)}},
    {"destroy swapchain", destroy_swapchain, 4, {0}},
    {"swapchain images", swapchain_images, 2, {E(SIZE_INSUFFICIENT)}},
    {"acquire image", acquire_image, 30, {E(CALL_ORDER_INVALID)}},
    {"wait image", wait_image, 30, {E(CALL_ORDER_INVALID), XR_TIMEOUT_EXPIRED}},
    {"release image", release_image, 30, {E(CALL_ORDER_INVALID)}},
    {"paths",
     path_calls,
     3,
     {E(PATH_FORMAT_INVALID), E(PATH_COUNT_EXCEEDED), E(SIZE_INSUFFICIENT), E(PATH_INVALID)}},
    {"create action set",
     create_action_set,
     5,
     {E(LIMIT_REACHED), E(PATH_FORMAT_INVALID), E(NAME_INVALID), E(NAME_DUPLICATED),
      E(LOCALIZED_NAME_INVALID), E(LOCALIZED_NAME_DUPLICATED)}},
    {"destroy action set", destroy_action_set, 2, {0}},
    {"create action",
     create_action,
     12,
     {E(PATH_FORMAT_INVALID), E(NAME_INVALID), E(NAME_DUPLICATED), E(LOCALIZED_NAME_INVALID),
      E(LOCALIZED_NAME_DUPLICATED), E(PATH_INVALID), E(PATH_UNSUPPORTED),
      E(ACTIONSETS_ALREADY_ATTACHED)}},
    {"destroy action", destroy_action, 3, {0}},
    {"suggest", suggest, 8, {E(PATH_INVALID), E(PATH_UNSUPPORTED), E(ACTIONSETS_ALREADY_ATTACHED)}},
    {"attach", attach, 2, {E(ACTIONSETS_ALREADY_ATTACHED)}},
    {"sync",
     sync_actions,
     15,
     {XR_SESSION_NOT_FOCUSED, E(PATH_INVALID), E(PATH_UNSUPPORTED), E(ACTIONSET_NOT_ATTACHED)}},
    {"get state",
     get_state,
     12,
     {E(PATH_INVALID), E(PATH_UNSUPPORTED), E(ACTIONSET_NOT_ATTACHED), E(ACTION_TYPE_MISMATCH)}},
    {"vibrate",
     vibrate,
     4,
     {XR_SESSION_NOT_FOCUSED, E(PATH_INVALID), E(PATH_UNSUPPORTED), E(ACTIONSET_NOT_ATTACHED),
      E(ACTION_TYPE_MISMATCH)}},
    {"current profile",
     current_profile,
     3,
     {E(PATH_INVALID), E(PATH_UNSUPPORTED), E(ACTIONSET_NOT_ATTACHED)}},
    {"bound sources", bound_sources, 3, {E(SIZE_INSUFFICIENT), E(ACTIONSET_NOT_ATTACHED)}},
    {"source name",
     source_name,
     3,
     {E(SIZE_INSUFFICIENT), E(PATH_INVALID), E(PATH_UNSUPPORTED), E(ACTIONSET_NOT_ATTACHED)}},
    {"hands", hand_calls, 6, {E(TIME_INVALID)}},
    {"automate", automate, 10, {E(PATH_INVALID), E(PATH_UNSUPPORTED), E(POSE_INVALID)}},
    {"move body", move_body, 3, {0}},
    {"refresh rate", refresh_rate, 2, {E(DISPLAY_REFRESH_RATE_UNSUPPORTED_FB)}},
#undef E
};

static _Atomic int successes[COUNT(operations)];
static _Atomic bool has_wrong_answer;

static void judge(size_t i, XrResult result)
{
    if (result == XR_SUCCESS) {
        atomic_fetch_add(&successes[i], 1);
        return;
    }
    bool is_right = result == XR_ERROR_VALIDATION_FAILURE || result == XR_ERROR_HANDLE_INVALID ||
                    result == XR_ERROR_SESSION_LOST || result == XR_ERROR_INSTANCE_LOST;
    for (size_t k = 0; k < COUNT(operations[i].answers); k++) {
        is_right = is_right || (operations[i].answers[k] && operations[i].answers[k] == result);
    }
    if (!is_right) {
        printf("%s answers %d\n", operations[i].name, (int)result);
        atomic_store(&has_wrong_answer, true);
    }
}

static void make_calls(int count)
{
    uint32_t all = 0;
    for (size_t i = 0; i < COUNT(operations); i++) {
        all += operations[i].weight;
    }
    bring_up();
    while (count-- > 0) {
        uint32_t at = draw(all);
        size_t i = 0;
        while (at >= operations[i].weight) {
            at -= operations[i++].weight;
        }
        judge(i, operations[i].call());
    }
}

static char folder[] = "/tmp/simxr_torture_XXXXXX";

// Faults on the way: every other world has them. Pictures are drawn in every third.
static const char script_text[] =
    "{\"$schema\": \"simxr-script.schema.json\", \"faults\": ["
    "{\"at_s\": 0.3, \"event\": \"focus_lost\"}, {\"at_s\": 0.6, \"event\": \"focus_gained\"},"
    "{\"at_s\": 0.7, \"event\": \"hidden\"}, {\"at_s\": 0.8, \"event\": \"focus_gained\"},"
    "{\"at_s\": 0.9, \"event\": \"recenter\"}, {\"at_s\": 1.0, \"event\": \"stop\"},"
    "{\"at_s\": 1.2, \"event\": \"start\"}, {\"at_s\": 1.6, \"event\": \"session_loss\"},"
    "{\"at_s\": 2.2, \"event\": \"instance_loss\", \"in_s\": 0.1}]}";

static void set_or_unset(const char *variable, bool is_set, const char *value)
{
    if (is_set) {
        setenv(variable, value, 1);
    } else {
        unsetenv(variable);
    }
}

static void set_world(int round)
{
    char script[sizeof folder + 16];
    snprintf(script, sizeof script, "%s/script.json", folder);
    set_or_unset("RESPITE_SIMXR_SCRIPT", round % 2 == 1, script);
    set_or_unset("RESPITE_SIMXR_CAPTURE", round % 3 == 2, folder);
    setenv("RESPITE_SIMXR_CAPTURE_HZ", "10", 1);
    setenv("RESPITE_SIMXR_CLOCK", round % 8 == 7 ? "real" : "virtual", 1);
}

static void destroy_everything(void)
{
    for (uint32_t i = 0; i < atomic_load(&instance_count); i++) {
        call.xrDestroyInstance((XrInstance)(uintptr_t)atomic_load(&instances[i]));
    }
}

static void leave_world(void)
{
    destroy_everything();
    atomic_store(&instance_count, 0);
    assert_int_equal(simxr_handle_count(), 0);
    assert_int_equal(mem_live(), 0);
    assert_false(atomic_load(&has_wrong_answer));
}

static void nothing_breaks_by_any_sequence_of_calls(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        seed = UINT64_C(0x9e3779b97f4a7c15) * (uint64_t)(round + 1);
        set_world(round);
        make_calls(CALLS);
        leave_world();
    }
    // Else the draw would be too wild to get anywhere.
    for (size_t i = 0; i < COUNT(operations); i++) {
        if (atomic_load(&successes[i]) == 0) {
            printf("%s never succeeds\n", operations[i].name);
            fail();
        }
    }
}

static _Atomic int finished;

static void *call_aside(void *user)
{
    seed = UINT64_C(0x9e3779b97f4a7c15) * (uint64_t)(100 + *(const int *)user);
    make_calls(CALLS);
    atomic_fetch_add(&finished, 1);
    return NULL;
}

// What one thread waits for, another may never do: now and then all is destroyed under their feet.
static void nothing_breaks_by_any_sequence_of_calls_on_threads(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS / 3; round++) {
        pthread_t threads[THREADS];
        int numbers[THREADS];
        set_world(round);
        atomic_store(&finished, 0);
        for (int i = 0; i < THREADS; i++) {
            numbers[i] = round * THREADS + i;
            assert_int_equal(pthread_create(&threads[i], NULL, call_aside, &numbers[i]), 0);
        }
        while (atomic_load(&finished) < THREADS) {
            usleep(20000);
            destroy_everything();
        }
        for (int i = 0; i < THREADS; i++) {
            pthread_join(threads[i], NULL);
        }
        leave_world();
    }
}

static void write_script(void)
{
    char path_of_script[sizeof folder + 16];
    snprintf(path_of_script, sizeof path_of_script, "%s/script.json", folder);
    FILE *file = fopen(path_of_script, "w");
    assert_non_null(file);
    assert_true(fputs(script_text, file) >= 0);
    fclose(file);
}

static void remove_folder(void)
{
    DIR *dir = opendir(folder);
    for (struct dirent *at; dir && (at = readdir(dir));) {
        unlinkat(dirfd(dir), at->d_name, 0);
    }
    if (dir) {
        closedir(dir);
    }
    rmdir(folder);
}

int main(void)
{
    setenv("RESPITE_SIMXR_HEADSET", "small", 1);
    if (!api_has_device()) {
        return 77;
    }
    if (!mkdtemp(folder)) {
        return 1;
    }
    write_script();
    api_open(&device);
    if (!api_open_device(&device)) {
        return 1;
    }
    call.xrDestroyInstance(device.instance); // its functions and the Vulkan device go on
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_breaks_by_any_sequence_of_calls),
        cmocka_unit_test(nothing_breaks_by_any_sequence_of_calls_on_threads),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    vkDestroyDevice(device.device, NULL);
    vkDestroyInstance(device.vk_instance, NULL);
    remove_folder();
    return failed;
}
