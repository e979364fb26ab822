#include "simxr/body.h"

#include "base/clock.h"
#include "simxr/script.h"
#include "json/diag.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define SCHEMA "\"$schema\": \"simxr-script.schema.json\""

static const double PI = 3.14159265358979;
static struct diag diag;
static struct simxr_script script;
static struct simxr_body body;

static void begin(const char *text, double posture_deg)
{
    static const char path[] = "simxr-body-test.json";
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    simxr_script_fini(&script);
    diag = (struct diag){0};
    if (simxr_script_load(&script, path, &diag) != ERR_OK) {
        char line[700];
        json_diag_line(&diag, 0, line, sizeof line);
        fail_msg("%s", line);
    }
    unlink(path);
    simxr_body_init(&body, &script, posture_deg);
}

static int64_t at_s(double seconds)
{
    return (int64_t)(seconds * 1e9);
}

static double degrees(float rad)
{
    return (double)rad * 180.0 / PI;
}

static void assert_near(double value, double expected, double tolerance)
{
    if (!(fabs(value - expected) <= tolerance)) {
        fail_msg("%g is not %g within %g", value, expected, tolerance);
    }
}

static void without_a_script_someone_sits_still_and_holds_two_controllers(void **state)
{
    (void)state;
    simxr_body_init(&body, NULL, 0.0);
    for (double s = 0.0; s < 20.0; s += 0.1) {
        const struct simxr_tracked head = simxr_body_head(&body, at_s(s));
        assert_near((double)head.pose_in_stage.at_m.y, 1.2, 0.003);
        assert_near((double)head.pose_in_stage.at_m.x, 0.0, 0.003);
        assert_near(degrees(pose_yaw_rad(head.pose_in_stage)), 0.0, 0.5);
        assert_near(degrees(pose_pitch_rad(head.pose_in_stage)), 0.0, 0.5);
        assert_true(head.is_turn_valid && head.is_turn_tracked);
        assert_true(head.is_position_valid && head.is_position_tracked);
        assert_near((double)glms_quat_norm(head.pose_in_stage.turn), 1.0, 1e-5);
    }
    for (int side = 0; side < 2; side++) {
        assert_string_equal(simxr_body_profile(&body, (enum simxr_side)side, 0),
                            "/interaction_profiles/oculus/touch_controller");
        assert_true(simxr_body_grip(&body, (enum simxr_side)side, 0).is_position_tracked);
        struct simxr_joint joints[SIMXR_JOINT_COUNT];
        assert_false(simxr_body_joints(&body, (enum simxr_side)side, 0, joints));
    }
    assert_true(simxr_body_grip(&body, SIMXR_LEFT, 0).pose_in_stage.at_m.x < -0.1f);
    assert_true(simxr_body_grip(&body, SIMXR_RIGHT, 0).pose_in_stage.at_m.x > 0.1f);
}

static void posture_leans_head_and_body_back(void **state)
{
    (void)state;
    static const struct {
        double posture_deg, eyes_m;
    } cases[] = {{0.0, 1.2}, {30.0, 1.0}, {90.0, 0.8}};
    for (size_t i = 0; i < 3; i++) {
        simxr_body_init(&body, NULL, cases[i].posture_deg);
        const struct pose head = simxr_body_head(&body, 0).pose_in_stage;
        assert_near(degrees(pose_pitch_rad(head)), cases[i].posture_deg, 0.5);
        assert_near((double)head.at_m.y, cases[i].eyes_m, 0.005);
        assert_near((double)head.at_m.z, 0.0, 0.005);
    }
    // On the back the hands lie towards the feet and lower than the eyes.
    const vec3s hand_m = simxr_body_grip(&body, SIMXR_RIGHT, 0).pose_in_stage.at_m;
    assert_true(hand_m.z < -0.4f && hand_m.y < 0.8f && hand_m.y > 0.5f);

    // A script that names a posture wins.
    begin("{" SCHEMA ", \"posture_deg\": 60}", 10.0);
    assert_near(degrees(pose_pitch_rad(simxr_body_head(&body, 0).pose_in_stage)), 60.0, 0.5);
}

