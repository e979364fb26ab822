#include "safety/flow.h"

#include "safety/camera.h"
#include "safety/limits.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define RAD_TO_DEG 57.29577951f

enum { GROWTH_STEPS = 512 };

// Of brightness 0..1, square root of light, a pixel: below it a direction has no texture. A step of
// an 8-bit picture is 0.004.
static const float texture_least = 0.006f;
static const float still_change = 0.002f; // mean change of a cell that is none
// Mean brightness below which 8-bit steps are as large as what moves; change of it in a fade.
static const float bright_least = 0.1f, grown_most = 1.4f;
static const float growth_step = 0.001f; // of the logarithm of brightness
static const float explained_least = 0.6f;
static const float known_least = 0.05f;  // of the view, to speak of it at all
static const float shift_most_px = 1.5f; // beyond, gradients tell nothing

struct block {
    bool is_known; // it has texture, and what changed in it was motion
    float deg_s;
    float solid_sr;
    vec3s direction;
    bool is_near;
};

struct pair { // of pictures, as brightness 0..1: the square root of light
    const float *before, *now;
    float before_scale, now_scale; // what makes nits brightness; both pictures then are as bright
    bool is_fit;                   // bright enough, and alike enough, to tell motion
};

static float brightness(const float *nits, int i, float scale)
{
    return scale * sqrtf(fmaxf(nits[i], 0.0f));
}

// How much brighter the middle one of all cells has become: a fade makes everything brighter and
// moves nothing, and what flickers somewhere is not everything.
static float growth(const float *before, const float *now, int count)
{
    int by_growth[2 * GROWTH_STEPS + 1] = {0}, seen = 0;
    for (int i = 0; i < count; i++) {
        const float a = brightness(before, i, 1.0f), b = brightness(now, i, 1.0f);
        if (a > 0.0f && b > 0.0f) {
            const float step = glm_clamp(logf(b / a) / growth_step, -GROWTH_STEPS, GROWTH_STEPS);
            by_growth[GROWTH_STEPS + (int)roundf(step)]++;
            seen++;
        }
    }
    int below = 0, middle = 0;
    while (seen > 0 && 2 * (below + by_growth[middle]) < seen) {
        below += by_growth[middle++];
    }
    return seen > 0 ? expf((float)(middle - GROWTH_STEPS) * growth_step) : 1.0f;
}

// The pictures are brought to one brightness.
static struct pair pair_of(const float *before, const float *now, int count, float white_nits)
{
    double sums[2] = {0.0, 0.0};
    for (int i = 0; i < count; i++) {
        sums[0] += (double)brightness(before, i, 1.0f);
        sums[1] += (double)brightness(now, i, 1.0f);
    }
    const float scale = 1.0f / sqrtf(white_nits);
    const float grown = growth(before, now, count);
    const float least = bright_least * (float)count / scale;
    const bool is_bright = (float)sums[0] >= least && (float)sums[1] >= least;
    const bool is_alike = grown < grown_most && grown * grown_most > 1.0f;
    return (struct pair){before, now, scale * grown, scale, is_bright && is_alike};
}

struct sums { // of one block: gradients by gradients, gradients by change
    float xx, xy, yy, xt, yt, tt;
    int count;
};

static struct sums gather(const struct safety_view *view, const struct pair *pair, int left,
                          int top)
{
    struct sums s = {0};
    const int side = view->side;
    for (int y = top > 0 ? top : 1; y < top + SAFETY_FLOW_BLOCK && y < side - 1; y++) {
        for (int x = left > 0 ? left : 1; x < left + SAFETY_FLOW_BLOCK && x < side - 1; x++) {
            const int i = y * side + x;
            float a[4], b[4];
            const int around[4] = {i - 1, i + 1, i - side, i + side};
            for (int k = 0; k < 4; k++) {
                a[k] = brightness(pair->before, around[k], pair->before_scale);
                b[k] = brightness(pair->now, around[k], pair->now_scale);
            }
            const float gx = 0.25f * (a[1] - a[0] + b[1] - b[0]);
            const float gy = 0.25f * (a[3] - a[2] + b[3] - b[2]);
            const float gt = brightness(pair->now, i, pair->now_scale) -
                             brightness(pair->before, i, pair->before_scale);
            s.xx += gx * gx;
            s.xy += gx * gy;
            s.yy += gy * gy;
            s.xt += gx * gt;
            s.yt += gy * gt;
            s.tt += gt * gt;
            s.count++;
        }
    }
    return s;
}

// The larger eigenvalue's direction, unit.
static vec2s main_direction(const struct sums *s, float *out_large, float *out_small)
{
    const float half = 0.5f * (s->xx + s->yy), apart = 0.5f * (s->xx - s->yy);
    const float root = hypotf(apart, s->xy);
    *out_large = half + root;
    *out_small = fmaxf(half - root, 0.0f);
    const float angle = 0.5f * atan2f(s->xy, apart);
    return (vec2s){{cosf(angle), sinf(angle)}};
}

// What a shift of one cell along `way` (x right, y down) is on the sphere, radians, as a vector.
static vec3s on_sphere(const struct safety_view *view, vec3s direction, vec2s way)
{
    const float cell = 2.0f * view->tan_half / (float)view->side;
    const vec3s at = glms_vec3_scale(direction, -1.0f / direction.z);
    const vec3s moved = {{at.x + way.x * cell, at.y - way.y * cell, -1.0f}};
    return glms_vec3_sub(glms_vec3_normalize(moved), direction);
}

