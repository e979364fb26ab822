// respite play: the command line of a session.
#include "cli/cli.h"

#include "app/app.h"
#include "base/log.h"
#include "cli/args.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char help[] =
    "usage: respite play [SESSION.json] [OPTIONS]\n"
    "Runs a session; without a file the first one, three minutes long.\n\n"
    "    --runtime auto|system|simulated  which headset; auto takes the machine's own when it has "
    "one\n"
    "    --headset small|preview|quest3|frame   of the simulated headset\n"
    "    --clock real|virtual    simulated: at the display's pace, or as fast as the machine goes\n"
    "    --start TIME            virtual: wall time at the start, 2026-01-01T09:00:00Z\n"
    "    --draw captured|all     virtual: draw only what is captured, or every frame\n"
    "    --script FILE           simulated: motion, buttons and faults\n"
    "    --meter FILE            simulated: write what the runtime measured of each frame, as CSV\n"
    "    --breath SOURCE         auto, head, hand, mic, belt:PATH, lsl:STREAM, none or\n"
    "                            file:RECORDING\n"
    "    --alias CODE            whose session it is; never a name\n"
    "    --out DIR               pictures of what was seen go here\n"
    "    --capture N             so many pictures a second (default: one in 20 s)\n"
    "    --seed N                another day in the same place\n"
    "    --language TAG          as in config/locales\n"
    "    --posture DEGREES       0 upright, 90 lying on the back\n"
    "    --mirror auto|on|off    a window with what the patient sees and the staff keys\n"
    "    --check auto|warn|off   a place that is not known to be safe to look at: refuse it if it "
    "fails,\n"
    "                            or play it all the same, or do not look; the record tells\n"
    "    --data DIR, --config DIR, --quiet\n\n"
    "Keys: p pause or go on, n next step, q stop. In the window the mouse turns the simulated "
    "head,\n"
    "the space bar held breathes in, Enter selects.\n\n"
    "example: respite play --runtime simulated --posture 45 --alias B-17 --out pictures\n";

enum {
    OPT_RUNTIME = CLI_ARGS_OWN,
    OPT_HEADSET,
    OPT_CLOCK,
    OPT_START,
    OPT_DRAW,
    OPT_SCRIPT,
    OPT_METER,
    OPT_BREATH,
    OPT_ALIAS,
    OPT_PROGRAM,
    OPT_OUT,
    OPT_CAPTURE,
    OPT_SEED,
    OPT_LANGUAGE,
    OPT_POSTURE,
    OPT_MIRROR,
    OPT_CHECK,
};

enum { ALIAS_MAX = 32 };

static const struct option long_options[] = {
    {"runtime", required_argument, NULL, OPT_RUNTIME},
    {"headset", required_argument, NULL, OPT_HEADSET},
    {"clock", required_argument, NULL, OPT_CLOCK},
    {"start", required_argument, NULL, OPT_START},
    {"draw", required_argument, NULL, OPT_DRAW},
    {"script", required_argument, NULL, OPT_SCRIPT},
    {"meter", required_argument, NULL, OPT_METER},
    {"breath", required_argument, NULL, OPT_BREATH},
    {"alias", required_argument, NULL, OPT_ALIAS},
    {"program", required_argument, NULL, OPT_PROGRAM},
    {"out", required_argument, NULL, OPT_OUT},
    {"capture", required_argument, NULL, OPT_CAPTURE},
    {"seed", required_argument, NULL, OPT_SEED},
    {"language", required_argument, NULL, OPT_LANGUAGE},
    {"posture", required_argument, NULL, OPT_POSTURE},
    {"mirror", required_argument, NULL, OPT_MIRROR},
    {"check", required_argument, NULL, OPT_CHECK},
    CLI_ARGS_COMMON,
};

static bool read_time(const char *text, int64_t *out_ms)
{
    struct tm tm = {0};
    const char *end = strptime(text, "%Y-%m-%dT%H:%M:%S", &tm);
    if (!end || (strcmp(end, "Z") != 0 && *end != '\0')) {
        fprintf(stderr, "respite: --start: expected a UTC time as 2026-01-01T09:00:00Z, not '%s'\n",
                text);
        return false;
    }
    *out_ms = (int64_t)timegm(&tm) * 1000;
    return true;
}

