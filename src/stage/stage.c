#include "stage/stage.h"

#include <stddef.h>

// The next free element of an array with room for `max`, or -1 after counting an overflow.
static int take(struct stage *stage, int *count, int max)
{
    if (*count >= max) {
        stage->overflow_count++;
        return -1;
    }
    return (*count)++;
}

struct stage_draw *stage_add_draw(struct stage *stage)
{
    const int i = take(stage, &stage->draw_count, STAGE_DRAW_MAX);
    if (i < 0) {
        return NULL;
    }
    stage->draws[i] = (struct stage_draw){0};
    return &stage->draws[i];
}

struct stage_panel *stage_add_panel(struct stage *stage)
{
    const int i = take(stage, &stage->panel_count, STAGE_PANEL_MAX);
    if (i < 0) {
        return NULL;
    }
    // A panel is large: its elements are zeroed as they are added.
    struct stage_panel *panel = &stage->panels[i];
    panel->in_world = pose_identity();
    panel->distance_m = 1.0f;
    panel->size_dmm = (vec2s){{0.0f, 0.0f}};
    panel->opacity = 1.0f;
    panel->shape_count = 0;
    panel->text_count = 0;
    return panel;
}

struct stage_sound *stage_add_sound(struct stage *stage)
{
    const int i = take(stage, &stage->sound_count, STAGE_SOUND_MAX);
    if (i < 0) {
        return NULL;
    }
    stage->sounds[i] = (struct stage_sound){0};
    return &stage->sounds[i];
}

struct stage_shape *stage_add_shape(struct stage *stage, struct stage_panel *panel)
{
    const int i = take(stage, &panel->shape_count, STAGE_SHAPE_MAX);
    if (i < 0) {
        return NULL;
    }
    panel->shapes[i] = (struct stage_shape){0};
    return &panel->shapes[i];
}

struct stage_text *stage_add_text(struct stage *stage, struct stage_panel *panel)
{
    const int i = take(stage, &panel->text_count, STAGE_TEXT_MAX);
    if (i < 0) {
        return NULL;
    }
    panel->texts[i] = (struct stage_text){0};
    return &panel->texts[i];
}
