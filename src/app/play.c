#include "app/app.h"

#include "app/best.h"
#include "app/capture.h"
#include "app/summary.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <stdio.h>

enum {
    EXIT_FAULT = 1,
    EXIT_MACHINE = 2,
    REBUILD_TRIES = 5, // after a lost device, from the second on a second apart
};

static const int64_t idle_ns = 10 * NS_PER_MS;
static const int64_t well_ns = 10 * NS_PER_S; // a session that went on so long has got over a loss
static const int64_t leave_ns = 5 * NS_PER_S; // longest wait for the runtime to let go
static const int64_t status_ns = NS_PER_S / 2;

// --- staff ---

static enum session_staff toggle(const struct app *app)
{
    return app->session.is_paused ? SESSION_STAFF_RESUME : SESSION_STAFF_PAUSE;
}

static void obey_terminal(struct app *app)
{
    switch (control_poll()) {
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

static enum err start_again(struct app *app)
{
    app_devices_fini(&app->devices);
    app->last_display_ns = 0;
    TRY(app_start_devices(app));
    TRY(app_capture_start(app));
    TRY(app_quads_start(app));
    return app_photo_start(app);
}

// After a lost device: everything it took is built again; session and record have gone on.
static enum err rebuild(struct app *app)
{
    const bool has_been_well = app->session.elapsed_ns - app->lost_at_ns >= well_ns;
    app->losses = has_been_well ? 0 : app->losses;
    app->lost_at_ns = app->session.elapsed_ns;
    app_frame_absent(app);
    while (app->losses < REBUILD_TRIES) {
        app->losses++;
        LOG_WARN("the headset or the graphics device failed or was lost; starting it again (%d of "
                 "%d)",
                 app->losses, REBUILD_TRIES);
        if (app->losses > 1) {
            clock_sleep_until_ns(clock_now_ns() + NS_PER_S);
        }
        if (start_again(app) == ERR_OK) {
            return ERR_OK;
        }
    }
    LOG_ERROR("the headset or the graphics device failed again and again: check its cable and "
              "battery, start its software anew, then respite");
    return ERR_DEVICE_LOST;
}

// A headset that wants no frames is asked again in a while; the virtual clock does not wait.
static void rest(const struct app *app)
{
    if (app->activity == VR_ACTIVITY_IDLE && !app->options->is_virtual) {
        clock_sleep_until_ns(clock_now_ns() + idle_ns);
    }
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
        control_status(app->status);
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
        rest(app);
    }
}

static enum err run(struct app *app)
{
    while (!app->session.is_over) {
        enum err err = app_frame(app);
        if (err == ERR_DEVICE_LOST || err == ERR_DEVICE) {
            err = rebuild(app);
        }
        TRY(err);
        if (app->activity == VR_ACTIVITY_EXIT) {
            if (app->has_begun) {
                session_end(&app->session, SESSION_STOP_HEADSET);
                app_record_post(&app->record, &app->session);
            }
            return ERR_OK;
        }
        obey_terminal(app);
        obey_mirror(app);
        show(app);
        rest(app);
        if (!app->has_begun && app->staff == SESSION_STAFF_STOP) {
            return ERR_OK; // stopped before anybody saw a frame
        }
    }
    leave(app);
    return ERR_OK;
}

// --- after it ---

static void finish(struct app *app)
{
    if (app->has_begun && app->session.stop == SESSION_STOP_NONE) {
        session_end(&app->session, SESSION_STOP_FAULT);
        app_record_post(&app->record, &app->session);
    }
    const double seconds = (double)(app->session.now_ns - app->session.start_ns) / NS_PER_S;
    struct app_figures *figures = &app->figures;
    const struct store_frames frames = {
        .frames = (int64_t)figures->frames,
        .missed = (int64_t)figures->missed,
        .pose_age_p50_ms = app_figures_quantile(&figures->pose_age_ms, 0.50),
        .pose_age_p99_ms = app_figures_quantile(&figures->pose_age_ms, 0.99),
        .gpu_p50_ms = app_figures_quantile(&figures->gpu_ms, 0.50),
        .gpu_p99_ms = app_figures_quantile(&figures->gpu_ms, 0.99),
        .fps = seconds > 0.0 ? (double)figures->frames / seconds : 0.0,
    };
    control_fini();
    const bool is_kept = app_record_finish(&app->record, &app->session, &frames) == ERR_OK;
    if (app->has_begun && !app->options->is_quiet) {
        app_summary_print(app, &frames, is_kept);
    }
}

static int exit_code(const struct app *app, enum err err)
{
    if (err == ERR_OK) {
        return app->devices.faults > 0 ? EXIT_FAULT : 0;
    }
    // What is wrong was said where it was found.
    fprintf(stderr, "respite play: %s%s\n",
            app->has_begun ? "the session could not go on" : "nothing was played",
            err == ERR_BAD_DATA ? "" : "; respite doctor tells what this machine lacks");
    return err == ERR_BAD_DATA ? EXIT_FAULT : EXIT_MACHINE;
}

static enum err start(struct app *app)
{
    const struct app_options *options = app->options;
    const struct session_overrides overrides = {
        .has_seed = options->has_seed,
        .seed = options->seed,
        .language = options->language,
        .posture_deg = options->posture_deg,
        .best_bpm = app_best_bpm(options->alias),
    };
    TRY(app_load_session(&app->load, options->session_file, &overrides, &app->arena));
    TRY(app_guard_check(options, &app->load, &app->guard));
    TRY(app_record_open(&app->record));
    TRY(app_start(app));
    control_init();
    return ERR_OK;
}

int app_play(const struct app_options *options)
{
    struct app *app = mem_alloc(1, sizeof *app);
    if (!app) {
        fputs("respite play: out of memory\n", stderr);
        return EXIT_MACHINE;
    }
    app_start_prepare(app, options);
    enum err err = start(app);
    if (err == ERR_OK) {
        err = run(app);
        finish(app);
    }
    app_start_release(app);
    const int code = exit_code(app, err);
    mem_free(app);
    return code;
}
