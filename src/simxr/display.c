#include "simxr/display.h"

#include "base/clock.h"

#include <math.h>
#include <string.h>

enum {
    LATCH_NS = 3 * NS_PER_MS,
    AHEAD_MAX = 8,    // periods; a program slower than that is told so much and misses
    PROBE_FIRST = 64, // frames until a shorter prediction is tried
    PROBE_LAST = 4096,
};

#define RADIANS(degrees) ((float)((degrees)*3.14159265358979323846 / 180.0))
#define FOV(left, right, up, down)                                \
    {                                                             \
        RADIANS(left), RADIANS(right), RADIANS(up), RADIANS(down) \
    }

static const struct simxr_headset headsets[] = {
    // Our own, for tests: square pixels, symmetric, cheap to draw without a GPU.
    {
        .name = "small",
        .system_name = "Respite simulated headset (small)",
        .width_px = 256,
        .height_px = 256,
        .rates_hz = {90.0, 72.0},
        .fov = {FOV(-45, 45, 45, -45), FOV(-45, 45, 45, -45)},
        .ipd_m = 0.063f,
        .latch_ns = LATCH_NS,
    },
    // Our own, for looking at a scene on a machine without a GPU. 63 mm is the mean adult
    // interpupillary distance (Dodgson 2004: 63.36 mm).
    {
        .name = "preview",
        .system_name = "Respite simulated headset (preview)",
        .width_px = 640,
        .height_px = 640,
        .rates_hz = {30.0},
        .fov = {FOV(-45, 45, 45, -45), FOV(-45, 45, 45, -45)},
        .ipd_m = 0.063f,
        .latch_ns = LATCH_NS,
    },
    // Meta: default eye buffer 1680x1760, 110 degrees across both eyes and 96 degrees high, 72 Hz
    // by default and 90 Hz on request. One eye spans 94 degrees: 54 outwards, 40 inwards.
    {
        .name = "quest3",
        .system_name = "Respite simulated headset (quest3)",
        .width_px = 1680,
        .height_px = 1760,
        .rates_hz = {72.0, 90.0},
        .fov = {FOV(-54, 40, 44, -52), FOV(-40, 54, 44, -52)},
        .ipd_m = 0.063f,
        .latch_ns = LATCH_NS,
    },
    // Valve: default render size 1728x1728, up to 110 degrees, 72-144 Hz; 90 is what its badge
    // asks for. Square panels: as high as wide.
    {
        .name = "frame",
        .system_name = "Respite simulated headset (frame)",
        .width_px = 1728,
        .height_px = 1728,
        .rates_hz = {90.0, 72.0, 120.0},
        .fov = {FOV(-54, 46, 50, -50), FOV(-46, 54, 50, -50)},
        .ipd_m = 0.063f,
        .latch_ns = LATCH_NS,
    },
};

const struct simxr_headset *simxr_display_headset(const char *name)
{
    for (size_t i = 0; i < sizeof headsets / sizeof headsets[0]; i++) {
        if (strcmp(headsets[i].name, name) == 0) {
            return &headsets[i];
        }
    }
    return NULL;
}

const struct simxr_headset *simxr_display_headset_at(int i)
{
    return i >= 0 && (size_t)i < sizeof headsets / sizeof headsets[0] ? &headsets[i] : NULL;
}

bool simxr_display_has_rate(const struct simxr_headset *headset, double rate_hz)
{
    for (int i = 0; i < SIMXR_RATE_MAX && headset->rates_hz[i] > 0.0; i++) {
        if (fabs(headset->rates_hz[i] - rate_hz) < 0.01) {
            return true;
        }
    }
    return false;
}

struct pose simxr_display_eye_in_head(const struct simxr_headset *headset, int eye)
{
    struct pose pose = pose_identity();
    pose.at_m.x = (eye == 0 ? -0.5f : 0.5f) * headset->ipd_m;
    return pose;
}

static int64_t latch_of(const struct simxr_display *display, int64_t refresh)
{
    return display->first_latch_ns + refresh * display->period_ns;
}

static int64_t photons_of(const struct simxr_display *display, int64_t refresh)
{
    return latch_of(display, refresh) + display->latch_ns + display->period_ns / 2;
}

// The first refresh whose latch does not come before `instant_ns`.
static int64_t refresh_from(const struct simxr_display *display, int64_t instant_ns)
{
    const int64_t since_ns = instant_ns - display->first_latch_ns;
    const int64_t whole = since_ns / display->period_ns;
    return since_ns > whole * display->period_ns ? whole + 1 : whole;
}

static void start(struct simxr_display *display, double rate_hz, int64_t from_ns)
{
    display->period_ns = (int64_t)llround((double)NS_PER_S / rate_hz);
    display->first_latch_ns = from_ns + display->period_ns;
    display->last_refresh = -1;
}

