// The lanterns of the jetty. With a task they are lit by looking at one for a second, or by
// breathing with the guide for a while; what is lit stays lit. Without a task they stand dark.
#ifndef WORLD_LANTERNS_H
#define WORLD_LANTERNS_H

#include "world/jetty.h"
#include "world/world.h"

struct world_lanterns {
    float looked_s[WORLD_LANTERN_COUNT];
    bool is_lit[WORLD_LANTERN_COUNT];
    float glow[WORLD_LANTERN_COUNT]; // 0..1, follows is_lit slowly
    float matched_s;                 // breathing with the guide since the last one was lit
};

void world_lanterns_step(struct world_lanterns *lanterns, const struct world_jetty *jetty,
                         const struct world_input *input, float step_s);
void world_lanterns_stage(const struct world_lanterns *lanterns, const struct world_jetty *jetty,
                          double scene_s, struct stage *stage);

#endif
