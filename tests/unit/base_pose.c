// Poses, projections, seeds.
#include "base/pose.h"
#include "base/rand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka wants the four headers above first.
#include <cmocka.h>
#include <math.h>

static void assert_near(double value, double expected)
{
    if (!(fabs(value - expected) < 1e-4)) {
        fail_msg("%g is not %g", value, expected);
    }
}

static void yaw_and_pitch_are_read_back(void **state)
{
    (void)state;
    for (int yaw = -170; yaw <= 170; yaw += 20) {
        for (int pitch = -80; pitch <= 80; pitch += 20) {
            const float y = (float)yaw * 0.0174533f, p = (float)pitch * 0.0174533f;
            const struct pose pose = {.turn = pose_turn_yaw_pitch(y, p)};
            assert_near((double)pose_yaw_rad(pose), (double)y);
            assert_near((double)pose_pitch_rad(pose), (double)p);
        }
    }
}

static void left_is_minus_x_and_up_is_plus_y(void **state)
{
    (void)state;
    const vec3s left = pose_ahead((struct pose){.turn = pose_turn_yaw_pitch(1.5707963f, 0.0f)});
    assert_near((double)left.x, -1.0);
    const vec3s up = pose_ahead((struct pose){.turn = pose_turn_yaw_pitch(0.0f, 1.5707963f)});
    assert_near((double)up.y, 1.0);
}

static void a_pose_and_its_inverse_cancel(void **state)
{
    (void)state;
    const struct pose pose = {.turn = pose_turn_yaw_pitch(0.7f, -0.3f), .at_m = {{1, 2, 3}}};
    const vec3s point = {{-4, 5, 6}};
    const vec3s back = pose_point(pose_inverse(pose), pose_point(pose, point));
    assert_near((double)back.x, -4.0);
    assert_near((double)back.y, 5.0);
    assert_near((double)back.z, 6.0);
    const vec4s by_matrix =
        glms_mat4_mulv(pose_inverse_matrix(pose), (vec4s){{point.x, point.y, point.z, 1.0f}});
    const vec3s by_pose = pose_point(pose_inverse(pose), point);
    assert_near((double)by_matrix.x, (double)by_pose.x);
    assert_near((double)by_matrix.z, (double)by_pose.z);
}

static void projection_is_reversed_and_y_is_down(void **state)
{
    (void)state;
    const struct fov fov = {-0.6f, 0.8f, 0.5f, -0.7f};
    const mat4s m = pose_projection(fov, 0.1f);
    const vec4s near_point = glms_mat4_mulv(m, (vec4s){{0, 0, -0.1f, 1}});
    assert_near((double)(near_point.z / near_point.w), 1.0);
    const vec4s far_point = glms_mat4_mulv(m, (vec4s){{0, 0, -1e6f, 1}});
    assert_near((double)(far_point.z / far_point.w), 0.0);
    // The corners of the field of view land on the corners of clip space.
    const vec4s right_top = glms_mat4_mulv(m, (vec4s){{tanf(0.8f), tanf(0.5f), -1.0f, 1.0f}});
    assert_near((double)(right_top.x / right_top.w), 1.0);
    assert_near((double)(right_top.y / right_top.w), -1.0);
}

static void one_seed_is_one_sequence(void **state)
{
    (void)state;
    struct rand a = rand_seeded(7, 1), b = rand_seeded(7, 1), c = rand_seeded(7, 2);
    int same_as_other_stream = 0;
    double sum = 0.0;
    for (int i = 0; i < 1000; i++) {
        const uint32_t bits = rand_bits(&a);
        assert_int_equal(bits, rand_bits(&b));
        same_as_other_stream += bits == rand_bits(&c);
        const float unit = rand_range(&a, 0.0f, 1.0f);
        rand_range(&b, 0.0f, 1.0f);
        assert_true(unit >= 0.0f && unit < 1.0f);
        sum += (double)unit;
    }
    assert_true(same_as_other_stream < 3);
    assert_true(fabs(sum / 1000.0 - 0.5) < 0.05);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yaw_and_pitch_are_read_back),
        cmocka_unit_test(left_is_minus_x_and_up_is_plus_y),
        cmocka_unit_test(a_pose_and_its_inverse_cancel),
        cmocka_unit_test(projection_is_reversed_and_y_is_down),
        cmocka_unit_test(one_seed_is_one_sequence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
