#include "safety/figure.h"

#include "safety/limits.h"

static const struct row {
    const char *key, *words, *unit;
    float limit;
} rows[SAFETY_KIND_COUNT] = {
    [SAFETY_FLASH] = {"flashes", "flashes", "a second", SAFETY_FLASH_PER_S},
    [SAFETY_RED] = {"red_flashes", "red flashes", "a second", SAFETY_FLASH_PER_S},
    [SAFETY_STRIPES] = {"stripes", "stripes that stand", "contrast", SAFETY_STRIPE_STILL},
    [SAFETY_STRIPES_MOVED] = {"moving_stripes", "stripes that move", "contrast",
                              SAFETY_STRIPE_MOVING},
    [SAFETY_FLOW] = {"optic_flow", "flow of the far view", "degrees a second", SAFETY_FLOW_DEG_S},
    [SAFETY_CAMERA] = {"camera_motion", "motion of the camera", "degrees a second",
                       SAFETY_CAMERA_DEG_S},
    [SAFETY_MEAN] = {"luminance", "luminance of the view", "cd/m2", SAFETY_MEAN_NITS},
    [SAFETY_CHANGE] = {"luminance_change", "change of luminance", "cd/m2 a second",
                       SAFETY_CHANGE_NITS_S},
};

const char *safety_figure_key(enum safety_kind kind)
{
    return rows[kind].key;
}

const char *safety_figure_words(enum safety_kind kind)
{
    return rows[kind].words;
}

const char *safety_figure_unit(enum safety_kind kind)
{
    return rows[kind].unit;
}

float safety_figure_limit(enum safety_kind kind)
{
    return rows[kind].limit;
}

void safety_figure_add(struct safety_figures *figures, enum safety_kind kind, float value,
                       const struct safety_spot *spot)
{
    struct safety_figure *figure = &figures->of[kind];
    // A negated test also takes what is no number: that is never safe.
    if (!figure->is_seen || !(value <= figure->value)) {
        figure->is_seen = true;
        figure->value = value;
        figure->spot = *spot;
    }
}

bool safety_figure_holds(const struct safety_figures *figures, enum safety_kind kind)
{
    const struct safety_figure *figure = &figures->of[kind];
    return !figure->is_seen || figure->value <= rows[kind].limit;
}
