// The forest's task: find the bird that calls. The one to be found calls now and then until it is
// looked at for a while, or chosen by a button or a nod while it is looked at roughly. It answers,
// and stays found. Without a task the birds only live.
#ifndef WORLD_SEEK_H
#define WORLD_SEEK_H

#include "world/birds.h"
#include "world/task.h"
#include "world/world.h"

struct world_seek {
    struct world_birds_task task;
    struct world_task chooser;
    int sought; // which is to be found; WORLD_BIRD_COUNT: none
    double next_call_s;
};

void world_seek_init(struct world_seek *seek);
void world_seek_step(struct world_seek *seek, const struct world_birds *birds,
                     const struct world_input *input, float step_s);

#endif
