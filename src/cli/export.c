// respite export: the record as CSV or JSON lines.
#include "cli/cli.h"

#include "base/file.h"
#include "base/path.h"
#include "cli/args.h"
#include "report/export.h"

#include <stdio.h>

static const char help[] =
    "usage: respite export --format csv|jsonl --out DIR [--since DATE]\n"
    "Writes the record into a folder. What happened and frame timings are kept apart.\n\n"
    "    --format csv|jsonl\n"
    "    --out DIR          made when it is missing\n"
    "    --since DATE       sessions from that day on, 2026-11-22, by the session's own clock\n"
    "    --data DIR         where the record is\n\n"
    "example: respite export --format csv --since 2026-11-01 --out for-the-spreadsheet\n";

enum { OPT_FORMAT = CLI_ARGS_OWN, OPT_OUT, OPT_SINCE };

static const struct option long_options[] = {
    {"format", required_argument, NULL, OPT_FORMAT},
    {"out", required_argument, NULL, OPT_OUT},
    {"since", required_argument, NULL, OPT_SINCE},
    CLI_ARGS_COMMON,
};

struct wish {
    const char *out, *since;
    int format; // as in `formats`; -1: none was named
};

static const char *const formats[] = {"csv", "jsonl", NULL};

static bool take_option(int code, const char *text, void *user)
{
    struct wish *wish = user;
    switch (code) {
    case OPT_OUT: wish->out = text; return true;
    case OPT_SINCE: wish->since = text; return true;
    default: return cli_args_choice("format", text, formats, &wish->format);
    }
}

int cli_export(int argc, char **argv)
{
    struct wish wish = {.format = -1};
    struct cli_args args = {0};
    const struct cli_args_command command = {long_options, help, take_option, &wish};
    const int exit_code = cli_args_read(argc, argv, &command, &args);
    if (exit_code >= 0) {
        return exit_code;
    }
    if (wish.format < 0 || !wish.out || optind != argc) {
        fputs("respite export: give --format csv or jsonl, and --out DIR\n", stderr);
        return CLI_USAGE;
    }
    char record[PATH_BYTES];
    if (!path_data(record, "respite.db") || !file_exists(record)) {
        fprintf(stderr, "respite export: there is no record%s%s; name its folder with --data\n",
                record[0] ? " at " : "", record);
        return CLI_FAULT;
    }
    const enum report_export_format format =
        wish.format == 0 ? REPORT_EXPORT_CSV : REPORT_EXPORT_JSONL;
    if (file_make_folder(wish.out) != ERR_OK ||
        report_export(record, format, wish.since, wish.out) != ERR_OK) {
        fputs("respite export: nothing was exported; the line above says why\n", stderr);
        return CLI_FAULT;
    }
    if (!args.is_quiet) {
        printf("%s\n", wish.out);
    }
    return CLI_OK;
}
