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

int cli_export(int argc, char **argv)
{
    static const char *const formats[] = {"csv", "jsonl", NULL};
    struct cli_args args = {0};
    const char *out = NULL, *since = NULL;
    int format = -1, code = 0;
    while ((code = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
        if (code < CLI_ARGS_OWN) {
            const int exit_code = cli_args_common(code, help, &args);
            if (exit_code >= 0) {
                return exit_code;
            }
        } else if (code == OPT_OUT) {
            out = optarg;
        } else if (code == OPT_SINCE) {
            since = optarg;
        } else if (!cli_args_choice("format", optarg, formats, &format)) {
            return CLI_USAGE;
        }
    }
    if (format < 0 || !out || optind != argc) {
        fputs("respite export: give --format csv or jsonl, and --out DIR\n", stderr);
        return CLI_USAGE;
    }
    char record[PATH_BYTES];
    if (!path_data(record, "respite.db") || !file_exists(record)) {
        fprintf(stderr, "respite export: there is no record at %s; name its folder with --data\n",
                record);
        return CLI_FAULT;
    }
    if (file_make_folder(out) != ERR_OK ||
        report_export(record, format == 0 ? REPORT_EXPORT_CSV : REPORT_EXPORT_JSONL, since, out) !=
            ERR_OK) {
        fputs("respite export: nothing was exported; the line above says why\n", stderr);
        return CLI_FAULT;
    }
    if (!args.is_quiet) {
        printf("%s\n", out);
    }
    return CLI_OK;
}
