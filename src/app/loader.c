#include "app/loader.h"

#include "base/log.h"

#include <string.h>

enum { ARENA_BYTES = 96 << 20 };

static void *build(void *user)
{
    struct app_loader *loader = user;
    loader->err =
        world_init(&loader->world, loader->scene, WORLD_DETAIL_LOW, loader->most, &loader->arena);
    atomic_store(&loader->is_done, true);
    return NULL;
}

void app_loader_start(struct app_loader *loader, const struct scene *scene, enum world_detail most)
{
    loader->scene = scene;
    loader->most = most;
    loader->arena.limit_bytes = ARENA_BYTES;
    loader->is_running = true;
    if (pthread_create(&loader->thread, NULL, build, loader) != 0) {
        loader->is_running = false;
        build(loader);
    }
}

bool app_loader_take(struct app_loader *loader, struct world *world)
{
    if (!loader->scene || !atomic_load(&loader->is_done)) {
        return false;
    }
    if (loader->is_running) {
        pthread_join(loader->thread, NULL);
        loader->is_running = false;
    }
    loader->scene = NULL; // once
    if (loader->err != ERR_OK) {
        LOG_WARN("the place stays coarse: %s", err_text(loader->err));
        return false;
    }
    memcpy(world->geometry, loader->world.geometry, sizeof world->geometry);
    world->level_count = loader->world.level_count;
    return true;
}

void app_loader_fini(struct app_loader *loader)
{
    if (loader->is_running) {
        pthread_join(loader->thread, NULL);
    }
    arena_fini(&loader->arena);
    *loader = (struct app_loader){0};
}
