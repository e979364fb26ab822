#include "mirror/mirror.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "mirror/look.h"
#include "mirror/title.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 256 };

// 30 a second, with room for a frame that comes a little early.
static const int64_t show_every_ns = NS_PER_S / 36;

struct mirror {
    char title[128];
    char line[LINE_BYTES]; // behind the title now
    bool has_video;        // SDL's video is ours to end
    bool moves_body;
    SDL_Window *window;
    SDL_Surface *picture; // borrows the pixels that are being shown, none in between
    bool is_plain;        // the title takes ASCII only
    bool needs_update;    // the window was covered
    int64_t shown_ns;
    int64_t polled_ns;
    bool is_dragging;
    struct mirror_look look;
    struct mirror_look_keys keys;
    bool is_inhaling, has_breathed, is_select_down;
};

// SDL would also take a text console's whole screen (KMS), which nobody asked for.
static bool has_display(void)
{
    return getenv("DISPLAY") || getenv("WAYLAND_DISPLAY") || getenv("SDL_VIDEODRIVER");
}

static void set_hints(const struct mirror_desc *desc)
{
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); // Ctrl+C is control's
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0"); // closing is told once, not twice
    SDL_SetHint(SDL_HINT_APP_NAME, desc->title);
}

static enum err open_window(struct mirror *mirror, const struct mirror_desc *desc)
{
    set_hints(desc);
    if (!has_display() || SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        LOG_INFO("no mirror window: there is no display");
        return ERR_UNSUPPORTED;
    }
    mirror->has_video = true;
    mirror->window =
        SDL_CreateWindow(mirror->title, SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
                         (int)desc->width, (int)desc->height, SDL_WINDOW_RESIZABLE);
    if (!mirror->window) {
        LOG_INFO("no mirror window: %s", SDL_GetError());
        return ERR_UNSUPPORTED;
    }
    const char *driver = SDL_GetCurrentVideoDriver();
    mirror->is_plain = driver && strcmp(driver, "x11") == 0;
    mirror->picture =
        SDL_CreateRGBSurfaceWithFormatFrom(NULL, (int)desc->width, (int)desc->height, 32,
                                           (int)desc->width * 4, SDL_PIXELFORMAT_RGBA32);
    if (!mirror->picture || SDL_SetSurfaceBlendMode(mirror->picture, SDL_BLENDMODE_NONE) != 0) {
        LOG_ERROR("SDL_CreateRGBSurfaceWithFormatFrom: %s", SDL_GetError());
        return ERR_NO_MEMORY;
    }
    SDL_SetWindowMinimumSize(mirror->window, 64, 64);
    return ERR_OK;
}

enum err mirror_create(const struct mirror_desc *desc, struct mirror **out)
{
    *out = NULL;
    struct mirror *mirror = mem_alloc(1, sizeof *mirror);
    if (!mirror) {
        return ERR_NO_MEMORY;
    }
    snprintf(mirror->title, sizeof mirror->title, "%s", desc->title);
    mirror->moves_body = desc->moves_body;
    const enum err err = open_window(mirror, desc);
    if (err != ERR_OK) {
        mirror_destroy(mirror);
        return err;
    }
    *out = mirror;
    return ERR_OK;
}

void mirror_destroy(struct mirror *mirror)
{
    if (!mirror) {
        return;
    }
    SDL_FreeSurface(mirror->picture);
    if (mirror->window) {
        SDL_DestroyWindow(mirror->window);
    }
    if (mirror->has_video) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
    mem_free(mirror);
}

static enum mirror_staff staff_of(SDL_Keycode key)
{
    switch (key) {
    case SDLK_p: return MIRROR_STAFF_PAUSE_RESUME;
    case SDLK_n: return MIRROR_STAFF_NEXT;
    case SDLK_q:
    case SDLK_ESCAPE: return MIRROR_STAFF_STOP;
    default: return MIRROR_STAFF_NONE;
    }
}

static void hold_key(struct mirror *mirror, SDL_Keycode key, bool is_down)
{
    switch (key) {
    case SDLK_LEFT: mirror->keys.is_left = is_down; break;
    case SDLK_RIGHT: mirror->keys.is_right = is_down; break;
    case SDLK_UP: mirror->keys.is_up = is_down; break;
    case SDLK_DOWN: mirror->keys.is_down = is_down; break;
    case SDLK_SPACE:
        mirror->is_inhaling = is_down;
        mirror->has_breathed = true;
        break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER: mirror->is_select_down = is_down; break;
    default: break;
    }
}

static enum mirror_staff take_key(struct mirror *mirror, const SDL_KeyboardEvent *key)
{
    const bool is_down = key->state == SDL_PRESSED;
    if (key->repeat) {
        return MIRROR_STAFF_NONE;
    }
    if (mirror->moves_body) {
        hold_key(mirror, key->keysym.sym, is_down);
    }
    // With a modifier it is the desktop's, not ours.
    const bool is_plain = !(key->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI));
    return is_down && is_plain ? staff_of(key->keysym.sym) : MIRROR_STAFF_NONE;
}

