#include "simxr/script.h"

#include "base/clock.h"
#include "base/log.h"
#include "simxr/fault.h"
#include "simxr/motion.h"
#include "json/json.h"

#include <math.h>
#include <string.h>

static const double END_S = 1e6;

static const char *const hand_names[] = {"left", "right", NULL};

static const char *const profile_names[] = {"none", "touch", "simple", "index", "hand", NULL};
static const char *const profile_paths[] = {
    NULL,
    "/interaction_profiles/oculus/touch_controller",
    "/interaction_profiles/khr/simple_controller",
    "/interaction_profiles/valve/index_controller",
    "/interaction_profiles/ext/hand_interaction_ext",
};

static int64_t nanoseconds(double seconds)
{
    return (int64_t)llround(seconds * (double)NS_PER_S);
}

static void check_schema(struct json_at *root)
{
    char schema[256] = "";
    json_require(root, "$schema");
    if (json_text(root, "$schema", schema, sizeof schema)) {
        const char *slash = strrchr(schema, '/');
        if (strcmp(slash ? slash + 1 : schema, "simxr-script.schema.json") != 0) {
            json_error(root, "$schema", "expected a path to simxr-script.schema.json");
        }
    }
}

static enum err read_buttons(struct json_at *root, struct simxr_script *script)
{
    const struct json_at list = json_array(root, "buttons");
    const int count = json_count(&list);
    script->buttons = arena_alloc(&script->arena, (size_t)count, sizeof *script->buttons);
    if (!script->buttons) {
        return ERR_NO_MEMORY;
    }
    for (int i = 0; i < count; i++) {
        struct json_at one = json_element(&list, i, true);
        char path[XR_MAX_PATH_LENGTH] = "";
        double at_s = 0.0, hold_s = 0.2, value = 1.0, y = 0.0;
        json_require(&one, "path");
        json_require(&one, "at_s");
        if (json_text(&one, "path", path, sizeof path) &&
            strncmp(path, "/user/hand/left/input/", 22) != 0 &&
            strncmp(path, "/user/hand/right/input/", 23) != 0) {
            json_error(&one, "path",
                       "must begin with /user/hand/left/input/ or "
                       "/user/hand/right/input/");
        }
        json_number(&one, "at_s", 0.0, END_S, &at_s);
        json_number(&one, "hold_s", 0.0, END_S, &hold_s);
        json_number(&one, "value", -1.0, 1.0, &value);
        json_number(&one, "y", -1.0, 1.0, &y);
        json_object_end(&one);
        script->buttons[i] = (struct simxr_script_button){
            .path = arena_text(&script->arena, path, strlen(path)),
            .from_ns = nanoseconds(at_s),
            .to_ns = nanoseconds(at_s + hold_s),
            .x = (float)value,
            .y = (float)y,
        };
        if (!script->buttons[i].path) {
            return ERR_NO_MEMORY;
        }
        script->button_count++;
    }
    return ERR_OK;
}

static enum err read_losses(struct json_at *root, struct simxr_script *script)
{
    const struct json_at list = json_array(root, "losses");
    const int count = json_count(&list);
    script->losses = arena_alloc(&script->arena, (size_t)count, sizeof *script->losses);
    if (!script->losses) {
        return ERR_NO_MEMORY;
    }
    for (int i = 0; i < count; i++) {
        struct json_at one = json_element(&list, i, true);
        int device = 0;
        double from_s = 0.0, to_s = END_S;
        struct simxr_script_loss *loss = &script->losses[i];
        json_require(&one, "device");
        if (json_choice(&one, "device", simxr_motion_devices, &device) &&
            device == SIMXR_DEVICE_CHEST) {
            json_error(&one, "device", "the chest is not tracked");
        }
        json_require(&one, "from_s");
        json_number(&one, "from_s", 0.0, END_S, &from_s);
        json_number(&one, "to_s", 0.0, END_S, &to_s);
        json_bool(&one, "position_only", &loss->is_position_only);
        if (to_s <= from_s) {
            json_error(&one, "to_s", "must be later than from_s");
        }
        json_object_end(&one);
        loss->device = (enum simxr_device)device;
        loss->from_ns = nanoseconds(from_s);
        loss->to_ns = nanoseconds(to_s);
        script->loss_count++;
    }
    return ERR_OK;
}

