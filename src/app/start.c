#include "app/app.h"

#include "app/capture.h"
#include "app/exec.h"
#include "app/loader.h"
#include "app/runtime.h"
#include "base/clock.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { FIGURES_ROOM = 131072 }; // frames kept for percentiles: 24 minutes at 90 Hz

static const float SILENT_DB = -120.0f;
static const float scale_least = 0.7f; // below this, texts are hard to read

static void say(const struct app *app, const char *text)
{
    if (!app->options->is_quiet) {
        printf("%s\n", text);
        fflush(stdout);
    }
}

// In a window mouse and keys move the simulated body, whose hand lies on the belly. Without one
// nobody can, so somebody simulated sits in it. Said aloud, and in the record by the alias: no
// answers of a real person are kept.
static const char *choose_script(struct app *app)
{
    const struct app_options *options = app->options;
    const bool has_display = getenv("DISPLAY") || getenv("WAYLAND_DISPLAY");
    const bool has_window = has_display && options->mirror != APP_OFF && !options->is_virtual;
    const char *name = has_window ? "simulated/window.json" : "simulated/patient.json";
    if (options->script || !path_config(app->script, name)) {
        return options->script;
    }
    if (!has_window && !app->has_begun) {
        say(app, "There is no window here: a simulated patient plays along "
                 "(config/simulated/patient.json).");
    }
    app->is_patient_simulated = !has_window;
    return app->script;
}

static enum err open_devices(struct app *app)
{
    const struct app_options *options = app->options;
    const float recline_deg = app->load.plan.posture_deg;
    const bool may_be_system = options->runtime == APP_RUNTIME_SYSTEM ||
                               (options->runtime == APP_RUNTIME_AUTO && app_runtime_is_active());
    if (may_be_system) {
        const bool may_be_absent = options->runtime == APP_RUNTIME_AUTO;
        const enum err err =
            app_devices_init(&app->devices, options, NULL, may_be_absent, recline_deg, &app->menu);
        if (err == ERR_OK || !may_be_absent) {
            return err;
        }
        app_devices_fini(&app->devices);
        say(app, "The machine's own headset cannot be used; playing in the simulated one.");
    }
    char manifest[PATH_BYTES];
    if (!app_runtime_simulated(manifest)) {
        LOG_ERROR("the simulated headset (simxr.json) is not beside the program; build it with "
                  "./run.sh");
        return ERR_UNSUPPORTED;
    }
    app_runtime_tell_simulated(options, choose_script(app), recline_deg);
    return app_devices_init(&app->devices, options, manifest, false, recline_deg, &app->menu);
}

static enum err start_sensing(struct app *app)
{
    breath_init(&app->breath);
    const char *source = app->options->breath ? app->options->breath : "auto";
    const enum err err = sensor_init(&app->sensor, source, &app->arena);
    return err == ERR_IO ? ERR_BAD_DATA : err; // what was named cannot be read: the input's fault
}

static void take_sound(struct app *app)
{
    if (!app->audio) {
        app->audio = app_sound_take(&app->sound);
    }
}

// On the microphone's thread.
static void hear(void *user, const float block[AUDIO_CAPTURE_BLOCK], int64_t t_ns)
{
    struct app *app = user;
    const float own_db = app->audio ? audio_state(app->audio).recent_dbfs : SILENT_DB;
    sensor_mic_take(&app->sensor.mic, block, own_db, t_ns);
}

static enum err start_listening(struct app *app)
{
    if (app->sensor.kind != SENSOR_MIC) {
        return ERR_OK;
    }
    if (app->options->is_virtual) {
        LOG_WARN("the virtual clock has no microphone; breath is felt by the head");
        return ERR_OK;
    }
    const struct audio_capture_desc desc = {.take = hear, .user = app};
    return audio_capture_create(&desc, &app->capture);
}

// All that the session can show: no frame has to draw a glyph for the first time.
static void prepare_texts(struct app *app)
{
    const struct session_locale *locale = &app->load.locale;
    for (int i = 0; i < locale->count; i++) {
        render_prepare_text(app->devices.render, locale->texts[i].text);
    }
    render_prepare_text(app->devices.render, "0123456789");
}

// The coarsest meshes first, then the others, for as much as the frame's budget allows. Nobody
// steers or waits for a virtual clock: it has what it will have from the first frame on.
static enum err start_place(struct app *app)
{
    const bool is_virtual = app->options->is_virtual;
    const enum world_detail most = app_devices_detail(&app->devices, is_virtual);
    const enum world_detail first = is_virtual ? most : WORLD_DETAIL_LOW;
    TRY(world_init(&app->world, &app->load.plan.scene, first, first, &app->arena));
    if (first < most && app->world.level_count > 0) {
        app_loader_start(&app->loader, &app->load.plan.scene, most);
    }
    return ERR_OK;
}

// Beside the place: OpenXR's loader and Vulkan's have read and changed the environment by then.
static void start_sound(struct app *app)
{
    const struct audio_desc desc = {
        .output = app->options->is_virtual ? AUDIO_OUTPUT_PULL : AUDIO_OUTPUT_DEVICE,
        .seed = app->load.plan.seed,
        .volume = app->load.plan.volume,
    };
    app_sound_start(&app->sound, &desc);
}

