// respite listen: what is heard in a scene, as a WAV file.
#include "cli/cli.h"

#include "app/listen.h"
#include "app/load.h"
#include "cli/args.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
    "usage: respite listen SCENE.json --out WAV [OPTIONS]\n"
    "Writes what is heard in a scene; no sound device is needed. Wear headphones: it is "
    "binaural.\n\n"
    "    --out WAV             48 kHz stereo\n"
    "    --seconds N           1..3600 (default 30)\n"
    "    --yaw D               where the head is turned, degrees, left\n"
    "    --breath 0..1|pacer   held, or with a guide of 6 a minute (default pacer)\n"
    "    --seed N              another day in the same place\n\n"
    "example: respite listen scenes/shore.json --out shore.wav --seconds 60\n";

enum { OPT_OUT = CLI_ARGS_OWN, OPT_SECONDS, OPT_YAW, OPT_BREATH, OPT_SEED };

static const struct option long_options[] = {
    {"out", required_argument, NULL, OPT_OUT},   {"seconds", required_argument, NULL, OPT_SECONDS},
    {"yaw", required_argument, NULL, OPT_YAW},   {"breath", required_argument, NULL, OPT_BREATH},
    {"seed", required_argument, NULL, OPT_SEED}, CLI_ARGS_COMMON,
};

struct wish {
    struct app_listen listen;
    const char *out;
    bool has_seed;
    int64_t seed;
};

static bool take_option(int code, const char *text, void *user)
{
    struct wish *wish = user;
    double number = 0.0;
    switch (code) {
    case OPT_OUT: wish->out = text; return true;
    case OPT_SECONDS: return cli_args_number("seconds", text, 1.0, 3600.0, &wish->listen.seconds);
    case OPT_YAW:
        if (!cli_args_number("yaw", text, -360.0, 360.0, &number)) {
            return false;
        }
        wish->listen.yaw_deg = (float)number;
        return true;
    case OPT_BREATH:
        wish->listen.is_paced = strcmp(text, "pacer") == 0;
        if (!wish->listen.is_paced && !cli_args_number("breath", text, 0.0, 1.0, &number)) {
            return false;
        }
        wish->listen.breath = (float)number;
        return true;
    default:
        wish->has_seed = true;
        return cli_args_integer("seed", text, 0, INT64_MAX, &wish->seed);
    }
}

int cli_listen(int argc, char **argv)
{
    struct wish wish = {.listen = {.seconds = 30.0, .is_paced = true}};
    struct cli_args args = {0};
    const struct cli_args_command command = {long_options, help, take_option, &wish};
    const int exit_code = cli_args_read(argc, argv, &command, &args);
    if (exit_code >= 0) {
        return exit_code;
    }
    if (optind + 1 != argc || !wish.out) {
        fputs("respite listen: name one scene file and --out WAV\n", stderr);
        return CLI_USAGE;
    }
    if (app_load_scene(&wish.listen.scene, argv[optind]) != ERR_OK) {
        return CLI_FAULT;
    }
    if (wish.has_seed) {
        wish.listen.scene.seed = (uint64_t)wish.seed;
    }
    const enum err err = app_listen_write(&wish.listen, wish.out);
    if (err != ERR_OK) {
        fprintf(stderr, "respite listen: nothing was written: %s\n", err_text(err));
        return CLI_FAULT;
    }
    if (!args.is_quiet) {
        printf("%s\n", wish.out);
    }
    return CLI_OK;
}
