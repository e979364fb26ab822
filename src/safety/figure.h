// The worst that one eye was shown of each kind, where and when, against its limit.
#ifndef SAFETY_FIGURE_H
#define SAFETY_FIGURE_H

#include <stdbool.h>

enum safety_kind {
    SAFETY_FLASH,         // flashes a second over a fifth of a 10-degree disc
    SAFETY_RED,           // red flashes likewise
    SAFETY_STRIPES,       // Michelson contrast of regular stripes that stand
    SAFETY_STRIPES_MOVED, // ... of those that move
    SAFETY_FLOW,          // degrees a second that a quarter of what is far exceeds
    SAFETY_CAMERA,        // degrees a second of the whole view as one
    SAFETY_MEAN,          // cd/m2, mean of the view
    SAFETY_CHANGE,        // cd/m2 a second, of that mean
    SAFETY_KIND_COUNT
};

// Where a figure was seen.
struct safety_spot {
    double t_s;               // of the session
    float yaw_deg, pitch_deg; // left and up of straight ahead in the world
};

struct safety_figure {
    bool is_seen; // anything at all was measured
    float value;  // the worst
    float share;  // FLASH, RED: of a 10-degree disc that flashes more often than the limit allows
    struct safety_spot spot;
};

struct safety_figures {
    struct safety_figure of[SAFETY_KIND_COUNT];
    float darkest_nits; // mean of the view; with SAFETY_MEAN, its range
    bool has_darkest;
};

// For scripts ("flashes"), for people ("flashes"), and its unit.
const char *safety_figure_key(enum safety_kind kind);
const char *safety_figure_words(enum safety_kind kind);
const char *safety_figure_unit(enum safety_kind kind);
float safety_figure_limit(enum safety_kind kind);

// Keeps the worse.
void safety_figure_add(struct safety_figures *figures, enum safety_kind kind, float value,
                       const struct safety_spot *spot);
bool safety_figure_holds(const struct safety_figures *figures, enum safety_kind kind);

#endif
