// An OpenXR API layer that takes any program's time: what stands between it and the runtime sees
// every frame begin, every pose asked for and every frame end, whoever wrote the program. What it
// sees goes into the book (peers_book.h).
#include "peers_book.h"
#include "peers_loader.h"

#include <stdbool.h>
#include <string.h>

// What programs call while a frame is open. Whatever is not here counts as the program's own.
// clang-format off
#define CALLS_IN_FRAME(X)                                                                                        \
    X(xrPollEvent, (XrInstance a, XrEventDataBuffer *b), (a, b))                                                 \
    X(xrLocateSpace, (XrSpace a, XrSpace b, XrTime c, XrSpaceLocation *d), (a, b, c, d))                         \
    X(xrSyncActions, (XrSession a, const XrActionsSyncInfo *b), (a, b))                                          \
    X(xrGetActionStateBoolean, (XrSession a, const XrActionStateGetInfo *b, XrActionStateBoolean *c), (a, b, c)) \
    X(xrGetActionStateFloat, (XrSession a, const XrActionStateGetInfo *b, XrActionStateFloat *c), (a, b, c))     \
    X(xrGetActionStateVector2f, (XrSession a, const XrActionStateGetInfo *b, XrActionStateVector2f *c), (a, b, c)) \
    X(xrGetActionStatePose, (XrSession a, const XrActionStateGetInfo *b, XrActionStatePose *c), (a, b, c))       \
    X(xrGetCurrentInteractionProfile, (XrSession a, XrPath b, XrInteractionProfileState *c), (a, b, c))          \
    X(xrApplyHapticFeedback, (XrSession a, const XrHapticActionInfo *b, const XrHapticBaseHeader *c), (a, b, c)) \
    X(xrStopHapticFeedback, (XrSession a, const XrHapticActionInfo *b), (a, b))                                  \
    X(xrAcquireSwapchainImage, (XrSwapchain a, const XrSwapchainImageAcquireInfo *b, uint32_t *c), (a, b, c))    \
    X(xrWaitSwapchainImage, (XrSwapchain a, const XrSwapchainImageWaitInfo *b), (a, b))                          \
    X(xrReleaseSwapchainImage, (XrSwapchain a, const XrSwapchainImageReleaseInfo *b), (a, b))                    \
    X(xrLocateHandJointsEXT, (XrHandTrackerEXT a, const XrHandJointsLocateInfoEXT *b, XrHandJointLocationsEXT *c), (a, b, c)) \
    X(xrConvertTimeToTimespecTimeKHR, (XrInstance a, XrTime b, struct timespec *c), (a, b, c))                   \
    X(xrConvertTimespecTimeToTimeKHR, (XrInstance a, const struct timespec *b, XrTime *c), (a, b, c))            \
    X(xrStringToPath, (XrInstance a, const char *b, XrPath *c), (a, b, c))                                       \
    X(xrPathToString, (XrInstance a, XrPath b, uint32_t c, uint32_t *d, char *e), (a, b, c, d, e))
// clang-format on

// As platform headers would, had they been asked for their clocks.
typedef XrResult(XRAPI_PTR *PFN_xrConvertTimeToTimespecTimeKHR)(XrInstance, XrTime,
                                                                struct timespec *);
typedef XrResult(XRAPI_PTR *PFN_xrConvertTimespecTimeToTimeKHR)(XrInstance, const struct timespec *,
                                                                XrTime *);

enum call {
#define NUMBER(name, parameters, arguments) CALL_##name,
    CALLS_IN_FRAME(NUMBER)
#undef NUMBER
        CALL_xrDestroyInstance,
    CALL_xrEndSession,
    CALL_xrWaitFrame,
    CALL_xrBeginFrame,
    CALL_xrLocateViews,
    CALL_xrEndFrame,
    CALL_COUNT
};

// What the next layer, or the runtime, has for each. One instance at a time.
static PFN_xrGetInstanceProcAddr next_proc_addr;
static PFN_xrVoidFunction next[CALL_COUNT];
#define NEXT(name) ((PFN_##name)next[CALL_##name])

// Of the thread that is in a frame.
static _Thread_local struct {
    bool is_in_frame;
    int64_t begin_cpu_ns;
    int64_t xr_cpu_ns; // spent inside OpenXR since then
    int64_t asked_ns;  // its newest xrLocateViews call
    int64_t xr_ns;     // passed inside OpenXR since that
} thread;

struct stay {
    int64_t at_ns;
    int64_t cpu_ns;
};

static struct stay enter_call(void)
{
    return (struct stay){
        .at_ns = peers_book_clock_ns(CLOCK_MONOTONIC),
        .cpu_ns = peers_book_clock_ns(CLOCK_THREAD_CPUTIME_ID),
    };
}

static void leave_call(struct stay since)
{
    thread.xr_cpu_ns += peers_book_clock_ns(CLOCK_THREAD_CPUTIME_ID) - since.cpu_ns;
    thread.xr_ns += peers_book_clock_ns(CLOCK_MONOTONIC) - since.at_ns;
}

// --- the calls ---

#define WRAPPER(name, parameters, arguments)                   \
    static XRAPI_ATTR XrResult XRAPI_CALL on_##name parameters \
    {                                                          \
        const struct stay since = enter_call();                \
        const XrResult result = NEXT(name) arguments;          \
        leave_call(since);                                     \
        return result;                                         \
    }
CALLS_IN_FRAME(WRAPPER)
#undef WRAPPER

