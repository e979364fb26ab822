// respite bench: frame timing of the real loop.
#include "cli/cli.h"

#include "app/bench.h"
#include "cli/args.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
    "usage: respite bench [SCENE.json] [OPTIONS]\n"
    "Measures frames of the real loop, after a warm-up of two seconds that is not counted.\n\n"
    "    --headset small|preview|quest3|frame   of the simulated headset (default small)\n"
    "    --runtime auto|system|simulated        default simulated\n"
    "    --seconds N           1..3600 (default 10)\n"
    "    --load MS             GPU work added to every frame, 1..100, a second before what\n"
    "                          counts: what does the governor do?\n"
    "    --trace FILE          the frames as a Chrome trace; opens in ui.perfetto.dev\n"
    "    --json                keys as scripts rely on them\n\n"
    "example: respite bench --headset small --seconds 20 --json\n";

enum { OPT_HEADSET = CLI_ARGS_OWN, OPT_RUNTIME, OPT_SECONDS, OPT_LOAD, OPT_TRACE };

static const struct option long_options[] = {
    {"headset", required_argument, NULL, OPT_HEADSET},
    {"runtime", required_argument, NULL, OPT_RUNTIME},
    {"seconds", required_argument, NULL, OPT_SECONDS},
    {"load", required_argument, NULL, OPT_LOAD},
    {"trace", required_argument, NULL, OPT_TRACE},
    CLI_ARGS_COMMON,
};

static bool take_option(int code, const char *text, void *user)
{
    struct app_bench *bench = user;
    static const char *const runtimes[] = {"auto", "system", "simulated", NULL};
    static const char *const headsets[] = {"small", "preview", "quest3", "frame", NULL};
    int i = 0;
    switch (code) {
    case OPT_HEADSET:
        bench->options.headset = text;
        return cli_args_choice("headset", text, headsets, &i);
    case OPT_RUNTIME:
        if (!cli_args_choice("runtime", text, runtimes, &i)) {
            return false;
        }
        bench->options.runtime = (enum app_runtime)i;
        return true;
    case OPT_LOAD: return cli_args_number("load", text, 1.0, 100.0, &bench->options.burden_ms);
    case OPT_TRACE: bench->trace_file = text; return true;
    default: return cli_args_number("seconds", text, 1.0, 3600.0, &bench->seconds);
    }
}

int cli_bench(int argc, char **argv)
{
    struct app_bench bench = {
        .options = {.runtime = APP_RUNTIME_SIMULATED,
                    .headset = "small",
                    .posture_deg = -1.0f,
                    .mirror = APP_OFF},
        .seconds = 10.0,
    };
    struct cli_args args = {0};
    const struct cli_args_command command = {long_options, help, take_option, &bench};
    const int exit_code = cli_args_read(argc, argv, &command, &args);
    if (exit_code >= 0) {
        return exit_code;
    }
    if (argc - optind > 1) {
        fputs("respite bench: one scene at a time\n", stderr);
        return CLI_USAGE;
    }
    bench.scene_file = optind < argc ? argv[optind] : NULL;
    bench.is_json = args.is_json;
    bench.options.panels = cli_args_layers("RESPITE_PANELS");
    bench.options.photo = cli_args_layers("RESPITE_PHOTO");
    bench.options.refresh_hz = cli_args_refresh_hz();
    return app_bench(&bench);
}
