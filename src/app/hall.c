#include "app/hall.h"

#include "app/photo.h"
#include "base/clock.h"
#include "base/mem.h"
#include "gpu/driver.h"

#include <math.h>

#define DEG_TO_RAD 0.01745329252f

static const double skip_s = 0.1;    // steps where nobody looks
static const double settle_s = 0.25; // stepped finely before somebody does
static const double fine_s = 1.0 / 90.0;
static const float half_eyes_m = 0.0315f; // 63 mm: Dodgson 2004

// ---- drawing

enum err app_hall_set_target(struct app_hall *hall, int side_px)
{
    if (hall->target_px == side_px) {
        return ERR_OK;
    }
    render_still_destroy(hall->target);
    hall->target = NULL;
    hall->target_px = 0;
    mem_free(hall->rgba);
    hall->rgba = mem_alloc((size_t)side_px * (size_t)side_px, 8);
    if (!hall->rgba) {
        return ERR_NO_MEMORY;
    }
    TRY(render_still_create(hall->render, (uint32_t)side_px, (uint32_t)side_px, &hall->target));
    hall->target_px = side_px;
    return ERR_OK;
}

enum err app_hall_draw(struct app_hall *hall)
{
    struct app_rehearsal *rehearsal = hall->rehearsal;
    const float half_rad = 0.5f * hall->desc.fov_deg * DEG_TO_RAD;
    struct view eyes[APP_WATCH_EYES];
    for (int i = 0; i < APP_WATCH_EYES; i++) {
        const struct pose eye_in_head = {.turn = {{0, 0, 0, 1}},
                                         .at_m = {{i ? half_eyes_m : -half_eyes_m, 0.0f, 0.0f}}};
        eyes[i] = (struct view){.eye_in_world = pose_chain(rehearsal->head, eye_in_head),
                                .fov = {-half_rad, half_rad, half_rad, -half_rad}};
    }
    if (hall->desc.alter) {
        hall->desc.alter(hall->desc.user, hall->now_s, &rehearsal->stage, eyes);
    }
    return render_still_draw(hall->target, &rehearsal->stage, eyes, hall->rgba);
}

// ---- the rehearsal

static enum err load_photo(struct app_hall *hall, const struct scene *scene)
{
    struct image picture = {0};
    enum err err = app_photo_read(scene, app_photo_width_most(&hall->gpu), &picture);
    if (err == ERR_OK) {
        err = render_set_photo(hall->render, &picture);
    }
    image_fini(&picture);
    return err;
}

enum err app_hall_begin(struct app_hall *hall)
{
    arena_fini(&hall->arena);
    hall->rehearsal = arena_alloc(&hall->arena, 1, sizeof *hall->rehearsal);
    if (!hall->rehearsal) {
        return ERR_NO_MEMORY;
    }
    TRY(app_rehearsal_init(hall->rehearsal, hall->desc.load, hall->desc.task_level, &hall->arena));
    hall->now_s = 0.0;
    return ERR_OK;
}

static enum err open_devices(struct app_hall *hall)
{
    const struct gpu_desc gpu = {.want_validation = hall->desc.wants_validation};
    gpu_driver_prepare();
    TRY(gpu_init(&hall->gpu, &gpu));
    TRY(render_create(&(struct render_desc){.gpu = &hall->gpu}, &hall->render));
    TRY(app_hall_begin(hall));
    const struct world *world = &hall->rehearsal->world;
    TRY(render_load(hall->render, world->geometry, world->level_count));
    const struct scene *scene = &hall->desc.load->plan.scene;
    return scene->place == SCENE_PLACE_PHOTO ? load_photo(hall, scene) : ERR_OK;
}

void app_hall_step(struct app_hall *hall, double to_s, bool is_fine)
{
    hall->now_s = to_s;
    app_rehearsal_step(hall->rehearsal, (int64_t)llround(to_s * (double)NS_PER_S), is_fine);
}

void app_hall_skip_to(struct app_hall *hall, double to_s)
{
    while (hall->now_s + skip_s < to_s - settle_s) {
        app_hall_step(hall, hall->now_s + skip_s, false);
    }
    while (hall->now_s + fine_s < to_s) {
        app_hall_step(hall, hall->now_s + fine_s, false);
    }
}

enum err app_hall_init(struct app_hall *hall, const struct app_hall_desc *desc)
{
    hall->desc = *desc;
    return open_devices(hall);
}

void app_hall_fini(struct app_hall *hall)
{
    render_still_destroy(hall->target);
    render_destroy(hall->render);
    gpu_fini(&hall->gpu);
    mem_free(hall->rgba);
    arena_fini(&hall->arena);
    *hall = (struct app_hall){0};
}
