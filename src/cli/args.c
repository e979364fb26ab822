#include "cli/args.h"

#include "base/path.h"
#include "cli/cli.h"
#include "json/json.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int take_common(int code, const char *help, struct cli_args *args)
{
    switch (code) {
    case 'h':
    case CLI_ARGS_HELP: fputs(help, stdout); return CLI_OK;
    case CLI_ARGS_DATA: path_set_data(optarg); return -1;
    case CLI_ARGS_CONFIG: path_set_config(optarg); return -1;
    case CLI_ARGS_QUIET: args->is_quiet = true; return -1;
    case CLI_ARGS_JSON: args->is_json = true; return -1;
    default: // getopt has said what is wrong
        fputs("Try the same command with --help.\n", stderr);
        return CLI_USAGE;
    }
}

int cli_args_read(int argc, char **argv, const struct cli_args_command *command,
                  struct cli_args *args)
{
    int code = 0;
    while ((code = getopt_long(argc, argv, "h", command->options, NULL)) != -1) {
        if (code >= CLI_ARGS_OWN) {
            if (!command->take(code, optarg, command->wish)) {
                return CLI_USAGE;
            }
            continue;
        }
        const int exit_code = take_common(code, command->help, args);
        if (exit_code >= 0) {
            return exit_code;
        }
    }
    return -1;
}

bool cli_args_number(const char *option, const char *text, double lo, double hi, double *out)
{
    char *end = NULL;
    errno = 0;
    const double value = strtod(text, &end);
    if (end == text || *end != '\0' || errno != 0 || !(value >= lo && value <= hi)) {
        fprintf(stderr, "respite: --%s: expected a number in [%g, %g], not '%s'\n", option, lo, hi,
                text);
        return false;
    }
    *out = value;
    return true;
}

bool cli_args_integer(const char *option, const char *text, int64_t lo, int64_t hi, int64_t *out)
{
    char *end = NULL;
    errno = 0;
    const long long value = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value < lo || value > hi) {
        fprintf(stderr,
                "respite: --%s: expected a whole number in [%" PRId64 ", %" PRId64 "], not '%s'\n",
                option, lo, hi, text);
        return false;
    }
    *out = value;
    return true;
}

bool cli_args_choice(const char *option, const char *text, const char *const *names, int *out)
{
    for (int i = 0; names[i]; i++) {
        if (strcmp(names[i], text) == 0) {
            *out = i;
            return true;
        }
    }
    fprintf(stderr, "respite: --%s: '%s' is not one of", option, text);
    for (int i = 0; names[i]; i++) {
        fprintf(stderr, "%s %s", i ? "," : "", names[i]);
    }
    const char *nearest = json_nearest(text, names);
    if (nearest) {
        fprintf(stderr, "; did you mean %s?", nearest);
    }
    fputc('\n', stderr);
    return false;
}

enum app_choice cli_args_layers(const char *variable)
{
    const char *where = getenv(variable);
    if (where && strcmp(where, "layers") == 0) {
        return APP_ON;
    }
    return where && strcmp(where, "scene") == 0 ? APP_OFF : APP_AUTO;
}

float cli_args_refresh_hz(void)
{
    const char *text = getenv("RESPITE_REFRESH_HZ");
    const float rate_hz = text ? strtof(text, NULL) : 0.0f;
    return rate_hz >= 1.0f && rate_hz <= 1000.0f ? rate_hz : 0.0f;
}
