// What a session file says of breathing: its "breath", and the "conditions" of the patient it is
// for, with which the guide does not go below 8 breaths a minute (clinical facts, part 3).
#ifndef SESSION_PLAN_BREATH_H
#define SESSION_PLAN_BREATH_H

#include "session/plan.h"

#define SESSION_PLAN_BREATH_FLOOR_BPM 8.0f

extern const struct json_field session_plan_breath_fields[];
extern const struct json_field session_plan_breath_cue_fields[]; // in the same object
extern const char *const session_plan_breath_conditions[]; // closed by NULL; bit i of conditions

// Both keys of the session's root, into the plan. best_bpm is what "target_bpm": "best" stands for;
// 0: nothing is known, and the usual target stays.
void session_plan_breath_read(struct session_plan *plan, struct json_at *root, float best_bpm);

// The part of the plan's canonical text; as snprintf, from `used` on.
size_t session_plan_breath_text(const struct session_plan *plan, char *out, size_t size,
                                size_t used);

#endif
