#include "render/surface.h"

#include "base/mem.h"
#include "base/rand.h"
#include "gpu/upload.h"

#include <math.h>
#include <string.h>

enum {
    PX = RENDER_SURFACE_PX,
    CHANNELS = 4,
    RIPPLE_COUNT = 56,
    CELLS = 9,
    FIRST_LATTICE = 4,
    OCTAVES = 6,
};

struct fields {
    float slope_u[PX * PX], slope_v[PX * PX];
    float lace[PX * PX];
    float noise[PX * PX];
};

// Whole numbers of waves across the picture, so that it repeats; amplitude falls as ripples' does.
static void add_ripple(struct fields *fields, struct rand *rand, int i)
{
    const float part = (float)i / (float)RIPPLE_COUNT;
    const float number = 3.0f * powf(8.0f, part);
    const float turn = rand_range(rand, 0.0f, 6.2831853f);
    const float ku = roundf(number * cosf(turn));
    const float kv = roundf(number * sinf(turn));
    const float size = fmaxf(sqrtf(ku * ku + kv * kv), 1.0f);
    const float slope = powf(size, -0.35f); // amplitude times wave number
    const float start = rand_range(rand, 0.0f, 6.2831853f);
    const float step = 6.2831853f / (float)PX;
    // cos(a + b) = cos a cos b - sin a sin b: a row's part and a column's, for all of them.
    float across_c[PX], across_s[PX];
    for (int u = 0; u < PX; u++) {
        across_c[u] = cosf(step * ku * (float)u) * slope / size;
        across_s[u] = sinf(step * ku * (float)u) * slope / size;
    }
    for (int v = 0; v < PX; v++) {
        const float down_c = cosf(start + step * kv * (float)v);
        const float down_s = sinf(start + step * kv * (float)v);
        float *slope_u = fields->slope_u + v * PX, *slope_v = fields->slope_v + v * PX;
        for (int u = 0; u < PX; u++) {
            const float c = across_c[u] * down_c - across_s[u] * down_s;
            slope_u[u] += c * ku;
            slope_v[u] += c * kv;
        }
    }
}

// Distance to the border between the nearest two of scattered points (Worley 1996, F2 - F1).
static float border(float points[CELLS][CELLS][2], float x, float y)
{
    const int cx = (int)x;
    const int cy = (int)y;
    float first = 9.0f;
    float second = 9.0f;
    for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
            const float *point = points[(cy + dy + CELLS) % CELLS][(cx + dx + CELLS) % CELLS];
            const float ox = (float)(cx + dx) + point[0] - x;
            const float oy = (float)(cy + dy) + point[1] - y;
            const float far = sqrtf(ox * ox + oy * oy);
            if (far < first) {
                second = first;
                first = far;
            } else if (far < second) {
                second = far;
            }
        }
    }
    return second - first;
}

static void fill_lace(struct fields *fields, struct rand *rand)
{
    float points[CELLS][CELLS][2];
    for (int i = 0; i < CELLS * CELLS; i++) {
        points[i / CELLS][i % CELLS][0] = rand_range(rand, 0.05f, 0.95f);
        points[i / CELLS][i % CELLS][1] = rand_range(rand, 0.05f, 0.95f);
    }
    for (int i = 0; i < PX * PX; i++) {
        // Bent by the noise, or one would see straight edges.
        const float bend_x = 0.55f * fields->noise[i];
        const float bend_y = 0.55f * fields->noise[(i + 77 * PX + 31) % (PX * PX)];
        const float x = (float)(i % PX) * (float)CELLS / (float)PX + bend_x + (float)CELLS;
        const float y = (float)(i / PX) * (float)CELLS / (float)PX + bend_y + (float)CELLS;
        const float open = border(points, fmodf(x, (float)CELLS), fmodf(y, (float)CELLS));
        fields->lace[i] = expf(-open * 4.5f);
    }
}

static float lattice(int x, int y, int cells, uint32_t seed)
{
    const uint32_t at = (uint32_t)(((y + cells) % cells) * cells + (x + cells) % cells);
    return (float)(rand_hash(at + seed) >> 8) * 0x1p-23f - 1.0f;
}

static float ease(float t)
{
    return t * t * t * (t * (t * 6.0f - 15.0f) + 10.0f);
}

