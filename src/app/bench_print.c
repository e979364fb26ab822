#include "app/bench_print.h"

#include "app/app.h"
#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

struct row { // one line of the table, one key of the JSON
    const char *key;
    const char *what;
    struct app_series *series; // NULL: not to be had here
};

enum { ROW_COUNT = 6 };

static void list_rows(struct app_bench_result *result, struct app_figures *figures,
                      struct row rows[ROW_COUNT])
{
    struct app_series *photon = result->has_meter ? &result->meter.pose_to_photon_ms : NULL;
    struct app_series *gpu = figures->gpu_ms.count > 0 ? &figures->gpu_ms : NULL;
    const struct row listed[ROW_COUNT] = {
        {"app_cpu_ms", "CPU of the frame's thread, XR calls excluded", &figures->app_cpu_ms},
        {"gpu_ms", "GPU", gpu},
        {"pose_age_ms", "views located -> xrEndFrame", &figures->pose_age_ms},
        {"pose_to_predicted_ms", "views located -> predicted display",
         &figures->pose_to_predicted_ms},
        {"pose_to_photon_ms", "views located -> photons, by the runtime's meter", photon},
        {"jitter_ms", "display interval off the refresh period", &figures->jitter_ms},
    };
    memcpy(rows, listed, sizeof listed);
}

static double per_frame(uint64_t count, uint64_t frames)
{
    return frames > 0 ? (double)count / (double)frames : 0.0;
}

// Frames that came later than predicted, by the meter where there is one: it sees what the loop
// cannot. Or refreshes for which no frame was even predicted, where those are more: a program that
// makes every second frame, and each in time, has missed half.
static uint64_t missed(const struct app_bench_result *result, const struct app_figures *figures)
{
    const uint64_t late = result->has_meter ? result->meter.missed : 0;
    return late > figures->missed ? late : figures->missed;
}

static void print_menu(const struct app_menu *menu, bool is_json)
{
    printf(is_json ? ",\n  \"start_ms\": {" : "the start, ms: ");
    for (int i = 0; i < menu->count; i++) {
        printf(is_json ? "%s\"%s\": %.1f" : "%s%s %.1f", i > 0 ? ", " : "", menu->names[i],
               app_menu_ms(menu, i));
    }
    printf(is_json ? "}" : "\n");
}

static void print_table(struct app_bench_result *result, struct app_figures *figures)
{
    struct row rows[ROW_COUNT];
    list_rows(result, figures, rows);
    printf("%s on %s, %s\n%s, %s\n\n", result->scene, result->headset, result->runtime,
           result->device, result->driver);
    printf("%-52s %9s %9s %9s\n", "milliseconds", "p50", "p99", "max");
    for (int i = 0; i < ROW_COUNT; i++) {
        if (!rows[i].series) {
            printf("%-52s %9s\n", rows[i].what, "-");
            continue;
        }
        printf(
            "%-52s %9.3f %9.3f %9.3f\n", rows[i].what, app_figures_quantile(rows[i].series, 0.50),
            app_figures_quantile(rows[i].series, 0.99), app_figures_quantile(rows[i].series, 1.0));
    }
    const uint64_t frames = figures->frames;
    printf("\nframes %llu in %.1f s (%.1f a second), missed %llu; render scale %.2f to %.2f, mean "
           "%.2f\n",
           (unsigned long long)frames, result->seconds, (double)frames / result->seconds,
           (unsigned long long)missed(result, figures), figures->scale_least, figures->scale_most,
           per_frame((uint64_t)(figures->scale_sum * 1000.0), figures->drawn) / 1000.0);
    printf("a frame: %.1f draws, %.0f triangles, %.4f heap allocations, %.4f waits outside the XR "
           "calls, %.2f deliberate naps\n",
           per_frame(figures->draws, figures->drawn), per_frame(figures->triangles, figures->drawn),
           per_frame(figures->heap_allocations, frames), per_frame(figures->waits, frames),
           per_frame(figures->naps, frames));
    if (result->has_meter) {
        printf("frames not missed: photons within %.4f ms of the runtime's prediction\n",
               result->meter.most_apart_ms);
    }
    const struct app_burden *burden = &result->burden;
    if (burden->phase == APP_BURDEN_ON) {
        printf("load: %.1f ms of GPU work added a second before (wanted %.1f; a frame took %.1f); ",
               burden->found_ms, burden->wish_ms, burden->plain_ms);
        if (burden->acted_after > 0) {
            printf("the governor acted after %d frames", burden->acted_after);
        } else {
            printf("the governor did not act");
        }
        printf("; missed in that second %llu\n", (unsigned long long)result->burden_first_missed);
    }
    printf("pipelines made after the start %llu, memory allocations %llu; first frame after %.0f "
           "ms; resident %.0f MiB\n",
           (unsigned long long)figures->pipelines, (unsigned long long)figures->memory_allocations,
           result->first_frame_ms, result->resident_mib);
    print_menu(&result->menu, false);
}

