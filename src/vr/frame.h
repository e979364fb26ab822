// One OpenXR frame, as a pair; and what the session's state allows.
//
// begin = xrWaitFrame + xrBeginFrame, end = xrEndFrame. OpenXR blocks a second wait that has no
// begin in between and discards a frame that is never ended; with this pair neither can be
// written by accident. Every begin that returns ERR_OK owes exactly one end, drawn or not.
#ifndef VR_FRAME_H
#define VR_FRAME_H

#include "base/err.h"
#include "base/pose.h"
#include "vr/quads.h"
#include "vr/spent.h"

#include <stdbool.h>
#include <stdint.h>

struct vr;

enum { VR_EYE_COUNT = 2 };

// What the session lets the program do now. vr_poll moves it.
enum vr_activity {
    VR_ACTIVITY_IDLE,    // no frames: wait a little, poll again
    VR_ACTIVITY_HIDDEN,  // frames are paced but nobody sees them (SYNCHRONIZED)
    VR_ACTIVITY_VISIBLE, // seen, without input (VISIBLE)
    VR_ACTIVITY_FOCUSED, // seen, with input
    VR_ACTIVITY_EXIT,    // the runtime or the wearer ended it: leave the loop
};

// What the runtime says of the temperature.
enum vr_heat {
    VR_HEAT_NORMAL,
    VR_HEAT_WARNING,  // performance will suffer unless less is asked of the headset
    VR_HEAT_IMPAIRED, // it suffers
};

struct vr_events {
    enum vr_activity activity;
    bool was_recentred;              // this poll: a reference-space change took effect
    bool did_profile_change;         // this poll: another controller
    bool is_worn;                    // false: the runtime says that the headset was taken off
    enum vr_heat cpu_heat, gpu_heat; // as last told; NORMAL where nobody tells
    float new_refresh_hz;            // this poll: the display changed to it; 0: it did not
    float scale_most; // of width and height, as the runtime recommends, in steps of 0.05; 1: all
};

// Drains the runtime's events and begins or ends the session as they ask. Reference-space changes
// take effect at their changeTime. ERR_DEVICE_LOST on session or instance loss.
MUST_USE enum err vr_poll(struct vr *vr, struct vr_events *out_events);

struct vr_frame {
    int64_t display_ns; // predicted photon time, on the clock of base/clock.h (virtual: its own)
    int64_t period_ns;  // one display refresh
    bool should_draw;   // false: nobody sees it; skip the GPU, still call end
    uint32_t color_image, depth_image; // to draw into; meaningless unless acquired
    bool is_acquired;
    bool has_views;                 // both eyes located, poses valid
    struct view eyes[VR_EYE_COUNT]; // from vr_views_late; submitted exactly so
    uint32_t width, height;         // part of the image that is used (imageRect)
    int quad_count;                 // laid over the scene, in order; shown while there is a picture
    struct vr_quad quads[VR_QUAD_MAX];
    bool has_photo; // behind the scene, whose picture then has alpha; shown while the runtime may
    versors photo_turn; // in the world: its middle is along -z
    // Clock readings, for figures: xrWaitFrame called, xrBeginFrame returned, xrLocateViews called,
    // xrEndFrame called.
    int64_t wait_ns, begin_ns, locate_ns, end_ns;
    struct vr_spent runtime; // of this thread inside the runtime's calls, from begin to end
};

// Inside a frame, a call of the runtime that fails costs the picture and is logged, and ERR_OK is
// returned; losses are returned, and so is a failure that has come 30 frames in a row.
MUST_USE enum err vr_frame_begin(struct vr *vr, struct vr_frame *out_frame);
// Acquires and waits for the images of a frame that should be drawn.
MUST_USE enum err vr_frame_acquire(struct vr *vr, struct vr_frame *frame);
// Located last, after recording. Without valid poses has_views stays false and no layer is sent.
MUST_USE enum err vr_views_late(struct vr *vr, struct vr_frame *frame);
// Releases the images and ends the frame: with the projection (and depth) layer and the quads when
// it was drawn and has views, with none otherwise.
MUST_USE enum err vr_frame_end(struct vr *vr, struct vr_frame *frame, bool was_drawn, float near_m);

#endif
