#include "app/app.h"

#include "app/capture.h"
#include "app/measure.h"
#include "base/clock.h"

#include <math.h>

static const int64_t nap_least_ns = NS_PER_MS / 5; // shorter sleeps are not worth the wake-up

static void feed_breath(void *user, const struct breath_sample *sample)
{
    breath_push(user, sample);
}

static void sense(struct app *app, int64_t now_ns)
{
    struct sensor_input input = {
        .t_ns = now_ns,
        .has_head = app->input.has_head,
        .is_head_tracked = app->input.is_head_tracked,
        .head = app->input.head,
    };
    for (int i = 0; i < SENSOR_HAND_COUNT; i++) {
        const struct vr_hand *hand = &app->input.hands[i];
        input.hands[i] = (struct sensor_hand){
            .is_present = hand->has_controller || hand->has_joints,
            .is_tracked = hand->is_tracked,
            .pose = hand->grip,
        };
    }
    sensor_drain(&app->sensor, &input, feed_breath, &app->breath); // each sample at its own time
    app->breath_now = breath_at(&app->breath, now_ns);
}

// A strap's beats; nothing where none is worn.
static void listen_to_heart(const struct sensor *sensor, struct session_input *out)
{
    const struct sensor_belt *belt = &sensor->belt;
    for (int i = 0; i < belt->rr_count && out->rr_count < SESSION_RR_MAX; i++) {
        out->rr_ms[out->rr_count++] = belt->rr_ms[i];
    }
}

static void decide(struct app *app, int64_t now_ns, bool is_present)
{
    const struct panel_input look = {
        .now_ns = now_ns,
        .has_gaze = app->input.has_head,
        .gaze = app->input.gaze,
        .head = app->input.head,
        .is_select_down = app->input.is_select_down,
    };
    struct session_input chosen = {.choice = -1, .out_answer = -1};
    panel_choose(&app->panel, &app->session, &look, &chosen);
    chosen.staff = app->staff;
    chosen.is_present = is_present;
    chosen.has_mic = audio_capture_listens(app->capture);
    listen_to_heart(&app->sensor, &chosen);
    app->staff = SESSION_STAFF_NONE;
    session_step(&app->session, now_ns, &app->breath_now, &chosen);
    if (app->session.begins_calibration) {
        sensor_mic_calibrate(&app->sensor.mic);
    }
}

// The guide in the hand, where the session wants it.
static void hum(struct app *app, int64_t now_ns)
{
    float strength = 0.0f;
    if (!app_touch_step(&app->touch, now_ns, &app->session.breathing.guide,
                        app->load.plan.cues.touch, &strength)) {
        return;
    }
    for (int i = 0; i < VR_HAND_COUNT; i++) {
        if (app->input.hands[i].has_controller) {
            vr_input_pulse(app->devices.vr, i, strength, APP_TOUCH_PULSE_NS);
        }
    }
}

// A question's button is not the place's too.
static bool is_asked(const struct app *app)
{
    return app->panel.mode != PANEL_MODE_NONE && app->panel.mode != PANEL_MODE_TEXT;
}

static void compose(struct app *app)
{
    const struct world_input input = {
        .scene_s = (double)app->session.elapsed_ns / NS_PER_S,
        .left_s = (double)session_left_s(&app->session),
        .breath = app->breath_now,
        .guide = app->session.breathing.guide,
        .match = session_breathing_match(&app->session.breathing),
        .cue_light = app->load.plan.cues.light,
        .cue_sound = app->load.plan.cues.sound,
        .gaze = app->input.gaze,
        .head = app->input.has_head ? app->input.head.turn : (versors){{0}},
        .is_select_down = app->input.is_select_down && !is_asked(app),
        .task_level = app->load.plan.task_level,
        .level = app->governor.detail,
    };
    world_stage(&app->world, &input, &app->stage);
    app->panel.is_listening = audio_capture_listens(app->capture);
    panel_stage(&app->panel, &app->session, &app->stage);
    app->stage.fade = app->session.fade;
}

// What either eye can see, for culling the next frame.
static struct fov both_eyes(const struct view eyes[VR_EYE_COUNT])
{
    const struct fov a = eyes[0].fov, b = eyes[1].fov;
    return (struct fov){
        .left_rad = fminf(a.left_rad, b.left_rad),
        .right_rad = fmaxf(a.right_rad, b.right_rad),
        .up_rad = fmaxf(a.up_rad, b.up_rad),
        .down_rad = fminf(a.down_rad, b.down_rad),
    };
}

// All is recorded: sleep until the last safe moment, so that the pose is as young as can be.
static void nap(struct app *app, const struct vr_frame *frame)
{
    app->napped = 0;
    app->nap_ns = 0;
    if (app->options->is_virtual) {
        return;
    }
    const int64_t until_ns =
        app_pace_until(&app->pace, frame->begin_ns, frame->display_ns, frame->period_ns);
    const int64_t now_ns = clock_now_ns();
    if (until_ns > now_ns + nap_least_ns) {
        clock_sleep_until_ns(until_ns);
        app->nap_ns = now_ns;
        app->napped = 1;
    }
}

