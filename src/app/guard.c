#include "app/guard.h"

#include "app/check.h"
#include "app/check_load.h"
#include "app/check_print.h"
#include "app/passes.h"
#include "base/log.h"

#include <stdio.h>

static void say_broken(const struct app_check_result *result)
{
    char line[256];
    for (int n = 0; app_check_print_broken(result, n, line, sizeof line); n++) {
        fprintf(stderr, "respite play: not safe to look at: %s\n", line);
    }
}

static enum err look(const struct app_options *options, const struct app_check *check,
                     const char *key, struct app_guard *guard)
{
    struct app_check_result result;
    if (!options->is_quiet) {
        printf("This place is new here: a few seconds to see that it is safe to look at.\n");
        fflush(stdout);
    }
    const enum err err = app_check_run(check, &result);
    if (err != ERR_OK) { // what play needs of the machine, play itself asks for
        LOG_WARN("whether the place is safe to look at could not be checked: %s", err_text(err));
        guard->note = "not checked";
        return ERR_OK;
    }
    guard->broken = app_check_broken(&result);
    guard->note = guard->broken > 0 ? "failed" : "passed";
    if (guard->broken == 0) {
        app_passes_keep(key, check->load->plan.scene.name);
        return ERR_OK;
    }
    say_broken(&result);
    if (options->check == APP_CHECK_WARN) {
        return ERR_OK;
    }
    fprintf(stderr, "respite play: change the scene or session (respite check tells more), or, if "
                    "staff take it upon themselves: --check warn\n");
    return ERR_BAD_DATA;
}

enum err app_guard_check(const struct app_options *options, const struct app_load *load,
                         struct app_guard *guard)
{
    struct app_check check = {.load = load,
                              .task_level = load->plan.task_level,
                              .is_quick = true,
                              .wants_validation = options->wants_validation};
    char key[APP_PASSES_KEY_BYTES] = "";
    *guard = (struct app_guard){0};
    if (options->check == APP_CHECK_OFF || !app_check_load_display(NULL, &check.display)) {
        guard->note = "not checked";
        return ERR_OK;
    }
    (void)app_passes_key(&load->plan, check.task_level, check.display.white_nits, key);
    return app_passes_has(key) ? ERR_OK : look(options, &check, key, guard);
}