// Adds what is known of the block: up to two leads. Returns how many.
static int measure_block(const struct safety_view *view, const struct sums *s, float dt_s,
                         struct block *block, struct safety_camera_lead leads[2])
{
    if (s->count == 0) {
        return 0;
    }
    float large, small;
    const vec2s first = main_direction(s, &large, &small);
    const vec2s ways[2] = {first, {{-first.y, first.x}}};
    const float needed = texture_least * texture_least * (float)s->count;
    if (large < needed) {
        return 0;
    }
    const int known = small >= needed ? 2 : 1;
    const float strength[2] = {large, small};
    float shift[2] = {0.0f, 0.0f}, explained = 0.0f;
    for (int k = 0; k < known; k++) {
        const float pull = ways[k].x * s->xt + ways[k].y * s->yt;
        shift[k] = -pull / strength[k];
        explained += pull * pull / strength[k];
    }
    const bool is_still = s->tt <= still_change * still_change * (float)s->count;
    if (is_still) {
        shift[0] = shift[1] = 0.0f;
    } else if (explained < explained_least * s->tt || hypotf(shift[0], shift[1]) > shift_most_px) {
        return 0;
    }
    vec3s speed = {{0.0f, 0.0f, 0.0f}};
    for (int k = 0; k < known; k++) {
        const vec3s step = on_sphere(view, block->direction, ways[k]);
        const float length = glms_vec3_norm(step);
        leads[k] = (struct safety_camera_lead){
            .along = glms_vec3_scale(step, 1.0f / length),
            .direction = block->direction,
            .deg_s = shift[k] * length * RAD_TO_DEG / dt_s,
            .weight_sr = block->solid_sr / (float)known,
        };
        speed = glms_vec3_add(speed, glms_vec3_scale(step, shift[k]));
    }
    block->is_known = true;
    block->deg_s = glms_vec3_norm(speed) * RAD_TO_DEG / dt_s;
    return known;
}

static bool is_far(const struct block *block)
{
    return block->is_known && !block->is_near;
}

// The speed that SAFETY_FLOW_SHARE of all known and far exceeds.
static float far_speed(const struct block *blocks, int count, vec3s *out_at)
{
    float far_sr = 0.0f, whole_sr = 0.0f, found = 0.0f, fastest = 0.0f;
    for (int i = 0; i < count; i++) {
        whole_sr += blocks[i].solid_sr;
        far_sr += is_far(&blocks[i]) ? blocks[i].solid_sr : 0.0f;
    }
    if (far_sr < known_least * whole_sr) {
        return 0.0f;
    }
    for (int i = 0; i < count; i++) {
        if (!is_far(&blocks[i]) || blocks[i].deg_s <= found) {
            continue;
        }
        float faster_sr = 0.0f;
        for (int k = 0; k < count; k++) {
            const bool counts = is_far(&blocks[k]) && blocks[k].deg_s >= blocks[i].deg_s;
            faster_sr += counts ? blocks[k].solid_sr : 0.0f;
        }
        if (faster_sr >= SAFETY_FLOW_SHARE * far_sr) {
            found = blocks[i].deg_s;
        }
        if (blocks[i].deg_s > fastest) {
            fastest = blocks[i].deg_s;
            *out_at = blocks[i].direction;
        }
    }
    return found;
}

struct safety_flow_now safety_flow_measure(const struct safety_view *view, const float *before,
                                           const float *now, float dt_s, float white_nits,
                                           const bool *is_near)
{
    struct block blocks[SAFETY_FLOW_BLOCK_MAX];
    struct safety_camera_lead leads[2 * SAFETY_FLOW_BLOCK_MAX];
    const int each_way = view->side / SAFETY_FLOW_BLOCK;
    const int count = each_way * each_way;
    assert(count <= SAFETY_FLOW_BLOCK_MAX);
    const struct pair pair = pair_of(before, now, view->side * view->side, white_nits);
    int lead_count = 0;
    struct safety_flow_now result = {.at = {{0.0f, 0.0f, -1.0f}}};
    if (!pair.is_fit) {
        return result;
    }
    for (int i = 0; i < count; i++) {
        const int left = i % each_way * SAFETY_FLOW_BLOCK, top = i / each_way * SAFETY_FLOW_BLOCK;
        const int middle =
            (top + SAFETY_FLOW_BLOCK / 2) * view->side + left + SAFETY_FLOW_BLOCK / 2;
        blocks[i] = (struct block){
            .solid_sr = view->solid_sr[middle] * SAFETY_FLOW_BLOCK * SAFETY_FLOW_BLOCK,
            .direction = view->direction[middle],
            .is_near = is_near && is_near[i],
        };
        const struct sums s = gather(view, &pair, left, top);
        lead_count += measure_block(view, &s, dt_s, &blocks[i], &leads[lead_count]);
    }
    result.deg_s = far_speed(blocks, count, &result.at);
    float known_sr = 0.0f;
    for (int i = 0; i < count; i++) {
        known_sr += blocks[i].is_known ? blocks[i].solid_sr : 0.0f;
    }
    if (known_sr >= known_least * view->whole_sr) {
        result.camera_deg_s = safety_camera_speed(leads, lead_count);
    }
    return result;
}
