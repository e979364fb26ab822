#include "app/still.h"

#include "app/photo.h"
#include "base/log.h"
#include "gpu/driver.h"
#include "image/image.h"
#include "render/render.h"
#include "world/world.h"

#include <math.h>
#include <string.h>

#define DEG_TO_RAD 0.01745329252f

// Half-angle of the still's square field of view, and half the distance between the eyes (63 mm,
// the adult mean: Dodgson 2004).
static const float half_fov_rad = 45.0f * DEG_TO_RAD;
static const float half_eyes_m = 0.0315f;

static void look(const struct app_still *still, struct view eyes[RENDER_EYE_COUNT])
{
    const struct pose head = {
        .turn = pose_turn_yaw_pitch(still->yaw_deg * DEG_TO_RAD, still->pitch_deg * DEG_TO_RAD),
        .at_m = {{0.0f, 1.2f, 0.0f}}, // seated
    };
    const float aspect = (float)still->width / (float)still->height;
    const float half_width_rad = atanf(tanf(half_fov_rad) * aspect);
    for (int eye = 0; eye < RENDER_EYE_COUNT; eye++) {
        const float x_m = eye == 0 ? -half_eyes_m : half_eyes_m;
        eyes[eye] = (struct view){
            .eye_in_world = pose_chain(
                head, (struct pose){.turn = {{0, 0, 0, 1}}, .at_m = {{x_m, 0.0f, 0.0f}}}),
            .fov = {-half_width_rad, half_width_rad, half_fov_rad, -half_fov_rad},
        };
    }
}

// The slow followers of the place settle on a minute of steady breath before the shutter opens.
static void settle(const struct app_still *still, struct world *world, struct stage *stage)
{
    struct world_input input = {
        .gaze = pose_identity(),
        .task_level = still->task_level,
        .guide = {.is_on = true, .level = still->breath},
    };
    const double at_s = (double)still->minute * 60.0;
    const double whole_s = (double)still->scene.minutes * 60.0;
    for (int i = 60; i >= 0; i--) {
        input.scene_s = fmax(at_s - (double)i * 0.25, 0.0);
        input.left_s = fmax(whole_s - input.scene_s, 0.0);
        world_stage(world, &input, stage);
    }
    stage->fade = 1.0f;
}

// `eyes` holds both side by side; one alone is cut out.
static enum err write_picture(const struct app_still *still, uint8_t *eyes, const char *path)
{
    const uint32_t count = still->wants_left && still->wants_right ? 2 : 1;
    const size_t row = (size_t)still->width * 4;
    const size_t from = still->wants_left ? 0 : row;
    for (uint32_t y = 0; count == 1 && y < still->height; y++) {
        memmove(eyes + y * row, eyes + y * 2 * row + from, row);
    }
    const struct image picture = {
        .rgba = eyes, .width_px = still->width * count, .height_px = still->height};
    const char *ending = strrchr(path, '.');
    return ending && strcmp(ending, ".jpg") == 0 ? image_write_jpeg(&picture, path)
                                                 : image_write_png(&picture, path);
}

struct workshop { // everything a still is made with, released in one place
    struct gpu gpu;
    struct render *render;
    struct render_still *target;
    struct world world;
    struct arena arena;
    struct stage *stage;
    uint8_t *rgba;
};

static enum err load_photo(struct workshop *shop, const struct scene *scene)
{
    struct image picture = {0};
    enum err err = app_photo_read(scene, app_photo_width_most(&shop->gpu), &picture);
    if (err == ERR_OK) {
        err = render_set_photo(shop->render, &picture);
    }
    image_fini(&picture);
    return err;
}

static enum err draw(struct workshop *shop, const struct app_still *still)
{
    gpu_driver_prepare();
    const struct gpu_desc gpu_desc = {.want_validation = still->wants_validation};
    TRY(gpu_init(&shop->gpu, &gpu_desc));
    TRY(render_create(&(struct render_desc){.gpu = &shop->gpu}, &shop->render));
    TRY(world_init(&shop->world, &still->scene, WORLD_DETAIL_HEADSET, WORLD_DETAIL_HEADSET,
                   &shop->arena));
    TRY(render_load(shop->render, shop->world.geometry, shop->world.level_count));
    if (still->scene.place == SCENE_PLACE_PHOTO) {
        TRY(load_photo(shop, &still->scene));
    }
    TRY(render_still_create(shop->render, still->width, still->height, &shop->target));
    shop->stage = arena_alloc(&shop->arena, 1, sizeof *shop->stage);
    shop->rgba = arena_alloc(&shop->arena, (size_t)still->width * still->height, 8);
    if (!shop->stage || !shop->rgba) {
        LOG_ERROR("no memory for a still of %ux%u", still->width, still->height);
        return ERR_NO_MEMORY;
    }
    settle(still, &shop->world, shop->stage);
    struct view eyes[RENDER_EYE_COUNT];
    look(still, eyes);
    TRY(render_still_draw(shop->target, shop->stage, eyes, shop->rgba));
    return still->wants_validation && shop->gpu.validation_messages > 0 ? ERR_DEVICE : ERR_OK;
}

enum err app_still_write(const struct app_still *still, const char *path)
{
    struct workshop shop = {0};
    enum err err = draw(&shop, still);
    if (err == ERR_OK) {
        err = write_picture(still, shop.rgba, path);
    }
    render_still_destroy(shop.target);
    render_destroy(shop.render);
    gpu_fini(&shop.gpu);
    arena_fini(&shop.arena);
    return err;
}
