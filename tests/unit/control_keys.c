#include "control/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void letters_are_commands_and_sequences_are_not(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        enum control_command commands[4];
    } cases[] = {
        {"p", {CONTROL_PAUSE_RESUME}},
        {"pP", {CONTROL_PAUSE_RESUME, CONTROL_PAUSE_RESUME}},
        {"n", {CONTROL_NEXT}},
        {"s", {CONTROL_STOP}},
        {"q", {CONTROL_STOP}},
        {"x \r\n\t7", {CONTROL_NONE}},
        {"\033[A\033[B\033[C\033[D", {CONTROL_NONE}}, // arrows
        {"\033OP\033OQ", {CONTROL_NONE}},             // F1, F2
        {"\033[1;5P\033[15~n", {CONTROL_NEXT}},       // with modifiers, F5, then n
        {"\033p", {CONTROL_NONE}},                    // Alt+p
        {"\033\033[Sp", {CONTROL_PAUSE_RESUME}},
        {"\xc3\xb6\xc3\xb1", {CONTROL_NONE}}, // letters of other languages
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct control_keys keys = {0};
        size_t count = 0;
        for (const char *c = cases[i].typed; *c; c++) {
            const enum control_command command = control_keys_push(&keys, (uint8_t)*c);
            if (command != CONTROL_NONE) {
                assert_int_equal(command, cases[i].commands[count]);
                count++;
            }
        }
        assert_int_equal(cases[i].commands[count], CONTROL_NONE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_commands_and_sequences_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
