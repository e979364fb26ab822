// Targets as a headset's runtime hands them over: several images, depth, formats, parts.
#include "render_fixture.h"

#include "base/mem.h"
#include "gpu/buffer.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIZE = 96, IMAGE_COUNT = 3 };

static struct gpu_image colors[IMAGE_COUNT], depths[IMAGE_COUNT];
static struct gpu_buffer read_back;
static bool is_single_sampled; // what set_target asks for

static int open_renderer(void **state)
{
    (void)state;
    const struct gpu_buffer_desc desc = {
        .name = "read back",
        .size = SIZE * SIZE * 4 * RENDER_EYE_COUNT,
        .usage = VK_BUFFER_USAGE_TRANSFER_DST_BIT,
        .memory = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT,
    };
    return fixture_open() == ERR_OK && gpu_buffer_init(&read_back, &gpu, &desc) == ERR_OK ? 0 : -1;
}

static void drop_images(void)
{
    vkDeviceWaitIdle(gpu.device);
    for (int i = 0; i < IMAGE_COUNT; i++) {
        gpu_image_fini(&colors[i], &gpu);
        gpu_image_fini(&depths[i], &gpu);
    }
}

static int close_renderer(void **state)
{
    (void)state;
    drop_images();
    gpu_buffer_fini(&read_back, &gpu);
    fixture_close();
    return gpu.validation_messages == 0 ? 0 : -1;
}

static void set_target(VkFormat format, bool has_depth)
{
    struct render_target target = {
        .width = SIZE,
        .height = SIZE,
        .color_format = format,
        .is_single_sampled = is_single_sampled,
        .image_count = IMAGE_COUNT,
        .depth_format = has_depth ? VK_FORMAT_D32_SFLOAT : VK_FORMAT_UNDEFINED,
        .depth_count = has_depth ? IMAGE_COUNT : 0,
    };
    // As a runtime does it: old images go when the renderer has let go of them.
    struct gpu_image old[2][IMAGE_COUNT];
    memcpy(old[0], colors, sizeof colors);
    memcpy(old[1], depths, sizeof depths);
    memset(colors, 0, sizeof colors);
    memset(depths, 0, sizeof depths);
    for (int i = 0; i < IMAGE_COUNT; i++) {
        struct gpu_image_desc desc = {
            .name = "swapchain",
            .format = format,
            .width = SIZE,
            .height = SIZE,
            .layers = RENDER_EYE_COUNT,
            .usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT,
        };
        assert_int_equal(gpu_image_init(&colors[i], &gpu, &desc), ERR_OK);
        target.color[i] = colors[i].handle;
        desc.format = VK_FORMAT_D32_SFLOAT;
        desc.usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT;
        assert_int_equal(gpu_image_init(&depths[i], &gpu, &desc), ERR_OK);
        target.depth[i] = depths[i].handle;
    }
    assert_int_equal(render_set_target(render, &target), ERR_OK);
    for (int i = 0; i < IMAGE_COUNT; i++) {
        gpu_image_fini(&old[0][i], &gpu);
        gpu_image_fini(&old[1][i], &gpu);
    }
}

static void draw(const struct stage *stage, uint32_t image, uint32_t part, bool wants_mirror)
{
    struct view eyes[RENDER_EYE_COUNT];
    fixture_eyes(eyes);
    const struct render_frame frame = {
        .color_image = image,
        .depth_image = (image + 1) % IMAGE_COUNT, // the runtime counts them apart
        .width = part,
        .height = part,
        .stage = stage,
        .head_view = eyes[0],
        .wants_mirror = wants_mirror,
    };
    assert_int_equal(render_record(render, &frame), ERR_OK);
    assert_int_equal(render_submit(render, eyes), ERR_OK);
}

