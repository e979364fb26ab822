// Handles of the simulated runtime: index + generation, so that a stale one is an error and never
// a crash.
//
// Every object behind a handle begins with a struct simxr_object. Objects form a tree; destroying
// one destroys its children first. All of it is called with the runtime's lock held.
#ifndef SIMXR_HANDLE_H
#define SIMXR_HANDLE_H

#include <openxr/openxr.h>
#include <stddef.h>
#include <stdint.h>

// XR_DEFINE_HANDLE makes pointers or, on 32-bit machines, integers; both survive this.
#define SIMXR_HANDLE(handle)          ((uint64_t)(uintptr_t)(handle))
#define SIMXR_HANDLE_AS(type, object) ((type)(uintptr_t)(object).handle)

enum simxr_kind {
    SIMXR_FREE,
    SIMXR_INSTANCE,
    SIMXR_SESSION,
    SIMXR_SPACE,
    SIMXR_SWAPCHAIN,
    SIMXR_ACTION_SET,
    SIMXR_ACTION,
    SIMXR_HAND_TRACKER,
};

struct simxr_object {
    enum simxr_kind kind;
    uint64_t handle;
    struct simxr_object *parent;
    struct simxr_object *first_child, *next_sibling, *prev_sibling;
    void (*fini)(void *object); // gives back what the object holds, not the object; may be NULL
};

// A zeroed object of `bytes`, live at once. XR_ERROR_OUT_OF_MEMORY or XR_ERROR_LIMIT_REACHED.
XrResult simxr_handle_create(enum simxr_kind kind, size_t bytes, struct simxr_object *parent,
                             void (*fini)(void *object), void **out_object);

// NULL for null, stale and wrong-kind handles.
void *simxr_handle_get(uint64_t handle, enum simxr_kind kind);

// NULL as above; any kind.
struct simxr_object *simxr_handle_any(uint64_t handle);

// Children first, newest first.
void simxr_handle_destroy(struct simxr_object *object);

int simxr_handle_count(void); // live ones

#endif
