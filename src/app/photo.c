#include "app/photo.h"

#include "app/app.h"
#include "base/file.h"
#include "base/log.h"
#include "image/shrink.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { CARD_WIDTH = 8192, HEADSET_WIDTH = 4096 };

// ---- the file

__attribute__((format(printf, 2, 3))) static void blame(struct scene_photo *photo,
                                                        const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(photo->fault, sizeof photo->fault, format, args);
    va_end(args);
}

static void read_size(struct scene_photo *photo, const char *name, struct arena *arena)
{
    const char *bytes = NULL;
    size_t size = 0;
    char why[IMAGE_TEXT_BYTES] = "";
    const enum err err = file_read(photo->path, IMAGE_MAX_BYTES, arena, &bytes, &size);
    if (err == ERR_BAD_DATA) {
        blame(photo, "%.80s: larger than %d MiB; save it smaller, 8192x4096 pixels are enough",
              name, IMAGE_MAX_BYTES / 1024 / 1024);
    } else if (err != ERR_OK) {
        blame(photo,
              "there is no \"%.80s\" beside the scene file that can be read; put the photo "
              "there, or mend its name",
              name);
    } else if (image_read_size(bytes, size, name, &photo->width_px, &photo->height_px, why) !=
               ERR_OK) {
        blame(photo, "%.160s; save it anew as a JPEG or PNG of at most 8192x4096 pixels", why);
    }
}

void app_photo_look(const char *scene_path, const char *name, struct scene_photo *out)
{
    char folder[PATH_BYTES];
    struct arena arena = {0};
    *out = (struct scene_photo){0};
    snprintf(folder, sizeof folder, "%s", scene_path);
    char *slash = strrchr(folder, '/');
    snprintf(slash ? slash : folder, 2, "%s", slash ? "" : ".");
    if (!path_stays_inside(name) || !path_join(out->path, folder[0] != '\0' ? folder : "/", name)) {
        blame(out, "expected a name beside the scene file or below it, such as \"garden.jpg\"; put "
                   "the photo there");
        return;
    }
    read_size(out, name, &arena);
    arena_fini(&arena);
}

enum err app_photo_read(const struct scene *scene, uint32_t width_most, struct image *picture)
{
    struct image whole = {0};
    char why[IMAGE_TEXT_BYTES] = "";
    enum err err = image_read(&whole, scene->photo_path, why);
    if (err != ERR_OK) {
        LOG_ERROR("the photo cannot be shown: %s", why);
    } else if (whole.width_px <= width_most) {
        *picture = whole;
        return ERR_OK;
    } else {
        uint32_t height = width_most / 2;
        height = height < whole.height_px ? height : whole.height_px;
        err = image_init(picture, width_most, height);
        err = err == ERR_OK ? image_shrink(&whole, picture) : err;
    }
    image_fini(&whole);
    return err;
}

// ---- where it goes

uint32_t app_photo_width_most(const struct gpu *gpu)
{
    const bool is_card = gpu->properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU;
    const uint32_t wanted = is_card ? CARD_WIDTH : HEADSET_WIDTH;
    const uint32_t most = gpu->properties.limits.maxImageDimension2D;
    return wanted < most ? wanted : most;
}

static uint32_t layer_width(const struct app *app)
{
    if (!app_quads_may_lay(app, app->options->photo)) {
        return 0;
    }
    const uint32_t takes = vr_photo_width_most(app->devices.vr);
    const uint32_t most = app_photo_width_most(&app->devices.gpu);
    return takes < most ? takes : most;
}

static enum err draw_instead(struct app *app)
{
    struct image picture = {0};
    enum err err =
        app_photo_read(&app->load.plan.scene, app_photo_width_most(&app->devices.gpu), &picture);
    if (err == ERR_OK) {
        err = render_set_photo(app->devices.render, &picture);
    }
    image_fini(&picture);
    return err;
}

static enum err lay(struct app *app, uint32_t width, bool *out_is_laid)
{
    struct vr *vr = app->devices.vr;
    struct image picture = {0};
    struct vr_photo_image to;
    enum err err = app_photo_read(&app->load.plan.scene, width, &picture);
    if (err == ERR_OK && vr_photo_start(vr, picture.width_px, picture.height_px, &to)) {
        err = render_fill_photo(app->devices.render, to.image, to.format, &picture);
        err = err == ERR_OK ? vr_photo_show(vr) : err;
        *out_is_laid = err == ERR_OK;
        LOG_INFO("the photo is a layer of the runtime, %ux%u", (unsigned)picture.width_px,
                 (unsigned)picture.height_px);
    }
    image_fini(&picture);
    return err;
}

enum err app_photo_start(struct app *app)
{
    app->is_photo_drawn = true;
    if (app->load.plan.scene.place != SCENE_PLACE_PHOTO) {
        return ERR_OK;
    }
    const uint32_t width = layer_width(app);
    bool is_laid = false;
    if (width > 0) {
        TRY(lay(app, width, &is_laid));
    }
    app->is_photo_drawn = !is_laid;
    return is_laid ? ERR_OK : draw_instead(app);
}

enum err app_photo_place(struct app *app, struct vr_frame *frame, struct render_frame *picture)
{
    if (!app->stage.photo.is_shown || app->is_photo_drawn) {
        return ERR_OK;
    }
    if (!vr_photo_is_shown(app->devices.vr)) {
        app->is_photo_drawn = true;
        return draw_instead(app);
    }
    picture->is_photo_below = true;
    frame->has_photo = true;
    frame->photo_turn = app->stage.photo.turn;
    return ERR_OK;
}
