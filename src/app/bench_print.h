// The benchmark's figures as a table or as JSON (contract of `respite bench --json`).
#ifndef APP_BENCH_PRINT_H
#define APP_BENCH_PRINT_H

#include "app/bench.h"
#include "app/burden.h"
#include "app/figures.h"
#include "app/menu.h"
#include "app/meter.h"

#include <stdbool.h>

struct app;

struct app_bench_result {
    double seconds;        // counted
    double first_frame_ms; // exec -> first frame with layers
    double resident_mib;   // most so far
    bool is_simulated, has_meter;
    struct app_meter meter; // simulated runtime only
    struct app_burden burden;
    struct app_menu menu;
    uint64_t burden_first_missed; // in its first second; simulated runtime only
    char device[256], driver[520], runtime[160], headset[64], scene[128];
};

// While the devices stand: what was measured on.
void app_bench_print_describe(const struct app *app, const struct app_bench *bench,
                              struct app_bench_result *result);

void app_bench_print(struct app_bench_result *result, struct app_figures *figures, bool is_json);

#endif
