#include "simxr/entry.h"

#include "simxr/instance.h"
#include "simxr/script.h"
#include "simxr/session.h"

#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t woken = PTHREAD_COND_INITIALIZER;

// The time a script counts by: that of the newest instance's session.
static int64_t script_time(const struct simxr_instance *inst)
{
    for (const struct simxr_object *at = inst->object.first_child; at; at = at->next_sibling) {
        if (at->kind == SIMXR_SESSION) {
            const struct simxr_session *session = (const struct simxr_session *)at;
            return session->has_begun ? simxr_session_elapsed(session, simxr_session_now(session))
                                      : 0;
        }
    }
    return 0;
}

// What a script wants this call to answer instead of doing anything.
static XrResult scripted_result(const char *name)
{
    struct simxr_instance *inst = simxr_instance_newest();
    if (!inst || inst->script.call_count == 0) {
        return XR_SUCCESS;
    }
    return simxr_script_call_result(&inst->script, name, script_time(inst));
}

#define DEFINE_WRAPPER(extension, name, function, params, args) \
    static XRAPI_ATTR XrResult XRAPI_CALL enter_##name params   \
    {                                                           \
        simxr_entry_lock();                                     \
        XrResult result = scripted_result(#name);               \
        if (result == XR_SUCCESS) {                             \
            result = function args;                             \
        }                                                       \
        simxr_entry_unlock();                                   \
        return result;                                          \
    }
SIMXR_ENTRIES(DEFINE_WRAPPER)

static const struct {
    const char *name;
    PFN_xrVoidFunction function;
    enum simxr_extension extension;
} table[] = {
#define TABLE_ROW(extension, name, function, params, args) \
    {#name, (PFN_xrVoidFunction)enter_##name, SIMXR_##extension},
    SIMXR_ENTRIES(TABLE_ROW){"xrGetInstanceProcAddr", (PFN_xrVoidFunction)simxr_entry_find,
                             SIMXR_CORE},
};

// OpenXR 1.0, xrGetInstanceProcAddr: what can be asked for without an instance.
static bool is_global(const char *name)
{
    return strcmp(name, "xrCreateInstance") == 0 ||
           strcmp(name, "xrEnumerateApiLayerProperties") == 0 ||
           strcmp(name, "xrEnumerateInstanceExtensionProperties") == 0;
}

static XrResult find(XrInstance instance, const char *name, PFN_xrVoidFunction *out)
{
    const struct simxr_instance *inst = simxr_handle_get(SIMXR_HANDLE(instance), SIMXR_INSTANCE);
    if (!inst && (SIMXR_HANDLE(instance) != 0 || !is_global(name))) {
        return XR_ERROR_HANDLE_INVALID;
    }
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, name) == 0 &&
            (!inst || simxr_instance_has(inst, table[i].extension))) {
            *out = table[i].function;
            return XR_SUCCESS;
        }
    }
    return XR_ERROR_FUNCTION_UNSUPPORTED;
}

XRAPI_ATTR XrResult XRAPI_CALL simxr_entry_find(XrInstance instance, const char *name,
                                                PFN_xrVoidFunction *function)
{
    if (!name || !function) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    *function = NULL;
    simxr_entry_lock();
    const XrResult result = find(instance, name, function);
    simxr_entry_unlock();
    return result;
}

void simxr_entry_lock(void)
{
    pthread_mutex_lock(&lock);
}

void simxr_entry_unlock(void)
{
    pthread_mutex_unlock(&lock);
}

void simxr_entry_wait(void)
{
    pthread_cond_wait(&woken, &lock);
}

void simxr_entry_wake(void)
{
    pthread_cond_broadcast(&woken);
}
