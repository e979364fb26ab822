// What a session file says of its steps.
#ifndef SESSION_PLAN_STEP_H
#define SESSION_PLAN_STEP_H

#include "session/plan.h"

// Names of enum session_step_kind, closed by NULL.
extern const char *const session_plan_step_kinds[];

// Keys, ranges and defaults of a step; "low", "high" and "code" are for questions alone.
extern const struct json_field session_plan_step_fields[];
extern const struct json_field session_plan_step_rate_fields[];
extern const struct json_field session_plan_step_ask_fields[]; // "code"

// "steps" of the session's root, into the plan.
void session_plan_step_read(struct session_plan *plan, struct json_at *root);

// The part of the plan's canonical text; as snprintf, from `used` on.
size_t session_plan_step_text(const struct session_plan *plan, char *out, size_t size, size_t used);

#endif
