// respite COMMAND ...: finds the command and hands over.
#include "cli/cli.h"

#include "json/json.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *line;
} commands[] = {
    {"play", cli_play, "run a session, in a headset or the simulated one"},
    {"snapshot", cli_snapshot, "one still of a scene"},
    {"listen", cli_listen, "what is heard in a scene, as a WAV file"},
    {"validate", cli_validate, "check scenes, sessions, programs, sites and locales"},
    {"export", cli_export, "the record as CSV or JSON lines"},
    {"breath", cli_breath, "the breath estimator over recordings"},
    {"check", cli_check, "whether a place is safe to look at"},
    {"bench", cli_bench, "frame timing of the real loop"},
    {"doctor", cli_doctor, "what this machine has and lacks"},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static void print_help(FILE *out)
{
    fputs(
        "Respite takes attention off pain: calm places, breath and a record, in virtual reality.\n"
        "It is no medical device and no monitor.\n\n"
        "usage: respite COMMAND [OPTIONS], with one of\n\n",
        out);
    for (int i = 0; i < COMMAND_COUNT; i++) {
        fprintf(out, "    %-10s %s\n", commands[i].name, commands[i].line);
    }
    fputs("\nEach command explains itself: respite play --help\n", out);
}

// NULL, said on stderr, when there is none of that name.
static const struct command *find(const char *name)
{
    const char *names[COMMAND_COUNT + 1] = {0};
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(name, commands[i].name) == 0) {
            return &commands[i];
        }
        names[i] = commands[i].name;
    }
    const char *nearest = json_nearest(name, names);
    fprintf(stderr, "respite: there is no command '%s'; ", name);
    if (nearest) {
        fprintf(stderr, "did you mean '%s'?\n", nearest);
    } else {
        fputs("respite --help lists them\n", stderr);
    }
    return NULL;
}

static int run(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return CLI_USAGE;
    }
    const bool is_help = strcmp(argv[1], "help") == 0;
    if ((is_help && argc == 2) || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help(stdout);
        return CLI_OK;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("respite " RESPITE_VERSION);
        return CLI_OK;
    }
    const struct command *command = find(argv[is_help ? 2 : 1]);
    if (!command) {
        return CLI_USAGE;
    }
    if (is_help) {
        char *asked[] = {argv[2], "--help", NULL};
        return command->run(2, asked);
    }
    return command->run(argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    const int code = run(argc, argv);
    if ((fflush(stdout) != 0 || ferror(stdout)) && code == CLI_OK) {
        fputs("respite: what was to be printed could not be written; is the disk full?\n", stderr);
        return CLI_FAULT;
    }
    return code;
}
