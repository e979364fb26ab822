#include "app/summary.h"

#include "app/app.h"
#include "base/clock.h"
#include "report/summary.h"

#include <stdio.h>

// On average over the session; the headset's refresh rate while every frame came in time.
static double frames_per_s(const struct app *app)
{
    const double frames = (double)app->figures.frames;
    const double refreshes = frames + (double)app->figures.missed;
    const double refresh_hz = (double)vr_info(app->devices.vr)->refresh_hz;
    return refreshes > 0.0 ? refresh_hz * frames / refreshes : 0.0;
}

void app_summary_line(const struct app *app, char *out, size_t size)
{
    const struct session_step *step = app->has_begun ? session_current(&app->session) : NULL;
    const int left_s = app->has_begun ? (int)session_left_s(&app->session) : 0;
    char breath[48] = "breath: not sure";
    if (app->breath_now.is_sure && app->breath_now.rate_bpm > 0.0f) {
        snprintf(breath, sizeof breath, "breath: %.1f a minute", (double)app->breath_now.rate_bpm);
    }
    const char *doing = !app->has_begun          ? "waiting for the headset"
                        : app->session.is_away   ? "headset is off"
                        : app->session.is_paused ? "paused"
                        : step                   ? step->id
                                                 : "ending";
    snprintf(out, size, "%s · %d:%02d left · %.0f frames/s · %s", doing, left_s / 60, left_s % 60,
             frames_per_s(app), breath);
}

void app_summary_print(const struct app *app, const struct store_frames *frames, bool is_kept)
{
    char text[4096] = "";
    if (is_kept &&
        report_summary(app->record.path, app->record.session_id, text, sizeof text) == ERR_OK) {
        fputs(text, stdout);
    } else {
        fputs("This session could not be written to the record in full.\n", stdout);
    }
    printf("%lld frames, %lld missed; record: %s\n", (long long)frames->frames,
           (long long)frames->missed, app->record.path);
    if (app->options->out) {
        printf("pictures: %s\n", app->options->out);
    }
}
