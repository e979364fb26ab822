#include "vr/result.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void results_become_what_a_caller_can_act_on(void **state)
{
    (void)state;
    static const struct {
        XrResult result;
        enum err err;
    } cases[] = {
        {XR_SUCCESS, ERR_OK},
        {XR_TIMEOUT_EXPIRED, ERR_OK},
        {XR_FRAME_DISCARDED, ERR_OK},
        {XR_SESSION_LOSS_PENDING, ERR_OK},
        {XR_ERROR_SESSION_LOST, ERR_DEVICE_LOST},
        {XR_ERROR_INSTANCE_LOST, ERR_DEVICE_LOST},
        {XR_ERROR_OUT_OF_MEMORY, ERR_NO_MEMORY},
        {XR_ERROR_RUNTIME_UNAVAILABLE, ERR_UNSUPPORTED},
        {XR_ERROR_FORM_FACTOR_UNAVAILABLE, ERR_UNSUPPORTED},
        {XR_ERROR_RUNTIME_FAILURE, ERR_DEVICE},
        {(XrResult)-1000999001, ERR_DEVICE}, // of an extension that nobody has heard of
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(vr_result_err(cases[i].result), cases[i].err);
    }
}

static void without_an_instance_a_result_is_a_number(void **state)
{
    (void)state;
    char text[XR_MAX_RESULT_STRING_SIZE];
    assert_string_equal(vr_result_text(XR_NULL_HANDLE, XR_ERROR_RUNTIME_UNAVAILABLE, text),
                        "XrResult -51");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_become_what_a_caller_can_act_on),
        cmocka_unit_test(without_an_instance_a_result_is_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
