#include "vr/bindings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void every_controller_has_a_button_for_each_hand(void **state)
{
    (void)state;
    for (const struct vr_bindings_profile *p = vr_bindings_profiles; p->path; p++) {
        int left = 0;
        int right = 0;
        bool is_gaze = false;
        for (int i = 0; i < VR_BINDINGS_MAX && p->lines[i].path; i++) {
            is_gaze = is_gaze || p->lines[i].action == VR_BINDINGS_GAZE;
            if (p->lines[i].action == VR_BINDINGS_SELECT) {
                left += strncmp(p->lines[i].path, "/user/hand/left/input/", 22) == 0;
                right += strncmp(p->lines[i].path, "/user/hand/right/input/", 23) == 0;
            }
        }
        assert_true(is_gaze || (left > 0 && right > 0));
    }
}

static void menu_and_system_buttons_are_left_alone(void **state)
{
    (void)state;
    for (const struct vr_bindings_profile *p = vr_bindings_profiles; p->path; p++) {
        for (int i = 0; i < VR_BINDINGS_MAX && p->lines[i].path; i++) {
            assert_null(strstr(p->lines[i].path, "menu"));
            assert_null(strstr(p->lines[i].path, "system"));
        }
    }
}

static void no_path_is_bound_twice_to_one_action(void **state)
{
    (void)state;
    for (const struct vr_bindings_profile *p = vr_bindings_profiles; p->path; p++) {
        for (int a = 0; a < VR_BINDINGS_MAX && p->lines[a].path; a++) {
            for (int b = 0; b < a; b++) {
                assert_string_not_equal(p->lines[a].path, p->lines[b].path);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_controller_has_a_button_for_each_hand),
        cmocka_unit_test(menu_and_system_buttons_are_left_alone),
        cmocka_unit_test(no_path_is_bound_twice_to_one_action),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