// Commands are recorded before anyone asks where the eyes are; the pose goes in last.
static enum err draw(struct app *app, struct vr_frame *frame, bool *out_was_drawn)
{
    struct app_devices *dev = &app->devices;
    frame->width = app_governor_side(&app->governor, frame->width);
    frame->height = app_governor_side(&app->governor, frame->height);
    TRY(vr_frame_acquire(dev->vr, frame));
    if (!frame->is_acquired) {
        return ERR_OK;
    }
    struct render_frame picture = {
        .color_image = frame->color_image,
        .depth_image = frame->depth_image,
        .width = frame->width,
        .height = frame->height,
        .stage = &app->stage,
        .head_view = {.eye_in_world = app->input.head, .fov = app->fov},
        .wants_mirror = app_capture_wants(app),
        .burden_loops = (float)app_burden_loops(&app->burden),
    };
    TRY(app_photo_place(app, frame, &picture));
    TRY(app_quads_place(app, frame, &picture));
    TRY(render_record(dev->render, &picture));
    nap(app, frame);
    TRY(vr_views_late(dev->vr, frame));
    if (frame->has_views) {
        app->fov = both_eyes(frame->eyes);
    }
    TRY(render_submit(dev->render, frame->eyes));
    *out_was_drawn = true;
    return ERR_OK;
}

// The virtual clock has no audio thread: what the display's clock has passed is pulled here.
static void pull_sound(struct app *app, int64_t period_ns)
{
    if (!app->audio || !app->options->is_virtual) {
        return;
    }
    const int64_t block_ns = AUDIO_BLOCK * NS_PER_S / AUDIO_RATE_HZ;
    for (app->audio_owed_ns += period_ns; app->audio_owed_ns >= block_ns;
         app->audio_owed_ns -= block_ns) {
        audio_pull(app->audio, NULL, AUDIO_BLOCK);
    }
}

static int64_t absent_now_ns(const struct app *app)
{
    // The virtual clock is the runtime's alone, and passes faster than this while it idles.
    static const int64_t virtual_step_ns = NS_PER_MS;
    return app->options->is_virtual ? app->session.now_ns + virtual_step_ns : clock_now_ns();
}

void app_frame_absent(struct app *app)
{
    if (!app->has_begun || app->session.is_over) {
        return;
    }
    const struct session_input nobody = {
        .choice = -1, .out_answer = -1, .staff = app->staff, .is_present = false};
    app->staff = SESSION_STAFF_NONE;
    session_step(&app->session, absent_now_ns(app), &app->breath_now, &nobody);
    app_record_post(&app->record, &app->session);
}

// The place's finer meshes, when they are there. The frame that takes them to the GPU may be late:
// it happens once, while the picture is still fading in.
static enum err take_details(struct app *app)
{
    if (!app_loader_take(&app->loader, &app->world)) {
        return ERR_OK;
    }
    app_pace_init(&app->pace); // what frames took till now says nothing of what they will take
    app_governor_offer(&app->governor, app->world.level_count - 1);
    return render_load(app->devices.render, app->world.geometry, app->world.level_count);
}

// The whole program, once per display refresh. Read this first.
enum err app_frame(struct app *app)
{
    struct vr_events events;
    TRY(vr_poll(app->devices.vr, &events));
    app->activity = events.activity;
    if (events.activity == VR_ACTIVITY_EXIT) {
        return ERR_OK;
    }
    if (events.activity == VR_ACTIVITY_IDLE) {
        app_frame_absent(app); // no frames are wanted now
        return ERR_OK;
    }

    TRY(take_details(app));
    struct vr_frame frame;
    TRY(vr_frame_begin(app->devices.vr, &frame)); // the only wait in the loop
    const int64_t now_ns = frame.display_ns;      // all below is a function of this instant
    app_platform_frame(&app->platform, app->devices.vr, &app->governor, &events, now_ns);
    const bool is_present = events.activity != VR_ACTIVITY_HIDDEN;
    const struct app_spent before = app_measure_read(app);
    bool was_drawn = false;

    enum err err = vr_input(app->devices.vr, now_ns, &app->input);
    if (err == ERR_OK) {
        if (!app->has_begun && is_present) {
            err = app_start_session(app, now_ns);
        }
        // Sense, decide, compose: plain values, no devices.
        sense(app, now_ns);
        if (app->has_begun) { // before that the stage is empty and dark
            decide(app, now_ns, is_present);
            compose(app);
            hum(app, now_ns);
        }
    }
    if (err == ERR_OK && frame.should_draw) {
        err = draw(app, &frame, &was_drawn);
    }
    // A begun frame is ended even when drawing failed.
    TRY(vr_frame_end(app->devices.vr, &frame, was_drawn, RENDER_NEAR_M));
    TRY(err);
    app_measure_frame(app, &frame, was_drawn, &before);
    app_measure_steer(app, &frame, was_drawn);

    // Sound and record are not on the way to the photons.
    if (app->audio) {
        audio_place(app->audio, app->input.head, &app->stage);
        pull_sound(app, frame.period_ns);
    }
    if (app->has_begun) {
        app_record_post(&app->record, &app->session);
    }
    return ERR_OK;
}
