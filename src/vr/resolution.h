// How large a picture the runtime would like to have (XR_META_recommended_layer_resolution): it
// knows its clocks and its heat. What it says is a ceiling for the scale, never a wish to draw
// more.
#ifndef VR_RESOLUTION_H
#define VR_RESOLUTION_H

#include "vr/internal.h"

// Of width and height, in steps of a twentieth. 1 where nothing valid, or nothing smaller, is
// recommended. Pure.
float vr_resolution_ceiling(bool is_valid, XrExtent2Di recommended, uint32_t full_width,
                            uint32_t full_height);

// Takes an answer: a smaller picture at once, a larger one when that has been recommended ten times
// in a row, so that a runtime that wavers changes nothing. Pure.
void vr_resolution_take(struct vr_resolution *resolution, float ceiling);

// Into vr->session.resolution; at most once a second, by display times. Before the next
// xrWaitFrame, with the layer that was just submitted. A runtime that refuses is not asked again
// in this session.
void vr_resolution_ask(struct vr *vr, const XrCompositionLayerProjection *layer);

#endif
