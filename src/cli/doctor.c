// respite doctor: what this machine has and lacks; each line with the way to mend it.
#include "cli/cli.h"

#include "app/doctor.h"
#include "cli/args.h"
#include "cli/quote.h"

#include <stdio.h>

static const char help[] =
    "usage: respite doctor [--json]\n"
    "Looks at GPU and driver, OpenXR runtime, font, sound, microphone, disk, time zone and the\n"
    "record's folder. Exit 0 when a session can be played, 2 when something it needs is "
    "missing.\n\n"
    "example: respite doctor\n";

static const struct option long_options[] = {CLI_ARGS_COMMON};

static void print_text(const struct app_doctor *doctor)
{
    static const char *const marks[] = {"ok     ", "note   ", "missing"};
    for (int i = 0; i < doctor->count; i++) {
        const struct app_finding *finding = &doctor->findings[i];
        printf("%s  %-11s %s\n", marks[finding->level], finding->part, finding->what);
        if (finding->mend[0]) {
            printf("                     %s\n", finding->mend);
        }
    }
}

static void print_json(const struct app_doctor *doctor)
{
    static const char *const levels[] = {"ok", "note", "missing"};
    fputs("[", stdout);
    for (int i = 0; i < doctor->count; i++) {
        const struct app_finding *finding = &doctor->findings[i];
        printf("%s\n  {\"part\": \"%s\", \"level\": \"%s\", \"what\": ", i ? "," : "",
               finding->part, levels[finding->level]);
        cli_quote_print(finding->what);
        fputs(", \"mend\": ", stdout);
        cli_quote_print(finding->mend);
        fputs("}", stdout);
    }
    fputs("\n]\n", stdout);
}

int cli_doctor(int argc, char **argv)
{
    struct cli_args args = {0};
    const struct cli_args_command command = {.options = long_options, .help = help};
    const int exit_code = cli_args_read(argc, argv, &command, &args);
    if (exit_code >= 0) {
        return exit_code;
    }
    if (optind < argc) {
        fprintf(stderr,
                "respite doctor: it looks at the whole machine; '%s' is one word too many\n",
                argv[optind]);
        return CLI_USAGE;
    }
    struct app_doctor doctor = {0};
    app_doctor_look(&doctor);
    if (args.is_json) {
        print_json(&doctor);
    } else {
        print_text(&doctor);
    }
    return app_doctor_can_play(&doctor) ? CLI_OK : CLI_USAGE;
}
