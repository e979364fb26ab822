#include "image/image.h"

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "image/check.h"
#include "image/deflate.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// PNG (second edition), 9.2: the filters worth their time on drawn pictures.
enum filter { FILTER_NONE, FILTER_SUB, FILTER_UP };

struct raw {
    const uint8_t *pixels; // RGBA
    uint8_t *lines;        // owned; a filter byte and the filtered line, line by line
    size_t line_bytes;
    size_t channels;
    uint32_t width_px, height_px;
};

static bool is_opaque(const struct image *image)
{
    const size_t pixels = (size_t)image->width_px * image->height_px;
    uint8_t all = 255;
    for (size_t i = 0; i < pixels; i++) {
        all &= image->rgba[i * 4 + 3];
    }
    return all == 255;
}

static uint8_t filtered(const uint8_t *line, size_t up_bytes, size_t i, size_t c,
                        enum filter filter)
{
    const uint8_t now = line[i * 4 + c];
    switch (filter) {
    case FILTER_SUB: return i > 0 ? (uint8_t)(now - line[(i - 1) * 4 + c]) : now;
    case FILTER_UP: return (uint8_t)(now - (line - up_bytes)[i * 4 + c]);
    case FILTER_NONE:
    default: return now;
    }
}

// Smaller differences from zero pack better (PNG, 12.8).
static uint64_t write_line(const struct raw *raw, uint32_t y, enum filter filter, uint8_t *out)
{
    const size_t up_bytes = (size_t)raw->width_px * 4;
    const uint8_t *line = raw->pixels + y * up_bytes;
    uint64_t cost = 0;
    *out++ = (uint8_t)filter;
    for (size_t i = 0; i < raw->width_px; i++) {
        for (size_t c = 0; c < raw->channels; c++) {
            *out = filtered(line, up_bytes, i, c, filter);
            cost += (uint64_t)abs((int8_t)*out);
            out++;
        }
    }
    return cost;
}

static void write_lines(struct raw *raw)
{
    for (uint32_t y = 0; y < raw->height_px; y++) {
        uint8_t *out = raw->lines + y * raw->line_bytes;
        const uint64_t sub = write_line(raw, y, FILTER_SUB, out);
        if (y > 0 && write_line(raw, y, FILTER_UP, out) > sub) {
            write_line(raw, y, FILTER_SUB, out);
        }
    }
}

static uint8_t *put_number(uint8_t *out, uint32_t value)
{
    for (int i = 3; i >= 0; i--) {
        *out++ = (uint8_t)(value >> (i * 8));
    }
    return out;
}

static uint8_t *put_chunk(uint8_t *out, const char *type, const uint8_t *bytes, size_t size)
{
    out = put_number(out, (uint32_t)size);
    uint8_t *begin = out;
    memcpy(out, type, 4);
    if (size > 0) {
        memcpy(out + 4, bytes, size);
    }
    out += 4 + size;
    return put_number(out, image_check_sum(begin, size + 4));
}

static uint8_t *make_file(const struct raw *raw, size_t *out_size)
{
    enum { MARK = 8, CHUNK = 12, HEAD = 13 };
    const size_t lines_bytes = raw->line_bytes * raw->height_px;
    size_t packed_bytes = 0;
    uint8_t *packed = image_deflate(raw->lines, lines_bytes, &packed_bytes);
    uint8_t *file = packed ? mem_alloc(MARK + 3 * CHUNK + HEAD + packed_bytes, 1) : NULL;
    if (file) {
        uint8_t head[HEAD] = {0};
        put_number(put_number(head, raw->width_px), raw->height_px);
        head[8] = 8;
        head[9] = raw->channels == 4 ? 6 : 2; // colour, with or without alpha
        memcpy(file, "\x89PNG\r\n\x1a\n", MARK);
        uint8_t *out = put_chunk(file + MARK, "IHDR", head, sizeof head);
        out = put_chunk(out, "IDAT", packed, packed_bytes);
        out = put_chunk(out, "IEND", NULL, 0);
        *out_size = (size_t)(out - file);
    }
    mem_free(packed);
    return file;
}

enum err image_write_png(const struct image *image, const char *path)
{
    struct raw raw = {
        .pixels = image->rgba,
        .channels = is_opaque(image) ? 3 : 4,
        .width_px = image->width_px,
        .height_px = image->height_px,
    };
    raw.line_bytes = (size_t)raw.width_px * raw.channels + 1;
    raw.lines = mem_alloc(raw.height_px, raw.line_bytes);

    enum err err = ERR_NO_MEMORY;
    uint8_t *file = NULL;
    size_t file_bytes = 0;
    if (raw.lines) {
        write_lines(&raw);
        file = make_file(&raw, &file_bytes);
    }
    if (file) {
        err = file_write(path, file, file_bytes);
    } else {
        LOG_ERROR("'%s': no memory to encode the picture", path);
    }
    mem_free(file);
    mem_free(raw.lines);
    return err;
}
