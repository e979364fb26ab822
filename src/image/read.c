#include "image/image.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "image/check.h"

#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

// What the decoder may take at once. A PNG of a few bytes can unpack to gigabytes; the limit
// follows from the size that its head claims.
static _Thread_local size_t take_limit_bytes;

static _Thread_local bool is_memory_short; // the decoder's own reason is not reliable

static void *taken(void *block)
{
    is_memory_short |= !block;
    return block;
}

static void *take(size_t bytes)
{
    return bytes <= take_limit_bytes ? taken(mem_alloc(bytes, 1)) : NULL;
}

static void *take_again(void *old, size_t bytes)
{
    return bytes <= take_limit_bytes ? taken(mem_resize(old, bytes, 1)) : NULL;
}

#define STBI_MALLOC(size)       take(size)
#define STBI_REALLOC(old, size) take_again(old, size)
#define STBI_FREE(block)        mem_free(block)
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_MAX_DIMENSIONS 16384
#define STBIDEF             static __attribute__((unused))
#define STB_IMAGE_IMPLEMENTATION
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wdouble-promotion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wundef"
#pragma GCC diagnostic ignored "-Wswitch-enum"
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#pragma GCC diagnostic ignored "-Wnull-dereference"
#include <stb/stb_image.h>
#pragma GCC diagnostic pop
// GCC looks at the end of the file for static functions that were declared and left out.
#pragma GCC diagnostic ignored "-Wunused-function"

_Static_assert(IMAGE_MAX_SIDE == STBI_MAX_DIMENSIONS, "one limit");
_Static_assert(IMAGE_MAX_BYTES <= INT_MAX, "stb_image counts bytes in int");

__attribute__((format(printf, 3, 4))) static enum err say(char *out_text, enum err err,
                                                          const char *format, ...)
{
    if (out_text) {
        va_list args;
        va_start(args, format);
        vsnprintf(out_text, IMAGE_TEXT_BYTES, format, args);
        va_end(args);
    }
    return err;
}

static enum err decoder_says(const char *name, char *out_text)
{
    return is_memory_short
               ? say(out_text, ERR_NO_MEMORY, "%s: cannot be read (out of memory)", name)
               : say(out_text, ERR_BAD_DATA, "%s: cannot be read (%s)", name,
                     stbi_failure_reason());
}

enum err image_read_size(const void *bytes, size_t size, const char *name, uint32_t *out_width_px,
                         uint32_t *out_height_px, char out_text[IMAGE_TEXT_BYTES])
{
    *out_width_px = 0;
    *out_height_px = 0;
    if (size > IMAGE_MAX_BYTES) {
        return say(out_text, ERR_BAD_DATA, "%s: larger than %d MiB", name,
                   IMAGE_MAX_BYTES / 1024 / 1024);
    }
    const char *fault = image_check(bytes, size);
    if (fault) {
        return say(out_text, ERR_BAD_DATA, "%s: %s", name, fault);
    }
    int width_px = 0, height_px = 0, channels = 0;
    take_limit_bytes = (size_t)1024 * 1024;
    is_memory_short = false;
    if (!stbi_info_from_memory(bytes, (int)size, &width_px, &height_px, &channels) ||
        width_px <= 0 || height_px <= 0) {
        return decoder_says(name, out_text);
    }
    if (width_px > IMAGE_MAX_SIDE || height_px > IMAGE_MAX_SIDE ||
        (int64_t)width_px * height_px > IMAGE_MAX_PIXELS) {
        return say(out_text, ERR_BAD_DATA, "%s: %dx%d is larger than %d on a side or %d megapixels",
                   name, width_px, height_px, IMAGE_MAX_SIDE, IMAGE_MAX_PIXELS / 1024 / 1024);
    }
    *out_width_px = (uint32_t)width_px;
    *out_height_px = (uint32_t)height_px;
    return ERR_OK;
}

enum err image_read_bytes(struct image *image, const void *bytes, size_t size, const char *name,
                          char out_text[IMAGE_TEXT_BYTES])
{
    uint32_t width_px = 0, height_px = 0;
    TRY(image_read_size(bytes, size, name, &width_px, &height_px, out_text));

    // 16 bits in four channels and a filter byte a row, twice because zlib's buffer doubles.
    take_limit_bytes = 2 * ((size_t)width_px * 8 + 8) * ((size_t)height_px + 16) + 65536;
    int w = 0, h = 0, channels = 0;
    image->rgba = stbi_load_from_memory(bytes, (int)size, &w, &h, &channels, 4);
    if (!image->rgba) {
        return decoder_says(name, out_text);
    }
    image->width_px = (uint32_t)w;
    image->height_px = (uint32_t)h;
    return ERR_OK;
}

enum err image_read(struct image *image, const char *path, char out_text[IMAGE_TEXT_BYTES])
{
    struct arena arena = {0};
    const char *bytes = NULL;
    size_t size = 0;
    enum err err = file_read(path, IMAGE_MAX_BYTES, &arena, &bytes, &size);
    if (err == ERR_OK) {
        err = image_read_bytes(image, bytes, size, path, out_text);
    } else if (err == ERR_BAD_DATA) {
        say(out_text, err, "%s: larger than %d MiB", path, IMAGE_MAX_BYTES / 1024 / 1024);
    } else {
        say(out_text, err, "%s: cannot be opened (%s)", path, err_text(err));
    }
    arena_fini(&arena);
    return err;
}
