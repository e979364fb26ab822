// Holds the frame in its budget: first by drawing a smaller part of the image (imageRect; nothing
// is allocated), then by fewer details, never by refusing frames. Where a smaller picture turns out
// to bring little, because the time goes into triangles, details go first. With hysteresis, so that
// nobody sees it work: what is given back must fit by what it cost, and a giving back that was
// undone at once is not tried again for twice as long. Pure: GPU times in, decisions out.
#ifndef APP_GOVERNOR_H
#define APP_GOVERNOR_H

#include <stdbool.h>
#include <stdint.h>

enum { APP_GOVERNOR_WINDOW = 8, APP_GOVERNOR_DETAIL_MOST = 3 };

enum app_governor_cut { APP_GOVERNOR_NO_CUT, APP_GOVERNOR_SCALE_CUT, APP_GOVERNOR_DETAIL_CUT };

struct app_governor {
    float scale_least; // 0.5..1
    float scale;       // of width and height, 0.5..1
    float scale_most;  // as limited; 1: not
    int detail;        // 0 least .. 3 all
    int detail_most;
    double recent_ms[APP_GOVERNOR_WINDOW];
    uint32_t count;
    int wait_frames;  // before the next decision: the last one must first be seen in the figures
    int light_frames; // in a row that would have room for more
    int patience;     // so many of them are needed
    int grown_frames; // since something grew; 0: nothing did lately
    int spent_frames; // in a row that left no time although nothing is left to give

    // What the last cut was and promised, until it can be judged.
    uint8_t cut;                                  // enum app_governor_cut
    double cut_load;                              // before it
    float cut_scale;                              // before it
    bool is_detail_first;                         // a smaller picture brought little
    double detail_gain[APP_GOVERNOR_DETAIL_MOST]; // load at detail i, over that at i + 1
};

void app_governor_init(struct app_governor *governor, float scale_least, int detail_most);

// Finer details are there now: all of them are drawn, unless it turns out to be too much.
void app_governor_offer(struct app_governor *governor, int detail_most);

// One frame's GPU time (or the whole frame's CPU time where there are no timestamps; < 0: not
// known) and the refresh period. True when scale or detail changed: log it once.
bool app_governor_frame(struct app_governor *governor, double gpu_ms, double period_ms);

// Frames take longer than the display leaves them, for three seconds by now, and there is nothing
// left to make smaller: only a lower refresh rate would help. Stays true.
bool app_governor_is_spent(const struct app_governor *governor);

// From now on the scale never exceeds scale_most, or scale_least where that is larger: at once when
// it has to shrink, by growing as ever when it may be larger again.
void app_governor_limit(struct app_governor *governor, float scale_most);

// Pixels of one side at this scale: even, at least 64 or all there are.
uint32_t app_governor_side(const struct app_governor *governor, uint32_t full_px);

#endif