static void take_button(struct mirror *mirror, const SDL_MouseButtonEvent *button)
{
    if (button->button == SDL_BUTTON_LEFT || button->button == SDL_BUTTON_RIGHT) {
        mirror->is_dragging = button->state == SDL_PRESSED;
        // Also when the drag leaves the window.
        SDL_CaptureMouse(mirror->is_dragging ? SDL_TRUE : SDL_FALSE);
    }
}

static enum mirror_staff take_window(struct mirror *mirror, const SDL_WindowEvent *window)
{
    switch (window->event) {
    case SDL_WINDOWEVENT_CLOSE: return MIRROR_STAFF_STOP;
    case SDL_WINDOWEVENT_EXPOSED: mirror->needs_update = true; break;
    case SDL_WINDOWEVENT_FOCUS_LOST:
        mirror->keys = (struct mirror_look_keys){0};
        mirror->is_inhaling = mirror->is_select_down = mirror->is_dragging = false;
        break;
    default: break;
    }
    return MIRROR_STAFF_NONE;
}

static enum mirror_staff take(struct mirror *mirror, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT: return MIRROR_STAFF_STOP;
    case SDL_WINDOWEVENT: return take_window(mirror, &event->window);
    case SDL_KEYDOWN:
    case SDL_KEYUP: return take_key(mirror, &event->key);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: take_button(mirror, &event->button); break;
    case SDL_MOUSEMOTION:
        if (mirror->is_dragging && mirror->moves_body) {
            mirror_look_drag(&mirror->look, event->motion.xrel, event->motion.yrel);
        }
        break;
    default: break;
    }
    return MIRROR_STAFF_NONE;
}

// The largest rectangle of the picture's shape in the middle of the window.
static SDL_Rect fit(const SDL_Surface *picture, const SDL_Surface *window)
{
    SDL_Rect rect = {.w = window->w, .h = window->h};
    if ((int64_t)picture->w * window->h > (int64_t)picture->h * window->w) {
        rect.h = (int)((int64_t)picture->h * window->w / picture->w);
    } else {
        rect.w = (int)((int64_t)picture->w * window->h / picture->h);
    }
    rect.x = (window->w - rect.w) / 2;
    rect.y = (window->h - rect.h) / 2;
    return rect;
}

static void paint(struct mirror *mirror)
{
    SDL_Surface *surface = SDL_GetWindowSurface(mirror->window);
    if (!surface) {
        return; // minimised, or the display is going away
    }
    SDL_Rect rect = fit(mirror->picture, surface);
    if (rect.w == mirror->picture->w && rect.h == mirror->picture->h) {
        SDL_BlitSurface(mirror->picture, NULL, surface, &rect);
    } else {
        SDL_BlitScaled(mirror->picture, NULL, surface, &rect);
    }
    SDL_UpdateWindowSurface(mirror->window);
}

void mirror_poll(struct mirror *mirror, struct mirror_input *out_input)
{
    const int64_t now_ns = clock_now_ns();
    enum mirror_staff staff = MIRROR_STAFF_NONE;
    SDL_Event event;
    // One staff key at a time; the others stay in SDL's queue for the next poll.
    while (staff == MIRROR_STAFF_NONE && SDL_PollEvent(&event)) {
        staff = take(mirror, &event);
    }
    mirror_look_turn(&mirror->look, mirror->keys, now_ns - mirror->polled_ns);
    mirror->polled_ns = now_ns;
    if (mirror->needs_update) {
        mirror->needs_update = false;
        SDL_UpdateWindowSurface(mirror->window); // fails after a resize; the next picture mends it
    }
    *out_input = (struct mirror_input){
        .staff = staff,
        .yaw_rad = mirror->look.yaw_rad,
        .pitch_rad = mirror->look.pitch_rad,
        .is_inhaling = mirror->is_inhaling,
        .has_breathed = mirror->has_breathed,
        .is_select_down = mirror->is_select_down,
    };
}

static void show_line(struct mirror *mirror, const char *line)
{
    if (strncmp(line, mirror->line, sizeof mirror->line - 1) == 0) {
        return;
    }
    snprintf(mirror->line, sizeof mirror->line, "%s", line);
    char title[sizeof mirror->title + sizeof mirror->line + 8];
    char plain[sizeof title];
    snprintf(title, sizeof title, "%s%s%s", mirror->title, *line ? " \u2013 " : "", mirror->line);
    mirror_title_plain(title, plain, sizeof plain);
    SDL_SetWindowTitle(mirror->window, mirror->is_plain ? plain : title);
}

void mirror_show(struct mirror *mirror, const uint8_t *rgba, const char *line)
{
    const int64_t now_ns = clock_now_ns();
    if (now_ns - mirror->shown_ns < show_every_ns) {
        return;
    }
    mirror->shown_ns = now_ns;
    show_line(mirror, line ? line : "");
    mirror->picture->pixels = (void *)(uintptr_t)rgba; // only read from
    paint(mirror);
    mirror->picture->pixels = NULL;
}
