// What the guide and the going with it do to a place, on top of what it is anyway: never less.
//
// The guide: light and sound swell with its breath, as much as the session asks. The patient who
// goes with it: the water grows brighter and fuller over half a minute, and plain again as slowly.
#ifndef WORLD_CUE_H
#define WORLD_CUE_H

#include "stage/stage.h"
#include "world/world.h"

// Follows the input; with step_s 0 the time has begun anew.
void world_cue_step(struct world_cue *cue, const struct world_input *input, float step_s);
// Adds to a stage that is otherwise complete.
void world_cue_stage(const struct world_cue *cue, const struct world_input *input,
                     struct stage *stage);

#endif
