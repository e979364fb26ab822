// Options common to all commands, and readers of values that say what is wrong with one.
#ifndef CLI_ARGS_H
#define CLI_ARGS_H

#include "app/options.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>

// Codes of options that every command knows; a command's own begin at CLI_ARGS_OWN.
enum {
    CLI_ARGS_HELP = 1000,
    CLI_ARGS_DATA,
    CLI_ARGS_CONFIG,
    CLI_ARGS_QUIET,
    CLI_ARGS_JSON,
    CLI_ARGS_OWN,
};

// clang-format off
#define CLI_ARGS_COMMON                                     \
    {"help", no_argument, NULL, CLI_ARGS_HELP},             \
    {"data", required_argument, NULL, CLI_ARGS_DATA},       \
    {"config", required_argument, NULL, CLI_ARGS_CONFIG},   \
    {"quiet", no_argument, NULL, CLI_ARGS_QUIET},           \
    {"json", no_argument, NULL, CLI_ARGS_JSON},             \
    {NULL, 0, NULL, 0}
// clang-format on

struct cli_args {
    bool is_quiet, is_json;
};

// The options of one command, and who takes their values.
struct cli_args_command {
    const struct option *options; // closed by CLI_ARGS_COMMON
    const char *help;             // for --help and -h
    // Called for each of the command's own options; false, having said why, when the text is no
    // value of it. NULL: there are none.
    bool (*take)(int code, const char *text, void *wish);
    void *wish; // the third argument of `take`
};

// Reads all options; optind is then the first word that is none. Returns -1 to go on, else the
// exit code.
int cli_args_read(int argc, char **argv, const struct cli_args_command *command,
                  struct cli_args *args);

// Each prints one sentence and returns false when the text is no such value.
bool cli_args_number(const char *option, const char *text, double lo, double hi, double *out);
bool cli_args_integer(const char *option, const char *text, int64_t lo, int64_t hi, int64_t *out);
// `names` is closed by NULL; *out is the index.
bool cli_args_choice(const char *option, const char *text, const char *const *names, int *out);

// RESPITE_PANELS and RESPITE_PHOTO, for tests and measurements: see app/options.h.
enum app_choice cli_args_layers(const char *variable);
// RESPITE_REFRESH_HZ, likewise; 0 where it is no rate.
float cli_args_refresh_hz(void);

#endif
