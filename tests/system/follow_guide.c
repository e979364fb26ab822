// Somebody who breathes with the guide of a find_rate session, as a belt would have recorded it:
// CSV on standard output. usage: follow_guide SETTLE_SECONDS FIND_SECONDS LEAST_BPM
//
// A rehearsal of the session's own logic tells where the guide is at each time; the same times hold
// in the session that this is played to, as long as the guide is followed in both. Paces under
// LEAST_BPM are too slow for this person, who then goes at 9 a minute.
#include "base/clock.h"
#include "session/session.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { HZ = 72, ROWS_EVERY = 3 };

static const double QUIET_BPM = 12.0, OWN_BPM = 9.0;

struct person {
    double cycles;
    uint32_t count;
    int64_t onset_ns, exhale_ns;
    double bpm;
};

// Goes along by a frame; in is up, as of a belt.
static struct breath breathe(struct person *person, const struct breath_guide *guide,
                             double least_bpm, int64_t now_ns)
{
    const double before = person->cycles;
    const bool follows = guide->is_on && (double)guide->rate_bpm > least_bpm;
    person->bpm = follows ? (double)guide->rate_bpm : guide->is_on ? OWN_BPM : QUIET_BPM;
    if (follows) {
        const double next = floor(before) + (double)guide->phase;
        person->cycles = next < before - 0.5 ? next + 1.0 : fmax(next, before);
    } else {
        person->cycles += person->bpm / 60.0 / HZ;
    }
    if (floor(person->cycles) > floor(before)) {
        person->count++;
        person->onset_ns = now_ns;
    }
    const double phase = person->cycles - floor(person->cycles);
    const double was = before - floor(before);
    person->exhale_ns = phase >= 0.4 && was < 0.4 ? now_ns : person->exhale_ns;
    return (struct breath){
        .is_sure = true,
        .quality = 0.9f,
        .phase = (float)phase,
        .dir = phase < 0.4 ? BREATH_IN : BREATH_OUT,
        .rate_bpm = (float)person->bpm,
        .excursion = 1.0f,
        .source = BREATH_SOURCE_BELT,
        .count = person->count,
        .onset_ns = person->onset_ns,
        .exhale_ns = person->exhale_ns,
    };
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: follow_guide SETTLE_SECONDS FIND_SECONDS LEAST_BPM\n");
        return 1;
    }
    static struct session_plan plan = {
        .step_count = 2,
        .steps = {{.kind = SESSION_STEP_SETTLE, .id = "settle"},
                  {.kind = SESSION_STEP_FIND_RATE, .id = "find"}},
        .pacer = {.target_bpm = 6.5f,
                  .start_bpm = 12.0f,
                  .ramp_bpm_per_min = 2.0f,
                  .exhale_share = 0.6f},
        .max_minutes = 25.0f,
    };
    plan.steps[0].duration_s = strtof(argv[1], NULL);
    plan.steps[1].duration_s = strtof(argv[2], NULL);
    static struct session session;
    struct person person = {0};
    session_begin(&session, &plan, 0);
    puts("time_s,value");
    const struct session_input input = {.choice = -1, .out_answer = -1, .is_present = true};
    for (int64_t i = 1; session.stop == SESSION_STOP_NONE; i++) {
        const int64_t now_ns = i * NS_PER_S / HZ;
        const struct breath breath =
            breathe(&person, &session.breathing.guide, strtod(argv[3], NULL), now_ns);
        session_step(&session, now_ns, &breath, &input);
        if (i % ROWS_EVERY == 0) {
            const double phase = (double)breath.phase;
            const double part = phase < 0.4 ? phase / 0.4 : 1.0 - (phase - 0.4) / 0.6;
            const double level = 0.5 - 0.5 * cos(3.14159265358979 * part);
            printf("%.4f,%.5f\n", (double)now_ns / (double)NS_PER_S, level);
        }
    }
    return 0;
}
