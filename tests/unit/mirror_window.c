// The window on SDL's dummy display, with events as a person would make them.
#include "base/clock.h"
#include "base/mem.h"
#include "mirror/look.h"
#include "mirror/mirror.h"
#include "mirror/title.h"

#include <SDL.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIDE = 64 };
static const struct mirror_desc desc = {
    .title = "Respite", .width = SIDE, .height = SIDE, .moves_body = true};

static struct mirror *open_mirror(const struct mirror_desc *wanted)
{
    struct mirror *mirror = NULL;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_int_equal(mirror_create(wanted, &mirror), ERR_OK);
    struct mirror_input input;
    mirror_poll(mirror, &input); // what a new window reports
    return mirror;
}

static void press(SDL_Keycode key, bool is_down, Uint16 modifiers)
{
    SDL_Event event = {.key = {.type = is_down ? SDL_KEYDOWN : SDL_KEYUP,
                               .state = is_down ? SDL_PRESSED : SDL_RELEASED,
                               .keysym = {.sym = key, .mod = modifiers}}};
    SDL_PushEvent(&event);
}

static void drag(int right_px, int down_px)
{
    SDL_Event event = {.motion = {.type = SDL_MOUSEMOTION, .xrel = right_px, .yrel = down_px}};
    SDL_PushEvent(&event);
}

static void hold_button(Uint8 button, bool is_down)
{
    SDL_Event event = {.button = {.type = is_down ? SDL_MOUSEBUTTONDOWN : SDL_MOUSEBUTTONUP,
                                  .button = button,
                                  .state = is_down ? SDL_PRESSED : SDL_RELEASED}};
    SDL_PushEvent(&event);
}

static struct mirror_input poll_once(struct mirror *mirror)
{
    struct mirror_input input;
    mirror_poll(mirror, &input);
    return input;
}

static void staff_keys_come_one_at_a_time_and_none_is_lost(void **state)
{
    (void)state;
    struct mirror *mirror = open_mirror(&desc);
    press(SDLK_p, true, 0);
    press(SDLK_p, false, 0);
    press(SDLK_n, true, 0);
    press(SDLK_ESCAPE, true, 0);
    press(SDLK_q, true, 0);
    assert_int_equal(poll_once(mirror).staff, MIRROR_STAFF_PAUSE_RESUME);
    assert_int_equal(poll_once(mirror).staff, MIRROR_STAFF_NEXT);
    assert_int_equal(poll_once(mirror).staff, MIRROR_STAFF_STOP);
    assert_int_equal(poll_once(mirror).staff, MIRROR_STAFF_STOP);
    assert_int_equal(poll_once(mirror).staff, MIRROR_STAFF_NONE);
    press(SDLK_p, true, KMOD_LCTRL); // the desktop's
    assert_int_equal(poll_once(mirror).staff, MIRROR_STAFF_NONE);
    mirror_destroy(mirror);
}

static void closing_the_window_stops(void **state)
{
    (void)state;
    struct mirror *mirror = open_mirror(&desc);
    SDL_Event event = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_CLOSE}};
    SDL_PushEvent(&event);
    assert_int_equal(poll_once(mirror).staff, MIRROR_STAFF_STOP);
    mirror_destroy(mirror);
}

static void space_breathes_and_enter_selects_while_held(void **state)
{
    (void)state;
    struct mirror *mirror = open_mirror(&desc);
    assert_false(poll_once(mirror).has_breathed);
    press(SDLK_SPACE, true, 0);
    press(SDLK_RETURN, true, 0);
    struct mirror_input input = poll_once(mirror);
    assert_true(input.is_inhaling && input.has_breathed && input.is_select_down);
    press(SDLK_SPACE, false, 0);
    press(SDLK_RETURN, false, 0);
    input = poll_once(mirror);
    assert_true(!input.is_inhaling && input.has_breathed && !input.is_select_down);

    press(SDLK_SPACE, true, 0);
    SDL_Event left = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_FOCUS_LOST}};
    SDL_PushEvent(&left);
    assert_false(poll_once(mirror).is_inhaling);
    mirror_destroy(mirror);
}

static void the_head_turns_only_while_a_button_is_held(void **state)
{
    (void)state;
    struct mirror *mirror = open_mirror(&desc);
    drag(100, 50);
    assert_float_equal(poll_once(mirror).yaw_rad, 0.0f, 0.0f);
    hold_button(SDL_BUTTON_LEFT, true);
    drag(100, 50);
    struct mirror_input input = poll_once(mirror);
    assert_true(input.yaw_rad < -0.1f);   // to the right
    assert_true(input.pitch_rad < -0.1f); // and down
    hold_button(SDL_BUTTON_LEFT, false);
    drag(100, 50);
    assert_float_equal(poll_once(mirror).yaw_rad, input.yaw_rad, 0.0f);
    mirror_destroy(mirror);
}

