// An OpenXR API layer that takes any program's time: what stands between it and the runtime sees
// every frame begin, every pose asked for and every frame end, whoever wrote the program.
//
// For each frame with layers one line of CSV goes to the file that RESPITE_PEERS_CSV names:
//
//   pose_age_ns    from the xrLocateViews call whose poses were submitted to xrEndFrame
//   app_cpu_ns     processor time of the thread that calls both, from xrBeginFrame's return to
//                  xrEndFrame's call, less what passed inside the OpenXR calls between them;
//                  blank where two threads share the frame
//   since_exec_ns  age of the process when xrEndFrame is called; the kernel counts starts in
//                  hundredths of a second
//   process_cpu_ns, resident_bytes    of the whole process
//
// Without that variable the layer only passes calls on.
#include "peers_loader.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { VIEW_MAX = 4, LOCATED_MAX = 16, RESIDENT_EVERY = 16 };

static const int64_t ns_per_s = 1000000000;

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
} thread;

struct located {
    int64_t asked_ns; // 0: never
    uint32_t count;
    XrPosef poses[VIEW_MAX];
};

struct row {
    XrTime display_time;
    int64_t end_ns;
    int64_t pose_age_ns; // -1: no pose was ever asked for
    bool is_matched;
    int64_t app_cpu_ns; // -1: not one thread's
    int64_t process_cpu_ns;
    int64_t since_exec_ns;
};

// Shared by the program's threads, under the lock.
static struct {
    pthread_mutex_t lock;
    FILE *csv;
    bool was_opened; // once, even if that failed
    struct located located[LOCATED_MAX];
    unsigned located_next;
    XrDuration period_ns;
    int64_t frames;
    int64_t resident_bytes;
} book = {.lock = PTHREAD_MUTEX_INITIALIZER};

static int64_t clock_ns(clockid_t clock)
{
    struct timespec ts = {0};
    clock_gettime(clock, &ts);
    return (int64_t)ts.tv_sec * ns_per_s + ts.tv_nsec;
}

static int64_t thread_cpu_ns(void)
{
    return clock_ns(CLOCK_THREAD_CPUTIME_ID);
}

// --- the book ---

static int64_t since_exec_ns(void)
{
    char text[1024];
    FILE *file = fopen("/proc/self/stat", "re");
    if (!file) {
        return -1;
    }
    const size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = '\0';
    // The name in brackets may hold anything; the start is the twentieth field after it.
    const char *at = strrchr(text, ')');
    for (int field = 0; at && field < 20; field++) {
        at = strchr(at + 1, ' ');
    }
    if (!at) {
        return -1;
    }
    const int64_t ticks = strtoll(at + 1, NULL, 10);
    return clock_ns(CLOCK_BOOTTIME) - ticks * (ns_per_s / sysconf(_SC_CLK_TCK));
}

static int64_t resident_bytes(void)
{
    long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file || fscanf(file, "%*d %lld", &pages) != 1) {
        pages = 0;
    }
    if (file) {
        fclose(file);
    }
    return (int64_t)pages * sysconf(_SC_PAGESIZE);
}

static void open_book(void)
{
    const char *path = getenv("RESPITE_PEERS_CSV");
    if (book.was_opened || !path) {
        return;
    }
    book.was_opened = true;
    book.csv = fopen(path, "we");
    if (!book.csv) {
        perror(path);
        return;
    }
    fputs("frame,display_time,period_ns,end_ns,pose_age_ns,pose_matched,app_cpu_ns,"
          "process_cpu_ns,since_exec_ns,resident_bytes\n",
          book.csv);
}

static void flush_book(void)
{
    pthread_mutex_lock(&book.lock);
    if (book.csv) {
        fflush(book.csv);
    }
    pthread_mutex_unlock(&book.lock);
}

static void note_located(int64_t asked_ns, uint32_t count, const XrView *views)
{
    pthread_mutex_lock(&book.lock);
    struct located *located = &book.located[book.located_next++ % LOCATED_MAX];
    *located = (struct located){.asked_ns = asked_ns, .count = count < VIEW_MAX ? count : VIEW_MAX};
    for (uint32_t i = 0; i < located->count; i++) {
        located->poses[i] = views[i].pose;
    }
    pthread_mutex_unlock(&book.lock);
}

static const XrCompositionLayerProjection *projection_of(const XrFrameEndInfo *info)
{
    for (uint32_t i = 0; i < info->layerCount; i++) {
        if (info->layers[i] && info->layers[i]->type == XR_TYPE_COMPOSITION_LAYER_PROJECTION) {
            return (const XrCompositionLayerProjection *)info->layers[i];
        }
    }
    return NULL;
}

static bool has_poses_of(const XrCompositionLayerProjection *layer, const struct located *located)
{
    bool is_same = layer->viewCount <= located->count;
    for (uint32_t i = 0; is_same && i < layer->viewCount; i++) {
        is_same = memcmp(&layer->views[i].pose, &located->poses[i], sizeof(XrPosef)) == 0;
    }
    return is_same;
}

