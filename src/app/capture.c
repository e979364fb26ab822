#include "app/capture.h"

#include "app/app.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "image/image.h"

#include <stdio.h>
#include <unistd.h>

static const int64_t mirror_ns = NS_PER_S / 30;

static bool writes_pictures(const struct app *app)
{
    return app->options->out && !app->devices.is_simulated;
}

enum err app_capture_start(struct app *app)
{
    const char *out = app->options->out;
    if (out && (file_make_folder(out) != ERR_OK || access(out, W_OK) != 0)) {
        LOG_ERROR("no pictures can be kept in '%s': name another folder with --out", out);
        return ERR_BAD_DATA;
    }
    if (!app->mirror && !writes_pictures(app)) {
        return ERR_OK;
    }
    if (!app->mirror_rgba) {
        app->mirror_rgba = arena_alloc(&app->arena, (size_t)APP_MIRROR_SIDE * APP_MIRROR_SIDE, 4);
        if (!app->mirror_rgba) {
            return ERR_NO_MEMORY;
        }
    }
    return render_set_mirror(app->devices.render, APP_MIRROR_SIDE, APP_MIRROR_SIDE);
}

bool app_capture_wants(struct app *app)
{
    const int64_t now_ns = clock_now_ns();
    if (!app->mirror_rgba || now_ns < app->next_mirror_ns) {
        return false;
    }
    app->next_mirror_ns = now_ns + mirror_ns;
    return true;
}

static void write_picture(struct app *app)
{
    const double hz = app->options->capture_hz > 0.0 ? app->options->capture_hz : 1.0 / 20.0;
    const int64_t now_ns = clock_now_ns();
    if (now_ns < app->next_picture_ns) {
        return;
    }
    app->next_picture_ns = now_ns + (int64_t)((double)NS_PER_S / hz);
    char name[32], path[PATH_BYTES];
    snprintf(name, sizeof name, "seen-%06.1fs.png", (double)app->session.elapsed_ns / NS_PER_S);
    if (path_join(path, app->options->out, name)) {
        // A picture that cannot be written is logged where it fails; the session goes on.
        const struct image picture = {app->mirror_rgba, APP_MIRROR_SIDE, APP_MIRROR_SIDE};
        const enum err err = image_write_png(&picture, path);
        (void)err;
    }
}

void app_capture_frame(struct app *app)
{
    if (!app->mirror_rgba || !render_mirror_pixels(app->devices.render, app->mirror_rgba)) {
        return;
    }
    if (app->mirror) {
        mirror_show(app->mirror, app->mirror_rgba, app->status);
    }
    if (writes_pictures(app) && app->has_begun) {
        write_picture(app);
    }
}
