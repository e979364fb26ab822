#include "app/measure.h"

#include "app/app.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <math.h>
#include <sys/resource.h>

struct app_spent app_measure_read(const struct app *app)
{
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return (struct app_spent){
        .cpu_ns = clock_thread_cpu_ns(),
        .heap_allocations = mem_count(),
        .waits = usage.ru_nvcsw,
        .pipelines = app->devices.gpu.pipelines_created,
        .memory_allocations = app->devices.gpu.memory_allocations,
    };
}

static void trace(const struct app *app, const struct vr_frame *frame, bool was_drawn)
{
    if (!app->trace) {
        return;
    }
    const struct render_stats stats = render_stats(app->devices.render);
    const struct app_trace_frame seen = {
        .wait_ns = frame->wait_ns,
        .begin_ns = frame->begin_ns,
        .nap_ns = was_drawn ? app->nap_ns : 0,
        .locate_ns = was_drawn ? frame->locate_ns : 0,
        .end_ns = frame->end_ns,
        .display_ns = frame->display_ns,
        .scale = app->governor.scale,
        .gpu_begin = stats.gpu_begin_ticks,
        .gpu_end = stats.gpu_end_ticks,
    };
    app_trace_add(app->trace, &seen);
}

void app_measure_frame(struct app *app, const struct vr_frame *frame, bool was_drawn,
                       const struct app_spent *before)
{
    struct app_figures *figures = &app->figures;
    const struct app_spent after = app_measure_read(app);
    figures->frames++;
    figures->heap_allocations += (uint64_t)(after.heap_allocations - before->heap_allocations);
    figures->pipelines += (uint64_t)(after.pipelines - before->pipelines);
    figures->memory_allocations +=
        (uint64_t)(after.memory_allocations - before->memory_allocations);
    figures->waits += (uint64_t)(after.waits - before->waits - frame->runtime.waits - app->napped);
    figures->naps += (uint64_t)app->napped;
    app_figures_add(&figures->app_cpu_ms,
                    (double)(after.cpu_ns - before->cpu_ns - frame->runtime.cpu_ns) / NS_PER_MS);

    const int64_t step_ns = frame->display_ns - app->last_display_ns;
    if (app->last_display_ns > 0 && frame->period_ns > 0) {
        const double periods = (double)step_ns / (double)frame->period_ns;
        figures->missed += periods > 1.5 ? (uint64_t)(llround(periods) - 1) : 0;
        app_figures_add(&figures->jitter_ms,
                        fabs((double)(step_ns - frame->period_ns)) / NS_PER_MS);
    }
    app->last_display_ns = frame->display_ns;
    trace(app, frame, was_drawn);
    if (!was_drawn) {
        return;
    }
    if (app->first_frame_ns == 0) {
        app->first_frame_ns = clock_now_ns();
        app_menu_end(&app->menu, "first frame");
    }
    const struct render_stats stats = render_stats(app->devices.render);
    app_figures_add(&figures->pose_age_ms, (double)(frame->end_ns - frame->locate_ns) / NS_PER_MS);
    app_figures_add(&figures->pose_to_predicted_ms,
                    (double)(frame->display_ns - frame->locate_ns) / NS_PER_MS);
    if (stats.gpu_ms >= 0.0) {
        app_figures_add(&figures->gpu_ms, stats.gpu_ms);
    }
    const double scale = (double)app->governor.scale;
    figures->scale_least = figures->drawn ? fmin(figures->scale_least, scale) : scale;
    figures->scale_most = fmax(figures->scale_most, scale);
    figures->scale_sum += scale;
    figures->drawn++;
    figures->draws += stats.draws;
    figures->triangles += stats.triangles;
}

// How long the frame's thread slept on purpose.
static int64_t nap_ns(const struct app *app, const struct vr_frame *frame)
{
    return app->nap_ns > 0 ? frame->locate_ns - app->nap_ns : 0;
}

void app_measure_steer(struct app *app, const struct vr_frame *frame, bool was_drawn)
{
    if (app->options->is_virtual || !was_drawn) {
        app->last_locate_ns = 0;
        return;
    }
    const struct render_stats stats = render_stats(app->devices.render);
    const double period_ms = (double)frame->period_ns / NS_PER_MS;
    const double tail_ms = (double)(frame->end_ns - frame->locate_ns) / NS_PER_MS;
    const double cost_ms = stats.gpu_ms < 0.0 ? -1.0 : stats.gpu_ms + tail_ms;
    const struct app_pace_seen seen = {
        .display_ns = frame->display_ns,
        .period_ns = frame->period_ns,
        .cost_ms = cost_ms,
        .rest_ms = app->last_locate_ns > 0
                       ? (double)(frame->wait_ns - app->last_locate_ns) / NS_PER_MS
                       : -1.0,
    };
    app_pace_frame(&app->pace, &seen);
    app->last_locate_ns = frame->locate_ns;
    gpu_spread_frame(&app->devices.gpu.spread, stats.gpu_ms, period_ms);
    // Where the GPU's time cannot be known, its delay shows where a slot's earlier frame is waited
    // for: in the time from the frame's begin to its end.
    const double busy_ms =
        (double)(frame->locate_ns - frame->begin_ns - nap_ns(app, frame)) / NS_PER_MS;
    const double load_ms = stats.gpu_ms < 0.0 ? busy_ms : stats.gpu_ms;
    const bool did_govern =
        app_burden_is_found(&app->burden) && app_governor_frame(&app->governor, load_ms, period_ms);
    app_burden_frame(&app->burden, stats.gpu_ms, did_govern);
    if (did_govern) {
        LOG_INFO("frame budget: scale %.2f, detail %d (%s %.1f of %.1f ms)",
                 (double)app->governor.scale, app->governor.detail,
                 stats.gpu_ms < 0.0 ? "frame" : "GPU", load_ms, period_ms);
    }
}
