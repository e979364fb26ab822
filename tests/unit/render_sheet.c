// Panels apart from the scene: on a sheet of their own, as they would look in it.
#include "render_fixture.h"

#include "base/mem.h"
#include "gpu/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIDE = 128, EYE = 64 };

static struct gpu_image sheet_image, eyes_image;
static struct gpu_buffer read_back;
static struct stage stage;

static enum err make_image(struct gpu_image *image, uint32_t side, uint32_t layers)
{
    const struct gpu_image_desc desc = {
        .name = "swapchain",
        .format = VK_FORMAT_R8G8B8A8_SRGB,
        .width = side,
        .height = side,
        .layers = layers,
        .usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT,
    };
    return gpu_image_init(image, &gpu, &desc);
}

static enum err open_targets(void)
{
    const struct gpu_buffer_desc desc = {
        .name = "read back",
        .size = SIDE * SIDE * 4,
        .usage = VK_BUFFER_USAGE_TRANSFER_DST_BIT,
        .memory = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT,
    };
    TRY(fixture_open());
    TRY(gpu_buffer_init(&read_back, &gpu, &desc));
    TRY(make_image(&sheet_image, SIDE, 1));
    TRY(make_image(&eyes_image, EYE, RENDER_EYE_COUNT));
    const struct render_target target = {
        .width = EYE,
        .height = EYE,
        .color_format = VK_FORMAT_R8G8B8A8_SRGB,
        .image_count = 1,
        .color = {eyes_image.handle},
    };
    TRY(render_set_target(render, &target));
    const struct render_sheet_target sheet = {
        .width = SIDE,
        .height = SIDE,
        .color_format = VK_FORMAT_R8G8B8A8_SRGB,
        .image_count = 1,
        .color = {sheet_image.handle},
    };
    return render_set_sheet(render, &sheet);
}

static int open_renderer(void **state)
{
    (void)state;
    return open_targets() == ERR_OK ? 0 : -1;
}

static int close_renderer(void **state)
{
    (void)state;
    vkDeviceWaitIdle(gpu.device);
    assert_int_equal(render_set_sheet(render, NULL), ERR_OK);
    gpu_image_fini(&sheet_image, &gpu);
    gpu_image_fini(&eyes_image, &gpu);
    gpu_buffer_fini(&read_back, &gpu);
    fixture_close();
    return gpu.validation_messages == 0 ? 0 : -1;
}

static const uint8_t *read_first_layer(const struct gpu_image *image)
{
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
        .srcAccessMask = VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT,
        .dstAccessMask = VK_ACCESS_TRANSFER_READ_BIT,
        .oldLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL,
        .newLayout = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
        .srcQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .image = image->handle,
        .subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, image->layers},
    };
    vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT,
                         VK_PIPELINE_STAGE_TRANSFER_BIT, 0, 0, NULL, 0, NULL, 1, &barrier);
    const VkBufferImageCopy region = {
        .imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1},
        .imageExtent = {image->width, image->height, 1},
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

static void draw(const struct stage_sheet *sheet, bool is_new)
{
    struct view eyes[RENDER_EYE_COUNT];
    fixture_eyes(eyes);
    const struct render_frame frame = {
        .width = EYE,
        .height = EYE,
        .stage = &stage,
        .head_view = eyes[0],
        .sheet = sheet,
        .is_sheet_new = is_new,
    };
    assert_int_equal(render_record(render, &frame), ERR_OK);
    assert_int_equal(render_submit(render, eyes), ERR_OK);
}

// A panel straight ahead of 64 x 64 dmm, filled with one colour.
static struct stage_shape *add_panel(vec4s color)
{
    struct stage_panel *panel = stage_add_panel(&stage);
    panel->in_world.at_m.z = -1.0f;
    panel->size_dmm = (vec2s){{48.0f, 48.0f}};
    struct stage_shape *shape = stage_add_shape(&stage, panel);
    *shape =
        (struct stage_shape){.kind = STAGE_SHAPE_RECT, .size_dmm = panel->size_dmm, .color = color};
    return shape;
}

static void pixel_is(const uint8_t *bytes, int side, int x, int y, const int wanted[4])
{
    for (int c = 0; c < 4; c++) {
        const int is = bytes[(y * side + x) * 4 + c];
        if (abs(is - wanted[c]) > 2) {
            fail_msg("(%d, %d)[%d] is %d, not %d", x, y, c, is, wanted[c]);
        }
    }
}

static const vec4s half_red = {{1.0f, 0.0f, 0.0f, 0.5f}}, green = {{0.0f, 0.5f, 0.0f, 1.0f}};
static const int nothing[4] = {0, 0, 0, 0};

