// Meshes around the viewer are cut up, and only what cannot be seen is left out.
#include "base/rand.h"
#include "render/chunk.h"
#include "render/list.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
// cmocka wants the four headers above first.
#include <cmocka.h>

enum { RINGS = 12, AROUND = 48, TRIANGLES = (RINGS - 1) * AROUND * 2 };

static struct stage_vertex vertices[RINGS * AROUND];
static uint32_t indices[TRIANGLES * 3];

static struct stage_mesh rings(void)
{
    struct rand rand = rand_seeded(4, 1);
    for (int ring = 0; ring < RINGS; ring++) {
        for (int i = 0; i < AROUND; i++) {
            const float turn = 2.0f * GLM_PIf * (float)i / AROUND;
            const float away_m = 0.5f * powf(1.7f, (float)ring);
            vertices[ring * AROUND + i] = (struct stage_vertex){
                .at_m = {{away_m * sinf(turn), rand_range(&rand, -1.6f, 0.4f * away_m),
                          -away_m * cosf(turn)}}};
        }
    }
    uint32_t *out = indices;
    for (uint32_t ring = 0; ring + 1 < RINGS; ring++) {
        for (uint32_t i = 0; i < AROUND; i++) {
            const uint32_t a = ring * AROUND + i, b = ring * AROUND + (i + 1) % AROUND;
            const uint32_t two[] = {a, b, a + AROUND, b, b + AROUND, a + AROUND};
            memcpy(out, two, sizeof two);
            out += 6;
        }
    }
    return (struct stage_mesh){"rings", vertices, indices, RINGS * AROUND, TRIANGLES * 3};
}

static int by_corners(const void *a, const void *b)
{
    return memcmp(a, b, 3 * sizeof(uint32_t));
}

static void every_triangle_stays_once_and_as_it_was(void **state)
{
    (void)state;
    const struct stage_mesh mesh = rings();
    static uint32_t ordered[TRIANGLES * 3], was[TRIANGLES * 3];
    struct render_chunk chunks[RENDER_CHUNK_MAX];
    render_chunk_order(&mesh, ordered, chunks);
    uint32_t next = 0;
    for (int i = 0; i < RENDER_CHUNK_MAX; i++) {
        assert_int_equal(chunks[i].first_index, next);
        next += chunks[i].index_count;
    }
    assert_int_equal(next, mesh.index_count);
    memcpy(was, indices, sizeof was);
    qsort(was, TRIANGLES, 3 * sizeof was[0], by_corners);
    qsort(ordered, TRIANGLES, 3 * sizeof ordered[0], by_corners);
    assert_memory_equal(was, ordered, sizeof was);
}

static vec3s in_world(const mat4s *world_from_mesh, vec3s at_m)
{
    return glms_mat4_mulv3(*world_from_mesh, at_m, 1.0f);
}

// Without the slack: what a head that does not move sees.
static bool is_in_view(const struct render_cull *cull, vec3s at_m)
{
    return render_cull_sees(cull, at_m, -cull->slack_m);
}

static void nothing_in_view_is_left_out(void **state)
{
    (void)state;
    const struct stage_mesh mesh = rings();
    static uint32_t ordered[TRIANGLES * 3];
    struct render_chunk chunks[RENDER_CHUNK_MAX];
    render_chunk_order(&mesh, ordered, chunks);
    struct rand rand = rand_seeded(5, 1);
    for (int look = 0; look < 400; look++) {
        const struct view head = {
            .eye_in_world = {pose_turn_yaw_pitch(rand_range(&rand, -3.2f, 3.2f),
                                                 rand_range(&rand, -1.5f, 1.5f)),
                             {{rand_range(&rand, -3.0f, 3.0f), rand_range(&rand, -1.0f, 2.0f),
                               rand_range(&rand, -3.0f, 3.0f)}}},
            .fov = {-0.9f, 0.6f, 0.7f, -0.8f},
        };
        const struct render_cull cull = render_cull_make(&head);
        const mat4s stands =
            glms_rotate(glms_translate_make((vec3s){{rand_range(&rand, -2.0f, 2.0f), 0.3f, 0.5f}}),
                        rand_range(&rand, -3.0f, 3.0f), (vec3s){{0.0f, 1.0f, 0.0f}});
        struct render_chunk_run runs[RENDER_CHUNK_RUNS];
        const int count = render_chunk_see(chunks, &cull, &stands, 0.0f, runs);
        static bool is_drawn[TRIANGLES];
        memset(is_drawn, 0, sizeof is_drawn);
        for (int i = 0; i < count; i++) {
            assert_true(i == 0 ||
                        runs[i].first_index > runs[i - 1].first_index + runs[i - 1].index_count);
            for (uint32_t k = 0; k < runs[i].index_count / 3; k++) {
                is_drawn[runs[i].first_index / 3 + k] = true;
            }
        }
        for (int i = 0; i < TRIANGLES; i++) {
            for (int k = 0; k < 3 && !is_drawn[i]; k++) {
                const vec3s at_m = in_world(&stands, vertices[ordered[3 * i + k]].at_m);
                assert_false(is_in_view(&cull, at_m));
            }
        }
    }
}