static void the_chest_breathes_at_the_rate_and_in_the_shares_asked_for(void **state)
{
    (void)state;
    begin("{" SCHEMA ", \"motions\": [{\"device\": \"chest\", \"play\": \"breathing\","
          " \"rate_bpm\": 6, \"inhale_share\": 0.4}]}",
          0.0);
    for (int breath = 0; breath < 10; breath++) {
        const double t = 10.0 * breath;
        assert_near((double)simxr_body_chest(&body, at_s(t)), 0.0, 1e-3);
        assert_near((double)simxr_body_chest(&body, at_s(t + 2.0)), 0.5, 1e-3);
        assert_near((double)simxr_body_chest(&body, at_s(t + 4.0)), 1.0, 1e-3);
        assert_near((double)simxr_body_chest(&body, at_s(t + 7.0)), 0.5, 1e-3);
    }
}

static void breathing_slows_down_in_a_straight_line(void **state)
{
    (void)state;
    begin("{" SCHEMA ", \"motions\": [{\"device\": \"chest\", \"play\": \"breathing\","
          " \"rate_bpm\": 12, \"to_rate_bpm\": 6, \"ramp_s\": 120}]}",
          0.0);
    int inhales = 0, early = 0;
    for (double s = 0.0; s < 180.0; s += 0.02) {
        const float before = simxr_body_chest(&body, at_s(s));
        const float now = simxr_body_chest(&body, at_s(s + 0.02));
        const float after = simxr_body_chest(&body, at_s(s + 0.04));
        inhales += now < before && now <= after ? 1 : 0;
        early += now < before && now <= after && s < 60.0 ? 1 : 0;
    }
    // 18 breaths in two minutes at nine a minute on average, six in the last one.
    assert_in_range(inhales, 23, 24);
    assert_in_range(early, 10, 11); // 12 to 9 a minute: 10.5
}

static void a_hand_on_the_belly_goes_with_the_breath(void **state)
{
    (void)state;
    static const struct {
        double posture_deg;
        vec3s outwards;
    } cases[] = {{0.0, {{0.0f, 0.0f, -1.0f}}}, {90.0, {{0.0f, 1.0f, 0.0f}}}};
    for (size_t i = 0; i < 2; i++) {
        begin("{" SCHEMA ", \"motions\": [{\"device\": \"chest\", \"play\": \"breathing\","
              " \"rate_bpm\": 6, \"depth_m\": 0.015}, {\"device\": \"right\","
              " \"play\": \"on_belly\"}]}",
              cases[i].posture_deg);
        const vec3s empty = simxr_body_grip(&body, SIMXR_RIGHT, at_s(10.0)).pose_in_stage.at_m;
        const vec3s full = simxr_body_grip(&body, SIMXR_RIGHT, at_s(14.0)).pose_in_stage.at_m;
        const vec3s moved = glms_vec3_sub(full, empty);
        assert_near((double)glms_vec3_dot(moved, cases[i].outwards), 0.015, 1e-4);
        assert_near((double)glms_vec3_norm(moved), 0.015, 1e-4);
        // The fastest moment of the inhale: depth * pi / (2 * 4 s).
        const struct simxr_tracked mid = simxr_body_grip(&body, SIMXR_RIGHT, at_s(12.0));
        assert_near((double)glms_vec3_dot(mid.linear_m_s, cases[i].outwards), 0.015 * PI / 8.0,
                    2e-4);
    }
}

static void the_head_moves_a_little_with_the_breath_and_more_when_lying(void **state)
{
    (void)state;
    double rise_m[2], pitch_deg[2];
    for (int i = 0; i < 2; i++) {
        begin("{" SCHEMA ", \"motions\": [{\"device\": \"chest\", \"play\": \"breathing\","
              " \"rate_bpm\": 6}, {\"device\": \"head\", \"play\": \"still\", \"tremor_deg\": 0}]}",
              i == 0 ? 0.0 : 85.0);
        const struct pose empty = simxr_body_head(&body, at_s(10.0)).pose_in_stage;
        const struct pose full = simxr_body_head(&body, at_s(14.0)).pose_in_stage;
        rise_m[i] = (double)glms_vec3_norm(glms_vec3_sub(full.at_m, empty.at_m));
        pitch_deg[i] = degrees(pose_pitch_rad(full)) - degrees(pose_pitch_rad(empty));
        // About 1 mm and 0.1 to 0.5 degrees.
        assert_in_range((int)(rise_m[i] * 1e6), 300, 2500);
        assert_in_range((int)(pitch_deg[i] * 1000.0), 90, 500);
    }
    assert_true(rise_m[1] > rise_m[0] && pitch_deg[1] > pitch_deg[0]);
}

