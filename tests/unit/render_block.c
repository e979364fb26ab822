// The pure parts of the renderer: what shaders are told, what is culled, half floats.
#include "render/block.h"

#include "base/file.h"
#include "base/path.h"
#include "render/cull.h"
#include "render/geometry.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// SPIR-V 1.3, sections 3.32.2 and 3.32.3: what is read of a module here.
enum { OP_NAME = 5, OP_MEMBER_NAME = 6, OP_MEMBER_DECORATE = 72, DECORATION_OFFSET = 35 };

struct module {
    const uint32_t *words;
    size_t count;
};

static bool is_named(const struct module *module, uint32_t id, const char *name)
{
    for (size_t i = 5; i < module->count; i += module->words[i] >> 16) {
        const uint32_t *op = &module->words[i];
        if ((op[0] & 0xffff) == OP_NAME && op[1] == id) {
            return strcmp((const char *)&op[2], name) == 0;
        }
    }
    return false;
}

static bool is_member(const struct module *module, uint32_t id, uint32_t index, const char *name)
{
    for (size_t i = 5; i < module->count; i += module->words[i] >> 16) {
        const uint32_t *op = &module->words[i];
        if ((op[0] & 0xffff) == OP_MEMBER_NAME && op[1] == id && op[2] == index) {
            return strcmp((const char *)&op[3], name) == 0;
        }
    }
    return false;
}

// Of the structure that is laid out in memory: a copy in a variable has the same name and no
// offsets. -1 when it is not there.
static long member_offset(const struct module *module, const char *name, const char *member)
{
    for (size_t i = 5; i < module->count; i += module->words[i] >> 16) {
        const uint32_t *op = &module->words[i];
        if ((op[0] & 0xffff) == OP_MEMBER_DECORATE && op[3] == DECORATION_OFFSET &&
            is_named(module, op[1], name) && is_member(module, op[1], op[2], member)) {
            return (long)op[4];
        }
    }
    return -1;
}

#define MEMBER(type, member)                          \
    {                                                 \
#type, #member, offsetof(struct type, member) \
    }

static void shaders_and_c_agree_on_every_offset(void **state)
{
    (void)state;
    static const struct {
        const char *type, *member;
        size_t offset;
    } members[] = {
        MEMBER(shared_eye, clip_from_world),
        MEMBER(shared_eye, world_from_ray),
        MEMBER(shared_eye, at_m),
        MEMBER(shared_wave, shape),
        MEMBER(shared_wave, motion),
        MEMBER(shared_panel, world_from_dmm),
        MEMBER(shared_panel, traits),
        MEMBER(shared_panel, place),
        MEMBER(shared_frame, eyes),
        MEMBER(shared_frame, shadow_from_world),
        MEMBER(shared_frame, target),
        MEMBER(shared_frame, photo_from_world),
        MEMBER(shared_frame, photo),
        MEMBER(shared_frame, show),
        MEMBER(shared_frame, sun_direction),
        MEMBER(shared_frame, zenith),
        MEMBER(shared_frame, cloud_drift),
        MEMBER(shared_frame, key_direction),
        MEMBER(shared_frame, fog),
        MEMBER(shared_frame, fog_shape),
        MEMBER(shared_frame, shadow_disc),
        MEMBER(shared_frame, water),
        MEMBER(shared_frame, ripple_drift),
        MEMBER(shared_frame, height_map),
        MEMBER(shared_frame, waves),
        MEMBER(shared_frame, panels),
        MEMBER(shared_frame, draws),
        MEMBER(shared_draw, glow),
    };
    char path[PATH_BYTES];
    assert_true(path_shipped(path, "shaders/panel.vert.spv"));
    struct arena arena = {0};
    const char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(file_read(path, 1 << 20, &arena, &bytes, &size), ERR_OK);
    const struct module module = {(const uint32_t *)(const void *)bytes, size / 4};
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const long offset = member_offset(&module, members[i].type, members[i].member);
        if (offset != (long)members[i].offset) {
            fail_msg("%s.%s: %ld in the shader, %zu in C", members[i].type, members[i].member,
                     offset, members[i].offset);
        }
    }
    arena_fini(&arena);
}

static void the_block_fits_what_every_device_binds(void **state)
{
    (void)state;
    assert_true(sizeof(struct shared_frame) <= 16384); // Vulkan 1.1, maxUniformBufferRange
}

static void rays_and_projection_agree(void **state)
{
    (void)state;
    const struct view view = {
        .eye_in_world = {pose_turn_yaw_pitch(0.7f, -0.3f), {{1.0f, 1.6f, -2.0f}}},
        .fov = {-0.9f, 0.7f, 0.8f, -0.6f}, // lopsided, as a headset's are
    };
    const struct shared_eye eye = render_block_eye(&view, 0.05f);
    for (int i = 0; i < 25; i++) {
        const float x = (float)(i % 5) * 0.5f - 1.0f, y = (float)(i / 5) * 0.5f - 1.0f;
        const vec4s ray = glms_mat4_mulv(eye.world_from_ray, (vec4s){{x, y, 1.0f, 0.0f}});
        const vec4s at = glms_vec4_add(eye.at_m, glms_vec4_scale(ray, 7.0f));
        const vec4s clip = glms_mat4_mulv(eye.clip_from_world, (vec4s){{at.x, at.y, at.z, 1.0f}});
        assert_true(fabsf(clip.x / clip.w - x) < 1e-4f);
        assert_true(fabsf(clip.y / clip.w - y) < 1e-4f);
        assert_true(fabsf(clip.w - 7.0f) < 1e-3f); // the ray goes one metre deep a unit
    }
}