enum err app_start_devices(struct app *app)
{
    TRY(open_devices(app));
    const float asked_hz = app->options->refresh_hz;
    app_platform_start(&app->platform, app->devices.vr,
                       asked_hz > 0.0f ? asked_hz : app_platform_wish_hz(vr_info(app->devices.vr)));
    if (!app->world.scene) { // the first time
        start_sound(app);
        TRY(start_place(app));
    }
    app_menu_end(&app->menu, "place");
    TRY(render_load(app->devices.render, app->world.geometry, app->world.level_count));
    app_menu_end(&app->menu, "meshes to the GPU");
    prepare_texts(app);
    app_menu_end(&app->menu, "glyphs");
    return ERR_OK;
}

static enum err start_mirror(struct app *app)
{
    if (app->options->mirror == APP_OFF || app->options->is_virtual) {
        return ERR_OK;
    }
    const struct mirror_desc desc = {
        .title = "Respite",
        .width = APP_MIRROR_SIDE,
        .height = APP_MIRROR_SIDE,
        .moves_body = app->devices.is_simulated,
    };
    const enum err err = mirror_create(&desc, &app->mirror);
    if (err != ERR_OK) {
        mirror_destroy(app->mirror);
        app->mirror = NULL;
        if (app->options->mirror == APP_ON) {
            LOG_ERROR("--mirror on: no window can be opened here; is there a display (DISPLAY)?");
            return err;
        }
    }
    return ERR_OK;
}

static const char *find_text(void *user, const char *key)
{
    return session_locale_text(user, key);
}

void app_start_prepare(struct app *app, const struct app_options *options)
{
    app->options = options;
    app->arena.limit_bytes = APP_ARENA_BYTES;
    app->fov = (struct fov){-1.2f, 1.2f, 1.2f, -1.2f};
    app->exec_ns = app_exec_ns();
    app->menu.begin_ns = app->exec_ns;
}

enum err app_start(struct app *app)
{
    app_menu_end(&app->menu, "program and plan");
    TRY(start_sensing(app)); // first: it is what people name wrongly
    enum err err = app_start_devices(app);
    if (err == ERR_DEVICE_LOST) {
        LOG_WARN("the headset or the graphics device was lost while it started; once more");
        take_sound(app); // the environment is changed again
        app_devices_fini(&app->devices);
        err = app_start_devices(app);
    }
    TRY(err);
    take_sound(app); // before the window: SDL starts on one thread at a time
    if (!app->audio) {
        say(app, "There will be no sound: respite doctor tells why.");
    }
    app_menu_end(&app->menu, "sound");
    TRY(start_mirror(app));
    app_menu_end(&app->menu, "window");
    TRY(app_capture_start(app));
    TRY(app_quads_start(app));
    TRY(app_photo_start(app));
    app_menu_end(&app->menu, "panels and photo");
    TRY(start_listening(app));
    TRY(app_figures_init(&app->figures, FIGURES_ROOM, &app->arena));
    app_pace_init(&app->pace);
    const int levels = app->world.level_count; // 0: a place without meshes
    app_governor_init(&app->governor, scale_least, levels > 0 ? levels - 1 : 0);
    panel_init(&app->panel, &app->load.plan, find_text, &app->load.locale);
    app_menu_end(&app->menu, "the rest");
    return ERR_OK;
}

// The first frame that somebody sees: from here on the session's clock runs.
enum err app_start_session(struct app *app, int64_t now_ns)
{
    session_begin(&app->session, &app->load.plan, now_ns);
    app->has_begun = true;
    sensor_begin(&app->sensor, now_ns);

    const size_t text_bytes = session_plan_text(&app->load.plan, NULL, 0) + 1;
    char *plan_text = arena_alloc(&app->arena, text_bytes, 1);
    if (!plan_text) {
        return ERR_NO_MEMORY;
    }
    session_plan_text(&app->load.plan, plan_text, text_bytes);

    const struct vr_info *info = vr_info(app->devices.vr);
    const bool is_virtual = app->options->is_virtual;
    struct store_session session = {
        .plan_text = plan_text,
        .seed = app->load.plan.seed,
        .version = RESPITE_VERSION,
        .start_wall_ms = is_virtual ? app->options->start_wall_ms : clock_wall_ms(),
    };
    if (!is_virtual) {
        const time_t wall_s = (time_t)(session.start_wall_ms / 1000);
        struct tm local;
        localtime_r(&wall_s, &local);
        session.utc_offset_min = local.tm_gmtoff / 60;
    }
    const char *alias = app->is_patient_simulated ? "simulated" : "";
    snprintf(session.alias, sizeof session.alias, "%s",
             app->options->alias ? app->options->alias : alias);
    snprintf(session.plan_name, sizeof session.plan_name, "%s", app->load.plan.name);
    snprintf(session.language, sizeof session.language, "%s", app->load.plan.language);
    snprintf(session.runtime, sizeof session.runtime, "%s", info->runtime);
    snprintf(session.device, sizeof session.device, "%.159s", app->devices.gpu.driver_text);
    TRY(app_record_begin(&app->record, &session));
    if (app->guard.note) {
        app_record_note(&app->record, "check", app->guard.note, app->guard.broken);
    }
    return ERR_OK;
}

void app_start_release(struct app *app)
{
    audio_capture_destroy(app->capture); // first: it asks sound and sensor
    audio_destroy(app->audio);
    app_sound_fini(&app->sound);
    mirror_destroy(app->mirror);
    app_devices_fini(&app->devices);
    sensor_fini(&app->sensor);
    app_record_close(&app->record);
    app_loader_fini(&app->loader);
    arena_fini(&app->arena);
}