static XRAPI_ATTR XrResult XRAPI_CALL on_xrLocateViews(XrSession session,
                                                       const XrViewLocateInfo *info,
                                                       XrViewState *state, uint32_t capacity,
                                                       uint32_t *count, XrView *views)
{
    const struct stay since = enter_call();
    thread.asked_ns = since.at_ns;
    thread.xr_ns = 0;
    const XrResult result = NEXT(xrLocateViews)(session, info, state, capacity, count, views);
    if (XR_SUCCEEDED(result) && capacity > 0 && count && views) {
        peers_book_note_located(since.at_ns, *count < capacity ? *count : capacity, views);
    }
    leave_call(since);
    return result;
}

static XRAPI_ATTR XrResult XRAPI_CALL on_xrWaitFrame(XrSession session, const XrFrameWaitInfo *info,
                                                     XrFrameState *state)
{
    const struct stay since = enter_call();
    const XrResult result = NEXT(xrWaitFrame)(session, info, state);
    if (XR_SUCCEEDED(result)) {
        peers_book_note_period(state->predictedDisplayPeriod);
    }
    leave_call(since);
    return result;
}

static XRAPI_ATTR XrResult XRAPI_CALL on_xrBeginFrame(XrSession session,
                                                      const XrFrameBeginInfo *info)
{
    const XrResult result = NEXT(xrBeginFrame)(session, info);
    thread.is_in_frame = XR_SUCCEEDED(result);
    thread.xr_cpu_ns = 0;
    thread.begin_cpu_ns = peers_book_clock_ns(CLOCK_THREAD_CPUTIME_ID);
    return result;
}

// All is read before the frame is passed on, and written after.
static XRAPI_ATTR XrResult XRAPI_CALL on_xrEndFrame(XrSession session, const XrFrameEndInfo *info)
{
    const struct stay now = enter_call();
    struct peers_book_frame frame = {
        .end_ns = now.at_ns,
        .asked_ns = thread.asked_ns,
        .pose_xr_ns = thread.xr_ns,
        .app_cpu_ns = thread.is_in_frame ? now.cpu_ns - thread.begin_cpu_ns - thread.xr_cpu_ns : -1,
    };
    thread.is_in_frame = false;
    const bool is_counted = info && info->layerCount > 0 && peers_book_is_kept();
    if (is_counted) {
        peers_book_read_process(&frame);
    }
    const XrResult result = NEXT(xrEndFrame)(session, info);
    if (is_counted && XR_SUCCEEDED(result)) {
        peers_book_write(&frame, info);
    }
    return result;
}

static XRAPI_ATTR XrResult XRAPI_CALL on_xrEndSession(XrSession session)
{
    peers_book_flush();
    return NEXT(xrEndSession)(session);
}

static XRAPI_ATTR XrResult XRAPI_CALL on_xrDestroyInstance(XrInstance instance)
{
    peers_book_flush();
    return NEXT(xrDestroyInstance)(instance);
}

// --- the loader ---

static const struct hook {
    const char *name;
    PFN_xrVoidFunction ours;
} hooks[CALL_COUNT] = {
#define HOOK(name, parameters, arguments) [CALL_##name] = {#name, (PFN_xrVoidFunction)on_##name},
    CALLS_IN_FRAME(HOOK) HOOK(xrDestroyInstance, , ) HOOK(xrEndSession, , ) HOOK(xrWaitFrame, , )
        HOOK(xrBeginFrame, , ) HOOK(xrLocateViews, , ) HOOK(xrEndFrame, , )
#undef HOOK
};

static XRAPI_ATTR XrResult XRAPI_CALL get_instance_proc_addr(XrInstance instance, const char *name,
                                                             PFN_xrVoidFunction *out)
{
    if (!next_proc_addr) {
        return XR_ERROR_HANDLE_INVALID;
    }
    const XrResult result = next_proc_addr(instance, name, out);
    for (int i = 0; XR_SUCCEEDED(result) && i < CALL_COUNT; i++) {
        if (strcmp(name, hooks[i].name) == 0) {
            *out = hooks[i].ours;
        }
    }
    return result;
}

static XRAPI_ATTR XrResult XRAPI_CALL create_instance(const XrInstanceCreateInfo *info,
                                                      const struct peers_loader_create_info *layer,
                                                      XrInstance *out_instance)
{
    if (!layer || layer->kind != PEERS_LOADER_CREATE_INFO || !layer->next) {
        return XR_ERROR_INITIALIZATION_FAILED;
    }
    struct peers_loader_create_info below = *layer;
    below.next = layer->next->next;
    const XrResult result = layer->next->create_instance(info, &below, out_instance);
    if (XR_SUCCEEDED(result)) {
        next_proc_addr = layer->next->get_instance_proc_addr;
        for (int i = 0; i < CALL_COUNT; i++) {
            next[i] = NULL; // stays so for the calls of extensions that are not enabled
            (void)next_proc_addr(*out_instance, hooks[i].name, &next[i]);
        }
    }
    return result;
}

XRAPI_ATTR XrResult XRAPI_CALL
xrNegotiateLoaderApiLayerInterface(const struct peers_loader_info *loader, const char *layer_name,
                                   struct peers_loader_request *request)
{
    (void)layer_name;
    if (!loader || loader->kind != PEERS_LOADER_INFO || !request ||
        request->kind != PEERS_LOADER_REQUEST ||
        loader->min_interface_version > PEERS_LOADER_INTERFACE_VERSION ||
        loader->max_interface_version < PEERS_LOADER_INTERFACE_VERSION) {
        return XR_ERROR_INITIALIZATION_FAILED;
    }
    request->interface_version = PEERS_LOADER_INTERFACE_VERSION;
    request->api_version = XR_MAKE_VERSION(1, 0, 0);
    request->get_instance_proc_addr = get_instance_proc_addr;
    request->create_instance = create_instance;
    return XR_SUCCESS;
}
