#include "safety/light.h"

#include "safety/limits.h"

#include <math.h>

// IEC 61966-2-1, sRGB.
static float linear_of(int byte)
{
    const float c = (float)byte / 255.0f;
    return c <= 0.04045f ? c / 12.92f : powf((c + 0.055f) / 1.055f, 2.4f);
}

enum err safety_light_init(struct safety_light *light, int side, struct arena *arena)
{
    const size_t count = (size_t)side * (size_t)side;
    light->side = side;
    light->nits = arena_alloc(arena, count, sizeof *light->nits);
    light->red = arena_alloc(arena, count, sizeof *light->red);
    return light->nits && light->red ? ERR_OK : ERR_NO_MEMORY;
}

static float red_of(float r, float g, float b)
{
    const float sum = r + g + b;
    const float share = sum > 0.0f ? r / sum : 0.0f;
    const float counts = fminf(
        (share - SAFETY_RED_SHARE_LOW) / (SAFETY_RED_SHARE_HIGH - SAFETY_RED_SHARE_LOW), 1.0f);
    return counts > 0.0f ? counts * fmaxf(r - g - b, 0.0f) * 320.0f : 0.0f;
}

void safety_light_read(struct safety_light *light, const uint8_t *rgba, size_t row_px, int cell_px,
                       float white_nits)
{
    float linear[256];
    for (int i = 0; i < 256; i++) {
        linear[i] = linear_of(i);
    }
    const float share = 1.0f / (float)(cell_px * cell_px);
    for (int y = 0; y < light->side; y++) {
        for (int x = 0; x < light->side; x++) {
            float r = 0.0f, g = 0.0f, b = 0.0f;
            for (int row = 0; row < cell_px; row++) {
                const size_t at = (size_t)(y * cell_px + row) * row_px + (size_t)(x * cell_px);
                for (const uint8_t *p = rgba + at * 4; p < rgba + (at + (size_t)cell_px) * 4;
                     p += 4) {
                    r += linear[p[0]];
                    g += linear[p[1]];
                    b += linear[p[2]];
                }
            }
            const int i = y * light->side + x;
            // ITU-R BT.709 luminance.
            light->nits[i] = (0.2126f * r + 0.7152f * g + 0.0722f * b) * share * white_nits;
            light->red[i] = red_of(r * share, g * share, b * share);
        }
    }
}