// Both layers of an image, one after the other, with their four bytes a pixel.
static const uint8_t *read_image(const struct gpu_image *image)
{
    const bool is_depth = gpu_image_aspect(image->format) == VK_IMAGE_ASPECT_DEPTH_BIT;
    VkCommandPool pool = VK_NULL_HANDLE;
    VkCommandBuffer commands = VK_NULL_HANDLE;
    const VkCommandPoolCreateInfo pool_info = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO,
        .queueFamilyIndex = gpu.queue_family,
    };
    assert_int_equal(gpu_make_command_pool(&gpu, &pool_info, "read", &pool), ERR_OK);
    assert_int_equal(gpu_make_commands(&gpu, pool, "read", &commands), ERR_OK);
    const VkCommandBufferBeginInfo begin = {.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    vkBeginCommandBuffer(commands, &begin);
    const VkImageMemoryBarrier barrier = {
        .sType = VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER,
        // Depth, too, is resolved as a colour attachment's write.
        .srcAccessMask =
            VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT | VK_ACCESS_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT,
        .dstAccessMask = VK_ACCESS_TRANSFER_READ_BIT,
        .oldLayout = is_depth ? VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL
                              : VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL,
        .newLayout = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
        .srcQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .image = image->handle,
        .subresourceRange = {gpu_image_aspect(image->format), 0, 1, 0, RENDER_EYE_COUNT},
    };
    vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT,
                         VK_PIPELINE_STAGE_TRANSFER_BIT, 0, 0, NULL, 0, NULL, 1, &barrier);
    const VkBufferImageCopy region = {
        .imageSubresource = {gpu_image_aspect(image->format), 0, 0, RENDER_EYE_COUNT},
        .imageExtent = {SIZE, SIZE, 1},
    };
    vkCmdCopyImageToBuffer(commands, image->handle, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
                           read_back.handle, 1, &region);
    vkEndCommandBuffer(commands);
    const VkSubmitInfo submit = {
        .sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
        .commandBufferCount = 1,
        .pCommandBuffers = &commands,
    };
    assert_int_equal(vkQueueSubmit(gpu.queue, 1, &submit, VK_NULL_HANDLE), VK_SUCCESS);
    vkDeviceWaitIdle(gpu.device);
    vkDestroyCommandPool(gpu.device, pool, NULL);
    return read_back.mapped;
}

static float depth_at(const uint8_t *bytes, int eye, int x, int y)
{
    float depth;
    memcpy(&depth, bytes + ((size_t)(eye * SIZE + y) * SIZE + (size_t)x) * 4, sizeof depth);
    return depth;
}

static void check_depth(void)
{
    set_target(VK_FORMAT_R8G8B8A8_SRGB, true);
    static const float distances_m[] = {0.2f, 1.0f, 3.0f, 40.0f};
    for (size_t i = 0; i < sizeof distances_m / sizeof distances_m[0]; i++) {
        struct stage stage = fixture_stage();
        const float away_m = distances_m[i];
        fixture_add_square(&stage, (vec3s){{0.0f, 0.0f, -away_m}}, away_m, FIXTURE_RED);
        draw(&stage, 0, SIZE, false);
        const uint8_t *bytes = read_image(&depths[1]);
        for (int eye = 0; eye < RENDER_EYE_COUNT; eye++) {
            const float expected = RENDER_NEAR_M / away_m;
            const float seen = depth_at(bytes, eye, SIZE / 2, SIZE / 2);
            assert_true(fabsf(seen - expected) < 1e-3f * expected);
            assert_true(depth_at(bytes, eye, 2, 2) == 0.0f); // the sky is infinitely far
        }
    }
    assert_int_equal(gpu.validation_messages, 0);
}

static void depth_is_near_over_distance(void **state)
{
    (void)state;
    if (!gpu.has_depth_resolve) {
        skip();
    }
    check_depth();
}

static void depth_needs_no_resolve_when_single_sampled(void **state)
{
    (void)state;
    is_single_sampled = true;
    check_depth();
    is_single_sampled = false;
}

