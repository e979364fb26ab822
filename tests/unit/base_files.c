// Files with limits, paths that stay inside, folders.
#include "base/arena.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka wants the four headers above first.
#include <cmocka.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/respite-files-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char path[PATH_BYTES];
    path_join(path, folder, "a");
    unlink(path);
    path_join(path, folder, "deep/er");
    rmdir(path);
    path_join(path, folder, "deep");
    rmdir(path);
    return rmdir(folder);
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    char path[PATH_BYTES];
    assert_true(path_join(path, folder, "a"));
    for (size_t size = 0; size < 5; size++) {
        struct arena arena = {0};
        const char *bytes = NULL;
        size_t got = 99;
        assert_int_equal(file_write(path, "breath", size), ERR_OK);
        assert_int_equal(file_read(path, 4, &arena, &bytes, &got), ERR_OK);
        assert_int_equal(got, size);
        assert_memory_equal(bytes, "breath", size);
        assert_int_equal(bytes[size], 0);
        arena_fini(&arena);
    }
    assert_int_equal(mem_live(), 0);
}

static void a_file_over_the_limit_is_refused(void **state)
{
    (void)state;
    char path[PATH_BYTES];
    assert_true(path_join(path, folder, "a"));
    struct arena arena = {0};
    const char *bytes = NULL;
    size_t got = 0;
    assert_int_equal(file_write(path, "12345", 5), ERR_OK);
    assert_int_equal(file_read(path, 4, &arena, &bytes, &got), ERR_BAD_DATA);
    assert_null(bytes);
    assert_int_equal(file_read("/dev/zero", 4, &arena, &bytes, &got), ERR_BAD_DATA);
    assert_int_equal(file_read(folder, 4, &arena, &bytes, &got), ERR_IO);
    assert_int_equal(file_read("/nowhere/at/all", 4, &arena, &bytes, &got), ERR_IO);
    arena_fini(&arena);
}

static void a_failed_write_keeps_the_old_file(void **state)
{
    (void)state;
    // A folder cannot be replaced by a file.
    assert_int_equal(file_write(folder, "x", 1), ERR_IO);
    assert_true(file_exists(folder));
    assert_int_equal(file_write("/proc/none/x", "x", 1), ERR_IO);
}

static void folders_are_made_with_their_parents(void **state)
{
    (void)state;
    char path[PATH_BYTES];
    assert_true(path_join(path, folder, "deep/er"));
    assert_int_equal(file_make_folder(path), ERR_OK);
    assert_int_equal(file_make_folder(path), ERR_OK);
    assert_int_equal(file_make_folder("/proc/none"), ERR_IO);
    assert_int_equal(file_make_folder(""), ERR_IO);
}

static void names_that_climb_out_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool stays;
    } cases[] = {
        {"shore.json", true}, {"a/b/c.json", true},   {"..json", true}, {"a..b/c", true},
        {"", false},          {"/etc/passwd", false}, {"..", false},    {"../x", false},
        {"a/../../x", false}, {"a/..", false},        {"a//b", false},  {"a/", false},
        {"a\\..\\b", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(path_stays_inside(cases[i].name), cases[i].stays);
    }
}

static void the_record_is_never_in_a_shared_folder(void **state)
{
    (void)state;
    char named[PATH_BYTES], path[PATH_BYTES];
    const struct passwd *user = getpwuid(getuid());
    assert_non_null(user);
    assert_true(path_join(named, user->pw_dir, ".local/share/respite/respite.db"));
    unsetenv("XDG_DATA_HOME");

    static const char *const homes[] = {NULL, "", "relative"};
    for (size_t i = 0; i < sizeof homes / sizeof homes[0]; i++) {
        if (homes[i]) {
            setenv("HOME", homes[i], 1);
        } else {
            unsetenv("HOME");
        }
        assert_true(path_data(path, "respite.db"));
        assert_string_equal(path, named);
    }
    setenv("HOME", folder, 1);
    assert_true(path_data(path, "respite.db"));
    assert_memory_equal(path, folder, strlen(folder));
    setenv("XDG_DATA_HOME", "relative", 1); // XDG: to be ignored
    assert_true(path_data(path, "respite.db"));
    assert_memory_equal(path, folder, strlen(folder));
}

static void a_failed_allocation_is_reported_and_leaks_nothing(void **state)
{
    (void)state;
    char path[PATH_BYTES];
    assert_true(path_join(path, folder, "a"));
    assert_int_equal(file_write(path, "12345", 5), ERR_OK);
    struct arena arena = {0};
    const char *bytes = NULL;
    size_t got = 0;
    mem_fail_at(1);
    assert_int_equal(file_read(path, 9, &arena, &bytes, &got), ERR_NO_MEMORY);
    mem_fail_at(0);
    arena_fini(&arena);
    assert_int_equal(mem_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(a_file_over_the_limit_is_refused),
        cmocka_unit_test(a_failed_write_keeps_the_old_file),
        cmocka_unit_test(folders_are_made_with_their_parents),
        cmocka_unit_test(names_that_climb_out_are_refused),
        cmocka_unit_test(the_record_is_never_in_a_shared_folder),
        cmocka_unit_test(a_failed_allocation_is_reported_and_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
