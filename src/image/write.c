#include "image/image.h"

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <zlib.h>

// What `pack` made and stb_image_write has not given back: it forgets it when there is no memory
// for the file.
static _Thread_local unsigned char *packed_bytes;

static void release(void *block)
{
    if (block == packed_bytes) {
        packed_bytes = NULL;
    }
    mem_free(block);
}

// zlib packs the lines of a PNG for stb_image_write. Level 1: pictures of a running session are
// written often, and drawn skies hardly get smaller above it.
static void *take(void *user, unsigned count, unsigned size)
{
    (void)user;
    return mem_alloc(count, size);
}

static void give_back(void *user, void *block)
{
    (void)user;
    mem_free(block);
}

static unsigned char *pack(unsigned char *bytes, int size, int *out_size, int quality)
{
    (void)quality;
    z_stream stream = {.zalloc = take, .zfree = give_back};
    if (deflateInit(&stream, Z_BEST_SPEED) != Z_OK) {
        return NULL;
    }
    const uLong room = deflateBound(&stream, (uLong)size);
    unsigned char *packed = room <= INT_MAX ? mem_alloc(room, 1) : NULL;
    if (packed) {
        stream.next_in = bytes;
        stream.avail_in = (uInt)size;
        stream.next_out = packed;
        stream.avail_out = (uInt)room;
        deflate(&stream, Z_FINISH); // the room is enough for any input
        *out_size = (int)stream.total_out;
    }
    deflateEnd(&stream);
    packed_bytes = packed;
    return packed;
}

#define STBIW_ZLIB_COMPRESS      pack
#define STBIW_MALLOC(size)       mem_alloc(size, 1)
#define STBIW_REALLOC(old, size) mem_resize(old, size, 1)
#define STBIW_FREE(block)        release(block)
#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wdouble-promotion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wundef"
#pragma GCC diagnostic ignored "-Wnull-dereference"
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop
// GCC looks at the end of the file for static functions that were declared and left out.
#pragma GCC diagnostic ignored "-Wunused-function"

// Encoded bytes on their way to the file.
struct sink {
    uint8_t *bytes; // owned
    size_t size, room;
    bool has_failed;
};

static void collect(void *user, void *data, int size)
{
    struct sink *sink = user;
    const size_t need = sink->size + (size_t)size;
    if (need > sink->room) {
        const size_t room = need * 2 + 4096;
        uint8_t *grown = mem_resize(sink->bytes, room, 1);
        if (!grown) {
            sink->has_failed = true;
            return;
        }
        sink->bytes = grown;
        sink->room = room;
    }
    memcpy(sink->bytes + sink->size, data, (size_t)size);
    sink->size = need;
}

static enum err write_file(const char *path, const struct sink *sink, bool is_encoded)
{
    if (!is_encoded || sink->has_failed) {
        LOG_ERROR("'%s': no memory to encode the picture", path);
        return ERR_NO_MEMORY;
    }
    return file_write(path, sink->bytes, sink->size);
}

static bool is_opaque(const struct image *image)
{
    const size_t pixels = (size_t)image->width_px * image->height_px;
    uint8_t all = 255;
    for (size_t i = 0; i < pixels; i++) {
        all &= image->rgba[i * 4 + 3];
    }
    return all == 255;
}

// Without alpha, where it says nothing: a quarter less to pack. NULL without memory.
static uint8_t *without_alpha(const struct image *image)
{
    const size_t pixels = (size_t)image->width_px * image->height_px;
    uint8_t *rgb = mem_alloc(pixels, 3);
    for (size_t i = 0; rgb && i < pixels; i++) {
        memcpy(rgb + i * 3, image->rgba + i * 4, 3);
    }
    return rgb;
}

enum err image_write_png(const struct image *image, const char *path)
{
    struct sink sink = {0};
    const int width = (int)image->width_px, height = (int)image->height_px;
    uint8_t *rgb = is_opaque(image) ? without_alpha(image) : NULL;
    const int channels = rgb ? 3 : 4;
    const int is_encoded = stbi_write_png_to_func(collect, &sink, width, height, channels,
                                                  rgb ? rgb : image->rgba, width * channels);
    const enum err err = write_file(path, &sink, is_encoded);
    release(packed_bytes);
    mem_free(sink.bytes);
    mem_free(rgb);
    return err;
}

enum err image_write_jpeg(const struct image *image, const char *path)
{
    struct sink sink = {0};
    const int is_encoded =
        stbi_write_jpg_to_func(collect, &sink, (int)image->width_px, (int)image->height_px, 4,
                               image->rgba, IMAGE_JPEG_QUALITY);
    const enum err err = write_file(path, &sink, is_encoded);
    mem_free(sink.bytes);
    return err;
}
