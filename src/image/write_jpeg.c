#include "image/image.h"

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

#include <stdbool.h>
#include <string.h>

// Only the JPEG writer is used; it takes no memory.
#define STBIW_MALLOC(size)       mem_alloc(size, 1)
#define STBIW_REALLOC(old, size) mem_resize(old, size, 1)
#define STBIW_FREE(block)        mem_free(block)
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

enum err image_write_jpeg(const struct image *image, const char *path)
{
    struct sink sink = {0};
    const int is_encoded =
        stbi_write_jpg_to_func(collect, &sink, (int)image->width_px, (int)image->height_px, 4,
                               image->rgba, IMAGE_JPEG_QUALITY);
    enum err err = ERR_NO_MEMORY;
    if (is_encoded && !sink.has_failed) {
        err = file_write(path, sink.bytes, sink.size);
    } else {
        LOG_ERROR("'%s': no memory to encode the picture", path);
    }
    mem_free(sink.bytes);
    return err;
}
