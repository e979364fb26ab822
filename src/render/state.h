// The renderer's inside: what render.c, slot.c, frame.c and still.c share. Nobody else includes it.
#ifndef RENDER_STATE_H
#define RENDER_STATE_H

#include "gpu/retire.h"
#include "render/brook.h"
#include "render/burden.h"
#include "render/geometry.h"
#include "render/lamp.h"
#include "render/list.h"
#include "render/mirror.h"
#include "render/mist.h"
#include "render/output.h"
#include "render/panel.h"
#include "render/pass.h"
#include "render/photo.h"
#include "render/render.h"
#include "render/shadow.h"
#include "render/sheet.h"
#include "render/sky.h"
#include "render/solid.h"
#include "render/textures.h"
#include "render/water.h"

enum {
    RENDER_SLOT_MAX = 3,
    // lavapipe 25.0.7 writes one timestamp for each view of the pass before: room for six each.
    RENDER_STAMP_QUERIES = 8,
};

// What one frame in flight has for itself.
struct render_slot {
    VkCommandPool pool;
    // Submitted in this order. The outer two are recorded once; the main pass's when its list is
    // another than last time; what stands between is recorded for the frames that need it.
    VkCommandBuffer begin, before, main[RENDER_IMAGE_MAX], after, end;
    struct render_list lists[RENDER_IMAGE_MAX];       // what `main` draws; version 0: nothing yet
    struct render_stats main_stats[RENDER_IMAGE_MAX]; // of drawing it
    bool has_before, has_after;                       // in the frame at hand
    uint32_t image;                                   // index into `main` of the frame at hand
    VkFence fence;
    VkQueryPool stamps; // begin at 0, end at RENDER_STAMP_QUERIES
    VkDescriptorSet frame_set, texture_set;
    struct gpu_buffer block;   // struct shared_frame, mapped
    struct gpu_buffer times;   // two uint64_t ticks, begin and end, mapped
    uint64_t frame;            // number of the frame submitted with it; 0: none yet
    uint64_t geometry_version; // that texture_set shows
    uint64_t mirror_frame;     // number of the frame whose copy it holds; 0: none
    bool is_pending;           // submitted, fence not seen yet
    struct render_stats stats;
};

struct render {
    struct gpu *gpu; // borrowed
    struct gpu_retire retire;
    VkDescriptorSetLayout frame_layout, texture_layout;
    VkPipelineLayout layout;
    VkDescriptorPool descriptors;
    struct render_textures textures;
    struct render_geometry geometry;
    uint64_t geometry_version;
    uint64_t recording_version; // rises when what recorded commands rely on is made anew
    struct render_list list;    // of the frame being recorded
    struct render_output output;
    struct render_slot slots[RENDER_SLOT_MAX];
    uint32_t slot_count;
    uint64_t frame_count;      // submitted
    uint64_t done_count;       // known to be finished
    struct render_slot *open;  // recorded, not submitted; points into slots
    struct render_stats stats; // of the newest finished frame
    bool has_passes;
    VkFormat pass_color, pass_depth; // formats the passes were made for
    bool pass_has_depth;
    VkSampleCountFlagBits pass_samples;
    struct render_shadow shadow;
    struct render_sky sky;
    struct render_photo photo;
    struct render_solid solid;
    struct render_water water;
    struct render_lamp lamp;
    struct render_brook brook;
    struct render_mist mist;
    bool may_burden;
    struct render_burden burden;
    struct render_panel panel;
    struct render_labels labels;
    struct render_sheet sheet; // zeroed: panels are drawn in the scene
    struct render_mirror mirror;
    uint64_t mirror_shown; // number of the frame that render_mirror_pixels gave last
};

_Static_assert((int)RENDER_SLOT_MAX <= (int)RENDER_LABELS_SLOTS &&
                   (int)RENDER_SLOT_MAX <= (int)RENDER_MIRROR_SLOTS,
               "each slot has buffers of its own");

// slot.c. `slot` must be zeroed; fini is owed in every case.
MUST_USE enum err render_slot_init(struct render *render, struct render_slot *slot);
void render_slot_fini(struct render *render, struct render_slot *slot);
// Waits for the slot's frame, when there is one, and reads what it left (times).
MUST_USE enum err render_slot_finish(struct render *render, struct render_slot *slot);

// frame.c. Fills the slot's block and commands; the eyes come later.
MUST_USE enum err render_frame_record(struct render *render, struct render_slot *slot,
                                      const struct render_frame *frame);

#endif
