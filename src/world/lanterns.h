// The lanterns of the jetty, and the shore's task. What is lit stays lit; a wrong look does
// nothing.
//
// Level 0: nothing is asked; one after another lights by itself, with time and an exhale.
// Level 1: a look, a nod, a button or a while of breathing with the guide lights one, in any order.
// Level 2: one at a time glimmers: that one is to be found; the next then lies elsewhere.
// Level 3: with a gull's call a few begin to glimmer (or burn lower, when they are lit already),
// one
//          after another: they are to be lit in the order in which they came. Again and again.
#ifndef WORLD_LANTERNS_H
#define WORLD_LANTERNS_H

#include "world/jetty.h"
#include "world/task.h"
#include "world/world.h"

enum { WORLD_LANTERN_SERIES_MAX = 4 };

struct world_lanterns {
    struct world_task task;
    bool is_lit[WORLD_LANTERN_COUNT];
    bool is_asked[WORLD_LANTERN_COUNT]; // glimmers, or burns lower
    float glow[WORLD_LANTERN_COUNT];    // 0..1, follows slowly
    float matched_s;                    // breathing with the guide since it last lit one
    // Levels 2 and 3: what is asked for, in this order.
    int series[WORLD_LANTERN_SERIES_MAX];
    int series_count, series_done;
    int series_number;   // how many were asked for so far
    uint32_t call_count; // of the gulls when it was done
    float series_s;      // since it began, or since it was done
    float waited_s;      // for the one that is next
};

// What else the lanterns go by.
struct world_lantern_hour {
    uint64_t seed;
    double whole_s;      // over which the light moves
    uint32_t call_count; // of the gulls so far
};

void world_lanterns_step(struct world_lanterns *lanterns, const struct world_jetty *jetty,
                         const struct world_lantern_hour *hour, const struct world_input *input,
                         float step_s);
void world_lanterns_stage(const struct world_lanterns *lanterns, const struct world_jetty *jetty,
                          double scene_s, struct stage *stage);

#endif