// Options that are one of a few words.
static bool read_choice(int code, const char *text, struct app_options *options)
{
    static const char *const runtimes[] = {"auto", "system", "simulated", NULL};
    static const char *const headsets[] = {"small", "preview", "quest3", "frame", NULL};
    static const char *const clocks[] = {"real", "virtual", NULL};
    static const char *const draws[] = {"captured", "all", NULL};
    static const char *const checks[] = {"auto", "warn", "off", NULL};
    static const char *const mirrors[] = {"auto", "on", "off", NULL};
    int i = 0;
    switch (code) {
    case OPT_RUNTIME:
        if (!cli_args_choice("runtime", text, runtimes, &i)) {
            return false;
        }
        options->runtime = (enum app_runtime)i;
        return true;
    case OPT_HEADSET:
        options->headset = text;
        return cli_args_choice("headset", text, headsets, &i);
    case OPT_CLOCK:
        if (!cli_args_choice("clock", text, clocks, &i)) {
            return false;
        }
        options->is_virtual = i == 1;
        return true;
    case OPT_DRAW:
        if (!cli_args_choice("draw", text, draws, &i)) {
            return false;
        }
        options->draws_all = i == 1;
        return true;
    case OPT_CHECK:
        if (!cli_args_choice("check", text, checks, &i)) {
            return false;
        }
        options->check = (enum app_check_wish)i;
        return true;
    default:
        if (!cli_args_choice("mirror", text, mirrors, &i)) {
            return false;
        }
        options->mirror = (enum app_choice)i;
        return true;
    }
}

// "never a name": what stands in the record is a code. A space or an umlaut is a name's.
static bool read_alias(const char *text, struct app_options *options)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    const size_t length = strlen(text);
    if (length == 0 || length > ALIAS_MAX || strspn(text, allowed) != length) {
        fprintf(stderr,
                "respite: --alias: expected a code of at most %d letters, digits, '.', '_' and "
                "'-', such as B-17, and never a name\n",
                ALIAS_MAX);
        return false;
    }
    options->alias = text;
    return true;
}

static bool take_option(int code, const char *text, void *user)
{
    struct app_options *options = user;
    double number = 0.0;
    int64_t whole = 0;
    switch (code) {
    case OPT_START: return read_time(text, &options->start_wall_ms);
    case OPT_SCRIPT: options->script = text; return true;
    case OPT_METER: options->meter = text; return true;
    case OPT_BREATH: options->breath = text; return true;
    case OPT_ALIAS: return read_alias(text, options);
    case OPT_OUT: options->out = text; return true;
    case OPT_LANGUAGE: options->language = text; return true;
    case OPT_CAPTURE: return cli_args_number("capture", text, 0.01, 120.0, &options->capture_hz);
    case OPT_SEED:
        options->has_seed = true;
        if (!cli_args_integer("seed", text, 0, INT64_MAX, &whole)) {
            return false;
        }
        options->seed = (uint64_t)whole;
        return true;
    case OPT_POSTURE:
        if (!cli_args_number("posture", text, 0.0, 90.0, &number)) {
            return false;
        }
        options->posture_deg = (float)number;
        return true;
    case OPT_PROGRAM:
        fputs("respite: --program: programs of several sessions come with a later version; name a "
              "session file\n",
              stderr);
        return false;
    default: return read_choice(code, text, options);
    }
}

int cli_play(int argc, char **argv)
{
    struct app_options options = {
        .posture_deg = -1.0f,
        .start_wall_ms = 1767258000000, // 2026-01-01T09:00:00Z
    };
    struct cli_args args = {0};
    const struct cli_args_command command = {long_options, help, take_option, &options};
    const int exit_code = cli_args_read(argc, argv, &command, &args);
    if (exit_code >= 0) {
        return exit_code;
    }
    if (argc - optind > 1) {
        fprintf(stderr, "respite play: one session at a time; '%s' is one too many\n",
                argv[optind + 1]);
        return CLI_USAGE;
    }
    options.session_file = optind < argc ? argv[optind] : NULL;
    options.is_quiet = args.is_quiet;
    const char *validation = getenv("RESPITE_VALIDATION");
    options.wants_validation = validation && strcmp(validation, "1") == 0;
    options.panels = cli_args_layers("RESPITE_PANELS");
    options.photo = cli_args_layers("RESPITE_PHOTO");
    options.refresh_hz = cli_args_refresh_hz();
    return app_play(&options);
}
