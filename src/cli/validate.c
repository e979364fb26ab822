// respite validate: scenes, sessions, programs, sites, locales; all errors, one line each.
#include "cli/cli.h"

#include "app/load.h"
#include "app/photo.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "cli/args.h"
#include "cli/quote.h"
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
    "    --json       an array of what is wrong, on stdout\n"
    "    --quiet      say nothing of files that are right\n\n"
    "example: respite validate my-session.json scenes/shore.json\n";

enum { OPT_SHIPPED = CLI_ARGS_OWN };

static const struct option long_options[] = {
    {"shipped", no_argument, NULL, OPT_SHIPPED},
    CLI_ARGS_COMMON,
};

struct report { // how to tell, and whether anything was told
    bool is_quiet, is_json, is_first;
};

static enum err check(const char *file, struct diag *diag, struct arena *arena)
{
    const char *text = NULL;
    size_t size = 0;
    snprintf(diag->file, sizeof diag->file, "%s", file);
    const enum err err = file_read(file, JSON_MAX_BYTES, arena, &text, &size);
    if (err != ERR_OK) {
        struct diag_entry *entry = &diag->entries[diag->count++];
        memcpy(entry->file, diag->file, sizeof entry->file);
        diag->error_count++;
        snprintf(entry->text, sizeof entry->text, "%s",
                 err == ERR_BAD_DATA ? "longer than 1 MiB; no such file needs to be"
                                     : "cannot be read; check the name and who may read it");
        return err;
    }
    struct app_load_files from = {.session_path = file, .arena = arena};
    const struct session_files files = {
        .user = &from, .read = app_load_read, .look_photo = app_photo_look};
    return session_validate(file, text, size, &files, diag);
}

static void print_json(const struct diag *diag, bool *is_first)
{
    for (int i = 0; i < diag->count; i++) {
        const struct diag_entry *entry = &diag->entries[i];
        printf("%s\n  {\"file\": ", *is_first ? "[" : ",");
        cli_quote_print(entry->file);
        printf(", \"line\": %d, \"column\": %d, \"severity\": \"%s\", \"pointer\": ", entry->line,
               entry->column, entry->is_warning ? "warning" : "error");
        cli_quote_print(entry->pointer);
        printf(", \"text\": ");
        cli_quote_print(entry->text);
        putchar('}');
        *is_first = false;
    }
}

// Whether a file is right; what is wrong with it is said, to people or as elements of an array.
static bool is_right(const char *file, struct report *report)
{
    struct arena arena = {0};
    struct diag *diag = mem_alloc(1, sizeof *diag);
    bool right = false;
    if (diag) {
        right = check(file, diag, &arena) == ERR_OK && diag->error_count == 0;
        if (report->is_json) {
            print_json(diag, &report->is_first);
        } else {
            app_load_print(diag);
        }
    }
    if (right && !report->is_quiet && !report->is_json) {
        printf("%s: right\n", file);
    }
    arena_fini(&arena);
    mem_free(diag);
    return right;
}

// How many files of a shipped folder are wrong; *out_count grows by those it holds.
static int check_folder(const char *name, struct report *report, int *out_count)
{
    char folder[PATH_BYTES], pattern[PATH_BYTES];
    glob_t found = {0};
    if (!path_shipped(folder, name) || !path_join(pattern, folder, "*.json") ||
        glob(pattern, 0, NULL, &found) != 0) {
        return 0;
    }
    int wrong = 0;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        wrong += is_right(found.gl_pathv[i], report) ? 0 : 1;
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

static int check_shipped(struct report *report)
{
    static const char *const folders[] = {"scenes", "config/sessions", "config/programs",
                                          "config/locales", "config"};
    int wrong = 0, count = 0;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        wrong += check_folder(folders[i], report, &count);
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
    struct report report = {args.is_quiet, args.is_json, .is_first = true};
    int code = CLI_OK;
    if (wants_shipped) {
        code = check_shipped(&report);
    }
    for (int i = optind; i < argc; i++) {
        code = is_right(argv[i], &report) ? code : CLI_FAULT;
    }
    if (args.is_json) {
        puts(report.is_first ? "[]" : "\n]");
    }
    return code;
}