// Only where edges are mixed may one sample differ from four.
static void a_single_sample_shows_the_same_but_for_edges(void **state)
{
    (void)state;
    static uint8_t first[SIZE * SIZE * 4 * RENDER_EYE_COUNT];
    struct stage stage = fixture_stage();
    fixture_add_square(&stage, (vec3s){{0.1f, 0.1f, -1.0f}}, 0.7f, FIXTURE_GREEN);
    stage.draws[0].world_from_mesh = glms_rotate_z(stage.draws[0].world_from_mesh, 0.3f);
    set_target(VK_FORMAT_R8G8B8A8_SRGB, false);
    draw(&stage, 0, SIZE, false);
    memcpy(first, read_image(&colors[0]), sizeof first);
    is_single_sampled = true;
    set_target(VK_FORMAT_R8G8B8A8_SRGB, false);
    is_single_sampled = false;
    draw(&stage, 1, SIZE, false);
    const uint8_t *second = read_image(&colors[1]);
    int differing = 0, green = 0;
    for (size_t i = 0; i < sizeof first; i += 4) {
        differing += abs(first[i + 1] - second[i + 1]) > 2;
        green += second[i + 1] > 100;
    }
    assert_true(green > SIZE * SIZE / 8);
    assert_in_range(differing, 1, 8 * SIZE * RENDER_EYE_COUNT);
    assert_int_equal(gpu.validation_messages, 0);
}

static void srgb_and_unorm_targets_look_the_same(void **state)
{
    (void)state;
    static uint8_t first[SIZE * SIZE * 4 * RENDER_EYE_COUNT];
    struct stage stage = fixture_stage();
    stage.sky.zenith = (vec3s){{0.05f, 0.1f, 0.3f}};
    stage.sky.middle = (vec3s){{0.3f, 0.3f, 0.4f}};
    stage.sky.horizon = (vec3s){{0.9f, 0.5f, 0.2f}};
    set_target(VK_FORMAT_R8G8B8A8_SRGB, false);
    draw(&stage, 1, SIZE, false);
    memcpy(first, read_image(&colors[1]), sizeof first);
    set_target(VK_FORMAT_R8G8B8A8_UNORM, false);
    draw(&stage, 2, SIZE, false);
    const uint8_t *second = read_image(&colors[2]);
    int worst = 0, brightest = 0;
    for (size_t i = 0; i < sizeof first; i++) {
        worst = abs(first[i] - second[i]) > worst ? abs(first[i] - second[i]) : worst;
        brightest = i % 4 != 3 && first[i] > brightest ? first[i] : brightest;
    }
    assert_true(worst <= 2);
    assert_true(brightest > 100);
}

static void a_part_of_the_target_is_drawn_from_the_top_left(void **state)
{
    (void)state;
    set_target(VK_FORMAT_R8G8B8A8_SRGB, false);
    struct stage stage = fixture_stage();
    fixture_add_square(&stage, (vec3s){{0.0f, 0.0f, -1.0f}}, 0.5f, FIXTURE_GREEN);
    draw(&stage, 0, SIZE / 2, false);
    const uint8_t *bytes = read_image(&colors[0]);
    assert_true(bytes[(SIZE / 4 * SIZE + SIZE / 4) * 4 + 1] > 100);
}

static void the_mirror_gives_each_finished_frame_once(void **state)
{
    (void)state;
    enum { SMALL = 24 };
    uint8_t rgba[SMALL * SMALL * 4];
    set_target(VK_FORMAT_R8G8B8A8_SRGB, false);
    assert_int_equal(render_set_mirror(render, SMALL, SMALL), ERR_OK);
    struct stage stage = fixture_stage();
    fixture_add_square(&stage, (vec3s){{0.0f, 0.0f, -1.0f}}, 1.0f, FIXTURE_RED);
    assert_false(render_mirror_pixels(render, rgba));
    draw(&stage, 0, SIZE, false);
    vkDeviceWaitIdle(gpu.device);
    assert_false(render_mirror_pixels(render, rgba)); // it was not asked for
    draw(&stage, 1, SIZE, true);
    vkDeviceWaitIdle(gpu.device);
    assert_true(render_mirror_pixels(render, rgba));
    assert_false(render_mirror_pixels(render, rgba));
    const uint8_t *middle = &rgba[(SMALL / 2 * SMALL + SMALL / 2) * 4];
    assert_true(middle[0] > middle[1] + 40);
    assert_true(rgba[0] < 5);
    const uint8_t *full = read_image(&colors[1]);
    assert_true(abs(full[(SIZE / 2 * SIZE + SIZE / 2) * 4] - middle[0]) < 12);
    assert_int_equal(render_set_mirror(render, 0, 0), ERR_OK);
    draw(&stage, 2, SIZE, true);
    assert_false(render_mirror_pixels(render, rgba));
    assert_int_equal(gpu.validation_messages, 0);
}