static void add_octave(float *noise, int cells, float weight, uint32_t seed)
{
    const int each = PX / cells; // texels of a cell, each way
    for (int v = 0; v < PX; v++) {
        const int iy = v / each;
        const float ty = ease((float)(v % each) / (float)each);
        for (int ix = 0; ix < cells; ix++) {
            const float a = lattice(ix, iy, cells, seed);
            const float b = lattice(ix + 1, iy, cells, seed);
            const float c = lattice(ix, iy + 1, cells, seed);
            const float d = lattice(ix + 1, iy + 1, cells, seed);
            const float left = a + (c - a) * ty, right = b + (d - b) * ty;
            for (int i = 0; i < each; i++) {
                const float tx = ease((float)i / (float)each);
                noise[v * PX + ix * each + i] += weight * (left + (right - left) * tx);
            }
        }
    }
}

static uint8_t unit_byte(float value)
{
    return (uint8_t)lrintf(255.0f * fminf(fmaxf(value, 0.0f), 1.0f));
}

static void write_largest(const struct fields *fields, uint8_t *out)
{
    float power = 0.0f;
    for (int i = 0; i < PX * PX; i++) {
        power += fields->slope_u[i] * fields->slope_u[i] + fields->slope_v[i] * fields->slope_v[i];
    }
    // One standard deviation of slope becomes 0.3 / 2: three of them fit.
    const float scale = 0.15f / sqrtf(0.5f * power / (float)(PX * PX));
    for (int i = 0; i < PX * PX; i++) {
        out[i * CHANNELS + 0] = unit_byte(0.5f + scale * fields->slope_u[i]);
        out[i * CHANNELS + 1] = unit_byte(0.5f + scale * fields->slope_v[i]);
        out[i * CHANNELS + 2] = unit_byte(fields->lace[i]);
        out[i * CHANNELS + 3] = unit_byte(0.5f + 0.5f * fields->noise[i]);
    }
}

// Each texel of a level is the mean of four of the one before. Returns where the level begins.
static uint8_t *write_next(uint8_t *from, int px)
{
    uint8_t *to = from + px * px * CHANNELS;
    const int half = px / 2;
    for (int i = 0; i < half * half * CHANNELS; i++) {
        const int channel = i % CHANNELS;
        const int x = i / CHANNELS % half;
        const int y = i / CHANNELS / half;
        const uint8_t *first = from + (2 * y * px + 2 * x) * CHANNELS + channel;
        const int sum =
            first[0] + first[CHANNELS] + first[px * CHANNELS] + first[(px + 1) * CHANNELS];
        to[i] = (uint8_t)((sum + 2) / 4);
    }
    return to;
}

static size_t all_levels_bytes(void)
{
    size_t texels = 0;
    for (size_t px = PX; px > 0; px /= 2) {
        texels += px * px;
    }
    return texels * CHANNELS;
}

static void fill(struct fields *fields, uint8_t *texels)
{
    struct rand rand = rand_seeded(7, 1);
    memset(fields, 0, sizeof *fields);
    for (int i = 0; i < RIPPLE_COUNT; i++) {
        add_ripple(fields, &rand, i);
    }
    float weight = 0.5f;
    for (int i = 0; i < OCTAVES; i++) {
        add_octave(fields->noise, FIRST_LATTICE << i, weight, 1000u * (uint32_t)(i + 1));
        weight *= 0.55f;
    }
    fill_lace(fields, &rand);
    write_largest(fields, texels);
    uint8_t *level = texels;
    for (int px = PX; px > 1; px /= 2) {
        level = write_next(level, px);
    }
}

enum err render_surface_make(struct gpu *gpu, struct gpu_image *image)
{
    const struct gpu_image_desc desc = {
        .name = "surface patterns",
        .format = VK_FORMAT_R8G8B8A8_UNORM,
        .width = PX,
        .height = PX,
        .levels = RENDER_SURFACE_LEVELS,
        .usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT,
    };
    TRY(gpu_image_init(image, gpu, &desc));
    enum err err = ERR_NO_MEMORY;
    const size_t size = all_levels_bytes();
    struct fields *fields = mem_alloc(1, sizeof *fields);
    uint8_t *texels = mem_alloc(size, 1);
    if (fields && texels) {
        fill(fields, texels);
        err = gpu_upload_image(gpu, image, texels, size);
    }
    mem_free(fields);
    mem_free(texels);
    return err;
}
