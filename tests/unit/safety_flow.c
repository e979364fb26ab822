// Motion that is known beforehand: pictures of a textured sphere, turned and shifted.
#include "base/mem.h"
#include "safety/flow.h"
#include "safety/limits.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SIDE = 96 };

static const float WHITE = 250.0f;
static const float FOV_DEG = 110.0f;

static struct arena arena;
static struct safety_view view;
static float before[SIDE * SIDE], now[SIDE * SIDE];

static int open_view(void **state)
{
    (void)state;
    return safety_view_init(&view, SIDE, FOV_DEG, &arena) == ERR_OK ? 0 : -1;
}

static int close_view(void **state)
{
    (void)state;
    arena_fini(&arena);
    return 0;
}

// Soft spots of some ten degrees, all over the sphere.
static float texture(vec3s d)
{
    return 60.0f + 20.0f * (sinf(17.0f * d.x + 3.0f * d.y) + sinf(19.0f * d.y - 5.0f * d.z) +
                            0.5f * sinf(23.0f * d.z + 11.0f * d.x));
}

// What an eye sees that has turned by `turn` (it looks along the turned axis).
static void draw(float *nits, versors turn, float gain)
{
    for (int i = 0; i < SIDE * SIDE; i++) {
        nits[i] = gain * texture(glms_quat_rotatev(turn, view.direction[i]));
    }
}

static versors turned_deg(float x, float y, float z)
{
    const vec3s axis = {{x, y, z}};
    const float degrees = glms_vec3_norm(axis);
    return degrees > 0.0f ? glms_quatv(glm_rad(degrees), axis) : glms_quat_identity();
}

static void what_stands_has_no_speed(void **state)
{
    (void)state;
    draw(before, turned_deg(0, 0, 0), 1.0f);
    draw(now, turned_deg(0, 0, 0), 1.0f);
    const struct safety_flow_now flow = safety_flow_measure(&view, before, now, 0.1f, WHITE, NULL);
    assert_true(flow.deg_s == 0.0f);
    assert_true(flow.camera_deg_s == 0.0f);
}

// A head that turns by w degrees a second sees all pass at w times the sine of the angle to the
// axis; about the axis it looks along, the mean square over the view is less.
static void a_turning_camera_is_measured(void **state)
{
    (void)state;
    static const struct {
        float x, y, z, dt_s, least, most;
    } cases[] = {
        {0.0f, 5.0f, 0.0f, 0.1f, 4.4f, 5.1f},
        {8.0f, 0.0f, 0.0f, 0.1f, 7.0f, 8.2f},
        {0.0f, 0.0f, 20.0f, 0.1f, 10.0f, 15.0f},
        {0.0f, 1.0f, 0.0f, 0.5f, 0.88f, 1.02f},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const float dt = cases[i].dt_s;
        draw(before, turned_deg(0, 0, 0), 1.0f);
        draw(now, turned_deg(cases[i].x * dt, cases[i].y * dt, cases[i].z * dt), 1.0f);
        const struct safety_flow_now flow =
            safety_flow_measure(&view, before, now, dt, WHITE, NULL);
        assert_true(flow.camera_deg_s > cases[i].least && flow.camera_deg_s < cases[i].most);
    }
}

static void a_fade_is_no_motion(void **state)
{
    (void)state;
    draw(before, turned_deg(0, 0, 0), 0.6f);
    draw(now, turned_deg(0, 0, 0), 0.9f);
    const struct safety_flow_now flow = safety_flow_measure(&view, before, now, 0.5f, WHITE, NULL);
    assert_true(flow.camera_deg_s < 0.05f);
    assert_true(flow.deg_s < 0.05f);
}

// Dusk over the sea: brighter towards the horizon, where becoming brighter looks like rising.
static void a_fading_dusk_is_no_motion(void **state)
{
    (void)state;
    for (int i = 0; i < SIDE * SIDE; i++) {
        const float low = 0.5f - 0.5f * view.direction[i].y;
        before[i] = 5.0f + 90.0f * low * low;
        now[i] = 1.02f * before[i];
    }
    const struct safety_flow_now flow = safety_flow_measure(&view, before, now, 0.1f, WHITE, NULL);
    assert_true(flow.camera_deg_s < 0.05f);
    assert_true(flow.deg_s < 0.05f);
}

// A third of the picture passes by, the rest stands: flow, and no camera.
static void part_of_the_view_moves(void **state)
{
    (void)state;
    draw(before, turned_deg(0, 0, 0), 1.0f);
    draw(now, turned_deg(0, 1.5f, 0), 1.0f);
    for (int i = 0; i < SIDE * 48; i++) {
        now[i] = before[i]; // the upper half stands
    }
    const struct safety_flow_now flow = safety_flow_measure(&view, before, now, 0.1f, WHITE, NULL);
    assert_true(flow.deg_s > 11.0f && flow.deg_s < 17.0f);
    assert_true(flow.camera_deg_s == 0.0f);
    assert_true(flow.at.y < 0.0f);
}

static void what_is_near_does_not_count(void **state)
{
    (void)state;
    static bool is_near[SIDE / SAFETY_FLOW_BLOCK * (SIDE / SAFETY_FLOW_BLOCK)];
    draw(before, turned_deg(0, 0, 0), 1.0f);
    draw(now, turned_deg(0, 1.5f, 0), 1.0f);
    for (int i = 0; i < SIDE * 48; i++) {
        now[i] = before[i];
    }
    for (int i = 0; i < 144; i++) {
        is_near[i] = i >= 72; // the lower half
    }
    const struct safety_flow_now flow =
        safety_flow_measure(&view, before, now, 0.1f, WHITE, is_near);
    assert_true(flow.deg_s == 0.0f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_has_no_speed), cmocka_unit_test(a_turning_camera_is_measured),
        cmocka_unit_test(a_fade_is_no_motion),      cmocka_unit_test(a_fading_dusk_is_no_motion),
        cmocka_unit_test(part_of_the_view_moves),   cmocka_unit_test(what_is_near_does_not_count),
    };
    return cmocka_run_group_tests(tests, open_view, close_view);
}
