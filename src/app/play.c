#include "app/app.h"

#include "app/capture.h"
#include "app/runtime.h"
#include "app/summary.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    EXIT_FAULT = 1,
    EXIT_MACHINE = 2,
    FIGURES_ROOM = 65536,   // frames kept for percentiles: 12 minutes at 90 Hz
    REBUILD_TRIES = 5,      // after a lost device, a second apart
    SCENE_BYTES = 64 << 20, // most that a scene's meshes may take
};

static const int64_t idle_ns = 10 * NS_PER_MS;
static const int64_t leave_ns = 5 * NS_PER_S; // longest wait for the runtime to let go
static const int64_t status_ns = NS_PER_S / 2;

static void say(const struct app *app, const char *text)
{
    if (!app->options->is_quiet) {
        printf("%s\n", text);
        fflush(stdout);
    }
}

// --- before the session ---

static enum err choose_devices(struct app *app)
{
    const struct app_options *options = app->options;
    const float recline_deg = app->load.plan.posture_deg;
    const bool may_be_system = options->runtime == APP_RUNTIME_SYSTEM ||
                               (options->runtime == APP_RUNTIME_AUTO && app_runtime_is_active());
    if (may_be_system) {
        const enum err err =
            app_devices_init(&app->devices, options, NULL, recline_deg, &app->world.geometry);
        if (err == ERR_OK || options->runtime == APP_RUNTIME_SYSTEM) {
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
    app_runtime_tell_simulated(options, recline_deg);
    return app_devices_init(&app->devices, options, manifest, recline_deg, &app->world.geometry);
}

static enum err start_sensing(struct app *app)
{
    breath_init(&app->breath);
    return sensor_init(&app->sensor, app->options->breath ? app->options->breath : "auto",
                       &app->arena);
}

static void start_sound(struct app *app)
{
    const struct audio_desc desc = {
        .output = app->options->is_virtual ? AUDIO_OUTPUT_PULL : AUDIO_OUTPUT_DEVICE,
        .seed = app->load.plan.seed,
        .volume = app->load.plan.volume,
    };
    if (audio_create(&desc, &app->audio) != ERR_OK) {
        say(app, "There will be no sound: respite doctor tells why.");
        audio_destroy(app->audio);
        app->audio = NULL;
    }
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
        return app->options->mirror == APP_ON ? err : ERR_OK;
    }
    return ERR_OK;
}

static enum err start(struct app *app)
{
    const struct app_options *options = app->options;
    const struct session_overrides overrides = {
        .has_seed = options->has_seed,
        .seed = options->seed,
        .language = options->language,
        .posture_deg = options->posture_deg,
    };
    TRY(app_load_session(&app->load, options->session_file, &overrides, &app->arena));
    TRY(app_record_open(&app->record));
    TRY(world_init(&app->world, &app->load.plan.scene, &app->arena));
    TRY(choose_devices(app));
    TRY(start_mirror(app));
    TRY(app_capture_start(app));
    start_sound(app);
    TRY(start_sensing(app));
    TRY(app_figures_series(&app->pose_age_ms, FIGURES_ROOM, &app->arena));
    TRY(app_figures_series(&app->gpu_ms, FIGURES_ROOM, &app->arena));
    TRY(app_figures_series(&app->period_ms, FIGURES_ROOM, &app->arena));
    panel_init(&app->panel, &app->load.plan, session_locale_text, &app->load.locale);
    control_init(&app->control);
    return ERR_OK;
}

// The first frame that somebody sees: from here on the session's clock runs.
enum err app_begin(struct app *app, int64_t now_ns)
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
    snprintf(session.alias, sizeof session.alias, "%s",
             app->options->alias ? app->options->alias : "");
    snprintf(session.plan_name, sizeof session.plan_name, "%s", app->load.plan.name);
    snprintf(session.language, sizeof session.language, "%s", app->load.plan.language);
    snprintf(session.runtime, sizeof session.runtime, "%s", info->runtime);
    snprintf(session.device, sizeof session.device, "%s", app->devices.gpu.driver_text);
    return app_record_begin(&app->record, &session);
}

// --- staff ---

static enum session_staff toggle(const struct app *app)
{
    return app->session.is_paused ? SESSION_STAFF_RESUME : SESSION_STAFF_PAUSE;
}

static void obey_terminal(struct app *app)
{
    switch (control_poll(&app->control)) {
    case CONTROL_PAUSE_RESUME: app->staff = toggle(app); break;
    case CONTROL_NEXT: app->staff = SESSION_STAFF_NEXT; break;
    case CONTROL_STOP: app->staff = SESSION_STAFF_STOP; break;
    case CONTROL_NONE: break;
    }
}

static void obey_mirror(struct app *app)
{
    if (!app->mirror) {
        return;
    }
    struct mirror_input *in = &app->mirror_input;
    mirror_poll(app->mirror, in);
    switch (in->staff) {
    case MIRROR_STAFF_PAUSE_RESUME: app->staff = toggle(app); break;
    case MIRROR_STAFF_NEXT: app->staff = SESSION_STAFF_NEXT; break;
    case MIRROR_STAFF_STOP: app->staff = SESSION_STAFF_STOP; break;
    case MIRROR_STAFF_NONE: break;
    }
    const struct vr_body body = {
        .yaw_rad = in->yaw_rad,
        .pitch_rad = in->pitch_rad,
        .is_breath_manual = in->has_breathed,
        .is_inhaling = in->is_inhaling,
        .is_select_down = in->is_select_down,
    };
    vr_input_move_body(app->devices.vr, &body);
}