static void most_of_what_is_behind_is_left_out(void **state)
{
    (void)state;
    const struct stage_mesh mesh = rings();
    static uint32_t ordered[TRIANGLES * 3];
    struct render_chunk chunks[RENDER_CHUNK_MAX];
    render_chunk_order(&mesh, ordered, chunks);
    const mat4s stands = glms_mat4_identity();
    for (int turn = 0; turn < 32; turn++) {
        const struct view head = {
            .eye_in_world = {pose_turn_yaw_pitch((float)turn * 0.2f, 0.0f), {{0.0f, 0.0f, 0.0f}}},
            .fov = {-0.785398f, 0.785398f, 0.785398f, -0.785398f},
        };
        const struct render_cull cull = render_cull_make(&head);
        struct render_chunk_run runs[RENDER_CHUNK_RUNS];
        const int count = render_chunk_see(chunks, &cull, &stands, 0.0f, runs);
        uint32_t drawn = 0;
        for (int i = 0; i < count; i++) {
            drawn += runs[i].index_count;
        }
        assert_true(count <= 3); // side by side, but for where the circle is opened
        assert_true(drawn * 2 < mesh.index_count); // 106 degrees and the slices' edges of 360
    }
}

static void what_lies_all_around_is_the_middle(void **state)
{
    (void)state;
    static const struct stage_vertex far[] = {
        {.at_m = {{0.0f, -1.0f, -40.0f}}},
        {.at_m = {{40.0f, -1.0f, 30.0f}}},
        {.at_m = {{-40.0f, -1.0f, 30.0f}}},
    };
    static const uint32_t once[] = {0, 1, 2};
    const struct stage_mesh mesh = {"floor", far, once, 3, 3};
    uint32_t ordered[3];
    struct render_chunk chunks[RENDER_CHUNK_MAX];
    render_chunk_order(&mesh, ordered, chunks);
    assert_int_equal(chunks[0].index_count, 3);
    const mat4s stands = glms_mat4_identity();
    for (int turn = 0; turn < 32; turn++) {
        const struct view head = {
            .eye_in_world = {pose_turn_yaw_pitch((float)turn * 0.2f, -0.2f), {{0.0f, 0.0f, 0.0f}}},
            .fov = {-0.3f, 0.3f, 0.3f, -0.3f},
        };
        const struct render_cull cull = render_cull_make(&head);
        struct render_chunk_run runs[RENDER_CHUNK_RUNS];
        assert_int_equal(render_chunk_see(chunks, &cull, &stands, 0.0f, runs), 1);
    }
}

// Birds are one draw: their places in the block lie side by side, whatever order they came in.
static void alike_meshes_are_one_draw(void **state)
{
    (void)state;
    static struct stage stage;
    static struct render_geometry geometry = {.level_count = 1, .mesh_count = 2};
    geometry.meshes[0][0] = (struct render_mesh){0, 0, 30, NULL};
    geometry.meshes[0][1] = (struct render_mesh){10, 30, 12, NULL};
    stage = (struct stage){0};
    for (int i = 0; i < 6; i++) {
        struct stage_draw *draw = stage_add_draw(&stage);
        draw->mesh = (uint16_t)(i % 2);
        draw->radius_m = 1.0f;
        const float z_m = i == 3 ? 5.0f : -5.0f; // the fourth is behind
        draw->world_from_mesh = glms_translate_make((vec3s){{0.0f, 0.0f, z_m}});
    }
    const struct view head = {pose_identity(), {-0.7f, 0.7f, 0.7f, -0.7f}};
    static struct render_list list;
    render_list_make(&list, &stage, &geometry, &head);
    assert_int_equal(list.part_count, 2);
    assert_int_equal(list.parts[0].instance_count, 3);
    assert_int_equal(list.parts[1].instance_count, 2);
    assert_int_equal(list.parts[1].first_instance, 3);
    static const uint8_t order[] = {0, 2, 4, 1, 5, 3};
    assert_int_equal(list.placed_count, 6);
    assert_memory_equal(list.draw_at, order, sizeof order);
    for (uint8_t i = 0; i < 6; i++) {
        assert_int_equal(list.place_of[list.draw_at[i]], i);
    }
    // All that moved is in the block: the commands stay.
    static struct render_list later;
    stage.draws[0].world_from_mesh.raw[3][0] = 0.5f;
    render_list_make(&later, &stage, &geometry, &head);
    assert_true(render_list_equals(&list, &later));
    stage.draws[0].world_from_mesh.raw[3][2] = 5.0f; // gone
    render_list_make(&later, &stage, &geometry, &head);
    assert_false(render_list_equals(&list, &later));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_triangle_stays_once_and_as_it_was),
        cmocka_unit_test(nothing_in_view_is_left_out),
        cmocka_unit_test(most_of_what_is_behind_is_left_out),
        cmocka_unit_test(what_lies_all_around_is_the_middle),
        cmocka_unit_test(alike_meshes_are_one_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
