#include "image/image.h"

#include "base/mem.h"

enum err image_init(struct image *image, uint32_t width_px, uint32_t height_px)
{
    size_t pixels = 0;
    if (width_px == 0 || height_px == 0 || width_px > IMAGE_MAX_SIDE ||
        height_px > IMAGE_MAX_SIDE || !mem_product(width_px, height_px, &pixels) ||
        pixels > IMAGE_MAX_PIXELS) {
        return ERR_BAD_DATA;
    }
    image->rgba = mem_alloc(pixels, 4);
    if (!image->rgba) {
        return ERR_NO_MEMORY;
    }
    image->width_px = width_px;
    image->height_px = height_px;
    return ERR_OK;
}

void image_fini(struct image *image)
{
    mem_free(image->rgba);
    *image = (struct image){0};
}
