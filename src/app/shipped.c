#include "app/shipped.h"

#include "app/check_load.h"
#include "app/check_print.h"
#include "app/passes.h"
#include "base/file.h"
#include "base/mem.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_BYTES = 1 << 16, EXIT_MACHINE = 2, FILE_MAX = 64, NAME_BYTES = 128, LEVEL_MOST = 3 };

struct round {
    const struct app_shipped *shipped;
    struct app_load load;
    char list[LIST_BYTES]; // of passes, as it will be written
    size_t used;
    int failed;
    enum err err; // of the machine
};

static void keep(struct round *round, const char *key, const char *what)
{
    const int n =
        snprintf(round->list + round->used, LIST_BYTES - round->used, "%s %s\n", key, what);
    if (n > 0 && (size_t)n < LIST_BYTES - round->used) {
        round->used += (size_t)n;
    }
}

static void report(struct round *round, const char *what, const char *key,
                   const struct app_check_result *result)
{
    const int broken = app_check_broken(result);
    printf("%-48s %s, %.0f s, %ld pictures, %d close looks\n", what,
           broken ? "DOES NOT HOLD" : "holds", result->seconds, result->frames,
           result->close_looks);
    fflush(stdout);
    char line[256];
    for (int n = 0; app_check_print_broken(result, n, line, sizeof line); n++) {
        fprintf(stderr, "%s: %s\n", what, line);
    }
    round->failed += broken ? 1 : 0;
    if (!broken) {
        keep(round, key, what);
    }
}

static enum err check_file(struct round *round, const char *path, const char *name, int task_level,
                           bool is_quick)
{
    struct arena arena = {0};
    struct app_check check = *round->shipped->check;
    struct app_check_result result;
    char key[APP_PASSES_KEY_BYTES], what[128];
    const struct app_check_load_wish wish = {.task_level = task_level};
    enum err err = app_check_load(&round->load, path, &wish, &arena);
    if (err == ERR_OK) {
        check.load = &round->load;
        check.task_level = round->load.plan.task_level;
        check.is_quick = is_quick;
        snprintf(what, sizeof what, "%.96s, task level %d", name, check.task_level);
        const bool has_key =
            app_passes_key(&round->load.plan, check.task_level, check.display.white_nits, key);
        if (has_key && !round->shipped->is_again && app_passes_has(key)) {
            printf("%-48s has passed\n", what);
            keep(round, key, what);
        } else {
            err = app_check_run(&check, &result);
            if (err == ERR_OK) {
                report(round, what, key, &result);
            }
        }
    }
    arena_fini(&arena);
    return err;
}

static bool is_json(const char *name)
{
    const size_t length = strlen(name);
    return length > 5 && length < NAME_BYTES && strcmp(name + length - 5, ".json") == 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

// The folder's files in the order of their names; -1 when it cannot be read.
static int list_folder(const char *folder, char names[FILE_MAX][NAME_BYTES])
{
    DIR *dir = opendir(folder);
    int count = 0;
    if (!dir) {
        return -1;
    }
    const struct dirent *entry = NULL;
    while ((entry = readdir(dir)) && count < FILE_MAX) {
        if (is_json(entry->d_name)) {
            snprintf(names[count++], NAME_BYTES, "%.*s", NAME_BYTES - 1, entry->d_name);
        }
    }
    closedir(dir);
    qsort(names, (size_t)count, NAME_BYTES, by_name);
    return count;
}

static enum err check_folder(struct round *round, const char *folder, bool is_sessions)
{
    char root[PATH_BYTES], path[PATH_BYTES], name[NAME_BYTES + 32], names[FILE_MAX][NAME_BYTES];
    const int count = path_shipped(root, folder) ? list_folder(root, names) : -1;
    if (count < 0) {
        fprintf(stderr, "respite check: the folder %s is not beside the program\n", folder);
        return ERR_IO;
    }
    for (int i = 0; i < count; i++) {
        snprintf(name, sizeof name, "%.31s/%.127s", folder, names[i]);
        if (!path_join(path, root, names[i])) {
            return ERR_IO;
        }
        if (is_sessions) {
            TRY(check_file(round, path, name, -1, true));
            continue;
        }
        for (int level = 0; level <= LEVEL_MOST; level++) {
            TRY(check_file(round, path, name, level, false));
        }
    }
    return ERR_OK;
}

static enum err check_all(struct round *round)
{
    TRY(check_folder(round, "scenes", false));
    TRY(check_folder(round, "config/sessions", true));
    const char *passes = round->shipped->passes;
    return passes ? file_write(passes, round->list, round->used) : ERR_OK;
}

int app_shipped_check(const struct app_shipped *shipped)
{
    struct round *round = mem_alloc(1, sizeof *round);
    if (!round) {
        return EXIT_MACHINE;
    }
    round->shipped = shipped;
    const enum err err = check_all(round);
    if (err != ERR_OK) {
        fprintf(stderr, "respite check: not all was checked: %s; respite doctor tells more\n",
                err_text(err));
    }
    const int failed = round->failed;
    mem_free(round);
    return err != ERR_OK ? EXIT_MACHINE : failed > 0 ? 1 : 0;
}
