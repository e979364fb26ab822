// How fast processor and graphics of a headset run (XR_EXT_performance_settings).
//
// A session is calm and long: the level asked for is SustainedLow, which saves battery and heat and
// holds a frame rate that the program, with its governor, needs no more for. Left alone a runtime
// assumes SustainedHigh.
#ifndef VR_PERFORMANCE_H
#define VR_PERFORMANCE_H

#include "vr/frame.h"
#include "vr/internal.h"

// For a session that stands. A runtime that refuses runs as it likes; either is logged once.
void vr_performance_sustain(struct vr *vr);

// What a notification level means; levels between those of the registry count as the lower one.
enum vr_heat vr_performance_heat(XrPerfSettingsNotificationLevelEXT level);

// A notification of the runtime: kept in the session, for vr_poll. Only temperature is: that the
// application or the compositor is late shows in the frames themselves.
void vr_performance_take(struct vr *vr, const XrEventDataPerfSettingsEXT *event);

#endif
