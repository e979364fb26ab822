// Where panels go: into the scene, or onto a sheet whose parts the runtime lays over the scene.
#ifndef APP_QUADS_H
#define APP_QUADS_H

#include "app/options.h"
#include "base/err.h"
#include "render/render.h"
#include "stage/sheet.h"
#include "vr/vr.h"

#include <stdbool.h>

struct app;

struct app_quads {
    float px_per_dmm;         // of the sheet
    struct stage_sheet sheet; // this frame's
    // What the sheet's picture shows.
    float drawn_fade;
    int drawn_count;
    struct stage_panel drawn[STAGE_PANEL_MAX];
};

// Texels a dmm for eyes of this width: sharper than the eye's own pixels, within limits.
float app_quads_px_per_dmm(uint32_t eye_width_px);

// Whether the picture of the sheet would look as it does now.
bool app_quads_is_fresh(const struct app_quads *quads, const struct stage *stage);

// A panel's quad, from its place on the sheet.
struct vr_quad app_quads_of(const struct stage_panel *panel, const struct stage_sheet_place *place,
                            float px_per_dmm);

// Whether layers of the runtime are better here than what we draw ourselves, or are asked for.
bool app_quads_may_lay(const struct app *app, enum app_choice choice);

// After the mirror is known, and after each loss. Without a sheet panels are drawn in the scene.
MUST_USE enum err app_quads_start(struct app *app);

// Between vr_frame_acquire and render_record: quads for the frame, the sheet for the renderer; or
// neither, and panels are drawn in the scene.
MUST_USE enum err app_quads_place(struct app *app, struct vr_frame *frame,
                                  struct render_frame *picture);

#endif