static void what_an_unsubmitted_frame_would_have_drawn_is_drawn_later(void **state)
{
    (void)state;
    set_target(VK_FORMAT_R8G8B8A8_SRGB, false);
    struct stage stage = fixture_stage();
    stage.sky.zenith = stage.sky.middle = stage.sky.horizon = (vec3s){{0.0f, 0.4f, 0.0f}};
    struct stage_panel *panel = stage_add_panel(&stage);
    panel->in_world = pose_identity();
    panel->in_world.at_m.z = -1.0f;
    panel->distance_m = 1.0f;
    panel->opacity = 1.0f;
    struct stage_text *text = stage_add_text(&stage, panel);
    snprintf(text->utf8, sizeof text->utf8, "\xe2\x96\x88"); // a full block, used nowhere else
    text->size_dmm = 800.0f;
    text->width_dmm = 2000.0f;
    text->color = (vec4s){{1.0f, 0.0f, 0.0f, 1.0f}};
    struct view eyes[RENDER_EYE_COUNT];
    fixture_eyes(eyes);
    const struct render_frame frame = {
        .width = SIZE, .height = SIZE, .stage = &stage, .head_view = eyes[0]};
    assert_int_equal(render_record(render, &frame), ERR_OK);
    draw(&stage, 0, SIZE, false);
    const uint8_t *bytes = read_image(&colors[0]);
    assert_true(bytes[(SIZE / 2 * SIZE + SIZE / 2) * 4] > 200);     // the glyph
    assert_true(bytes[(SIZE / 8 * SIZE + SIZE / 8) * 4 + 1] > 100); // the sky
}

static void gpu_time_is_measured(void **state)
{
    (void)state;
    if (!gpu.has_timestamps) {
        skip();
    }
    set_target(VK_FORMAT_R8G8B8A8_SRGB, false);
    const struct stage stage = fixture_stage();
    for (uint32_t i = 0; i < 4; i++) {
        draw(&stage, i % IMAGE_COUNT, SIZE, false);
    }
    const struct render_stats stats = render_stats(render);
    assert_true(stats.gpu_ms > 0.0 && stats.gpu_ms < 10000.0);
    assert_true(stats.draws > 0);
    assert_true(stats.gpu_end_ticks > stats.gpu_begin_ticks);
}

static void pipelines_are_kept_when_only_the_size_changes(void **state)
{
    (void)state;
    set_target(VK_FORMAT_R8G8B8A8_SRGB, false);
    const long pipelines = gpu.pipelines_created;
    set_target(VK_FORMAT_R8G8B8A8_SRGB, false);
    assert_int_equal(gpu.pipelines_created, pipelines);
    set_target(VK_FORMAT_R8G8B8A8_UNORM, false);
    assert_true(gpu.pipelines_created > pipelines);
}

static uint8_t red_at(const uint8_t *bytes, int x)
{
    return bytes[((size_t)(SIZE / 2) * SIZE + (size_t)x) * 4];
}

// Frames of the last slot to finish: two slots go in turn.
static uint32_t recordings_of(const struct stage *stage, uint32_t image, uint32_t part)
{
    uint32_t sum = 0;
    for (int i = 0; i < 4; i++) {
        draw(stage, image, part, false);
        sum += i < 2 ? 0 : render_stats(render).recordings; // of the frame two before
    }
    return sum;
}

