// The place "photo": a picture of the patient's own, and quiet. Nothing moves; a slow breath makes
// it brighter, very slowly, and nothing makes it darker again.
#ifndef WORLD_PHOTO_H
#define WORLD_PHOTO_H

#include "world/world.h"

struct world_photo {
    float calm; // 0..1, what slow breathing has brought so far
};

// `step_s` 0: time has jumped, and the picture is as it was at first.
void world_photo_stage(struct world_photo *photo, const struct scene *scene,
                       const struct world_input *input, float step_s, struct stage *stage);

#endif