static void the_shadow_map_covers_its_disc(void **state)
{
    (void)state;
    static const vec3s lights[] = {
        {{0.0f, 1.0f, 0.0f}}, {{0.8f, 0.6f, 0.0f}}, {{-0.6f, 0.2f, 0.7f}}};
    for (size_t i = 0; i < sizeof lights / sizeof lights[0]; i++) {
        const struct stage_light light = {
            .key_direction = glms_vec3_normalize(lights[i]),
            .shadow_centre_m = {{3.0f, 1.0f, -4.0f}},
            .shadow_radius_m = 10.0f,
        };
        const mat4s m = render_block_shadow(&light, 1024);
        const vec3s centre_m = light.shadow_centre_m;
        const vec4s centre = glms_mat4_mulv(m, (vec4s){{centre_m.x, centre_m.y, centre_m.z, 1.0f}});
        assert_true(fabsf(centre.x) < 0.002f && fabsf(centre.y) < 0.002f);
        assert_true(fabsf(centre.z - 0.5f) < 1e-4f);
        const vec3s nearer_m = glms_vec3_add(centre_m, glms_vec3_scale(light.key_direction, 5.0f));
        const vec4s nearer = glms_mat4_mulv(m, (vec4s){{nearer_m.x, nearer_m.y, nearer_m.z, 1.0f}});
        assert_true(nearer.z > centre.z); // reversed: nearer to the light is greater
        assert_true(fabsf(nearer.x - centre.x) < 1e-4f);
    }
}

static void culling_keeps_what_a_turned_head_could_see(void **state)
{
    (void)state;
    const struct view head = {
        .eye_in_world = pose_identity(),
        .fov = {-0.785398f, 0.785398f, 0.785398f, -0.785398f},
    };
    const struct render_cull cull = render_cull_make(&head);
    static const struct {
        float yaw_rad, pitch_rad, radius_m;
        bool seen;
    } cases[] = {
        {0.0f, 0.0f, 0.1f, true},    {0.80f, 0.0f, 0.1f, true}, // within the eight degrees
        {0.91f, 0.0f, 0.01f, true},  {1.10f, 0.0f, 0.1f, false},  {-0.91f, 0.0f, 0.1f, true},
        {-1.10f, 0.0f, 0.1f, false}, {0.0f, 0.91f, 0.1f, true},   {0.0f, 1.10f, 0.1f, false},
        {0.0f, -0.91f, 0.1f, true},  {0.0f, -1.10f, 0.1f, false}, {3.14f, 0.0f, 1.0f, false},
        {1.10f, 0.0f, 3.0f, true}, // large: its edge is in view
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct pose towards = {pose_turn_yaw_pitch(cases[i].yaw_rad, cases[i].pitch_rad),
                                     {{0.0f, 0.0f, 0.0f}}};
        const vec3s at_m = glms_vec3_scale(pose_ahead(towards), 10.0f);
        if (render_cull_sees(&cull, at_m, cases[i].radius_m) != cases[i].seen) {
            fail_msg("case %zu", i);
        }
    }
}

static void a_scaled_draw_is_culled_by_its_true_size(void **state)
{
    (void)state;
    const struct view head = {pose_identity(), {-0.7f, 0.7f, 0.7f, -0.7f}};
    const struct render_cull cull = render_cull_make(&head);
    struct stage_draw draw = {.radius_m = 1.0f};
    draw.world_from_mesh = glms_translate_make((vec3s){{0.0f, 0.0f, 8.0f}}); // behind
    assert_false(render_cull_sees_draw(&cull, &draw));
    draw.world_from_mesh = glms_scale_uni(draw.world_from_mesh, 20.0f);
    assert_true(render_cull_sees_draw(&cull, &draw));
}

static void half_floats_round_to_nearest(void **state)
{
    (void)state;
    static const struct {
        float value;
        uint16_t half;
    } cases[] = {
        {0.0f, 0x0000},          {1.0f, 0x3c00},  {-2.0f, 0xc000}, {0.5f, 0x3800},
        {65504.0f, 0x7bff},      {1e9f, 0x7bff},  {-1e9f, 0xfbff}, {6.1035156e-5f, 0x0400},
        {5.9604645e-8f, 0x0001}, {1e-9f, 0x0000}, {0.1f, 0x2e66},  {3.1415927f, 0x4248},
        {(float)NAN, 0x7bff},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(render_geometry_half(cases[i].value) & 0x7fff, cases[i].half & 0x7fff);
    }
    assert_int_equal(render_geometry_half(-2.0f), 0xc000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shaders_and_c_agree_on_every_offset),
        cmocka_unit_test(the_block_fits_what_every_device_binds),
        cmocka_unit_test(rays_and_projection_agree),
        cmocka_unit_test(the_shadow_map_covers_its_disc),
        cmocka_unit_test(culling_keeps_what_a_turned_head_could_see),
        cmocka_unit_test(a_scaled_draw_is_culled_by_its_true_size),
        cmocka_unit_test(half_floats_round_to_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