static void on_a_real_headset_mouse_and_space_do_nothing(void **state)
{
    (void)state;
    struct mirror_desc still = desc;
    still.moves_body = false;
    struct mirror *mirror = open_mirror(&still);
    hold_button(SDL_BUTTON_LEFT, true);
    drag(100, 50);
    press(SDLK_SPACE, true, 0);
    press(SDLK_LEFT, true, 0);
    press(SDLK_RETURN, true, 0);
    const struct mirror_input input = poll_once(mirror);
    assert_float_equal(input.yaw_rad, 0.0f, 0.0f);
    assert_false(input.is_inhaling || input.has_breathed || input.is_select_down);
    mirror_destroy(mirror);
}

static void necks_end_and_turns_go_round(void **state)
{
    (void)state;
    struct mirror_look look = {0};
    for (int i = 0; i < 100; i++) {
        mirror_look_drag(&look, 100, -100);
    }
    assert_true(look.pitch_rad > 1.3f && look.pitch_rad < 1.5f);
    assert_true(look.yaw_rad >= -3.15f && look.yaw_rad <= 3.15f);
    look = (struct mirror_look){0};
    const struct mirror_look_keys keys = {.is_left = true, .is_up = true};
    mirror_look_turn(&look, keys, NS_PER_S / 20);
    assert_float_equal(look.yaw_rad, 0.05f, 1e-4f);
    assert_float_equal(look.pitch_rad, 0.05f, 1e-4f);
    mirror_look_turn(&look, keys, 3600 * NS_PER_S); // after a pause
    assert_true(look.yaw_rad < 0.2f);
}

static void pictures_are_shown_and_at_most_thirty_a_second(void **state)
{
    (void)state;
    struct mirror *mirror = open_mirror(&desc);
    SDL_Window *window = NULL;
    for (Uint32 id = 0; id < 100 && !window; id++) {
        window = SDL_GetWindowFromID(id);
    }
    assert_non_null(window);
    uint8_t *rgba = mem_alloc(SIDE * SIDE, 4);
    assert_non_null(rgba);
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        rgba[4 * i + 0] = 200;
        rgba[4 * i + 1] = 100;
        rgba[4 * i + 2] = 50;
        rgba[4 * i + 3] = 0; // alpha means nothing
    }
    mirror_show(mirror, rgba, "Arriving");
    const SDL_Surface *shown = SDL_GetWindowSurface(window);
    Uint8 r, g, b;
    SDL_GetRGB(*(const Uint32 *)shown->pixels, shown->format, &r, &g, &b);
    assert_int_equal(r, 200);
    assert_int_equal(g, 100);
    assert_int_equal(b, 50);
    assert_string_equal(SDL_GetWindowTitle(window), "Respite \xe2\x80\x93 Arriving");
    mirror_show(mirror, rgba, "too soon");
    assert_string_equal(SDL_GetWindowTitle(window), "Respite \xe2\x80\x93 Arriving");
    mem_free(rgba);
    mirror_destroy(mirror);
    assert_int_equal(mem_live(), 0);
}

static void a_plain_title_drops_accents(void **state)
{
    (void)state;
    static const struct {
        const char *utf8, *plain;
    } cases[] = {
        {"Respite", "Respite"},
        {"R\u00fchig \u00fcben \u2013 \u00c9t\u00e9\u2026", "Ruhig uben - Ete."},
        {"\u6d77", "?"},
        {"\U0001f30a!", "?!"},
        {"\xff\xc3", "??"},
        {"a\xe2\x82", "a?"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[64];
        mirror_title_plain(cases[i].utf8, out, sizeof out);
        assert_string_equal(out, cases[i].plain);
    }
    char small[4];
    mirror_title_plain("Respite", small, sizeof small);
    assert_string_equal(small, "Res");
}

static void signals_are_left_alone(void **state)
{
    (void)state;
    struct sigaction before, after;
    sigaction(SIGINT, NULL, &before);
    struct mirror *mirror = open_mirror(&desc);
    sigaction(SIGINT, NULL, &after);
    assert_true(before.sa_handler == after.sa_handler);
    mirror_destroy(mirror);
}

static void without_a_display_it_is_unsupported(void **state)
{
    (void)state;
    unsetenv("SDL_VIDEODRIVER");
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    struct mirror *mirror = NULL;
    assert_int_equal(mirror_create(&desc, &mirror), ERR_UNSUPPORTED);
    assert_null(mirror);
    assert_int_equal(mem_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_keys_come_one_at_a_time_and_none_is_lost),
        cmocka_unit_test(closing_the_window_stops),
        cmocka_unit_test(space_breathes_and_enter_selects_while_held),
        cmocka_unit_test(the_head_turns_only_while_a_button_is_held),
        cmocka_unit_test(on_a_real_headset_mouse_and_space_do_nothing),
        cmocka_unit_test(necks_end_and_turns_go_round),
        cmocka_unit_test(pictures_are_shown_and_at_most_thirty_a_second),
        cmocka_unit_test(a_plain_title_drops_accents),
        cmocka_unit_test(signals_are_left_alone),
        cmocka_unit_test(without_a_display_it_is_unsupported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
