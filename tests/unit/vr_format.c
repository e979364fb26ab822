#include "vr/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void color_is_picked_by_our_order_not_the_runtimes(void **state)
{
    (void)state;
    static const struct {
        int64_t offered[4];
        VkFormat picked;
    } cases[] = {
        {{VK_FORMAT_R16G16B16A16_SFLOAT, VK_FORMAT_B8G8R8A8_SRGB, VK_FORMAT_R8G8B8A8_SRGB},
         VK_FORMAT_R8G8B8A8_SRGB},
        {{VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_B8G8R8A8_SRGB}, VK_FORMAT_B8G8R8A8_SRGB},
        {{VK_FORMAT_B8G8R8A8_UNORM, VK_FORMAT_R8G8B8A8_UNORM}, VK_FORMAT_R8G8B8A8_UNORM},
        {{VK_FORMAT_D32_SFLOAT, VK_FORMAT_B8G8R8A8_UNORM}, VK_FORMAT_B8G8R8A8_UNORM},
        {{VK_FORMAT_R16G16B16A16_SFLOAT, VK_FORMAT_D32_SFLOAT}, VK_FORMAT_UNDEFINED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(vr_format_pick_color(cases[i].offered, 4), cases[i].picked);
    }
}

static void depth_is_floating_point_where_it_can_be(void **state)
{
    (void)state;
    static const struct {
        int64_t offered[4];
        VkFormat picked;
    } cases[] = {
        {{VK_FORMAT_D16_UNORM, VK_FORMAT_D24_UNORM_S8_UINT, VK_FORMAT_D32_SFLOAT},
         VK_FORMAT_D32_SFLOAT},
        {{VK_FORMAT_D16_UNORM, VK_FORMAT_D24_UNORM_S8_UINT}, VK_FORMAT_D24_UNORM_S8_UINT},
        {{VK_FORMAT_D16_UNORM}, VK_FORMAT_D16_UNORM},
        {{VK_FORMAT_R8G8B8A8_SRGB}, VK_FORMAT_UNDEFINED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(vr_format_pick_depth(cases[i].offered, 4), cases[i].picked);
    }
}

static void nothing_offered_is_nothing_picked(void **state)
{
    (void)state;
    assert_int_equal(vr_format_pick_color(NULL, 0), VK_FORMAT_UNDEFINED);
    assert_int_equal(vr_format_pick_depth(NULL, 0), VK_FORMAT_UNDEFINED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(color_is_picked_by_our_order_not_the_runtimes),
        cmocka_unit_test(depth_is_floating_point_where_it_can_be),
        cmocka_unit_test(nothing_offered_is_nothing_picked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
