// Any bytes as a picture: no crash, no leak, no more memory than its head claims.
#include "base/mem.h"
#include "image/image.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct image image = {0};
    char text[IMAGE_TEXT_BYTES] = "";
    uint32_t width_px = 0, height_px = 0;
    // Large ones are right, but slow.
    if (image_read_size(data, size, "fuzz", &width_px, &height_px, text) == ERR_OK &&
        (uint64_t)width_px * height_px < 1000000) {
        const enum err err = image_read_bytes(&image, data, size, "fuzz", text);
        assert((err == ERR_OK) == (image.rgba != NULL));
        assert(err == ERR_OK || text[0] != '\0');
    }
    image_fini(&image);
    assert(mem_live() == 0);
    return 0;
}
