// respite snapshot: one still of a scene.
#include "cli/cli.h"

#include "app/load.h"
#include "app/still.h"
#include "cli/args.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: respite snapshot SCENE.json --out PNG [OPTIONS]\n"
    "Draws one still of a scene; the same options give the same picture.\n\n"
    "    --out PNG             where the picture goes; a name that ends in .jpg makes a JPEG\n"
    "    --size WxH            per eye, 64..4096 (default 1024x1024)\n"
    "    --eye left|right|both both: side by side (default left)\n"
    "    --minute M            of the session, 0..60 (default 0)\n"
    "    --breath 0..1         empty to full (default 0.5)\n"
    "    --task 0..3           how busy (default 0)\n"
    "    --yaw D --pitch D     where to look, degrees, left and up\n"
    "    --seed N              another day in the same place\n\n"
    "example: respite snapshot scenes/shore.json --out shore.png --eye both --minute 2\n";

enum {
    OPT_OUT = CLI_ARGS_OWN,
    OPT_SIZE,
    OPT_EYE,
    OPT_MINUTE,
    OPT_BREATH,
    OPT_TASK,
    OPT_YAW,
    OPT_PITCH,
    OPT_SEED
};

static const struct option long_options[] = {
    {"out", required_argument, NULL, OPT_OUT},
    {"size", required_argument, NULL, OPT_SIZE},
    {"eye", required_argument, NULL, OPT_EYE},
    {"minute", required_argument, NULL, OPT_MINUTE},
    {"breath", required_argument, NULL, OPT_BREATH},
    {"task", required_argument, NULL, OPT_TASK},
    {"yaw", required_argument, NULL, OPT_YAW},
    {"pitch", required_argument, NULL, OPT_PITCH},
    {"seed", required_argument, NULL, OPT_SEED},
    CLI_ARGS_COMMON,
};

struct wish {
    struct app_still still;
    const char *out;
    bool has_seed;
    uint64_t seed;
};

static bool read_size(const char *text, struct app_still *still)
{
    char *end = NULL;
    const unsigned long width = strtoul(text, &end, 10);
    const unsigned long height = *end == 'x' ? strtoul(end + 1, &end, 10) : 0;
    if (*end != '\0' || width < 64 || width > 4096 || height < 64 || height > 4096) {
        fprintf(stderr, "respite: --size: expected WxH, each 64 to 4096, not '%s'\n", text);
        return false;
    }
    still->width = (uint32_t)width;
    still->height = (uint32_t)height;
    return true;
}

static bool read_float(const char *name, const char *text, double lo, double hi, float *out)
{
    double value = 0.0;
    if (!cli_args_number(name, text, lo, hi, &value)) {
        return false;
    }
    *out = (float)value;
    return true;
}

static bool take_option(int code, const char *text, void *user)
{
    static const char *const eyes[] = {"left", "right", "both", NULL};
    struct wish *wish = user;
    struct app_still *still = &wish->still;
    int64_t whole = 0;
    int eye = 0;
    switch (code) {
    case OPT_OUT: wish->out = text; return true;
    case OPT_SIZE: return read_size(text, still);
    case OPT_EYE:
        if (!cli_args_choice("eye", text, eyes, &eye)) {
            return false;
        }
        still->wants_left = eye != 1;
        still->wants_right = eye != 0;
        return true;
    case OPT_MINUTE: return read_float("minute", text, 0.0, 60.0, &still->minute);
    case OPT_BREATH: return read_float("breath", text, 0.0, 1.0, &still->breath);
    case OPT_YAW: return read_float("yaw", text, -360.0, 360.0, &still->yaw_deg);
    case OPT_PITCH: return read_float("pitch", text, -90.0, 90.0, &still->pitch_deg);
    case OPT_TASK:
        if (!cli_args_integer("task", text, 0, 3, &whole)) {
            return false;
        }
        still->task_level = (int)whole;
        return true;
    default:
        if (!cli_args_integer("seed", text, 0, INT64_MAX, &whole)) {
            return false;
        }
        wish->has_seed = true;
        wish->seed = (uint64_t)whole;
        return true;
    }
}

int cli_snapshot(int argc, char **argv)
{
    struct wish wish = {
        .still = {.width = 1024, .height = 1024, .breath = 0.5f, .wants_left = true},
    };
    struct cli_args args = {0};
    const struct cli_args_command command = {long_options, help, take_option, &wish};
    const int exit_code = cli_args_read(argc, argv, &command, &args);
    if (exit_code >= 0) {
        return exit_code;
    }
    if (optind + 1 != argc || !wish.out) {
        fputs("respite snapshot: name one scene file and --out PNG\n", stderr);
        return CLI_USAGE;
    }
    const char *validation = getenv("RESPITE_VALIDATION");
    wish.still.wants_validation = validation && strcmp(validation, "1") == 0;
    if (app_load_scene(&wish.still.scene, argv[optind]) != ERR_OK) {
        return CLI_FAULT;
    }
    if (wish.has_seed) {
        wish.still.scene.seed = wish.seed;
    }
    const enum err err = app_still_write(&wish.still, wish.out);
    if (err != ERR_OK) {
        fprintf(stderr, "respite snapshot: no picture was made: %s; respite doctor tells more\n",
                err_text(err));
        return err == ERR_UNSUPPORTED ? CLI_USAGE : CLI_FAULT;
    }
    if (!args.is_quiet) {
        printf("%s\n", wish.out);
    }
    return CLI_OK;
}
