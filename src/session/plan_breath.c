#include "session/plan_breath.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PACE(member, lo, hi, start) \
    JSON_FIELD_NUMBER(JSON_FIELD_FLOAT, #member, struct breath_pacer_plan, member, lo, hi, start)

// Clinical facts 10 and 11. A guide faster than 10 a minute guides nowhere; one slower than 4.5
// strains.
const struct json_field session_plan_breath_fields[] = {
    PACE(target_bpm, 4.5, 10.0, 6.0),      PACE(start_bpm, 6.0, 24.0, 12.0),
    PACE(ramp_bpm_per_min, 1.0, 2.0, 1.5), PACE(exhale_share, 0.5, 0.75, 0.6),
    PACE(hold_share, 0.0, 0.15, 0.0),      JSON_FIELD_LAST,
};

#define CUE(key, member, start) \
    JSON_FIELD_NUMBER(JSON_FIELD_FLOAT, key, struct session_cues, member, 0.0, 1.0, start)

const struct json_field session_plan_breath_cue_fields[] = {
    CUE("light_cue", light, 0.5),
    CUE("sound_cue", sound, 0.5),
    CUE("touch_cue", touch, 0.0),
    JSON_FIELD_LAST,
};

const char *const session_plan_breath_conditions[] = {"copd",
                                                      "heart_failure",
                                                      "late_pregnancy",
                                                      "opioids",
                                                      "recent_chest_or_abdominal_surgery",
                                                      "child",
                                                      NULL};

static int find_condition(const char *word)
{
    for (int i = 0; session_plan_breath_conditions[i]; i++) {
        if (strcmp(word, session_plan_breath_conditions[i]) == 0) {
            return i;
        }
    }
    return -1;
}

static void list_conditions(char *out, size_t size)
{
    size_t used = 0;
    for (int i = 0; session_plan_breath_conditions[i] && used < size; i++) {
        used += (size_t)snprintf(out + used, size - used, "%s%s", i > 0 ? ", " : "",
                                 session_plan_breath_conditions[i]);
    }
}

static void read_conditions(struct session_plan *plan, struct json_at *root)
{
    const struct json_at array = json_array(root, "conditions");
    for (int i = 0; i < json_count(&array); i++) {
        char word[64] = "";
        if (!json_element_text(&array, i, word, sizeof word)) {
            continue; // told
        }
        const int found = find_condition(word);
        if (found >= 0) {
            plan->conditions |= 1u << found;
            continue;
        }
        char all[160] = "";
        list_conditions(all, sizeof all);
        json_error(root, "conditions", "\"%s\" is none of %s", word, all);
    }
}

// The first one named, for the sentence about it.
static const char *first_condition(const struct session_plan *plan)
{
    int i = 0;
    while (!(plan->conditions >> i & 1u)) {
        i++;
    }
    return session_plan_breath_conditions[i];
}

static void hold_to_floor(struct session_plan *plan, struct json_at *at)
{
    struct breath_pacer_plan *pacer = &plan->pacer;
    if (plan->conditions == 0) {
        return;
    }
    pacer->floor_bpm = SESSION_PLAN_BREATH_FLOOR_BPM;
    if (pacer->target_bpm >= pacer->floor_bpm) {
        return;
    }
    if (json_has(at, "target_bpm")) {
        json_error(at, "target_bpm",
                   "with \"%s\" among the conditions the guide stays at %g breaths a minute or "
                   "more, found %g; write %g, or leave the key out",
                   first_condition(plan), (double)pacer->floor_bpm, (double)pacer->target_bpm,
                   (double)pacer->floor_bpm);
    }
    pacer->target_bpm = pacer->floor_bpm;
}

// A number, or "best". The table's first row is the target.
static void read_pace(struct session_plan *plan, struct json_at *at, float best_bpm)
{
    const struct json_field *fields = session_plan_breath_fields;
    char word[16] = "";
    json_field_defaults(fields, &plan->pacer);
    if (!json_is_text(at, "target_bpm")) {
        json_field_read(fields, at, &plan->pacer, true);
        return;
    }
    json_field_read(fields + 1, at, &plan->pacer, true);
    if (json_text(at, "target_bpm", word, sizeof word) && strcmp(word, "best") != 0) {
        json_error(at, "target_bpm",
                   "expected a number from %g to %g or \"best\", the rate that was found for this "
                   "patient, found \"%s\"",
                   fields->lo, fields->hi, word);
    }
    if ((double)best_bpm >= fields->lo && (double)best_bpm <= fields->hi) {
        plan->pacer.target_bpm =
            fmaxf(best_bpm, plan->conditions ? SESSION_PLAN_BREATH_FLOOR_BPM : 0.0f);
    } else if (plan->conditions) {
        plan->pacer.target_bpm = SESSION_PLAN_BREATH_FLOOR_BPM;
    }
}

void session_plan_breath_read(struct session_plan *plan, struct json_at *root, float best_bpm)
{
    read_conditions(plan, root);
    struct json_at at = json_object(root, "breath");
    read_pace(plan, &at, best_bpm);
    json_field_defaults(session_plan_breath_cue_fields, &plan->cues);
    json_field_read(session_plan_breath_cue_fields, &at, &plan->cues, true);
    hold_to_floor(plan, &at);
    if (plan->pacer.start_bpm < plan->pacer.target_bpm) {
        json_error(&at, "start_bpm",
                   "the guide slows down: start_bpm (%g) may not be below target_bpm (%g)",
                   (double)plan->pacer.start_bpm, (double)plan->pacer.target_bpm);
    }
    json_object_end(&at);
}

size_t session_plan_breath_text(const struct session_plan *plan, char *out, size_t size,
                                size_t used)
{
    used = json_field_text(session_plan_breath_fields, &plan->pacer, "breath.", out, size, used);
    used = json_field_text(session_plan_breath_cue_fields, &plan->cues, "breath.", out, size, used);
    for (int i = 0; session_plan_breath_conditions[i]; i++) {
        if (plan->conditions >> i & 1u) {
            const size_t left = used < size ? size - used : 0;
            used += (size_t)snprintf(left ? out + used : NULL, left, "condition=%s\n",
                                     session_plan_breath_conditions[i]);
        }
    }
    return used;
}
