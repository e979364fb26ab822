#include "app/quads.h"

#include "app/app.h"
#include "base/log.h"

#include <math.h>

_Static_assert((int)VR_QUAD_MAX >= (int)STAGE_PANEL_MAX, "every panel has its quad");

// The sheet holds what a session shows at once: a scale and the mark of the way out below it.
static const float sheet_width_dmm = 1024.0f, sheet_height_dmm = 768.0f;

// A runtime samples a quad with four taps and no mip levels: below one texel a pixel it blurs,
// above two it flickers. Eyes are 90 degrees wide or more, so that this errs on the sharp side.
static const float px_per_eye_px = 1.75f;
static const float eye_width_dmm = 2000.0f;
static const float px_per_dmm_most = 1.5f; // a sheet of 1536 x 1152, 7 MB an image

float app_quads_px_per_dmm(uint32_t eye_width_px)
{
    return fminf(px_per_eye_px * (float)eye_width_px / eye_width_dmm, px_per_dmm_most);
}

bool app_quads_is_fresh(const struct app_quads *quads, const struct stage *stage)
{
    if (quads->drawn_fade != stage->fade || quads->drawn_count != stage->panel_count) {
        return false;
    }
    for (int i = 0; i < stage->panel_count; i++) {
        if (!stage_sheet_is_same(&quads->drawn[i], &stage->panels[i])) {
            return false;
        }
    }
    return true;
}

struct vr_quad app_quads_of(const struct stage_panel *panel, const struct stage_sheet_place *place,
                            float px_per_dmm)
{
    const float m_per_px = panel->distance_m / (1000.0f * px_per_dmm);
    return (struct vr_quad){
        .in_world = panel->in_world,
        .width_m = (float)place->width_px * m_per_px,
        .height_m = (float)place->height_px * m_per_px,
        .x_px = place->x_px,
        .y_px = place->y_px,
        .width_px = place->width_px,
        .height_px = place->height_px,
    };
}

static void describe(const struct vr_sheet *from, struct render_sheet_target *to)
{
    *to = (struct render_sheet_target){
        .width = from->width,
        .height = from->height,
        .color_format = from->color_format,
        .image_count = from->count,
    };
    for (uint32_t i = 0; i < from->count && i < RENDER_IMAGE_MAX; i++) {
        to->color[i] = from->images[i];
    }
}

// A layer is better where eyes are drawn at less than full size and where a GPU has nothing to do
// for a panel that stands still. It is not where a processor draws: on lavapipe the sheet takes as
// long as the panels in the scene (small and preview, GPU time equal within 10 %, the breath's ring
// moving), and the runtime's own pass over it comes on top. Nor while somebody else looks on: the
// mirror and our own pictures copy an eye's image, which knows nothing of layers.
bool app_quads_may_lay(const struct app *app, enum app_choice choice)
{
    if (choice != APP_AUTO) {
        return choice == APP_ON;
    }
    return !app_devices_is_software(&app->devices) && !app->mirror_rgba;
}

enum err app_quads_start(struct app *app)
{
    if (!app_quads_may_lay(app, app->options->panels)) {
        return ERR_OK;
    }
    struct vr *vr = app->devices.vr;
    app->quads.px_per_dmm = app_quads_px_per_dmm(vr_target(vr)->width);
    vr_quads_start(vr, (uint32_t)ceilf(sheet_width_dmm * app->quads.px_per_dmm),
                   (uint32_t)ceilf(sheet_height_dmm * app->quads.px_per_dmm));
    const struct vr_sheet *sheet = vr_quads_sheet(vr);
    if (sheet->width == 0) {
        return ERR_OK;
    }
    LOG_INFO("panels are layers of the runtime, on a sheet of %ux%u", (unsigned)sheet->width,
             (unsigned)sheet->height);
    struct render_sheet_target target;
    describe(sheet, &target);
    return render_set_sheet(app->devices.render, &target);
}

static void remember(struct app_quads *quads, const struct stage *stage)
{
    quads->drawn_fade = stage->fade;
    quads->drawn_count = stage->panel_count;
    for (int i = 0; i < stage->panel_count; i++) {
        quads->drawn[i] = stage->panels[i];
    }
}

enum err app_quads_place(struct app *app, struct vr_frame *frame, struct render_frame *picture)
{
    struct app_quads *quads = &app->quads;
    const struct stage *stage = &app->stage;
    struct vr *vr = app->devices.vr;
    const struct vr_sheet *on = vr_quads_sheet(vr);
    if (on->width == 0 || stage->panel_count == 0 ||
        !stage_sheet_lay(&quads->sheet, stage, (int)on->width, (int)on->height,
                         quads->px_per_dmm)) {
        return ERR_OK;
    }
    if (!vr_quads_has_picture(vr) || !app_quads_is_fresh(quads, stage)) {
        TRY(vr_quads_acquire(vr, &picture->is_sheet_new, &picture->sheet_image));
        if (!picture->is_sheet_new) {
            return ERR_OK;
        }
        remember(quads, stage);
    }
    picture->sheet = &quads->sheet;
    frame->quad_count = stage->panel_count;
    for (int i = 0; i < stage->panel_count; i++) {
        frame->quads[i] =
            app_quads_of(&stage->panels[i], &quads->sheet.places[i], quads->px_per_dmm);
    }
    return ERR_OK;
}
