// Calls come from any thread, also for handles that another thread destroys. What is checked is
// that every answer is one the specification allows, and that the sanitizers have nothing to say.
#include "simxr_api.h"

#include <pthread.h>
#include <stdatomic.h>

enum { ROUNDS = 300, WORKERS = 3 };

static struct api api;
static atomic_bool is_done;
static _Atomic(XrSpace) shared_space;

static const XrReferenceSpaceCreateInfo local_info = {
    .type = XR_TYPE_REFERENCE_SPACE_CREATE_INFO,
    .referenceSpaceType = XR_REFERENCE_SPACE_TYPE_LOCAL,
    .poseInReferenceSpace = {{0, 0, 0, 1}, {0, 0, 0}},
};

static bool is_expected(XrResult result)
{
    return XR_SUCCEEDED(result) || result == XR_ERROR_HANDLE_INVALID ||
           result == XR_ERROR_LIMIT_REACHED || result == XR_ERROR_TIME_INVALID ||
           result == XR_ERROR_SESSION_NOT_RUNNING;
}

// Makes and destroys spaces that the others locate.
static void *make_spaces(void *user)
{
    bool *is_good = user;
    while (!atomic_load(&is_done)) {
        XrSpace space = XR_NULL_HANDLE;
        *is_good =
            *is_good && is_expected(call.xrCreateReferenceSpace(api.session, &local_info, &space));
        XrSpace old = atomic_exchange(&shared_space, space);
        if (old) {
            *is_good = *is_good && is_expected(call.xrDestroySpace(old));
        }
    }
    return NULL;
}

static void *locate_and_poll(void *user)
{
    bool *is_good = user;
    while (!atomic_load(&is_done)) {
        XrSpace space = atomic_load(&shared_space);
        XrSpaceLocation location = {.type = XR_TYPE_SPACE_LOCATION};
        *is_good = *is_good && is_expected(call.xrLocateSpace(space, space, 1000, &location));
        XrEventDataBuffer event = {.type = XR_TYPE_EVENT_DATA_BUFFER};
        *is_good = *is_good && is_expected(call.xrPollEvent(api.instance, &event));
        XrPath path;
        *is_good = *is_good && is_expected(call.xrStringToPath(api.instance, "/user/a", &path));
    }
    return NULL;
}

static void run_frames(int count)
{
    for (int i = 0; i < count; i++) {
        api_frame(&api);
    }
}

static void calls_from_many_threads_get_right_answers(void **state)
{
    (void)state;
    api_open_session(&api);
    assert_int_equal(api_begin_session(&api), XR_SUCCESS);
    atomic_store(&is_done, false);
    bool is_good[WORKERS] = {true, true, true};
    pthread_t threads[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
        void *(*work)(void *) = i == 0 ? make_spaces : locate_and_poll;
        assert_int_equal(pthread_create(&threads[i], NULL, work, &is_good[i]), 0);
    }
    run_frames(ROUNDS);
    atomic_store(&is_done, true);
    for (int i = 0; i < WORKERS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(is_good[i]);
    }
    api_close(&api);
}

static void *wait_forever(void *user)
{
    XrResult *out = user;
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    do {
        *out = call.xrWaitFrame(api.session, NULL, &frame);
        call.xrBeginFrame(api.session, NULL);
    } while (*out == XR_SUCCESS);
    return NULL;
}

static void a_session_is_destroyed_under_a_running_frame_loop(void **state)
{
    (void)state;
    for (int is_real = 0; is_real < 2; is_real++) {
        setenv("RESPITE_SIMXR_CLOCK", is_real ? "real" : "virtual", 1);
        api_open_session(&api);
        setenv("RESPITE_SIMXR_CLOCK", "virtual", 1);
        assert_int_equal(api_begin_session(&api), XR_SUCCESS);
        run_frames(2);
        XrResult result = XR_SUCCESS;
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, wait_forever, &result), 0);
        usleep(30000);
        assert_int_equal(call.xrDestroySession(api.session), XR_SUCCESS);
        pthread_join(thread, NULL);
        assert_int_equal(result, XR_ERROR_HANDLE_INVALID);
        api_close(&api);
    }
}

// One thread waits and begins, the other ends: as engines do.
static void *end_frames(void *user)
{
    const XrFrameEndInfo info = api_end_info(1);
    int *ended = user;
    while (*ended < ROUNDS / 3) {
        *ended += call.xrEndFrame(api.session, &info) == XR_SUCCESS;
    }
    return NULL;
}

static void frames_are_waited_for_on_one_thread_and_ended_on_another(void **state)
{
    (void)state;
    api_open_session(&api);
    assert_int_equal(api_begin_session(&api), XR_SUCCESS);
    int ended = 0;
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, end_frames, &ended), 0);
    // Discarded frames are ended by nobody, so this loop may need more rounds.
    XrFrameState frame = {.type = XR_TYPE_FRAME_STATE};
    for (int discarded = 0, begun = 0; begun - discarded < ROUNDS / 3; begun++) {
        assert_int_equal(call.xrWaitFrame(api.session, NULL, &frame), XR_SUCCESS);
        discarded += call.xrBeginFrame(api.session, NULL) == XR_FRAME_DISCARDED;
    }
    pthread_join(thread, NULL);
    assert_int_equal(ended, ROUNDS / 3);
    api_close(&api);
}

int main(void)
{
    setenv("RESPITE_SIMXR_HEADSET", "small", 1);
    if (!api_has_device()) {
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_from_many_threads_get_right_answers),
        cmocka_unit_test(a_session_is_destroyed_under_a_running_frame_loop),
        cmocka_unit_test(frames_are_waited_for_on_one_thread_and_ended_on_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
