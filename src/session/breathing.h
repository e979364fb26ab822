// Breathing along, within a session: the guide, how well it is followed, and the guard over both.
// They belong together: the guide waits for who cannot follow, and eases for who overdoes it.
#ifndef SESSION_BREATHING_H
#define SESSION_BREATHING_H

#include "breath/finder.h"
#include "breath/guard.h"
#include "breath/match.h"
#include "breath/pacer.h"
#include "breath/tally.h"

#include <stdbool.h>
#include <stdint.h>

struct session_breathing {
    struct breath_pacer pacer;
    struct breath_match match;
    struct breath_guard guard;
    struct breath_finder finder;
    bool is_finding;                   // the finder sets the guide's rate
    struct breath_guide guide;         // of this frame
    bool is_dizzy;                     // the patient said so: what is guided after that is eased
    int64_t easier_ns;                 // so long the caption "smaller, easier" stays
    struct breath_tally minute, total; // of the minute under way, of the session
};

// How long the caption stays.
#define SESSION_BREATHING_EASIER_S 10.0

void session_breathing_init(struct session_breathing *breathing);

// The guide begins, at the session's own time: it stands while the session stands.
void session_breathing_begin(struct session_breathing *breathing,
                             const struct breath_pacer_plan *plan, int64_t elapsed_ns,
                             const struct breath *breath);
// Likewise, with the finder's rates one after the other over length_ns.
void session_breathing_find(struct session_breathing *breathing,
                            const struct breath_pacer_plan *plan, int64_t elapsed_ns,
                            int64_t length_ns);
void session_breathing_end(struct session_breathing *breathing);

// Each frame in which time passes: the instant on the frame clock, as in `breath`, and on the
// session's own time. `is_quiet`: nothing is asked of the patient. True when the guard spoke: it is
// too much.
bool session_breathing_step(struct session_breathing *breathing, int64_t now_ns, int64_t elapsed_ns,
                            int64_t dt_ns, const struct breath *breath, bool is_quiet);

// An interval between heartbeats has ended: a hint for the finder, while it runs.
void session_breathing_beat(struct session_breathing *breathing, float rr_ms);

// The minute is over: its figures, and the next begins.
struct breath_tally_figures session_breathing_minute(struct session_breathing *breathing);

// The patient was asked and is dizzy.
void session_breathing_dizzy(struct session_breathing *breathing);

// How well the guide is followed, 0..1, for the place to answer: 0 without a guide.
float session_breathing_match(const struct session_breathing *breathing);

#endif
