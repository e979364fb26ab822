#include "simxr/button.h"

#include "simxr/script.h"

#include <math.h>
#include <string.h>

// "/user/hand/right/input/trigger/value" is side, name "trigger", component "value".
struct source {
    enum simxr_side side;
    const char *name;
    size_t name_length;
    const char *component; // "" when there is none
};

static const char *const prefixes[] = {"/user/hand/left/input/", "/user/hand/right/input/"};

// What a press of "select" is, on devices that name it otherwise.
static const char *const select_names[] = {"select", "trigger", "pinch_ext", "aim_activate_ext"};

static bool split(const char *path, struct source *out)
{
    for (int side = 0; side < SIMXR_SIDE_COUNT; side++) {
        const size_t length = strlen(prefixes[side]);
        if (strncmp(path, prefixes[side], length) == 0) {
            const char *slash = strchr(path + length, '/');
            out->side = (enum simxr_side)side;
            out->name = path + length;
            out->name_length = slash ? (size_t)(slash - out->name) : strlen(out->name);
            out->component = slash ? slash + 1 : "";
            return true;
        }
    }
    return false;
}

static bool is_named(const struct source *source, const char *name)
{
    return source->name_length == strlen(name) &&
           memcmp(source->name, name, source->name_length) == 0;
}

static bool is_select(const struct source *source)
{
    for (size_t i = 0; i < sizeof select_names / sizeof select_names[0]; i++) {
        if (is_named(source, select_names[i])) {
            return true;
        }
    }
    return false;
}

static bool is_press(const char *component)
{
    return strcmp(component, "click") == 0 || strcmp(component, "value") == 0;
}

// What `pressed` means for `asked`: false when they have nothing to do with each other.
static bool answers(const struct source *pressed, const struct source *asked,
                    const struct simxr_script_button *button, struct simxr_input *out)
{
    if (pressed->side != asked->side) {
        return false;
    }
    const bool is_same_name = pressed->name_length == asked->name_length &&
                              memcmp(pressed->name, asked->name, asked->name_length) == 0;
    const bool is_meant = is_same_name || (is_named(pressed, "select") && is_select(asked));
    if (!is_meant) {
        return false;
    }
    if (strcmp(pressed->component, asked->component) == 0) {
        *out = (struct simxr_input){true, button->x, button->y};
        return true;
    }
    // A stick that is scripted whole answers for its axes, but not for its click.
    if (pressed->component[0] == '\0') {
        const bool is_x = strcmp(asked->component, "x") == 0;
        *out = (struct simxr_input){true, is_x ? button->x : button->y, 0.0f};
        return is_x || strcmp(asked->component, "y") == 0;
    }
    *out = (struct simxr_input){true, button->x, 0.0f};
    return is_press(pressed->component) &&
           (is_press(asked->component) || asked->component[0] == '\0');
}

bool simxr_button_side(const char *path, enum simxr_side *out_side)
{
    struct source source;
    if (!split(path, &source)) {
        return false;
    }
    *out_side = source.side;
    return true;
}

struct simxr_input simxr_button_at(const struct simxr_script *script, const char *path,
                                   int64_t time_ns, bool is_select_pressed)
{
    struct simxr_input input = {.is_active = true};
    struct source asked, pressed;
    if (!split(path, &asked)) {
        return (struct simxr_input){0};
    }
    for (int i = 0; script && i < script->button_count; i++) {
        const struct simxr_script_button *button = &script->buttons[i];
        struct simxr_input found;
        if (time_ns >= button->from_ns && time_ns < button->to_ns &&
            split(button->path, &pressed) && answers(&pressed, &asked, button, &found) &&
            fabsf(found.x) + fabsf(found.y) > fabsf(input.x) + fabsf(input.y)) {
            input = found;
        }
    }
    if (is_select_pressed && is_select(&asked) &&
        (asked.component[0] == '\0' || is_press(asked.component))) {
        input.x = 1.0f;
    }
    // XR_EXT_hand_interaction: a gesture's value says something while the hand is ready for it.
    if (strcmp(asked.component, "ready_ext") == 0) {
        input.x = 1.0f;
    }
    return input;
}
