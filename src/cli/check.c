// respite check: whether a place is safe to look at.
#include "cli/cli.h"

#include "app/check.h"
#include "app/check_load.h"
#include "app/check_print.h"
#include "app/passes.h"
#include "app/shipped.h"
#include "base/mem.h"
#include "cli/args.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
    "usage: respite check SCENE.json|SESSION.json [OPTIONS]\n"
    "Looks at a place before anybody does: flashes, red flashes, stripes, optic flow, motion of "
    "the\n"
    "camera, luminance, for each eye and in angular units, against limits that are stricter than\n"
    "the standards (src/safety/limits.h). What passes is remembered: play then asks no more.\n\n"
    "    --minutes N           how much is looked at, in parts from first fade to last (default "
    "1)\n"
    "    --task 0..3           how busy (default 3; of a session, its own)\n"
    "    --headset NAME        judge for one of config/headsets.json alone (default: for all)\n"
    "    --seed N              another day in the same place\n"
    "    --shipped             every place and session that comes with the program; those that "
    "have\n"
    "                          passed as they are are not looked at again\n"
    "    --again               with --shipped: they are\n"
    "    --passes FILE         with --shipped: the list of passes, written anew\n"
    "    --json                keys as scripts rely on them\n\n"
    "Ends with 0 when every limit holds, 1 when one does not, 2 when nothing could be checked.\n\n"
    "example: respite check scenes/shore.json --task 0 --minutes 2\n";

enum {
    OPT_MINUTES = CLI_ARGS_OWN,
    OPT_TASK,
    OPT_HEADSET,
    OPT_SEED,
    OPT_SHIPPED,
    OPT_AGAIN,
    OPT_PASSES,
};

static const struct option long_options[] = {
    {"minutes", required_argument, NULL, OPT_MINUTES}, {"task", required_argument, NULL, OPT_TASK},
    {"headset", required_argument, NULL, OPT_HEADSET}, {"seed", required_argument, NULL, OPT_SEED},
    {"shipped", no_argument, NULL, OPT_SHIPPED},       {"again", no_argument, NULL, OPT_AGAIN},
    {"passes", required_argument, NULL, OPT_PASSES},   CLI_ARGS_COMMON,
};

struct wish {
    struct app_check_load_wish load;
    const char *headset;
    double minutes;
    bool is_shipped, is_again;
    const char *passes;
};

static bool take_option(int code, const char *text, void *user)
{
    struct wish *wish = user;
    int64_t whole = 0;
    switch (code) {
    case OPT_MINUTES: return cli_args_number("minutes", text, 0.1, 60.0, &wish->minutes);
    case OPT_HEADSET: wish->headset = text; return true;
    case OPT_SHIPPED: wish->is_shipped = true; return true;
    case OPT_AGAIN: wish->is_again = true; return true;
    case OPT_PASSES: wish->passes = text; return true;
    case OPT_TASK:
        if (!cli_args_integer("task", text, 0, 3, &whole)) {
            return false;
        }
        wish->load.task_level = (int)whole;
        return true;
    default:
        if (!cli_args_integer("seed", text, 0, INT64_MAX, &whole)) {
            return false;
        }
        wish->load.has_seed = true;
        wish->load.seed = (uint64_t)whole;
        return true;
    }
}

static void show_progress(float done)
{
    fprintf(stderr, "\r%3.0f %%%s", (double)done * 100.0, done >= 1.0f ? "\n" : "");
}

static int exit_of(enum err err)
{
    return err == ERR_BAD_DATA ? CLI_FAULT : CLI_USAGE;
}

static int check_one(const struct wish *wish, const struct cli_args *args, struct app_check *check,
                     struct app_load *load, struct arena *arena, const char *file)
{
    enum err err = app_check_load(load, file, &wish->load, arena);
    if (err != ERR_OK) {
        return exit_of(err);
    }
    struct app_check_result result;
    check->load = load;
    check->task_level = load->plan.task_level;
    err = app_check_run(check, &result);
    if (err != ERR_OK) {
        fprintf(stderr, "respite check: nothing was checked: %s; respite doctor tells more\n",
                err_text(err));
        return exit_of(err);
    }
    char key[APP_PASSES_KEY_BYTES];
    const bool holds = app_check_broken(&result) == 0;
    if (holds && app_passes_key(&load->plan, check->task_level, check->display.white_nits, key)) {
        app_passes_keep(key, load->plan.scene.name);
    }
    if (args->is_json) {
        app_check_print_json(file, check, &result);
        printf("\n");
    } else if (!args->is_quiet || !holds) {
        app_check_print_table(file, check, &result);
    }
    return holds ? CLI_OK : CLI_FAULT;
}

static int run(const struct wish *wish, const struct cli_args *args, const char *file)
{
    struct app_check check = {.minutes = wish->minutes};
    const char *validation = getenv("RESPITE_VALIDATION");
    check.wants_validation = validation && strcmp(validation, "1") == 0;
    check.progress = !args->is_quiet && !args->is_json && isatty(2) ? show_progress : NULL;
    if (!app_check_load_display(wish->headset, &check.display)) {
        return CLI_USAGE;
    }
    if (wish->is_shipped) {
        const struct app_shipped shipped = {
            .check = &check, .is_again = wish->is_again, .passes = wish->passes};
        return app_shipped_check(&shipped);
    }
    struct arena arena = {0};
    struct app_load *load = mem_alloc(1, sizeof *load);
    const int code =
        load ? check_one(wish, args, &check, load, &arena, file) : exit_of(ERR_NO_MEMORY);
    mem_free(load);
    arena_fini(&arena);
    return code;
}

int cli_check(int argc, char **argv)
{
    struct wish wish = {.load = {.task_level = -1}, .minutes = 1.0};
    struct cli_args args = {0};
    const struct cli_args_command command = {long_options, help, take_option, &wish};
    const int exit_code = cli_args_read(argc, argv, &command, &args);
    if (exit_code >= 0) {
        return exit_code;
    }
    if (optind + (wish.is_shipped ? 0 : 1) != argc) {
        fputs("respite check: name one scene or session file, or --shipped alone\n", stderr);
        return CLI_USAGE;
    }
    return run(&wish, &args, argv[optind]);
}
