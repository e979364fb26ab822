#include "text/font.h"

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

#include <hb-ot.h>
#include <stddef.h>

enum { FONT_BYTES_MAX = 64 << 20 };

const char *text_font_system(void)
{
    static const char *const known[] = {
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
        "/usr/share/fonts/opentype/noto/NotoSans-Regular.otf",
        "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
        "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf",
        "/usr/share/fonts/truetype/liberation-sans/LiberationSans-Regular.ttf",
        "/usr/share/fonts/truetype/freefont/FreeSans.ttf",
        "/usr/share/fonts/dejavu/DejaVuSans.ttf",
        "/usr/share/fonts/TTF/DejaVuSans.ttf",
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (file_exists(known[i])) {
            return known[i];
        }
    }
    return NULL;
}

static void *take(FT_Memory memory, long size)
{
    (void)memory;
    return size > 0 ? mem_alloc((size_t)size, 1) : NULL;
}

static void give(FT_Memory memory, void *block)
{
    (void)memory;
    mem_free(block);
}

static void *resize(FT_Memory memory, long old_size, long new_size, void *block)
{
    (void)memory;
    (void)old_size;
    return new_size > 0 ? mem_resize(block, (size_t)new_size, 1) : NULL;
}

static enum err ft_err(FT_Error error)
{
    return error == FT_Err_Out_Of_Memory ? ERR_NO_MEMORY : ERR_BAD_DATA;
}

static enum err open_face(struct text_font *font, const char *path, const char *bytes, size_t size)
{
    font->memory = (struct FT_MemoryRec_){.alloc = take, .free = give, .realloc = resize};
    FT_Error error = FT_New_Library(&font->memory, &font->library);
    if (error) {
        font->library = NULL;
        LOG_ERROR("FT_New_Library: error %d", error);
        return ft_err(error);
    }
    FT_Add_Default_Modules(font->library);
    font->field = mem_alloc(1, sizeof *font->field);
    if (!font->field) {
        return ERR_NO_MEMORY;
    }
    error =
        FT_New_Memory_Face(font->library, (const FT_Byte *)bytes, (FT_Long)size, 0, &font->face);
    if (error) {
        font->face = NULL;
        LOG_ERROR("font %s cannot be opened: %s (FreeType error %d)", path, err_text(ft_err(error)),
                  error);
        return ft_err(error);
    }
    if (!FT_IS_SCALABLE(font->face) || font->face->units_per_EM == 0) {
        LOG_ERROR("%s: not a scalable font", path);
        return ERR_BAD_DATA;
    }
    error = FT_Set_Pixel_Sizes(font->face, 0, TEXT_FONT_RASTER_PX * TEXT_FIELD_SCALE);
    if (error) {
        LOG_ERROR("%s: FreeType error %d", path, error);
        return ft_err(error);
    }
    return ERR_OK;
}

static enum err open_shaper(struct text_font *font, const char *bytes, size_t size)
{
    hb_blob_t *blob =
        hb_blob_create_or_fail(bytes, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = blob ? hb_face_create(blob, 0) : NULL;
    font->shaper = face ? hb_font_create(face) : NULL; // counts face and blob as used
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    if (!font->shaper || font->shaper == hb_font_get_empty()) {
        return ERR_NO_MEMORY;
    }
    hb_ot_font_set_funcs(font->shaper);
    return ERR_OK;
}

static void measure(struct text_font *font)
{
    font->units_per_em = (float)hb_face_get_upem(hb_font_get_face(font->shaper));
    font->cap_height_em = 0.7f;
    font->space_em = 0.3f;
    hb_codepoint_t glyph = 0;
    hb_glyph_extents_t extents;
    if (hb_font_get_nominal_glyph(font->shaper, 'H', &glyph) &&
        hb_font_get_glyph_extents(font->shaper, glyph, &extents) && extents.y_bearing > 0) {
        font->cap_height_em = (float)extents.y_bearing / font->units_per_em;
    }
    if (hb_font_get_nominal_glyph(font->shaper, ' ', &glyph)) {
        font->space_em =
            (float)hb_font_get_glyph_h_advance(font->shaper, glyph) / font->units_per_em;
    }
}

enum err text_font_init(struct text_font *font, const char *path)
{
    path = path ? path : text_font_system();
    if (!path) {
        LOG_ERROR("no font for texts: install the package fonts-dejavu-core");
        return ERR_UNSUPPORTED;
    }
    const char *bytes = NULL;
    size_t size = 0;
    const enum err err = file_read(path, FONT_BYTES_MAX, &font->bytes, &bytes, &size);
    if (err != ERR_OK) {
        LOG_ERROR("font %s cannot be read: %s", path, err_text(err));
        return err;
    }
    TRY(open_face(font, path, bytes, size));
    TRY(open_shaper(font, bytes, size));
    measure(font);
    return ERR_OK;
}

void text_font_fini(struct text_font *font)
{
    hb_font_destroy(font->shaper); // NULL is allowed
    if (font->face) {
        FT_Done_Face(font->face);
    }
    if (font->library) {
        FT_Done_Library(font->library);
    }
    mem_free(font->field);
    arena_fini(&font->bytes);
    *font = (struct text_font){0};
}

enum err text_font_draw(struct text_font *font, uint32_t glyph, struct text_font_picture *out)
{
    *out = (struct text_font_picture){0};
    FT_Error error = FT_Load_Glyph(font->face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
    const FT_GlyphSlot slot = font->face->glyph;
    if (!error && slot->format == FT_GLYPH_FORMAT_OUTLINE && slot->outline.n_points == 0) {
        return ERR_OK; // a space
    }
    if (!error) {
        error = FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL);
    }
    if (error || slot->bitmap.pitch < 0 || slot->bitmap.pixel_mode != FT_PIXEL_MODE_GRAY) {
        LOG_WARN("glyph %u cannot be drawn: FreeType error %d", glyph, error);
        return error ? ft_err(error) : ERR_BAD_DATA;
    }
    const struct text_field_coverage coverage = {
        .pixels = slot->bitmap.buffer,
        .width = slot->bitmap.width,
        .height = slot->bitmap.rows,
        .pitch = (uint32_t)slot->bitmap.pitch,
        .left = slot->bitmap_left,
        .top = slot->bitmap_top,
    };
    int left = 0, top = 0;
    if (coverage.width == 0 || coverage.height == 0) {
        return ERR_OK;
    }
    if (!text_field_make(font->field, &coverage, &left, &top)) {
        LOG_WARN("glyph %u is %ux%u: too large to draw", glyph, coverage.width, coverage.height);
        return ERR_BAD_DATA;
    }
    *out = (struct text_font_picture){
        .pixels = font->field->pixels,
        .width = font->field->width,
        .height = font->field->height,
        .pitch = font->field->width,
        .left_em = (float)left / TEXT_FONT_RASTER_PX,
        .top_em = (float)top / TEXT_FONT_RASTER_PX,
    };
    return ERR_OK;
}
