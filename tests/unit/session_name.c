// Names that may stand in a path, in the record and in an export, as tables.
#include "session/name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct name_case {
    const char *name;
    bool is_right;
};

static void expect(bool (*is_right)(const char *), const struct name_case *cases)
{
    for (; cases->name; cases++) {
        if (is_right(cases->name) != cases->is_right) {
            fail_msg("\"%s\" should be %s", cases->name, cases->is_right ? "right" : "wrong");
        }
    }
}

static void a_file_stays_inside_its_folder(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {"a.json", true},  {"scenes/shore.json", true},
        {"a/b/c", true},   {"..a/b..", true},
        {".hidden", true}, {"", false},
        {"/etc", false},   {"..", false},
        {"../a", false},   {"a/../b", false},
        {"a/..", false},   {"a//b", false},
        {"a/", false},     {"a\\b", false},
        {"\\a", false},    {NULL, false},
    };
    expect(session_name_is_file, cases);
}

static void a_language_can_name_a_file(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {"en", true},     {"pt-BR", true},  {"zh-Hant-TW", true}, {"", false},
        {"e", false},     {"-e", false},    {"en-", false},       {"e-n", false},
        {"../en", false}, {"en_US", false}, {"e n", false},       {"\xC3\xA9n", false},
        {NULL, false},
    };
    expect(session_name_is_language, cases);
}

static void a_word_stands_in_the_record(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {"pain_before", true}, {"a", true},    {"9", true},         {"", false},   {"Pain", false},
        {"a b", false},        {"a-b", false}, {"\xC3\xA9", false}, {NULL, false},
    };
    expect(session_name_is_word, cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_stays_inside_its_folder),
        cmocka_unit_test(a_language_can_name_a_file),
        cmocka_unit_test(a_word_stands_in_the_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
