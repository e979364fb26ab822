// Whether a place is safe to look at: the session is rehearsed, its pictures are drawn and judged.
//
// A time pass at 96x96 per eye and the display's rate sees everything that changes; what flashes
// there too often is drawn again large, around its worst second, and judged on that. Stills at the
// display's own size are looked through for stripes. A minute is not one stretch: it is parts of
// ten seconds from the fade-in to the fade-out, evenly spread, and the head looks another way in
// each.
#ifndef APP_CHECK_H
#define APP_CHECK_H

#include "app/load.h"
#include "app/watch.h"
#include "base/err.h"
#include "safety/figure.h"
#include "stage/stage.h"

#include <stdbool.h>

struct app_check {
    const struct app_load *load; // plan, scene, texts
    int task_level;
    struct app_watch_display display;
    double minutes; // to look at
    bool is_quick;  // three short parts at half the rate, smaller stills: for before a session
    bool wants_validation;
    // Tests: changes what is about to be drawn. NULL: nobody does.
    void (*alter)(void *user, double t_s, struct stage *stage, struct view eyes[APP_WATCH_EYES]);
    void *user;
    // Told now and then how far it is, 0..1. NULL: nobody is.
    void (*progress)(float part);
};

struct app_check_result {
    struct safety_figures figures[APP_WATCH_EYES]; // left, right
    long frames;                                   // of the time pass
    int stills;                                    // looked through for stripes
    int close_looks;                               // at flashes
    double seconds;                                // of the session that were seen
    float stripe_regular;                          // 0..1, of the most regular patch
    char device[160];
};

// What is wrong with the machine is logged.
// How many limits do not hold, in either eye.
int app_check_broken(const struct app_check_result *result);

MUST_USE enum err app_check_run(const struct app_check *check, struct app_check_result *result);

#endif
