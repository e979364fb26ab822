#include "text/atlas.h"

#include "base/log.h"
#include "base/mem.h"

#include <string.h>

// Between two pictures, so that filtering never mixes them. The fields themselves end in 0.
enum { GAP_PX = 1 };

static const struct text_atlas_glyph nothing;

enum err text_atlas_init(struct text_atlas *atlas, const struct text_font *font)
{
    atlas->font_glyph_count = (uint32_t)font->face->num_glyphs;
    atlas->pixels = mem_alloc(TEXT_ATLAS_PX, TEXT_ATLAS_PX);
    atlas->slot_of = mem_alloc(atlas->font_glyph_count, sizeof *atlas->slot_of);
    text_atlas_clean(atlas);
    return atlas->pixels && atlas->slot_of ? ERR_OK : ERR_NO_MEMORY;
}

void text_atlas_fini(struct text_atlas *atlas)
{
    mem_free(atlas->pixels);
    mem_free(atlas->slot_of);
    *atlas = (struct text_atlas){0};
}

void text_atlas_clean(struct text_atlas *atlas)
{
    atlas->dirty_top = TEXT_ATLAS_PX;
    atlas->dirty_bottom = 0;
}

// Shelves: pictures stand side by side in rows as high as their highest.
static bool find_room(struct text_atlas *atlas, uint32_t width, uint32_t height, uint32_t *out_x,
                      uint32_t *out_y)
{
    if (width + GAP_PX > TEXT_ATLAS_PX || height + GAP_PX > TEXT_ATLAS_PX) {
        return false;
    }
    if (atlas->shelf_x + width + GAP_PX > TEXT_ATLAS_PX) {
        atlas->shelf_y += atlas->shelf_height;
        atlas->shelf_x = atlas->shelf_height = 0;
    }
    if (atlas->shelf_y + height + GAP_PX > TEXT_ATLAS_PX) {
        return false;
    }
    *out_x = atlas->shelf_x;
    *out_y = atlas->shelf_y;
    atlas->shelf_x += width + GAP_PX;
    if (height + GAP_PX > atlas->shelf_height) {
        atlas->shelf_height = height + GAP_PX;
    }
    return true;
}

static void copy_picture(struct text_atlas *atlas, const struct text_font_picture *picture,
                         uint32_t x, uint32_t y)
{
    for (uint32_t row = 0; row < picture->height; row++) {
        memcpy(atlas->pixels + (size_t)(y + row) * TEXT_ATLAS_PX + x,
               picture->pixels + (size_t)row * picture->pitch, picture->width);
    }
    atlas->dirty_top = y < atlas->dirty_top ? y : atlas->dirty_top;
    if (y + picture->height > atlas->dirty_bottom) {
        atlas->dirty_bottom = y + picture->height;
    }
}

const struct text_atlas_glyph *text_atlas_glyph(struct text_atlas *atlas, struct text_font *font,
                                                uint32_t glyph)
{
    if (glyph >= atlas->font_glyph_count) {
        return &nothing;
    }
    if (atlas->slot_of[glyph]) {
        return &atlas->glyphs[atlas->slot_of[glyph] - 1];
    }
    if (atlas->count == TEXT_ATLAS_GLYPH_MAX) {
        atlas->lost_count++;
        return &nothing;
    }
    struct text_atlas_glyph *drawn = &atlas->glyphs[atlas->count++];
    atlas->slot_of[glyph] = (uint16_t)atlas->count;
    *drawn = nothing;
    struct text_font_picture picture;
    uint32_t x = 0, y = 0;
    if (text_font_draw(font, glyph, &picture) != ERR_OK) {
        atlas->lost_count++;
    } else if (picture.pixels && !find_room(atlas, picture.width, picture.height, &x, &y)) {
        if (!atlas->is_full) {
            LOG_WARN("the glyph atlas is full: glyph %u and more are not shown", glyph);
        }
        atlas->is_full = true;
        atlas->lost_count++;
    } else if (picture.pixels) {
        copy_picture(atlas, &picture, x, y);
        *drawn = (struct text_atlas_glyph){
            .left_em = picture.left_em,
            .top_em = picture.top_em,
            .width_em = (float)picture.width / TEXT_FONT_RASTER_PX,
            .height_em = (float)picture.height / TEXT_FONT_RASTER_PX,
            .x_px = (uint16_t)x,
            .y_px = (uint16_t)y,
            .width_px = (uint16_t)picture.width,
            .height_px = (uint16_t)picture.height,
        };
    }
    return drawn;
}