static void print_text(const char *key, const char *text)
{
    printf(",\n  \"%s\": \"", key);
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\') {
            putchar('\\');
        }
        putchar((unsigned char)*c < 0x20 ? ' ' : *c);
    }
    putchar('"');
}

static void print_json(struct app_bench_result *result, struct app_figures *figures)
{
    struct row rows[ROW_COUNT];
    list_rows(result, figures, rows);
    printf("{");
    for (int i = 0; i < ROW_COUNT; i++) {
        printf("%s\n  \"%s\": ", i ? "," : "", rows[i].key);
        if (!rows[i].series) {
            printf("null");
            continue;
        }
        printf("{\"p50\": %.4f, \"p99\": %.4f, \"max\": %.4f}",
               app_figures_quantile(rows[i].series, 0.50),
               app_figures_quantile(rows[i].series, 0.99),
               app_figures_quantile(rows[i].series, 1.0));
    }
    const uint64_t frames = figures->frames;
    printf(",\n  \"frames\": %llu,\n  \"missed\": %llu,\n  \"fps\": %.2f",
           (unsigned long long)frames, (unsigned long long)missed(result, figures),
           (double)frames / result->seconds);
    printf(",\n  \"render_scale\": {\"min\": %.3f, \"mean\": %.3f, \"max\": %.3f}",
           figures->scale_least, figures->scale_sum / (double)(figures->drawn ? figures->drawn : 1),
           figures->scale_most);
    printf(",\n  \"draws\": %.1f,\n  \"triangles\": %.0f",
           per_frame(figures->draws, figures->drawn),
           per_frame(figures->triangles, figures->drawn));
    printf(",\n  \"heap_allocations_per_frame\": %.6f,\n  \"waits_per_frame\": %.6f",
           per_frame(figures->heap_allocations, frames), per_frame(figures->waits, frames));
    printf(",\n  \"naps_per_frame\": %.4f,\n  \"pipelines_created_after_start\": %llu",
           per_frame(figures->naps, frames), (unsigned long long)figures->pipelines);
    printf(",\n  \"memory_allocations_after_start\": %llu",
           (unsigned long long)figures->memory_allocations);
    if (result->has_meter) {
        printf(",\n  \"meter_apart_ms\": %.4f", result->meter.most_apart_ms);
    }
    const struct app_burden *burden = &result->burden;
    if (burden->phase == APP_BURDEN_ON) {
        printf(",\n  \"load\": {\"wanted_ms\": %.2f, \"added_ms\": %.2f, \"plain_ms\": %.2f, "
               "\"acted_after_frames\": %d, \"missed_in_first_second\": %llu}",
               burden->wish_ms, burden->found_ms, burden->plain_ms, burden->acted_after,
               (unsigned long long)result->burden_first_missed);
    }
    printf(",\n  \"first_frame_ms\": %.1f,\n  \"resident_mib\": %.1f", result->first_frame_ms,
           result->resident_mib);
    print_menu(&result->menu, true);
    print_text("device", result->device);
    print_text("driver", result->driver);
    print_text("runtime", result->runtime);
    print_text("headset", result->headset);
    print_text("scene", result->scene);
    print_text("version", RESPITE_VERSION);
    print_text("commit", RESPITE_COMMIT);
    printf("\n}\n");
}

void app_bench_print_describe(const struct app *app, const struct app_bench *bench,
                              struct app_bench_result *result)
{
    const struct vr_info *info = vr_info(app->devices.vr);
    const struct vr_target *target = vr_target(app->devices.vr);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    result->seconds = bench->seconds;
    result->first_frame_ms = (double)(app->first_frame_ns - app->exec_ns) / NS_PER_MS;
    result->resident_mib = (double)usage.ru_maxrss / 1024.0;
    result->burden = app->burden;
    result->menu = app->menu;
    result->is_simulated = app->devices.is_simulated;
    snprintf(result->device, sizeof result->device, "%s", app->devices.gpu.properties.deviceName);
    snprintf(result->driver, sizeof result->driver, "%s", app->devices.gpu.driver_text);
    snprintf(result->runtime, sizeof result->runtime, "%s", info->runtime);
    snprintf(result->headset, sizeof result->headset, "%ux%u per eye, %.0f Hz", target->width,
             target->height, (double)info->refresh_hz);
    snprintf(result->scene, sizeof result->scene, "%s", app->load.plan.scene.name);
}

void app_bench_print(struct app_bench_result *result, struct app_figures *figures, bool is_json)
{
    if (is_json) {
        print_json(result, figures);
    } else {
        print_table(result, figures);
    }
}
