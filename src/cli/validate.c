// respite validate: scenes, sessions, programs, sites, locales; all errors, one line each.
#include "cli/cli.h"

#include "app/load.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "cli/args.h"
#include "session/validate.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: respite validate FILE... | --shipped\n"
    "Checks scenes, sessions, programs, sites and locales; \"$schema\" names the kind. One line "
    "an\n"
    "error: FILE:LINE:COLUMN: /json/pointer: what is wrong and what is allowed.\n\n"
    "    --shipped    every file that comes with the program\n"
    "    --quiet      say nothing of files that are right\n\n"
    "example: respite validate my-session.json scenes/shore.json\n";

enum { OPT_SHIPPED = CLI_ARGS_OWN };

static const struct option long_options[] = {
    {"shipped", no_argument, NULL, OPT_SHIPPED},
    CLI_ARGS_COMMON,
};

static enum err check(const char *file, struct diag *diag, struct arena *arena)
{
    const char *text = NULL;
    size_t size = 0;
    snprintf(diag->file, sizeof diag->file, "%s", file);
    const enum err err = file_read(file, JSON_MAX_BYTES, arena, &text, &size);
    if (err != ERR_OK) {
        fprintf(stderr, "%s: %s\n", file,
                err == ERR_BAD_DATA ? "longer than 1 MiB; no such file needs to be"
                                    : "cannot be read; check the name and who may read it");
        return err;
    }
    struct app_load_files from = {.session_path = file, .arena = arena};
    const struct session_files files = {.user = &from, .read = app_load_read};
    return session_validate(file, text, size, &files, diag);
}

static bool is_right(const char *file, bool is_quiet)
{
    struct arena arena = {0};
    struct diag *diag = mem_alloc(1, sizeof *diag);
    bool right = false;
    if (diag) {
        right = check(file, diag, &arena) == ERR_OK && diag->error_count == 0;
        app_load_print(diag);
    }
    if (right && !is_quiet) {
        printf("%s: right\n", file);
    }
    arena_fini(&arena);
    mem_free(diag);
    return right;
}

// How many files of a shipped folder are wrong; *out_count grows by those it holds.
static int check_folder(const char *name, bool is_quiet, int *out_count)
{
    char folder[PATH_BYTES], pattern[PATH_BYTES];
    glob_t found = {0};
    if (!path_shipped(folder, name) || !path_join(pattern, folder, "*.json") ||
        glob(pattern, 0, NULL, &found) != 0) {
        return 0;
    }
    int wrong = 0;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        wrong += is_right(found.gl_pathv[i], is_quiet) ? 0 : 1;
        ++*out_count;
    }
    globfree(&found);
    return wrong;
}

static bool take_option(int code, const char *text, void *wants_shipped)
{
    (void)code; // there is no other
    (void)text;
    *(bool *)wants_shipped = true;
    return true;
}

static int check_shipped(bool is_quiet)
{
    static const char *const folders[] = {"scenes", "config/sessions", "config/programs",
                                          "config/locales", "config"};
    int wrong = 0, count = 0;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        wrong += check_folder(folders[i], is_quiet, &count);
    }
    if (count == 0) {
        fputs("respite validate: the shipped files are not beside the program\n", stderr);
        return CLI_USAGE;
    }
    return wrong > 0 ? CLI_FAULT : CLI_OK;
}

int cli_validate(int argc, char **argv)
{
    struct cli_args args = {0};
    bool wants_shipped = false;
    const struct cli_args_command command = {long_options, help, take_option, &wants_shipped};
    const int exit_code = cli_args_read(argc, argv, &command, &args);
    if (exit_code >= 0) {
        return exit_code;
    }
    if (wants_shipped == (optind < argc)) {
        fputs("respite validate: name files, or give --shipped\n", stderr);
        return CLI_USAGE;
    }
    if (wants_shipped) {
        return check_shipped(args.is_quiet);
    }
    int wrong = 0;
    for (int i = optind; i < argc; i++) {
        wrong += is_right(argv[i], args.is_quiet) ? 0 : 1;
    }
    return wrong > 0 ? CLI_FAULT : CLI_OK;
}