static void commands_are_recorded_once_while_only_values_change(void **state)
{
    (void)state;
    set_target(VK_FORMAT_R8G8B8A8_SRGB, false);
    struct stage stage = fixture_stage();
    fixture_add_square(&stage, (vec3s){{-1.0f, 0.0f, -2.0f}}, 1.0f, FIXTURE_RED);
    assert_int_equal(recordings_of(&stage, 0, SIZE), 2); // once for each slot
    const int left = SIZE / 4, right = 3 * SIZE / 4;
    const uint8_t *seen = read_image(&colors[0]);
    assert_true(red_at(seen, left) > red_at(seen, right));

    // What moves is drawn where it is by the commands of before.
    stage.draws[0].world_from_mesh.raw[3][0] = 1.0f;
    assert_int_equal(recordings_of(&stage, 0, SIZE), 0);
    seen = read_image(&colors[0]);
    assert_true(red_at(seen, left) < red_at(seen, right));

    assert_int_equal(recordings_of(&stage, 1, SIZE), 2); // another image
    assert_int_equal(recordings_of(&stage, 0, SIZE), 0); // and back
    assert_int_equal(recordings_of(&stage, 0, SIZE / 2), 2);
    fixture_add_square(&stage, (vec3s){{0.0f, 0.0f, -2.0f}}, 1.0f, FIXTURE_GREEN);
    assert_int_equal(recordings_of(&stage, 0, SIZE / 2), 2);
    set_target(VK_FORMAT_R8G8B8A8_SRGB, false);
    assert_int_equal(recordings_of(&stage, 0, SIZE / 2), 2);
    assert_int_equal(gpu.validation_messages, 0);
}

static void a_scene_can_be_loaded_while_frames_are_in_flight(void **state)
{
    (void)state;
    set_target(VK_FORMAT_R8G8B8A8_SRGB, false);
    const struct stage stage = fixture_stage();
    float heights[] = {-1.0f, 0.0f, 1.0f, 2.0f};
    const struct stage_geometry geometry = {
        .height_m = heights,
        .height_width = 2,
        .height_depth = 2,
        .height_min_m = {{-10.0f, -10.0f}},
        .height_max_m = {{10.0f, 10.0f}},
    };
    for (uint32_t i = 0; i < 40; i++) {
        draw(&stage, i % IMAGE_COUNT, SIZE, false);
        assert_int_equal(render_load(render, &geometry, 1), ERR_OK);
    }
    const struct stage_geometry bad = {.height_m = heights, .height_width = 2, .height_depth = 2};
    assert_int_equal(render_load(render, &bad, 1), ERR_BAD_DATA);
    draw(&stage, 0, SIZE, false);
    assert_int_equal(gpu.validation_messages, 0);
}

int main(void)
{
    if (!fixture_has_device()) {
        return FIXTURE_SKIP;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depth_is_near_over_distance),
        cmocka_unit_test(commands_are_recorded_once_while_only_values_change),
        cmocka_unit_test(depth_needs_no_resolve_when_single_sampled),
        cmocka_unit_test(a_single_sample_shows_the_same_but_for_edges),
        cmocka_unit_test(srgb_and_unorm_targets_look_the_same),
        cmocka_unit_test(a_part_of_the_target_is_drawn_from_the_top_left),
        cmocka_unit_test(the_mirror_gives_each_finished_frame_once),
        cmocka_unit_test(what_an_unsubmitted_frame_would_have_drawn_is_drawn_later),
        cmocka_unit_test(gpu_time_is_measured),
        cmocka_unit_test(pipelines_are_kept_when_only_the_size_changes),
        cmocka_unit_test(a_scene_can_be_loaded_while_frames_are_in_flight),
    };
    return cmocka_run_group_tests(tests, open_renderer, close_renderer);
}
