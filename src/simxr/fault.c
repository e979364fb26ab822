#include "simxr/fault.h"

#include "base/clock.h"
#include "simxr/entry.h"
#include "simxr/script.h"
#include "json/json.h"

#include <math.h>
#include <openxr/openxr_reflection.h>
#include <stdlib.h>

static const double END_S = 1e6;

static const char *const event_names[] = {
#define EVENT_NAME(upper, lower) #lower,
    SIMXR_SCRIPT_EVENTS(EVENT_NAME)
#undef EVENT_NAME
        NULL,
};

static const char *const call_names[] = {
#define CALL_NAME(extension, name, function, params, args) #name,
    SIMXR_ENTRIES(CALL_NAME)
#undef CALL_NAME
        NULL,
};

// Success is no fault, but qualified successes (XR_FRAME_DISCARDED) may be asked for.
static const char *const result_names[] = {
#define RESULT_NAME(name, value) #name,
    XR_LIST_ENUM_XrResult(RESULT_NAME)
#undef RESULT_NAME
        NULL,
};
static const XrResult results[] = {
#define RESULT_VALUE(name, value) name,
    XR_LIST_ENUM_XrResult(RESULT_VALUE)
#undef RESULT_VALUE
};

// XR_EXT_performance_settings, without prefix and suffix.
static const char *const domain_names[] = {"cpu", "gpu", NULL};
static const XrPerfSettingsDomainEXT domains[] = {
    XR_PERF_SETTINGS_DOMAIN_CPU_EXT,
    XR_PERF_SETTINGS_DOMAIN_GPU_EXT,
};
static const char *const level_names[] = {"normal", "warning", "impaired", NULL};
static const XrPerfSettingsNotificationLevelEXT levels[] = {
    XR_PERF_SETTINGS_NOTIF_LEVEL_NORMAL_EXT,
    XR_PERF_SETTINGS_NOTIF_LEVEL_WARNING_EXT,
    XR_PERF_SETTINGS_NOTIF_LEVEL_IMPAIRED_EXT,
};

static int64_t nanoseconds(double seconds)
{
    return (int64_t)llround(seconds * (double)NS_PER_S);
}

static void read_call(struct json_at *at, struct simxr_script_call *call, double at_s)
{
    int name = 0, result = 0;
    int64_t nth = 1, times = 1;
    json_choice(at, "call", call_names, &name);
    json_require(at, "return");
    json_choice(at, "return", result_names, &result);
    json_integer(at, "nth", 1, 1000000000, &nth);
    json_integer(at, "times", 1, 1000000000, &times);
    *call = (struct simxr_script_call){
        .name = call_names[name],
        .from_ns = nanoseconds(at_s),
        .nth = nth,
        .times = times,
        .result = results[result],
    };
    json_bool(at, "each_session", &call->is_each_session);
}

static void read_event(struct json_at *at, struct simxr_script_event *event, double at_s)
{
    int kind = 0, domain = 1, level = 0;
    double in_s = 0.0, yaw_deg = 0.0, late_ms = 0.0, offset_m[3] = {0};
    json_choice(at, "event", event_names, &kind);
    if (kind == SIMXR_SCRIPT_RECENTER || kind == SIMXR_SCRIPT_INSTANCE_LOSS) {
        json_number(at, "in_s", 0.0, 3600.0, &in_s);
    }
    if (kind == SIMXR_SCRIPT_RECENTER) {
        json_number(at, "yaw_deg", -180.0, 180.0, &yaw_deg);
        json_numbers(at, "offset_m", -10.0, 10.0, offset_m, 3);
    }
    if (kind == SIMXR_SCRIPT_LATE_FRAME) {
        json_require(at, "late_ms");
        json_number(at, "late_ms", 0.0, 10000.0, &late_ms);
    }
    if (kind == SIMXR_SCRIPT_THERMAL) {
        json_require(at, "level");
        json_choice(at, "level", level_names, &level);
        json_choice(at, "domain", domain_names, &domain);
    }
    *event = (struct simxr_script_event){
        .kind = (enum simxr_script_event_kind)kind,
        .at_ns = nanoseconds(at_s),
        .in_ns = nanoseconds(in_s),
        .late_ns = nanoseconds(late_ms / 1000.0),
        .yaw_rad = glm_rad((float)yaw_deg),
        .offset_m = {{(float)offset_m[0], (float)offset_m[1], (float)offset_m[2]}},
        .domain = domains[domain],
        .level = levels[level],
    };
    json_bool(at, "each_session", &event->is_each_session);
}

static void read_fault(struct json_at *at, struct simxr_script *script)
{
    double at_s = 0.0;
    json_number(at, "at_s", 0.0, END_S, &at_s);
    const bool is_call = json_has(at, "call"), is_event = json_has(at, "event");
    if (is_call == is_event) {
        json_error(at, NULL, "needs either \"event\" (what happens) or \"call\" (which one fails)");
    }
    if (is_call) {
        read_call(at, &script->calls[script->call_count++], at_s);
    } else {
        json_require(at, "at_s");
        read_event(at, &script->events[script->event_count++], at_s);
    }
    json_object_end(at);
}

// Events of one instant stay in the order they were written.
static void sort_events(struct simxr_script *script)
{
    for (int i = 1; i < script->event_count; i++) {
        const struct simxr_script_event event = script->events[i];
        int j = i;
        for (; j > 0 && script->events[j - 1].at_ns > event.at_ns; j--) {
            script->events[j] = script->events[j - 1];
        }
        script->events[j] = event;
    }
}

enum err simxr_fault_read(struct json_at *root, struct simxr_script *script)
{
    const struct json_at list = json_array(root, "faults");
    const int count = json_count(&list);
    script->calls = arena_alloc(&script->arena, (size_t)count, sizeof *script->calls);
    script->events = arena_alloc(&script->arena, (size_t)count, sizeof *script->events);
    if (!script->calls || !script->events) {
        return ERR_NO_MEMORY;
    }
    for (int i = 0; i < count; i++) {
        struct json_at one = json_element(&list, i, true);
        read_fault(&one, script);
    }
    sort_events(script);
    return ERR_OK;
}
