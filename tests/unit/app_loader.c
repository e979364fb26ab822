// The finer meshes, built beside the first frames: the same as if one had waited for them.
#include "app/loader.h"
#include "base/clock.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct scene EVENING = {
    .place = SCENE_PLACE_SHORE,
    .seed = 3,
    .minutes = 15.0f,
    .dusk_start = 0.3f,
    .dusk_end = 0.7f,
    .cloud_cover = 0.4f,
    .wind_m_s = 3.0f,
    .swell_m = 0.14f,
    .breath_swell = 0.7f,
    .brightness = 1.0f,
};

static struct arena arena;
static struct world world;

static int arrive(void **state)
{
    (void)state;
    return world_init(&world, &EVENING, WORLD_DETAIL_LOW, WORLD_DETAIL_LOW, &arena) == ERR_OK ? 0
                                                                                              : -1;
}

static int leave(void **state)
{
    (void)state;
    arena_fini(&arena);
    return mem_live() == 0 ? 0 : -1;
}

static bool wait_for(struct app_loader *loader)
{
    const int64_t until_ns = clock_now_ns() + 60 * NS_PER_S;
    while (clock_now_ns() < until_ns) {
        if (app_loader_take(loader, &world)) {
            return true;
        }
        if (!loader->scene) {
            return false; // it failed and says so
        }
        clock_sleep_until_ns(clock_now_ns() + NS_PER_MS);
    }
    return false;
}

static void assert_same_meshes(const struct stage_geometry *a, const struct stage_geometry *b)
{
    assert_int_equal(a->mesh_count, b->mesh_count);
    for (int i = 0; i < a->mesh_count; i++) {
        const struct stage_mesh *one = &a->meshes[i], *other = &b->meshes[i];
        assert_int_equal(one->vertex_count, other->vertex_count);
        assert_int_equal(one->index_count, other->index_count);
        assert_memory_equal(one->vertices, other->vertices,
                            one->vertex_count * sizeof *one->vertices);
    }
}

static void what_it_builds_is_what_waiting_would_have_built(void **state)
{
    (void)state;
    struct app_loader loader = {0};
    app_loader_start(&loader, &EVENING, WORLD_DETAIL_HEADSET);
    assert_true(wait_for(&loader));
    assert_int_equal(world.level_count, 3);
    assert_false(app_loader_take(&loader, &world)); // once

    struct arena own = {0};
    struct world waited;
    assert_int_equal(world_init(&waited, &EVENING, WORLD_DETAIL_LOW, WORLD_DETAIL_HEADSET, &own),
                     ERR_OK);
    for (int level = 0; level < 3; level++) {
        assert_same_meshes(&world.geometry[level], &waited.geometry[level]);
    }
    // And the coarsest level is the one that was there before.
    struct world first;
    assert_int_equal(world_init(&first, &EVENING, WORLD_DETAIL_LOW, WORLD_DETAIL_LOW, &own),
                     ERR_OK);
    assert_same_meshes(&world.geometry[0], &first.geometry[0]);
    arena_fini(&own);
    app_loader_fini(&loader);
}

static void who_leaves_early_waits_for_nothing_that_is_left(void **state)
{
    (void)state;
    struct app_loader loader = {0};
    app_loader_start(&loader, &EVENING, WORLD_DETAIL_FULL);
    app_loader_fini(&loader);
    assert_int_equal(world.level_count, 1);
    struct app_loader idle = {0}; // never started
    assert_false(app_loader_take(&idle, &world));
    app_loader_fini(&idle);
}

static void without_memory_the_place_stays_coarse(void **state)
{
    (void)state;
    struct app_loader loader = {0};
    mem_fail_at(1);
    app_loader_start(&loader, &EVENING, WORLD_DETAIL_HEADSET);
    assert_false(wait_for(&loader));
    mem_fail_at(0);
    assert_int_equal(world.level_count, 1);
    app_loader_fini(&loader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_it_builds_is_what_waiting_would_have_built, arrive,
                                        leave),
        cmocka_unit_test_setup_teardown(who_leaves_early_waits_for_nothing_that_is_left, arrive,
                                        leave),
        cmocka_unit_test_setup_teardown(without_memory_the_place_stays_coarse, arrive, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
