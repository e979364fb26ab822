#include "vr/posture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const float near = 1e-5f;

// A head on its pillow: it faces `heading` along the floor and looks up by the recline.
static struct pose resting(float heading_deg, float recline_deg)
{
    return (struct pose){
        .turn = pose_turn_yaw_pitch(glm_rad(heading_deg), glm_rad(recline_deg)),
        .at_m = {{0.4f, 0.7f, -0.3f}},
    };
}

static struct pose in_world(float recline_deg, struct pose rest, struct pose head)
{
    return pose_chain(vr_posture_world_from_base(glm_rad(recline_deg), rest), head);
}

static void the_resting_gaze_is_the_horizon_straight_ahead(void **state)
{
    (void)state;
    static const float reclines_deg[] = {10.0f, 45.0f, 70.0f, 90.0f};
    static const float headings_deg[] = {0.0f, 60.0f, -135.0f, 180.0f};
    for (size_t r = 0; r < 4; r++) {
        for (size_t h = 0; h < 4; h++) {
            const struct pose rest = resting(headings_deg[h], reclines_deg[r]);
            const vec3s ahead = pose_ahead(in_world(reclines_deg[r], rest, rest));
            assert_float_equal(ahead.x, 0.0f, near);
            assert_float_equal(ahead.y, 0.0f, near);
            assert_float_equal(ahead.z, -1.0f, near);
        }
    }
}

static void upright_the_runtimes_own_heading_stands(void **state)
{
    (void)state;
    const struct pose head = resting(30.0f, 0.0f);
    const struct pose world = in_world(0.0f, head, head);
    assert_float_equal(pose_yaw_rad(world), glm_rad(30.0f), near);
    assert_float_equal(world.at_m.x, 0.4f, near);
    assert_float_equal(world.at_m.z, -0.3f, near);
}

static void the_head_becomes_the_middle_of_the_world_at_its_height(void **state)
{
    (void)state;
    const struct pose rest = resting(60.0f, 90.0f);
    const struct pose world = in_world(90.0f, rest, rest);
    assert_float_equal(world.at_m.x, 0.0f, near);
    assert_float_equal(world.at_m.y, 0.7f, near);
    assert_float_equal(world.at_m.z, 0.0f, near);
}

// Rolling the head on the pillow, as one lies, looks along the horizon to the left.
static void turning_a_lying_head_turns_the_view(void **state)
{
    (void)state;
    const struct pose rest = resting(0.0f, 90.0f);
    struct pose turned = rest;
    turned.turn = glms_quat_mul(rest.turn, pose_turn_yaw_pitch(glm_rad(40.0f), 0.0f));
    const struct pose world = in_world(90.0f, rest, turned);
    assert_float_equal(pose_yaw_rad(world), glm_rad(40.0f), near);
    assert_float_equal(pose_pitch_rad(world), 0.0f, near);
}

static void lifting_a_lying_head_moves_it_forward(void **state)
{
    (void)state;
    const struct pose rest = resting(0.0f, 90.0f);
    struct pose lifted = rest;
    lifted.at_m.y += 0.1f; // towards the ceiling is where the face points
    const struct pose world = in_world(90.0f, rest, lifted);
    assert_float_equal(world.at_m.z, -0.1f, near);
    assert_float_equal(world.at_m.y, 0.7f, near);
}

// The direction of someone who looks at the ceiling has no heading; their crown has.
static void a_head_on_its_back_still_has_a_heading(void **state)
{
    (void)state;
    for (float deg = -170.0f; deg < 180.0f; deg += 20.0f) {
        const float found_rad = vr_posture_heading_rad(glm_rad(90.0f), resting(deg, 85.0f));
        assert_float_equal(found_rad, glm_rad(deg), 1e-4f);
    }
}

static void without_any_heading_the_runtimes_is_kept(void **state)
{
    (void)state;
    // Upright while lying was asked for: neither face nor crown tells where the bed points.
    assert_float_equal(vr_posture_heading_rad(glm_rad(90.0f), resting(50.0f, 0.0f)), 0.0f, near);
    struct pose broken = resting(0.0f, 45.0f);
    broken.turn.x = NAN;
    assert_float_equal(vr_posture_heading_rad(glm_rad(45.0f), broken), 0.0f, near);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_resting_gaze_is_the_horizon_straight_ahead),
        cmocka_unit_test(upright_the_runtimes_own_heading_stands),
        cmocka_unit_test(the_head_becomes_the_middle_of_the_world_at_its_height),
        cmocka_unit_test(turning_a_lying_head_turns_the_view),
        cmocka_unit_test(lifting_a_lying_head_moves_it_forward),
        cmocka_unit_test(a_head_on_its_back_still_has_a_heading),
        cmocka_unit_test(without_any_heading_the_runtimes_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