// Light times alpha, encoded by the attachment: 0.5 is 188 of 255.
static void panels_stand_at_their_places_multiplied_by_their_alpha(void **state)
{
    (void)state;
    static const int red_px[4] = {188, 0, 0, 128}, green_px[4] = {0, 188, 0, 255};
    stage = fixture_stage();
    add_panel(half_red);
    add_panel(green);
    struct stage_sheet sheet;
    assert_true(stage_sheet_lay(&sheet, &stage, SIDE, SIDE, 1.0f)); // 64 px each, side by side
    draw(&sheet, true);
    const uint8_t *bytes = read_first_layer(&sheet_image);
    pixel_is(bytes, SIDE, 32, 32, red_px);
    pixel_is(bytes, SIDE, 32, 12, red_px);
    pixel_is(bytes, SIDE, 96, 32, green_px);
    pixel_is(bytes, SIDE, 4, 4, nothing);
    pixel_is(bytes, SIDE, 64, 32, nothing);
    assert_int_equal(gpu.validation_messages, 0);
}

static void y_is_up(void **state)
{
    (void)state;
    static const int green_px[4] = {0, 188, 0, 255};
    stage = fixture_stage();
    struct stage_shape *shape = add_panel(green);
    shape->at_dmm = (vec2s){{-12.0f, 12.0f}};
    shape->size_dmm = (vec2s){{20.0f, 20.0f}};
    struct stage_sheet sheet;
    assert_true(stage_sheet_lay(&sheet, &stage, SIDE, SIDE, 1.0f));
    draw(&sheet, true);
    const uint8_t *bytes = read_first_layer(&sheet_image);
    pixel_is(bytes, SIDE, 20, 20, green_px);
    pixel_is(bytes, SIDE, 20, 44, nothing);
    pixel_is(bytes, SIDE, 44, 20, nothing);
}

static void what_hangs_over_stays_out_of_the_neighbour(void **state)
{
    (void)state;
    stage = fixture_stage();
    add_panel(green)->size_dmm.x = 200.0f;
    add_panel(green)->size_dmm = (vec2s){{8.0f, 8.0f}};
    struct stage_sheet sheet;
    assert_true(stage_sheet_lay(&sheet, &stage, SIDE, SIDE, 1.0f));
    draw(&sheet, true);
    pixel_is(read_first_layer(&sheet_image), SIDE, 76, 32, nothing);
}

static void the_fade_dims_the_sheet_and_leaves_its_alpha(void **state)
{
    (void)state;
    static const int dim_px[4] = {0, 99, 0, 255}; // a quarter of 0.5
    stage = fixture_stage();
    stage.fade = 0.25f;
    add_panel(green);
    struct stage_sheet sheet;
    assert_true(stage_sheet_lay(&sheet, &stage, SIDE, SIDE, 1.0f));
    draw(&sheet, true);
    pixel_is(read_first_layer(&sheet_image), SIDE, 32, 32, dim_px);
}

// Neither in the scene nor anew on the sheet, unless the frame says so.
static void a_sheet_that_is_not_new_is_left_alone(void **state)
{
    (void)state;
    static const int green_px[4] = {0, 188, 0, 255};
    stage = fixture_stage();
    struct stage_shape *shape = add_panel(green);
    struct stage_sheet sheet;
    assert_true(stage_sheet_lay(&sheet, &stage, SIDE, SIDE, 1.0f));
    draw(&sheet, true);
    shape->color = half_red;
    draw(&sheet, false);
    const uint8_t *bytes = read_first_layer(&eyes_image);
    const uint8_t *middle = bytes + (EYE / 2 * EYE + EYE / 2) * 4;
    assert_true(middle[0] < 20 && middle[1] < 20);
    pixel_is(read_first_layer(&sheet_image), SIDE, 32, 32, green_px);
    draw(NULL, false); // and in the scene, as ever
    bytes = read_first_layer(&eyes_image);
    middle = bytes + (EYE / 2 * EYE + EYE / 2) * 4;
    assert_true(middle[0] > 150);
    assert_int_equal(gpu.validation_messages, 0);
}

static void a_steady_frame_allocates_nothing(void **state)
{
    (void)state;
    stage = fixture_stage();
    add_panel(green);
    struct stage_sheet sheet;
    assert_true(stage_sheet_lay(&sheet, &stage, SIDE, SIDE, 1.0f));
    draw(&sheet, true);
    const long count = mem_count();
    const long pipelines = (long)gpu.pipelines_created;
    for (int i = 0; i < 10; i++) {
        draw(&sheet, i % 2 == 0);
    }
    assert_int_equal(mem_count(), count);
    assert_int_equal(gpu.pipelines_created, pipelines);
}

int main(void)
{
    if (!fixture_has_device()) {
        return FIXTURE_SKIP;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(panels_stand_at_their_places_multiplied_by_their_alpha),
        cmocka_unit_test(y_is_up),
        cmocka_unit_test(what_hangs_over_stays_out_of_the_neighbour),
        cmocka_unit_test(the_fade_dims_the_sheet_and_leaves_its_alpha),
        cmocka_unit_test(a_sheet_that_is_not_new_is_left_alone),
        cmocka_unit_test(a_steady_frame_allocates_nothing),
    };
    return cmocka_run_group_tests(tests, open_renderer, close_renderer);
}