void simxr_display_init(struct simxr_display *display, const struct simxr_headset *headset,
                        double rate_hz, int64_t now_ns, bool is_virtual)
{
    *display = (struct simxr_display){
        .latch_ns = headset->latch_ns,
        .is_virtual = is_virtual,
        .ahead = 1,
        .probe_in = PROBE_FIRST,
        .probe_after = PROBE_FIRST,
    };
    for (int i = 0; i < SIMXR_PACE_HISTORY; i++) {
        display->slots[i] = 1;
    }
    start(display, rate_hz, now_ns);
}

void simxr_display_set_rate(struct simxr_display *display, double rate_hz, int64_t now_ns)
{
    // What was predicted stays: the new grid begins after it.
    const int64_t last_ns = latch_of(display, display->last_refresh);
    start(display, rate_hz, last_ns > now_ns ? last_ns : now_ns);
}

struct simxr_pace simxr_display_next(struct simxr_display *display, int64_t now_ns)
{
    // A call that comes a little late still gets its refresh; a fair runtime drops none for it.
    const int64_t grace_ns = display->period_ns / 8;
    const int64_t lead_ns = display->ahead * display->period_ns;
    // On the virtual clock that is the next one, but after a rest without frames.
    const int64_t earliest = refresh_from(display, now_ns + lead_ns - grace_ns);
    const int64_t refresh = earliest > display->last_refresh ? earliest : display->last_refresh + 1;
    int64_t wake_ns = latch_of(display, refresh) - lead_ns;
    if (!display->is_virtual && wake_ns < now_ns) {
        wake_ns = now_ns;
    }
    display->last_refresh = refresh;
    return (struct simxr_pace){
        .wake_ns = wake_ns,
        .display_ns = photons_of(display, refresh),
        .period_ns = display->period_ns,
    };
}

// The second longest of the recent frames.
static int usual_slots(const struct simxr_display *display)
{
    int most = 1, second = 1;
    for (int i = 0; i < SIMXR_PACE_HISTORY; i++) {
        const int slots = display->slots[i];
        if (slots > most) {
            second = most;
            most = slots;
        } else if (slots > second) {
            second = slots;
        }
    }
    return second;
}

static void forget(struct simxr_display *display, int most)
{
    for (int i = 0; i < SIMXR_PACE_HISTORY; i++) {
        display->slots[i] = display->slots[i] < most ? display->slots[i] : most;
    }
}

// How far ahead the next frames are predicted, after one that took `slots` periods.
static void learn(struct simxr_display *display, int slots)
{
    display->slots[display->slot_at] = slots;
    display->slot_at = (display->slot_at + 1) % SIMXR_PACE_HISTORY;
    display->probe_in--;

    const int usual = usual_slots(display);
    if (usual != display->ahead) {
        const bool has_try_failed = display->is_trying && usual > display->ahead;
        if (has_try_failed && display->probe_after < PROBE_LAST) {
            display->probe_after *= 2;
        }
        display->is_trying = false;
        display->ahead = usual;
        display->probe_in = display->probe_after;
    } else if (display->is_trying && display->probe_in <= 0) {
        display->is_trying = false; // it held for as long as the history is
        display->probe_after = PROBE_FIRST;
        display->probe_in = PROBE_FIRST;
    } else if (display->ahead > 1 && display->probe_in <= 0) {
        display->is_trying = true;
        display->ahead--;
        display->probe_in = SIMXR_PACE_HISTORY;
        forget(display, display->ahead);
    }
}

struct simxr_shown simxr_display_show(struct simxr_display *display, const struct simxr_pace *pace,
                                      int64_t gpu_done_ns, int64_t late_ns)
{
    // In times, not in numbers of refreshes: the rate may have changed since the plan.
    const int64_t planned_ns = pace->display_ns - display->latch_ns - pace->period_ns / 2;
    const int64_t done_ns = (display->is_virtual ? planned_ns : gpu_done_ns) + late_ns;
    const int64_t taken_at = refresh_from(display, done_ns);
    const bool is_missed = done_ns > planned_ns;

    if (!display->is_virtual) {
        // A frame woken a little late began in the same period as one that was not.
        const int64_t took =
            (latch_of(display, taken_at) - pace->wake_ns + display->period_ns / 4) /
            display->period_ns;
        learn(display, took < 1 ? 1 : took > AHEAD_MAX ? AHEAD_MAX : (int)took);
    }
    return (struct simxr_shown){
        .displayed_ns = is_missed ? photons_of(display, taken_at) : pace->display_ns,
        .is_missed = is_missed,
    };
}
