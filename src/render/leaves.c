#include "render/leaves.h"

#include "base/mem.h"
#include "base/rand.h"
#include "gpu/upload.h"

#include <math.h>

enum { PX = RENDER_LEAVES_PX, LEAF_MAX = 40 };

// In units of the twig's length; the picture shows -0.5..0.5 across.
struct leaf {
    float at_x, at_y;
    float along_x, along_y; // unit
    float length, half;
    float light;
};

struct twig {
    int count;
    struct leaf leaves[LEAF_MAX];
};

static void add_leaf(struct twig *twig, float at_y, float turn_rad, float length, float half,
                     float light)
{
    twig->leaves[twig->count++] = (struct leaf){
        .at_y = at_y,
        .along_x = sinf(turn_rad),
        .along_y = cosf(turn_rad),
        .length = length,
        .half = half,
        .light = light,
    };
}

// Leaves by turns, and one at the tip.
static void grow_beech(struct twig *twig, struct rand *rand)
{
    for (int i = 0; i < 9; i++) {
        const float part = 0.07f + 0.083f * (float)i;
        const float side = i & 1 ? 1.0f : -1.0f;
        const float size = 0.26f + 0.08f * sinf(3.1f * part) + rand_range(rand, -0.03f, 0.03f);
        add_leaf(twig, part, side * rand_range(rand, 0.85f, 1.35f), size,
                 size * rand_range(rand, 0.20f, 0.25f), rand_range(rand, 0.62f, 1.0f));
    }
    add_leaf(twig, 0.74f, 0.1f, 0.22f, 0.05f, 0.9f);
}

static void grow_fern(struct twig *twig, struct rand *rand)
{
    for (int i = 0; i < 17; i++) {
        const float part = 0.04f + 0.054f * (float)i;
        const float size = 0.49f * powf(1.02f - part, 0.8f) * fminf(1.0f, 0.45f + 4.0f * part);
        for (int side = -1; side <= 1; side += 2) {
            add_leaf(twig, part, (float)side * rand_range(rand, 1.08f, 1.22f), size, 0.026f,
                     rand_range(rand, 0.7f, 1.0f));
        }
    }
    add_leaf(twig, 0.90f, 0.0f, 0.1f, 0.02f, 0.9f);
}

// Distance inside a lens that is widest before its middle and ends in a point; less than 0 outside.
static float inside(const struct leaf *leaf, float x, float y, float *out_across)
{
    const float from_x = x - leaf->at_x, from_y = y - leaf->at_y;
    const float along = (from_x * leaf->along_x + from_y * leaf->along_y) / leaf->length;
    const float across = from_x * leaf->along_y - from_y * leaf->along_x;
    *out_across = fabsf(across) / leaf->half;
    const float t = fminf(fmaxf(along, 0.0f), 1.0f);
    const float wide = leaf->half * 2.0f * sqrtf(t) * (1.0f - t) * 1.3f;
    const float beyond = fmaxf(fabsf(along - 0.5f) - 0.5f, 0.0f) * leaf->length;
    return wide - fabsf(across) - beyond;
}

static void write_texel(const struct twig *twig, float x, float y, uint8_t *out)
{
    float best = -1.0f, light = 0.8f;
    for (int i = 0; i < twig->count; i++) {
        float across;
        const float depth = inside(&twig->leaves[i], x, y, &across);
        if (depth > best || depth > 0.006f) { // a later leaf lies over an earlier
            best = fmaxf(depth, 0.004f) == depth ? depth : fmaxf(best, depth);
            const float rib = 0.86f + 0.14f * fminf(across * 4.0f, 1.0f);
            light = twig->leaves[i].light * rib;
        }
    }
    const float stem = 0.006f - fabsf(x) - fmaxf(y - 0.75f, 0.0f);
    if (stem > best) {
        best = stem;
        light = 0.45f;
    }
    out[0] = (uint8_t)lrintf(255.0f * fminf(fmaxf(0.5f + 6.0f * best, 0.0f), 1.0f));
    out[1] = (uint8_t)lrintf(255.0f * light);
}

static void fill(uint8_t *texels)
{
    struct twig twigs[2] = {0};
    struct rand rand = rand_seeded(7, 3);
    grow_beech(&twigs[0], &rand);
    grow_fern(&twigs[1], &rand);
    for (int i = 0; i < PX * PX; i++) {
        const int u = i % PX, half = PX / 2;
        const float x = ((float)(u % half) + 0.5f) / (float)half - 0.5f;
        const float y = ((float)(i / PX) + 0.5f) / (float)PX;
        write_texel(&twigs[u / half], x, y, texels + i * 2);
    }
    for (int px = PX; px > PX >> (RENDER_LEAVES_LEVELS - 1); px /= 2) {
        uint8_t *to = texels + px * px * 2;
        for (int i = 0; i < px * px / 2; i++) {
            const int x = i / 2 % (px / 2), y = i / 2 / (px / 2);
            const uint8_t *from = texels + (2 * y * px + 2 * x) * 2 + i % 2;
            to[i] = (uint8_t)((from[0] + from[2] + from[px * 2] + from[px * 2 + 2] + 2) / 4);
        }
        texels = to;
    }
}

enum err render_leaves_make(struct gpu *gpu, struct gpu_image *image)
{
    const struct gpu_image_desc desc = {
        .name = "leaves",
        .format = VK_FORMAT_R8G8_UNORM,
        .width = PX,
        .height = PX,
        .levels = RENDER_LEAVES_LEVELS,
        .usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT,
    };
    TRY(gpu_image_init(image, gpu, &desc));
    size_t size = 0;
    for (int i = 0, px = PX; i < RENDER_LEAVES_LEVELS; i++, px /= 2) {
        size += (size_t)px * (size_t)px * 2;
    }
    uint8_t *texels = mem_alloc(size, 1);
    if (!texels) {
        return ERR_NO_MEMORY;
    }
    fill(texels);
    const enum err err = gpu_upload_image(gpu, image, texels, size);
    mem_free(texels);
    return err;
}
