// What a frame's main pass draws, told apart from how: as long as two frames' lists are alike, the
// commands recorded for the one serve the other, since all that moves is in the frame's block.
#ifndef RENDER_LIST_H
#define RENDER_LIST_H

#include "render/cull.h"
#include "render/geometry.h"
#include "render/render.h"

enum {
    RENDER_LIST_MAX = 160, // parts of meshes
    // Kinds of part: enum stage_material, then the sea.
    RENDER_LIST_OPEN_SEA = STAGE_MATERIAL_COUNT,
    RENDER_LIST_SHORE,
    RENDER_LIST_KINDS,
};

// The photo that is the place, if it is one: drawn, or behind the picture, where the runtime has it
// (or nobody).
enum render_list_photo { RENDER_LIST_NO_PHOTO, RENDER_LIST_PHOTO_DRAWN, RENDER_LIST_PHOTO_BELOW };

// A part of a mesh, one draw: once for each place it stands at.
struct render_part {
    uint32_t kind;
    uint32_t first_vertex, first_index, index_count;
    uint32_t first_instance, instance_count; // places in the block's draws; the sea has none
};

// Compared as bytes down to the parts: always made by render_list_make, which starts from zero.
struct render_list {
    uint64_t version; // of geometry, passes and target: what they were recorded with
    uint32_t color_image, depth_image, width, height;
    uint32_t has_stars, lamp_count;
    uint32_t label_count; // of panels in the scene
    uint32_t has_water, has_burden;
    uint32_t photo;      // enum render_list_photo
    float clear_alpha;   // of the picture before anything is drawn: a veil over a photo below
    uint32_t lost_count; // parts that found no room and are not drawn
    uint32_t part_count;
    struct render_part parts[RENDER_LIST_MAX];

    // Which of the stage's draws stands where in the block, and the other way round. All have a
    // place. Not compared: the block is filled anew each frame.
    uint32_t placed_count;
    uint8_t draw_at[STAGE_DRAW_MAX], place_of[STAGE_DRAW_MAX];
};

// The parts that may be seen. What else decides the recording is the caller's to fill in.
void render_list_make(struct render_list *list, const struct stage *stage,
                      const struct render_geometry *geometry, const struct view *head);

bool render_list_equals(const struct render_list *a, const struct render_list *b);

#endif