// The newest call that returned what was submitted; a program that reworks its poses, or shows
// none, is taken to have used the newest.
static void find_pose(const XrFrameEndInfo *info, struct row *row)
{
    const XrCompositionLayerProjection *layer = projection_of(info);
    int64_t newest_ns = 0;
    int64_t matched_ns = 0;
    for (int i = 0; i < LOCATED_MAX; i++) {
        const struct located *located = &book.located[i];
        if (located->asked_ns > newest_ns) {
            newest_ns = located->asked_ns;
        }
        if (layer && located->asked_ns > matched_ns && has_poses_of(layer, located)) {
            matched_ns = located->asked_ns;
        }
    }
    const int64_t used_ns = matched_ns ? matched_ns : newest_ns;
    row->is_matched = matched_ns != 0;
    row->pose_age_ns = used_ns ? row->end_ns - used_ns : -1;
}

static void write_row(struct row *row, const XrFrameEndInfo *info)
{
    pthread_mutex_lock(&book.lock);
    open_book();
    if (book.csv) {
        find_pose(info, row);
        if (book.frames % RESIDENT_EVERY == 0) {
            book.resident_bytes = resident_bytes();
        }
        fprintf(book.csv, "%lld,%lld,%lld,%lld,%lld,%d,", (long long)book.frames,
                (long long)row->display_time, (long long)book.period_ns, (long long)row->end_ns,
                (long long)row->pose_age_ns, row->is_matched);
        if (row->app_cpu_ns >= 0) {
            fprintf(book.csv, "%lld", (long long)row->app_cpu_ns);
        }
        fprintf(book.csv, ",%lld,%lld,%lld\n", (long long)row->process_cpu_ns,
                (long long)row->since_exec_ns, (long long)book.resident_bytes);
        book.frames++;
    }
    pthread_mutex_unlock(&book.lock);
}

// --- the calls ---

#define WRAPPER(name, parameters, arguments)                   \
    static XRAPI_ATTR XrResult XRAPI_CALL on_##name parameters \
    {                                                          \
        const int64_t before_ns = thread_cpu_ns();             \
        const XrResult result = NEXT(name) arguments;          \
        thread.xr_cpu_ns += thread_cpu_ns() - before_ns;       \
        return result;                                         \
    }
CALLS_IN_FRAME(WRAPPER)
#undef WRAPPER

static XRAPI_ATTR XrResult XRAPI_CALL on_xrLocateViews(XrSession session,
                                                       const XrViewLocateInfo *info,
                                                       XrViewState *state, uint32_t capacity,
                                                       uint32_t *count, XrView *views)
{
    const int64_t asked_ns = clock_ns(CLOCK_MONOTONIC);
    const int64_t before_ns = thread_cpu_ns();
    const XrResult result = NEXT(xrLocateViews)(session, info, state, capacity, count, views);
    if (XR_SUCCEEDED(result) && capacity > 0 && count && views) {
        note_located(asked_ns, *count < capacity ? *count : capacity, views);
    }
    thread.xr_cpu_ns += thread_cpu_ns() - before_ns;
    return result;
}

static XRAPI_ATTR XrResult XRAPI_CALL on_xrWaitFrame(XrSession session, const XrFrameWaitInfo *info,
                                                     XrFrameState *state)
{
    const int64_t before_ns = thread_cpu_ns();
    const XrResult result = NEXT(xrWaitFrame)(session, info, state);
    if (XR_SUCCEEDED(result)) {
        pthread_mutex_lock(&book.lock);
        book.period_ns = state->predictedDisplayPeriod;
        pthread_mutex_unlock(&book.lock);
    }
    thread.xr_cpu_ns += thread_cpu_ns() - before_ns;
    return result;
}

static XRAPI_ATTR XrResult XRAPI_CALL on_xrBeginFrame(XrSession session,
                                                      const XrFrameBeginInfo *info)
{
    const XrResult result = NEXT(xrBeginFrame)(session, info);
    thread.is_in_frame = XR_SUCCEEDED(result);
    thread.xr_cpu_ns = 0;
    thread.begin_cpu_ns = thread_cpu_ns();
    return result;
}

// All is read before the frame is passed on, and written after.
static XRAPI_ATTR XrResult XRAPI_CALL on_xrEndFrame(XrSession session, const XrFrameEndInfo *info)
{
    const int64_t cpu_ns = thread_cpu_ns();
    struct row row = {
        .end_ns = clock_ns(CLOCK_MONOTONIC),
        .app_cpu_ns = thread.is_in_frame ? cpu_ns - thread.begin_cpu_ns - thread.xr_cpu_ns : -1,
    };
    thread.is_in_frame = false;
    const bool is_counted = info && info->layerCount > 0 && getenv("RESPITE_PEERS_CSV");
    if (is_counted) {
        row.display_time = info->displayTime;
        row.process_cpu_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
        row.since_exec_ns = since_exec_ns();
    }
    const XrResult result = NEXT(xrEndFrame)(session, info);
    if (is_counted && XR_SUCCEEDED(result)) {
        write_row(&row, info);
    }
    return result;
}

static XRAPI_ATTR XrResult XRAPI_CALL on_xrEndSession(XrSession session)
{
    flush_book();
    return NEXT(xrEndSession)(session);
}

static XRAPI_ATTR XrResult XRAPI_CALL on_xrDestroyInstance(XrInstance instance)
{
    flush_book();
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
