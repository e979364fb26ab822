// The finer meshes of a place, built on a thread of their own while the first calm view, of the
// coarsest ones, is already there: they take a tenth of a second on a fast machine, and several on
// a headset. Main thread, but for what the thread itself does.
#ifndef APP_LOADER_H
#define APP_LOADER_H

#include "base/arena.h"
#include "base/err.h"
#include "world/world.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct app_loader {
    bool is_running; // the thread has to be joined
    pthread_t thread;
    atomic_bool is_done;
    // The thread's until it is done.
    const struct scene *scene; // borrowed until then
    enum world_detail most;
    enum err err;
    struct world world;
    struct arena arena; // of the meshes: kept until fini
};

// `loader` must be zeroed. Where no thread can be had the work is done at once, here.
void app_loader_start(struct app_loader *loader, const struct scene *scene, enum world_detail most);

// True once, when the meshes are there: `world`, of the same scene, has all levels then. Never
// waits. Meshes that could not be built are told, and `world` stays as it is.
bool app_loader_take(struct app_loader *loader, struct world *world);

// Waits for the thread. What was taken is gone.
void app_loader_fini(struct app_loader *loader);

#endif
