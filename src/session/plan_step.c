#include "session/plan_step.h"

#include "session/name.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

const char *const session_plan_step_kinds[] = {"say", "rate",      "settle",    "breathe", "be",
                                               "ask", "calibrate", "find_rate", NULL};
static_assert(sizeof session_plan_step_kinds / sizeof session_plan_step_kinds[0] ==
                  SESSION_STEP_KIND_COUNT + 1,
              "one name for each kind");

const struct json_field session_plan_step_fields[] = {
    JSON_FIELD_NAMED("kind", struct session_step, kind, session_plan_step_kinds, true),
    JSON_FIELD_WORDS("id", struct session_step, id, "", true),
    {.key = "seconds",
     .kind = JSON_FIELD_FLOAT,
     .offset = offsetof(struct session_step, duration_s),
     .lo = 5.0,
     .hi = 1500.0,
     .initial = 30.0,
     .is_required = true},
    JSON_FIELD_WORDS("text", struct session_step, text_key, "", false),
    JSON_FIELD_LAST,
};

const struct json_field session_plan_step_rate_fields[] = {
    JSON_FIELD_WORDS("low", struct session_step, low_key, "", true),
    JSON_FIELD_WORDS("high", struct session_step, high_key, "", true),
    JSON_FIELD_WORDS("code", struct session_step, code, "", true),
    JSON_FIELD_LAST,
};

const struct json_field session_plan_step_ask_fields[] = {
    JSON_FIELD_WORDS("code", struct session_step, code, "", true),
    JSON_FIELD_LAST,
};

// Names that stand in the record and in exports: lower-case letters, digits, underscores.
static void check_name(const struct json_at *at, const char *key, const char *name)
{
    if (name[0] != '\0' && !session_name_is_word(name)) {
        json_error(at, key, "expected lower-case letters, digits and underscores, found \"%s\"",
                   name);
    }
}

// Slower than what a patient of the clinic is guided to: for rested people in their own time.
static void check_find_rate(const struct session_plan *plan, const struct session_step *step,
                            struct json_at *at)
{
    if (plan->setting != SESSION_SETTING_HOME) {
        json_error(
            at, "kind",
            "a find_rate step is for home alone; write \"setting\": \"home\" into the session "
            "if it is one, or take the step out");
    }
    if (plan->conditions != 0) {
        json_error(at, "kind",
                   "a find_rate step goes down to 4.5 breaths a minute, which the patient's "
                   "conditions forbid; take the step out");
    }
    if (step->duration_s < SESSION_FIND_RATE_LEAST_S) {
        json_error(at, "seconds", "five rates need %g seconds at least, found %g; 720 is usual",
                   (double)SESSION_FIND_RATE_LEAST_S, (double)step->duration_s);
    }
}

static void read_step(const struct session_plan *plan, struct session_step *step,
                      struct json_at *at)
{
    json_field_defaults(session_plan_step_fields, step);
    json_field_read(session_plan_step_fields, at, step, true);
    check_name(at, "id", step->id);
    if (step->kind == SESSION_STEP_RATE) {
        json_field_read(session_plan_step_rate_fields, at, step, true);
        check_name(at, "code", step->code);
    } else if (step->kind == SESSION_STEP_ASK) {
        json_field_read(session_plan_step_ask_fields, at, step, true);
        check_name(at, "code", step->code);
    }
    if (step->kind == SESSION_STEP_RATE || step->kind == SESSION_STEP_ASK ||
        step->kind == SESSION_STEP_SAY || step->kind == SESSION_STEP_CALIBRATE) {
        json_require(at, "text");
    }
    if (step->kind == SESSION_STEP_CALIBRATE && step->duration_s < SESSION_CALIBRATE_S) {
        json_error(at, "seconds",
                   "the microphone listens for %g seconds in a calibrate step, found %g; write %g "
                   "or more",
                   (double)SESSION_CALIBRATE_S, (double)step->duration_s,
                   (double)SESSION_CALIBRATE_S);
    }
    if (step->kind == SESSION_STEP_FIND_RATE) {
        check_find_rate(plan, step, at);
    }
    json_object_end(at);
}

static bool is_taken(const struct session_plan *plan, const char *id)
{
    for (int i = 0; i < plan->step_count; i++) {
        if (strcmp(plan->steps[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

void session_plan_step_read(struct session_plan *plan, struct json_at *root)
{
    json_require(root, "steps");
    const struct json_at array = json_array(root, "steps");
    const int count = json_count(&array);
    if (array.item && (count < 1 || count > SESSION_STEP_MAX)) {
        json_error(root, "steps", "expected 1 to %d steps, found %d", SESSION_STEP_MAX, count);
    }
    for (int i = 0; i < count && i < SESSION_STEP_MAX; i++) {
        struct json_at at = json_element(&array, i, true);
        struct session_step step = {0};
        if (!at.item) {
            continue;
        }
        read_step(plan, &step, &at);
        if (step.id[0] != '\0' && is_taken(plan, step.id)) {
            json_error(&at, "id", "another step is called \"%s\" already; ids are unique", step.id);
        }
        plan->steps[plan->step_count++] = step;
    }
}

size_t session_plan_step_text(const struct session_plan *plan, char *out, size_t size, size_t used)
{
    for (int i = 0; i < plan->step_count; i++) {
        char prefix[32];
        snprintf(prefix, sizeof prefix, "step.%d.", i);
        const struct session_step *step = &plan->steps[i];
        used = json_field_text(session_plan_step_fields, step, prefix, out, size, used);
        used = json_field_text(session_plan_step_rate_fields, step, prefix, out, size, used);
    }
    return used;
}
