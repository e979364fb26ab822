#include "text/field.h"

#include <math.h>
#include <stddef.h>

enum { FINE_MAX = TEXT_FIELD_SIDE_MAX * TEXT_FIELD_SCALE };

static const float FAR = 1e12f;

// Squared distances along one line of `count` values that lie `stride` apart.
static void transform_line(float *line, int count, int stride)
{
    float values[FINE_MAX], bounds[FINE_MAX + 1];
    int roots[FINE_MAX];
    int last = 0;
    values[0] = line[0];
    roots[0] = 0;
    bounds[0] = -FAR;
    bounds[1] = FAR;
    for (int q = 1; q < count; q++) {
        values[q] = line[q * stride];
        const float height = values[q] + (float)(q * q);
        float crossing;
        for (;;) {
            const int root = roots[last];
            crossing = (height - values[root] - (float)(root * root)) / (float)(2 * (q - root));
            if (crossing > bounds[last] || last == 0) {
                break;
            }
            last--;
        }
        if (crossing > bounds[last]) {
            last++;
        }
        roots[last] = q;
        bounds[last] = last > 0 ? crossing : -FAR;
        bounds[last + 1] = FAR;
    }
    for (int q = 0, k = 0; q < count; q++) {
        while (bounds[k + 1] < (float)q) {
            k++;
        }
        const float away = (float)(q - roots[k]);
        line[q * stride] = values[roots[k]] + away * away;
    }
}

static void transform(float *grid, int width, int height)
{
    for (int x = 0; x < width; x++) {
        transform_line(grid + x, height, width);
    }
    for (int y = 0; y < height; y++) {
        transform_line(grid + (ptrdiff_t)y * width, width, 1);
    }
}

// Squared distances of a pixel that is covered in part: from its middle to the edge through it.
static void seed(struct text_field *field, const struct text_field_coverage *from, int width,
                 int height, int skip_x, int skip_y)
{
    for (int i = 0; i < width * height; i++) {
        field->outside[i] = FAR;
        field->inside[i] = 0.0f;
    }
    for (uint32_t y = 0; y < from->height; y++) {
        for (uint32_t x = 0; x < from->width; x++) {
            const int at = ((int)y + skip_y) * width + (int)x + skip_x;
            const float covered = (float)from->pixels[(size_t)y * from->pitch + x] / 255.0f;
            const float out = fmaxf(0.0f, 0.5f - covered);
            const float in = fmaxf(0.0f, covered - 0.5f);
            if (covered >= 1.0f) {
                field->outside[at] = 0.0f;
                field->inside[at] = FAR;
            } else if (covered > 0.0f) {
                field->outside[at] = out * out;
                field->inside[at] = in * in;
            }
        }
    }
}

static void store(struct text_field *field, int fine_width)
{
    const float per_px = 127.0f / (TEXT_FIELD_SPREAD_PX * TEXT_FIELD_SCALE);
    for (int y = 0; y < (int)field->height; y++) {
        for (int x = 0; x < (int)field->width; x++) {
            float sum = 0.0f;
            for (int i = 0; i < TEXT_FIELD_SCALE * TEXT_FIELD_SCALE; i++) {
                const int fine_x = x * TEXT_FIELD_SCALE + i % TEXT_FIELD_SCALE;
                const int fine_y = y * TEXT_FIELD_SCALE + i / TEXT_FIELD_SCALE;
                const int at = fine_y * fine_width + fine_x;
                sum += sqrtf(field->inside[at]) - sqrtf(field->outside[at]);
            }
            const float mean = sum / (TEXT_FIELD_SCALE * TEXT_FIELD_SCALE);
            const float value = fminf(fmaxf(128.0f + mean * per_px, 0.0f), 255.0f);
            field->pixels[y * (int)field->width + x] = (uint8_t)lrintf(value);
        }
    }
}

static int floor_div(int value, int by)
{
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

bool text_field_make(struct text_field *field, const struct text_field_coverage *from,
                     int *out_left, int *out_top)
{
    const int scale = TEXT_FIELD_SCALE;
    if (from->width > FINE_MAX || from->height > FINE_MAX) {
        return false;
    }
    // The field's corner lies on a whole pixel of it, the spread away from the glyph.
    *out_left = floor_div(from->left, scale) - TEXT_FIELD_SPREAD_PX;
    *out_top = -floor_div(-from->top, scale) + TEXT_FIELD_SPREAD_PX;
    const int skip_x = from->left - *out_left * scale;
    const int skip_y = *out_top * scale - from->top;
    const int margin = TEXT_FIELD_SPREAD_PX * scale + scale - 1;
    const int width = (skip_x + (int)from->width + margin) / scale;
    const int height = (skip_y + (int)from->height + margin) / scale;
    if (width > TEXT_FIELD_SIDE_MAX || height > TEXT_FIELD_SIDE_MAX) {
        return false;
    }
    field->width = (uint32_t)width;
    field->height = (uint32_t)height;
    seed(field, from, width * scale, height * scale, skip_x, skip_y);
    transform(field->outside, width * scale, height * scale);
    transform(field->inside, width * scale, height * scale);
    store(field, width * scale);
    return true;
}