static enum err read_holdings(struct json_at *root, struct simxr_script *script)
{
    const struct json_at list = json_array(root, "hands");
    const int count = json_count(&list);
    script->holdings = arena_alloc(&script->arena, (size_t)count, sizeof *script->holdings);
    if (!script->holdings) {
        return ERR_NO_MEMORY;
    }
    for (int i = 0; i < count; i++) {
        struct json_at one = json_element(&list, i, true);
        int hand = 0, profile = 1;
        double at_s = 0.0;
        struct simxr_script_holding *holding = &script->holdings[i];
        json_require(&one, "device");
        json_choice(&one, "device", hand_names, &hand);
        json_number(&one, "at_s", 0.0, END_S, &at_s);
        json_choice(&one, "holds", profile_names, &profile);
        json_bool(&one, "asleep", &holding->is_asleep);
        holding->device = hand == 0 ? SIMXR_DEVICE_LEFT : SIMXR_DEVICE_RIGHT;
        holding->at_ns = nanoseconds(at_s);
        holding->profile = profile_paths[profile];
        if (i > 0 && holding->at_ns < holding[-1].at_ns) {
            json_error(&one, "at_s", "must not be earlier than the entry before");
        }
        json_object_end(&one);
        script->holding_count++;
    }
    return ERR_OK;
}

static enum err read_all(struct simxr_script *script, struct json_doc *doc, const char *path)
{
    struct json_at root = json_root(doc);
    check_schema(&root);
    script->has_posture = json_number(&root, "posture_deg", 0.0, 90.0, &script->posture_deg);
    TRY(simxr_motion_read(&root, script, path));
    TRY(read_buttons(&root, script));
    TRY(read_losses(&root, script));
    TRY(read_holdings(&root, script));
    TRY(simxr_fault_read(&root, script));
    json_object_end(&root);
    return json_failed(doc) ? ERR_BAD_DATA : ERR_OK;
}

enum err simxr_script_load(struct simxr_script *script, const char *path, struct diag *diag)
{
    struct json_doc doc = {0};
    enum err err = json_parse_file(&doc, path, diag);
    if (err == ERR_OK) {
        err = read_all(script, &doc, path);
    }
    json_fini(&doc);
    if (err != ERR_OK) {
        simxr_script_fini(script); // half a script is none
    }
    return err;
}

void simxr_script_fini(struct simxr_script *script)
{
    arena_fini(&script->arena);
    *script = (struct simxr_script){0};
}

XrResult simxr_script_call_result(struct simxr_script *script, const char *entry_point,
                                  int64_t time_ns)
{
    if (!script || script->call_count == 0) {
        return XR_SUCCESS;
    }
    XrResult result = XR_SUCCESS;
    for (int i = 0; i < script->call_count; i++) {
        struct simxr_script_call *call = &script->calls[i];
        if (time_ns < call->from_ns || strcmp(call->name, entry_point) != 0) {
            continue;
        }
        call->seen++;
        if (result == XR_SUCCESS && call->seen >= call->nth &&
            call->seen - call->nth < call->times) {
            result = call->result;
        }
    }
    return result;
}

bool simxr_script_next_event(struct simxr_script *script, int64_t time_ns,
                             struct simxr_script_event *out_event)
{
    for (int i = 0; script && i < script->event_count; i++) {
        struct simxr_script_event *event = &script->events[i];
        if (event->at_ns > time_ns) {
            return false;
        }
        if (!event->has_happened) {
            event->has_happened = true;
            *out_event = *event;
            return true;
        }
    }
    return false;
}

void simxr_script_rewind(struct simxr_script *script)
{
    for (int i = 0; i < script->event_count; i++) {
        script->events[i].has_happened &= !script->events[i].is_each_session;
    }
    for (int i = 0; i < script->call_count; i++) {
        script->calls[i].seen = script->calls[i].is_each_session ? 0 : script->calls[i].seen;
    }
}