static void the_head_turns_to_each_target_and_holds_it(void **state)
{
    (void)state;
    begin("{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"play\": \"gaze_at\", \"targets\": ["
          "{\"yaw_deg\": 20, \"pitch_deg\": 5, \"from_s\": 2, \"hold_s\": 2},"
          "{\"yaw_deg\": -20, \"from_s\": 4, \"hold_s\": 1}]}]}",
          0.0);
    static const struct {
        double at, yaw_deg, pitch_deg;
    } cases[] = {{1.0, 0, 0}, {2.5, 20, 5}, {3.9, 20, 5}, {4.5, -20, 0}, {4.9, -20, 0}, {6, 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct pose head = simxr_body_head(&body, at_s(cases[i].at)).pose_in_stage;
        assert_near(degrees(pose_yaw_rad(head)), cases[i].yaw_deg, 0.5);
        assert_near(degrees(pose_pitch_rad(head)), cases[i].pitch_deg, 0.6);
    }
}

static void eyes_and_a_pointing_hand_find_targets_too(void **state)
{
    (void)state;
    begin("{" SCHEMA ", \"motions\": ["
          "{\"device\": \"head\", \"play\": \"look_around\", \"yaw_deg\": 40},"
          "{\"device\": \"gaze\", \"play\": \"gaze_at\", \"targets\": ["
          "{\"yaw_deg\": 10, \"pitch_deg\": -8, \"from_s\": 1, \"hold_s\": 20}]},"
          "{\"device\": \"right\", \"play\": \"gaze_at\", \"targets\": ["
          "{\"yaw_deg\": -12, \"pitch_deg\": 3, \"from_s\": 1, \"hold_s\": 20}]}]}",
          0.0);
    for (double s = 2.0; s < 20.0; s += 1.0) {
        const struct pose gaze = simxr_body_gaze(&body, at_s(s)).pose_in_stage;
        assert_near(degrees(pose_yaw_rad(gaze)), 10.0, 0.1);
        assert_near(degrees(pose_pitch_rad(gaze)), -8.0, 0.1);
        const struct pose aim = simxr_body_aim(&body, SIMXR_RIGHT, at_s(s)).pose_in_stage;
        assert_near(degrees(pose_yaw_rad(aim)), -12.0, 0.1);
        assert_near(degrees(pose_pitch_rad(aim)), 3.0, 0.1);
    }
}

// Whatever plays, no part of the body jumps: not between motions, not at their ends.
static void nothing_jumps_and_velocities_are_those_of_the_poses(void **state)
{
    (void)state;
    begin("{" SCHEMA ", \"motions\": ["
          "{\"device\": \"head\", \"play\": \"look_around\", \"to_s\": 12.3},"
          "{\"device\": \"head\", \"play\": \"dozing\", \"from_s\": 8, \"to_s\": 30,"
          " \"period_s\": 10},"
          "{\"device\": \"head\", \"play\": \"nod\", \"from_s\": 25},"
          "{\"device\": \"right\", \"play\": \"on_belly\", \"from_s\": 5, \"to_s\": 15},"
          "{\"device\": \"right\", \"play\": \"point_ahead\", \"from_s\": 14, \"to_s\": 20}]}",
          20.0);
    const double step_s = 0.01;
    struct simxr_tracked before[2] = {simxr_body_head(&body, 0),
                                      simxr_body_grip(&body, SIMXR_RIGHT, 0)};
    for (double s = step_s; s < 40.0; s += step_s) {
        const struct simxr_tracked now[2] = {simxr_body_head(&body, at_s(s)),
                                             simxr_body_grip(&body, SIMXR_RIGHT, at_s(s))};
        for (int i = 0; i < 2; i++) {
            const struct pose a = before[i].pose_in_stage, b = now[i].pose_in_stage;
            const double speed_m_s = (double)glms_vec3_norm(glms_vec3_sub(b.at_m, a.at_m)) / step_s;
            const versors turn = glms_quat_mul(b.turn, glms_quat_conjugate(a.turn));
            const vec3s axis = {{turn.x, turn.y, turn.z}};
            const double turned_rad = 2.0 * (double)glms_vec3_norm(axis);
            assert_true(speed_m_s < 3.0);
            assert_true(turned_rad / step_s < 12.0);
            const vec3s mean_m_s =
                glms_vec3_scale(glms_vec3_add(before[i].linear_m_s, now[i].linear_m_s), 0.5f);
            assert_near((double)glms_vec3_norm(mean_m_s), speed_m_s, 0.05 + 0.05 * speed_m_s);
            const vec3s mean_rad_s =
                glms_vec3_scale(glms_vec3_add(before[i].angular_rad_s, now[i].angular_rad_s), 0.5f);
            assert_near((double)glms_vec3_norm(mean_rad_s), turned_rad / step_s,
                        0.1 + 0.05 * turned_rad / step_s);
            before[i] = now[i];
        }
    }
}

static void the_same_instant_is_the_same_pose_to_the_bit(void **state)
{
    (void)state;
    begin("{" SCHEMA ", \"motions\": [{\"device\": \"right\", \"play\": \"on_belly\","
          " \"noise_m\": 0.001}, {\"device\": \"chest\", \"play\": \"breathing\","
          " \"noise\": 0.5}]}",
          90.0);
    for (double s = 0.0; s < 5.0; s += 0.1) {
        const struct simxr_tracked a = simxr_body_grip(&body, SIMXR_RIGHT, at_s(s));
        const struct simxr_tracked b = simxr_body_grip(&body, SIMXR_RIGHT, at_s(s));
        // Part by part: between them lies padding.
        assert_memory_equal(&a.pose_in_stage.turn, &b.pose_in_stage.turn, sizeof(versors));
        assert_memory_equal(&a.pose_in_stage.at_m, &b.pose_in_stage.at_m, sizeof(vec3s));
        // Noise is in the pose and not in the velocity.
        assert_true(glms_vec3_norm(a.linear_m_s) < 0.03f);
    }
}

static void tracking_is_lost_and_found_by_the_script(void **state)
{
    (void)state;
    begin("{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"play\": \"look_around\","
          " \"period_s\": 4}], \"losses\": ["
          "{\"device\": \"head\", \"from_s\": 1, \"to_s\": 2, \"position_only\": true},"
          "{\"device\": \"head\", \"from_s\": 3, \"to_s\": 4},"
          "{\"device\": \"left\", \"from_s\": 1, \"to_s\": 2}]}",
          0.0);
    const struct simxr_tracked before = simxr_body_head(&body, at_s(1.0) - 1);
    const struct simxr_tracked held = simxr_body_head(&body, at_s(1.8));
    assert_true(before.is_position_tracked);
    assert_true(held.is_turn_tracked && held.is_position_valid && !held.is_position_tracked);
    assert_near(
        (double)glms_vec3_norm(glms_vec3_sub(held.pose_in_stage.at_m, before.pose_in_stage.at_m)),
        0.0, 1e-5);
    assert_true(fabsf(pose_yaw_rad(held.pose_in_stage) - pose_yaw_rad(before.pose_in_stage)) >
                0.1f);
    assert_true(simxr_body_head(&body, at_s(2.0)).is_position_tracked);

    const struct simxr_tracked lost = simxr_body_head(&body, at_s(3.5));
    assert_false(lost.is_turn_valid || lost.is_turn_tracked || lost.is_position_valid ||
                 lost.is_position_tracked);
    assert_false(simxr_body_grip(&body, SIMXR_LEFT, at_s(1.5)).is_turn_valid);
    assert_false(simxr_body_aim(&body, SIMXR_LEFT, at_s(1.5)).is_turn_valid);
    assert_true(simxr_body_grip(&body, SIMXR_RIGHT, at_s(1.5)).is_turn_valid);
    assert_true(simxr_body_grip(&body, SIMXR_LEFT, at_s(2.5)).is_turn_valid);
}

static void controllers_come_go_and_fall_asleep(void **state)
{
    (void)state;
    begin("{" SCHEMA ", \"hands\": [{\"device\": \"left\", \"at_s\": 1, \"holds\": \"none\"},"
          "{\"device\": \"left\", \"at_s\": 2, \"holds\": \"simple\"},"
          "{\"device\": \"left\", \"at_s\": 3, \"holds\": \"simple\", \"asleep\": true},"
          "{\"device\": \"left\", \"at_s\": 4, \"holds\": \"hand\"}]}",
          0.0);
    static const char *const gestures[] = {"/user/hand/left/input/pinch_ext/ready_ext",
                                           "/user/hand/left/input/aim_activate_ext/ready_ext",
                                           "/user/hand/left/input/grasp_ext/ready_ext"};
    static const struct {
        double at;
        const char *profile;
        bool is_awake, has_joints;
    } cases[] = {
        {0.5, "/interaction_profiles/oculus/touch_controller", true, false},
        {1.5, NULL, false, true},
        {2.5, "/interaction_profiles/khr/simple_controller", true, false},
        {3.5, "/interaction_profiles/khr/simple_controller", false, false},
        {4.5, "/interaction_profiles/ext/hand_interaction_ext", true, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const int64_t t_ns = at_s(cases[i].at);
        const char *profile = simxr_body_profile(&body, SIMXR_LEFT, t_ns);
        struct simxr_joint joints[SIMXR_JOINT_COUNT];
        if (cases[i].profile) {
            assert_string_equal(profile, cases[i].profile);
        } else {
            assert_null(profile);
        }
        assert_int_equal(simxr_body_grip(&body, SIMXR_LEFT, t_ns).is_turn_valid, cases[i].is_awake);
        assert_int_equal(
            simxr_body_input(&body, "/user/hand/left/input/select/click", t_ns).is_active,
            cases[i].is_awake);
        // A hand that is seen can pinch, point and grasp at any time.
        for (size_t k = 0; k < 3; k++) {
            const float ready = simxr_body_input(&body, gestures[k], t_ns).x;
            assert_near((double)ready, cases[i].is_awake ? 1.0 : 0.0, 0.0);
        }
        assert_int_equal(simxr_body_joints(&body, SIMXR_LEFT, t_ns, joints), cases[i].has_joints);
        assert_true(simxr_body_grip(&body, SIMXR_RIGHT, t_ns).is_turn_valid);
    }
}

static void buttons_are_pressed_as_scripted_and_under_their_other_names(void **state)
{
    (void)state;
    begin("{" SCHEMA ", \"buttons\": ["
          "{\"path\": \"/user/hand/right/input/select/click\", \"at_s\": 1, \"hold_s\": 1},"
          "{\"path\": \"/user/hand/left/input/trigger/value\", \"at_s\": 1, \"hold_s\": 1,"
          " \"value\": 0.6},"
          "{\"path\": \"/user/hand/left/input/thumbstick\", \"at_s\": 1, \"hold_s\": 1,"
          " \"value\": -0.5, \"y\": 0.25}]}",
          0.0);
    static const struct {
        const char *path;
        double x, y;
    } cases[] = {
        {"/user/hand/right/input/select/click", 1, 0},
        {"/user/hand/right/input/trigger/value", 1, 0},
        {"/user/hand/right/input/trigger/click", 1, 0},
        {"/user/hand/right/input/trigger", 1, 0},
        {"/user/hand/right/input/pinch_ext/value", 1, 0},
        {"/user/hand/right/input/squeeze/value", 0, 0},
        {"/user/hand/right/input/trigger/touch", 0, 0},
        {"/user/hand/left/input/trigger/value", 0.6, 0},
        {"/user/hand/left/input/trigger/click", 0.6, 0},
        {"/user/hand/left/input/select/click", 0, 0},
        {"/user/hand/left/input/thumbstick", -0.5, 0.25},
        {"/user/hand/left/input/thumbstick/x", -0.5, 0},
        {"/user/hand/left/input/thumbstick/y", 0.25, 0},
        {"/user/hand/left/input/thumbstick/click", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct simxr_input input = simxr_body_input(&body, cases[i].path, at_s(1.5));
        assert_true(input.is_active);
        assert_near((double)input.x, cases[i].x, 1e-6);
        assert_near((double)input.y, cases[i].y, 1e-6);
        input = simxr_body_input(&body, cases[i].path, at_s(0.5));
        assert_true(input.is_active && input.x == 0.0f && input.y == 0.0f);
        assert_true(simxr_body_input(&body, cases[i].path, at_s(2.0)).x == 0.0f);
    }
    assert_false(simxr_body_input(&body, "/user/head/input/volume_up/click", 0).is_active);
    assert_false(simxr_body_input(&body, "", 0).is_active);
}

static void a_hand_moves_the_wearer_on_top_of_the_script(void **state)
{
    (void)state;
    begin("{" SCHEMA ", \"motions\": [{\"device\": \"head\", \"play\": \"gaze_at\", \"targets\": ["
          "{\"yaw_deg\": 10, \"from_s\": 0.1, \"hold_s\": 100}]}]}",
          0.0);
    const struct simxr_manual manual = {
        .yaw_rad = 0.5f, .pitch_rad = -0.2f, .is_select_pressed = true};
    simxr_body_set_manual(&body, at_s(5.0), &manual);
    const struct pose before = simxr_body_head(&body, at_s(4.9)).pose_in_stage;
    const struct pose after = simxr_body_head(&body, at_s(5.1)).pose_in_stage;
    assert_near(degrees(pose_yaw_rad(before)), 10.0, 0.3);
    assert_near(degrees(pose_yaw_rad(after)), 10.0 + 28.65, 0.3);
    assert_near(degrees(pose_pitch_rad(after)), -11.46, 0.5);
    for (int side = 0; side < 2; side++) {
        const char *path = side == 0 ? "/user/hand/left/input/trigger/value"
                                     : "/user/hand/right/input/select/click";
        assert_true(simxr_body_input(&body, path, at_s(4.9)).x == 0.0f);
        assert_true(simxr_body_input(&body, path, at_s(5.1)).x == 1.0f);
    }
}

static void a_breath_by_hand_rises_in_four_seconds_and_sinks_in_six(void **state)
{
    (void)state;
    simxr_body_init(&body, NULL, 0.0);
    struct simxr_manual manual = {.is_breath_manual = true};
    simxr_body_set_manual(&body, at_s(10.0), &manual);
    assert_near((double)simxr_body_chest(&body, at_s(20.0)), 0.0, 1e-5);
    manual.is_inhaling = true;
    simxr_body_set_manual(&body, at_s(20.0), &manual);
    assert_near((double)simxr_body_chest(&body, at_s(22.0)), 0.5, 1e-5);
    assert_near((double)simxr_body_chest(&body, at_s(24.0)), 1.0, 1e-5);
    assert_near((double)simxr_body_chest(&body, at_s(30.0)), 1.0, 1e-5);
    manual.is_inhaling = false;
    simxr_body_set_manual(&body, at_s(22.0), &manual);
    assert_near((double)simxr_body_chest(&body, at_s(25.0)), 0.0, 1e-5);
    simxr_body_set_manual(&body, at_s(23.0), &(struct simxr_manual){0});
    assert_true(simxr_body_chest(&body, at_s(24.0)) >= 0.0f);
}

static void a_recording_is_played_as_it_is(void **state)
{
    (void)state;
    char path[512];
    simxr_script_fini(&script);
    snprintf(path, sizeof path, SOURCE_FOLDER "/tests/data/scripts/losses.json");
    assert_int_equal(simxr_script_load(&script, path, &diag), ERR_OK);
    simxr_body_init(&body, &script, 0.0);
    assert_near(degrees(pose_yaw_rad(simxr_body_head(&body, at_s(2.0)).pose_in_stage)), 20.0, 0.1);
    assert_near(degrees(pose_yaw_rad(simxr_body_head(&body, at_s(6.0)).pose_in_stage)), -20.0, 0.1);
    assert_near(degrees(pose_yaw_rad(simxr_body_head(&body, at_s(10.0)).pose_in_stage)), 20.0, 0.1);
}

static double distance(const struct simxr_joint *a, const struct simxr_joint *b)
{
    return (double)glms_vec3_norm(glms_vec3_sub(a->pose_in_stage.at_m, b->pose_in_stage.at_m));
}

static void hands_have_the_bones_of_hands(void **state)
{
    (void)state;
    enum { PALM, WRIST, THUMB_TIP = 5, INDEX_PROXIMAL = 7, INDEX_TIP = 10, MIDDLE_TIP = 15 };
    begin("{" SCHEMA ", \"hands\": [{\"device\": \"left\", \"holds\": \"hand\"},"
          "{\"device\": \"right\", \"holds\": \"hand\"}], \"buttons\": ["
          "{\"path\": \"/user/hand/right/input/pinch_ext/value\", \"at_s\": 2}]}",
          0.0);
    struct simxr_joint left[SIMXR_JOINT_COUNT], right[SIMXR_JOINT_COUNT];
    assert_true(simxr_body_joints(&body, SIMXR_LEFT, 0, left));
    assert_true(simxr_body_joints(&body, SIMXR_RIGHT, 0, right));
    for (int i = 0; i < SIMXR_JOINT_COUNT; i++) {
        assert_true(right[i].radius_m > 0.004f && right[i].radius_m < 0.03f);
        assert_near((double)glms_quat_norm(right[i].pose_in_stage.turn), 1.0, 1e-4);
        assert_true(distance(&right[i], &right[WRIST]) < 0.2);
        // The left hand is the right one in a mirror (but for the tremor).
        const vec3s l = left[i].pose_in_stage.at_m, r = right[i].pose_in_stage.at_m;
        assert_near((double)l.x, -(double)r.x, 0.002);
        assert_near((double)l.y, (double)r.y, 0.002);
        assert_near((double)l.z, (double)r.z, 0.002);
    }
    // From wrist to the tip of the middle finger an adult hand measures about 19 cm.
    assert_near(distance(&right[MIDDLE_TIP], &right[WRIST]), 0.175, 0.02);
    // At rest on the thigh: fingers ahead, palm down, thumb inwards.
    assert_true(right[MIDDLE_TIP].pose_in_stage.at_m.z < right[WRIST].pose_in_stage.at_m.z - 0.1f);
    assert_true(right[MIDDLE_TIP].pose_in_stage.at_m.y < right[PALM].pose_in_stage.at_m.y);
    assert_true(right[THUMB_TIP].pose_in_stage.at_m.x < right[PALM].pose_in_stage.at_m.x - 0.03f);
    // A proximal joint lies one bone before the next.
    assert_near(distance(&right[INDEX_PROXIMAL], &right[INDEX_PROXIMAL + 1]), 0.0398, 1e-4);

    assert_true(distance(&right[THUMB_TIP], &right[INDEX_TIP]) > 0.04);
    assert_true(simxr_body_joints(&body, SIMXR_RIGHT, at_s(2.1), right));
    assert_true(distance(&right[THUMB_TIP], &right[INDEX_TIP]) < 0.025);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_script_someone_sits_still_and_holds_two_controllers),
        cmocka_unit_test(posture_leans_head_and_body_back),
        cmocka_unit_test(the_chest_breathes_at_the_rate_and_in_the_shares_asked_for),
        cmocka_unit_test(breathing_slows_down_in_a_straight_line),
        cmocka_unit_test(a_hand_on_the_belly_goes_with_the_breath),
        cmocka_unit_test(the_head_moves_a_little_with_the_breath_and_more_when_lying),
        cmocka_unit_test(the_head_turns_to_each_target_and_holds_it),
        cmocka_unit_test(eyes_and_a_pointing_hand_find_targets_too),
        cmocka_unit_test(nothing_jumps_and_velocities_are_those_of_the_poses),
        cmocka_unit_test(the_same_instant_is_the_same_pose_to_the_bit),
        cmocka_unit_test(tracking_is_lost_and_found_by_the_script),
        cmocka_unit_test(controllers_come_go_and_fall_asleep),
        cmocka_unit_test(buttons_are_pressed_as_scripted_and_under_their_other_names),
        cmocka_unit_test(a_hand_moves_the_wearer_on_top_of_the_script),
        cmocka_unit_test(a_breath_by_hand_rises_in_four_seconds_and_sinks_in_six),
        cmocka_unit_test(a_recording_is_played_as_it_is),
        cmocka_unit_test(hands_have_the_bones_of_hands),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    simxr_script_fini(&script);
    return failed;
}