// --- the loop ---

// After a lost device: everything it took is built again; session and record have gone on.
static enum err rebuild(struct app *app)
{
    for (int i = 0; i < REBUILD_TRIES; i++) {
        LOG_WARN("the headset or the graphics device was lost; starting it again (%d of %d)", i + 1,
                 REBUILD_TRIES);
        app_devices_fini(&app->devices);
        app->last_display_ns = 0;
        if (i > 0) {
            clock_sleep_until_ns(clock_now_ns() + NS_PER_S);
        }
        if (choose_devices(app) == ERR_OK) {
            return app_capture_start(app);
        }
    }
    return ERR_DEVICE_LOST;
}

static void show(struct app *app)
{
    const int64_t now_ns = clock_now_ns();
    app_capture_frame(app);
    if (now_ns - app->last_status_ns < status_ns) {
        return;
    }
    app->last_status_ns = now_ns;
    app_summary_line(app, app->status, sizeof app->status);
    if (!app->options->is_quiet) {
        control_status(&app->control, app->status);
    }
}

// Session over: the runtime is asked to let go, and is given a while to do so.
static void leave(struct app *app)
{
    vr_request_exit(app->devices.vr);
    const int64_t until_ns = clock_now_ns() + leave_ns;
    while (app->activity != VR_ACTIVITY_EXIT && clock_now_ns() < until_ns) {
        if (app_frame(app) != ERR_OK) {
            return;
        }
        if (app->activity == VR_ACTIVITY_IDLE) {
            clock_sleep_until_ns(clock_now_ns() + idle_ns);
        }
    }
}

static enum err run(struct app *app)
{
    while (!app->session.is_over) {
        enum err err = app_frame(app);
        if (err == ERR_DEVICE_LOST) {
            err = rebuild(app);
        }
        TRY(err);
        if (app->activity == VR_ACTIVITY_EXIT) {
            session_end(&app->session, SESSION_STOP_HEADSET);
            app_record_post(&app->record, &app->session);
            return ERR_OK;
        }
        obey_terminal(app);
        obey_mirror(app);
        show(app);
        if (app->activity == VR_ACTIVITY_IDLE) {
            clock_sleep_until_ns(clock_now_ns() + idle_ns);
        }
        if (!app->has_begun && app->staff == SESSION_STAFF_STOP) {
            return ERR_OK; // stopped before anybody saw a frame
        }
    }
    leave(app);
    return ERR_OK;
}

// --- after it ---

static void finish(struct app *app, enum err err)
{
    if (app->has_begun && !app->session.is_over) {
        session_end(&app->session, SESSION_STOP_FAULT);
        app_record_post(&app->record, &app->session);
    }
    const double seconds = (double)(app->session.now_ns - app->session.start_ns) / NS_PER_S;
    const struct store_frames frames = {
        .frames = app->frames,
        .missed = app->missed,
        .pose_age_p50_ms = app_figures_quantile(&app->pose_age_ms, 0.50),
        .pose_age_p99_ms = app_figures_quantile(&app->pose_age_ms, 0.99),
        .gpu_p50_ms = app_figures_quantile(&app->gpu_ms, 0.50),
        .gpu_p99_ms = app_figures_quantile(&app->gpu_ms, 0.99),
        .fps = seconds > 0.0 ? (double)app->frames / seconds : 0.0,
    };
    control_fini(&app->control);
    const bool is_kept = app_record_finish(&app->record, &app->session, &frames) == ERR_OK;
    if (app->has_begun && !app->options->is_quiet) {
        app_summary_print(app, &frames, is_kept && err == ERR_OK);
    }
}

static void release(struct app *app)
{
    audio_destroy(app->audio);
    mirror_destroy(app->mirror);
    app_devices_fini(&app->devices);
    sensor_fini(&app->sensor);
    app_record_close(&app->record);
    arena_fini(&app->arena);
}

static int exit_code(const struct app *app, enum err err)
{
    if (err == ERR_OK) {
        return app->faults > 0 ? EXIT_FAULT : 0;
    }
    fprintf(
        stderr, "respite play: %s%s; respite doctor tells what this machine lacks\n",
        app->has_begun ? "the session could not go on: " : "nothing was played: ", err_text(err));
    return err == ERR_BAD_DATA ? EXIT_FAULT : EXIT_MACHINE;
}

int app_play(const struct app_options *options)
{
    struct app *app = mem_alloc(1, sizeof *app);
    if (!app) {
        fputs("respite play: out of memory\n", stderr);
        return EXIT_MACHINE;
    }
    app->options = options;
    app->arena.limit_bytes = SCENE_BYTES;
    enum err err = start(app);
    if (err == ERR_OK) {
        err = run(app);
        finish(app, err);
    }
    app->faults = app->devices.gpu.validation_messages;
    release(app);
    const int code = exit_code(app, err);
    mem_free(app);
    return code;
}
