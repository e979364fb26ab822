// The one plan that play, check, record and report all use: scene + session + site + command line,
// resolved. Its canonical text (session_plan_text) is what the record's hash is taken of.
#ifndef SESSION_PLAN_H
#define SESSION_PLAN_H

#include "base/arena.h"
#include "breath/pacer.h"
#include "scene/scene.h"
#include "json/field.h"
#include "json/json.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The finder's five rates need a minute each at least.
#define SESSION_FIND_RATE_LEAST_S 300.0f

// So long the microphone listens for three slow breaths out (sensor/mic.h).
#define SESSION_CALIBRATE_S 20.0f

enum { SESSION_STEP_MAX = 32, SESSION_CHOICE_MAX = 11 };

enum session_step_kind {
    SESSION_STEP_SAY,       // a text for a while: welcome, thank you
    SESSION_STEP_RATE,      // a question answered on a 0..10 scale by gaze
    SESSION_STEP_SETTLE,    // be here, no task; quiet baseline for the breath
    SESSION_STEP_BREATHE,   // the guide is on
    SESSION_STEP_BE,        // just the place
    SESSION_STEP_ASK,       // a question answered with yes or no by gaze
    SESSION_STEP_CALIBRATE, // the microphone learns the breath; skipped where it does not listen
    SESSION_STEP_FIND_RATE, // the guide tries five slow rates; at home only
    SESSION_STEP_KIND_COUNT
};

enum session_setting { SESSION_SETTING_CLINIC, SESSION_SETTING_HOME };

struct session_step {
    uint8_t kind;      // enum session_step_kind
    char id[32];       // unique in the plan: "pain_before"
    float duration_s;  // for RATE and ASK: the longest wait for an answer, then "no answer" is
                       // recorded
    char text_key[64]; // locale key of what is said or asked; "" for none
    char low_key[64], high_key[64]; // RATE: words at both ends of the scale
    char code[32]; // RATE, ASK: what is measured, e.g. "nrs_pain" (LOINC 72514-3), "dizzy"
};

struct session_cues { // 0..1, how much the guide shows besides the water
    float light, sound, touch;
};

struct session_plan {
    char name[64];
    char language[16];
    struct scene scene;
    char scene_file[256]; // as named
    int step_count;
    struct session_step steps[SESSION_STEP_MAX];
    struct breath_pacer_plan pacer;
    struct session_cues cues;
    uint8_t setting;     // enum session_setting
    uint32_t conditions; // of the patient, a bit each (session/plan_breath.h)
    float dwell_s;       // 0.8..2, default 1.0
    float exit_dwell_s;  // default 3.0
    float exit_hold_s;   // any button held, default 2.0
    float fade_in_s, fade_out_s;
    float volume;      // 0..1
    float max_minutes; // hard stop, at most 25 (clinical facts 30)
    float posture_deg; // 0 upright .. 90 lying on the back
    int task_level;    // 0..3
    uint64_t seed;
};

// Values the command line may change; < 0, 0 or "" keeps the file's.
struct session_overrides {
    bool has_seed;
    uint64_t seed;
    const char *language; // NULL: the session's
    float posture_deg;    // < 0: the session's
    float best_bpm;       // the rate that was found for this patient; 0: none is known
};

// Reads files for the domain: the named file's text (kept until the plan is read) or ERR_IO.
// Names are relative and never climb ("scenes/shore.json", "site.json", "locales/en.json"): the
// site's own folder is looked through first, then its shipped counterpart, then what is shipped.
// *out_path is the file as people should read it in messages.
struct session_files {
    void *user;
    enum err (*read)(void *user, const char *name, const char **out_text, size_t *out_size,
                     char *out_path, size_t path_size);
    scene_look_photo *look_photo; // NULL: photos are not looked at
};

// Keys, ranges and defaults of a session file.
extern const struct json_field session_plan_fields[];

// Reads a session document (root), the scene it names and the site's limits (may be absent),
// and checks the whole. All errors go to `diag`, which is also the document's.
MUST_USE enum err session_plan_read(struct session_plan *plan, struct json_at *root,
                                    const struct session_files *files,
                                    const struct session_overrides *overrides, struct diag *diag);

float session_plan_seconds(const struct session_plan *plan); // if every question is used in full

// Canonical, stable text of everything that decides the session. Returns bytes needed (snprintf).
size_t session_plan_text(const struct session_plan *plan, char *out, size_t size);

#endif
