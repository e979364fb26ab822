#include "app/bench.h"

#include "app/app.h"
#include "app/bench_print.h"
#include "app/meter.h"
#include "app/runtime.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_MACHINE = 2, FRAME_ROOM = 131072, TRACE_ROOM = 32768 };

static const double warm_up_s = 2.0; // pipelines' first use, the pace's and governor's settling
static const double burden_first_s = 1.0;

// The scene for as long as it takes, with all that a session has but questions.
static enum err make_plan(struct app *app, const struct app_bench *bench)
{
    struct session_plan *plan = &app->load.plan;
    const struct session_overrides overrides = {.posture_deg = -1.0f};
    TRY(app_load_session(&app->load, NULL, &overrides, &app->arena));
    if (bench->scene_file) {
        TRY(app_load_scene(&plan->scene, bench->scene_file));
    }
    snprintf(plan->name, sizeof plan->name, "bench");
    plan->step_count = 1;
    plan->steps[0] = (struct session_step){
        .kind = SESSION_STEP_BREATHE,
        .id = "bench",
        .duration_s = (float)(bench->seconds + warm_up_s + 60.0),
    };
    plan->max_minutes = plan->steps[0].duration_s / 60.0f + 1.0f;
    return ERR_OK;
}

static double seconds_since(int64_t then_ns, int64_t now_ns)
{
    return (double)(now_ns - then_ns) / NS_PER_S;
}

static void read_clocks(const struct app *app, struct app_trace_clock *out)
{
    app->trace->has_clocks =
        app->trace->has_clocks && gpu_clocks(&app->devices.gpu, &out->ticks, &out->at_ns) == ERR_OK;
}

static void start_trace(struct app *app)
{
    if (app->trace) {
        app_trace_clear(app->trace);
        app->trace->has_clocks = true;
        app->trace->tick_ns = (double)app->devices.gpu.timestamp_ns;
        read_clocks(app, &app->trace->first);
    }
}

static enum err finish_trace(struct app *app, const char *file)
{
    if (!app->trace) {
        return ERR_OK;
    }
    read_clocks(app, &app->trace->last);
    if (!app->trace->has_clocks) {
        LOG_WARN("the GPU's clock cannot be compared with ours: the trace has no GPU track");
    }
    return app_trace_write(app->trace, file);
}

// Where work is added, what counts begins a second after it: what happened in that second is told
// apart.
static bool is_warm(const struct app *app, int64_t begin_ns, int64_t burdened_ns, int64_t now_ns)
{
    if (app->burden.phase == APP_BURDEN_NONE) {
        return seconds_since(begin_ns, now_ns) >= warm_up_s;
    }
    return burdened_ns > 0 && seconds_since(burdened_ns, now_ns) >= burden_first_s;
}

static enum err run(struct app *app, const struct app_bench *bench, int64_t *out_from_ns,
                    int64_t *out_burdened_ns)
{
    int64_t burdened_ns = 0; // the added work began
    int64_t begin_ns = 0;    // of the warm-up: the first frame with layers
    int64_t warm_ns = 0;     // from here on frames count
    for (;;) {
        TRY(app_frame(app));
        const int64_t now_ns = clock_now_ns();
        if (app->activity == VR_ACTIVITY_EXIT) {
            LOG_ERROR("the runtime ended the session before the benchmark was done");
            return ERR_DEVICE;
        }
        if (app->activity == VR_ACTIVITY_IDLE) {
            clock_sleep_until_ns(now_ns + 10 * NS_PER_MS);
        }
        begin_ns = begin_ns || app->figures.drawn == 0 ? begin_ns : now_ns;
        if (begin_ns == 0) {
            continue;
        }
        if (burdened_ns == 0 && app->burden.phase == APP_BURDEN_ON) {
            burdened_ns = now_ns;
            *out_burdened_ns = app->last_display_ns + 1;
        }
        if (warm_ns == 0 && is_warm(app, begin_ns, burdened_ns, now_ns)) {
            warm_ns = now_ns;
            app_figures_clear(&app->figures);
            start_trace(app);
            *out_from_ns = app->last_display_ns + 1;
        } else if (warm_ns > 0 && app->figures.drawn > 0 &&
                   seconds_since(warm_ns, now_ns) >= bench->seconds) {
            return ERR_OK;
        }
    }
}

static void leave(struct app *app)
{
    vr_request_exit(app->devices.vr);
    const int64_t until_ns = clock_now_ns() + 2 * NS_PER_S;
    while (app->activity != VR_ACTIVITY_EXIT && clock_now_ns() < until_ns &&
           app_frame(app) == ERR_OK) {
    }
}

static enum err measure(struct app *app, const struct app_bench *bench,
                        struct app_bench_result *result)
{
    int64_t from_ns = 0, burdened_ns = 0;
    struct app_trace trace;
    enum err err = make_plan(app, bench);
    if (err == ERR_OK && bench->trace_file) {
        err = app_trace_init(&trace, TRACE_ROOM, &app->arena);
        app->trace = err == ERR_OK ? &trace : NULL;
    }
    if (err == ERR_OK) {
        app_burden_init(&app->burden, bench->options.burden_ms);
        err = app_start(app);
    }
    if (err == ERR_OK) {
        err = run(app, bench, &from_ns, &burdened_ns);
    }
    if (err == ERR_OK) {
        app_bench_print_describe(app, bench, result); // while the devices stand
        err = finish_trace(app, bench->trace_file);
        leave(app);
    }
    app->trace = NULL;
    app_devices_fini(&app->devices); // the meter's file is whole after the session
    const char *meter = bench->options.meter;
    if (err == ERR_OK && result->is_simulated && meter) {
        err = app_meter_read(&result->meter, meter, from_ns, FRAME_ROOM, &app->arena);
        result->has_meter = err == ERR_OK;
        if (err == ERR_OK && burdened_ns > 0) {
            struct app_meter all;
            err = app_meter_read(&all, meter, burdened_ns, FRAME_ROOM, &app->arena);
            result->burden_first_missed = err == ERR_OK ? all.missed - result->meter.missed : 0;
        }
    }
    return err;
}

int app_bench(const struct app_bench *bench)
{
    struct app *app = mem_alloc(1, sizeof *app);
    struct app_bench_result result = {0};
    if (!app) {
        fputs("respite bench: out of memory\n", stderr);
        return EXIT_MACHINE;
    }
    char meter_file[] = "/tmp/respite-meter-XXXXXX";
    const int meter_fd = mkstemp(meter_file);
    struct app_bench wish = *bench;
    wish.options.meter = meter_fd >= 0 ? meter_file : NULL;
    wish.options.is_quiet = true; // the table alone goes to stdout
    app_start_prepare(app, &wish.options);
    const enum err err = measure(app, &wish, &result);
    if (meter_fd >= 0) {
        close(meter_fd);
        unlink(meter_file);
    }
    if (err == ERR_OK) {
        app_bench_print(&result, &app->figures, bench->is_json);
    } else {
        fprintf(stderr, "respite bench: nothing was measured: %s; respite doctor tells more\n",
                err_text(err));
    }
    app_start_release(app);
    mem_free(app);
    return err == ERR_OK ? 0 : err == ERR_BAD_DATA ? 1 : EXIT_MACHINE;
}
