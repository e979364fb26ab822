// Holds the frame in its budget: first by drawing a smaller part of the image (imageRect; nothing
// is allocated), then by fewer details, never by refusing frames. With hysteresis, so that nobody
// sees it work. Pure: GPU times in, decisions out.
#ifndef APP_GOVERNOR_H
#define APP_GOVERNOR_H

#include <stdbool.h>
#include <stdint.h>

enum { APP_GOVERNOR_WINDOW = 8, APP_GOVERNOR_DETAIL_MOST = 3 };

struct app_governor {
    float scale_least; // 0.5..1
    float scale;       // of width and height, 0.5..1
    int detail;        // 0 least .. 3 all
    int detail_most;
    double recent_ms[APP_GOVERNOR_WINDOW];
    uint32_t count;
    int wait_frames;  // before the next decision: the last one must first be seen in the figures
    int light_frames; // in a row that would have room for more
};

void app_governor_init(struct app_governor *governor, float scale_least, int detail_most);

// One frame's GPU time (or the whole frame's CPU time where there are no timestamps; < 0: not
// known) and the refresh period. True when scale or detail changed: log it once.
bool app_governor_frame(struct app_governor *governor, double gpu_ms, double period_ms);

// Pixels of one side at this scale: even, at least 64 or all there are.
uint32_t app_governor_side(const struct app_governor *governor, uint32_t full_px);

#endif
