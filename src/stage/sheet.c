#include "stage/sheet.h"

#include <math.h>
#include <string.h>

static int side_px(float size_dmm, float px_per_dmm)
{
    return (int)ceilf((size_dmm + 2.0f * STAGE_SHEET_EDGE_DMM) * px_per_dmm);
}

// In rows, in the stage's order: there are few of them, and the wide one comes where it comes.
bool stage_sheet_lay(struct stage_sheet *sheet, const struct stage *stage, int width_px,
                     int height_px, float px_per_dmm)
{
    *sheet = (struct stage_sheet){.px_per_dmm = px_per_dmm, .count = stage->panel_count};
    int x_px = 0, y_px = 0;
    for (int i = 0; i < stage->panel_count; i++) {
        struct stage_sheet_place *place = &sheet->places[i];
        place->width_px = side_px(stage->panels[i].size_dmm.x, px_per_dmm);
        place->height_px = side_px(stage->panels[i].size_dmm.y, px_per_dmm);
        if (x_px + place->width_px > width_px) {
            x_px = 0;
            y_px = sheet->height_px;
        }
        place->x_px = x_px;
        place->y_px = y_px;
        x_px += place->width_px;
        const int bottom_px = y_px + place->height_px;
        sheet->height_px = bottom_px > sheet->height_px ? bottom_px : sheet->height_px;
        if (x_px > width_px || bottom_px > height_px) {
            return false;
        }
    }
    return true;
}

static bool is_same_shape(const struct stage_shape *a, const struct stage_shape *b)
{
    return a->kind == b->kind && glms_vec2_eqv(a->at_dmm, b->at_dmm) &&
           glms_vec2_eqv(a->size_dmm, b->size_dmm) && a->radius_dmm == b->radius_dmm &&
           a->thickness_dmm == b->thickness_dmm && a->part == b->part &&
           glms_vec4_eqv(a->color, b->color);
}

static bool is_same_text(const struct stage_text *a, const struct stage_text *b)
{
    return glms_vec2_eqv(a->at_dmm, b->at_dmm) && a->width_dmm == b->width_dmm &&
           a->size_dmm == b->size_dmm && a->align == b->align &&
           glms_vec4_eqv(a->color, b->color) && strcmp(a->utf8, b->utf8) == 0;
}

bool stage_sheet_is_same(const struct stage_panel *a, const struct stage_panel *b)
{
    if (a->distance_m != b->distance_m || !glms_vec2_eqv(a->size_dmm, b->size_dmm) ||
        a->opacity != b->opacity || a->shape_count != b->shape_count ||
        a->text_count != b->text_count) {
        return false;
    }
    for (int i = 0; i < a->shape_count; i++) {
        if (!is_same_shape(&a->shapes[i], &b->shapes[i])) {
            return false;
        }
    }
    for (int i = 0; i < a->text_count; i++) {
        if (!is_same_text(&a->texts[i], &b->texts[i])) {
            return false;
        }
    }
    return true;
}
