#include "safety/view.h"

#include "safety/limits.h"

#include <math.h>

#define DEG_TO_RAD 0.01745329252f

static const float step_deg = 2.5f; // between the centres of discs

static float tangent_of(const struct safety_view *view, int i)
{
    return ((float)i + 0.5f) / (float)view->side * 2.0f * view->tan_half - view->tan_half;
}

// A small square at tangents x, y covers dA / (1 + x^2 + y^2)^(3/2).
static void place_pixels(struct safety_view *view)
{
    const float pixel = 2.0f * view->tan_half / (float)view->side;
    for (int y = 0; y < view->side; y++) {
        for (int x = 0; x < view->side; x++) {
            const vec3s at = {{tangent_of(view, x), -tangent_of(view, y), -1.0f}};
            const float length = glms_vec3_norm(at);
            const int i = y * view->side + x;
            view->direction[i] = glms_vec3_scale(at, 1.0f / length);
            view->solid_sr[i] = pixel * pixel / (length * length * length);
            view->whole_sr += view->solid_sr[i];
        }
    }
}

// First and last pixel of a cone's shadow on one axis: `along` and `depth` are the centre's
// components in that axis' plane.
static void span(const struct safety_view *view, float along, float depth, float radius_rad,
                 int *from, int *to)
{
    const float middle = atan2f(along, depth);
    const float half = asinf(fminf(sinf(radius_rad) / hypotf(along, depth), 1.0f));
    const float edge = atanf(view->tan_half);
    const float lo = tanf(fmaxf(middle - half, -edge)), hi = tanf(fminf(middle + half, edge));
    const float per_tangent = (float)view->side / (2.0f * view->tan_half);
    *from = (int)fmaxf(floorf((lo + view->tan_half) * per_tangent), 0.0f);
    *to = (int)fminf(ceilf((hi + view->tan_half) * per_tangent), (float)view->side - 1.0f);
}

// Lists the pixels of the disc about `centre`; returns how many. `out` NULL: counts alone.
static uint32_t list_disc(const struct safety_view *view, vec3s centre, uint32_t *out)
{
    const float radius_rad = 0.5f * SAFETY_DISC_DEG * DEG_TO_RAD;
    const float least = cosf(radius_rad);
    int left, right, top, bottom;
    span(view, centre.x, -centre.z, radius_rad, &left, &right);
    span(view, -centre.y, -centre.z, radius_rad, &top, &bottom);
    uint32_t count = 0;
    for (int y = top; y <= bottom; y++) {
        for (int x = left; x <= right; x++) {
            const int i = y * view->side + x;
            if (glms_vec3_dot(view->direction[i], centre) >= least) {
                if (out) {
                    out[count] = (uint32_t)i;
                }
                count++;
            }
        }
    }
    return count;
}

static void place_centres(struct safety_view *view, int each_way, float half_deg)
{
    for (int i = 0; i < view->disc_count; i++) {
        const float across_deg = (float)(i % each_way) * step_deg - half_deg;
        const float down_deg = (float)(i / each_way) * step_deg - half_deg;
        const vec3s at = {{tanf(across_deg * DEG_TO_RAD), -tanf(down_deg * DEG_TO_RAD), -1.0f}};
        view->disc_centre[i] = glms_vec3_normalize(at);
    }
}

static enum err make_discs(struct safety_view *view, float fov_deg, struct arena *arena)
{
    const int each_way = (int)floorf(fov_deg / step_deg) + 1;
    const float half_deg = 0.5f * (float)(each_way - 1) * step_deg;
    view->disc_count = each_way * each_way;
    view->disc_sr = 6.2831853f * (1.0f - cosf(0.5f * SAFETY_DISC_DEG * DEG_TO_RAD));
    view->disc_centre = arena_alloc(arena, (size_t)view->disc_count, sizeof *view->disc_centre);
    view->disc_at = arena_alloc(arena, (size_t)view->disc_count + 1, sizeof *view->disc_at);
    if (!view->disc_centre || !view->disc_at) {
        return ERR_NO_MEMORY;
    }
    place_centres(view, each_way, half_deg);
    for (int i = 0; i < view->disc_count; i++) {
        view->disc_at[i + 1] = view->disc_at[i] + list_disc(view, view->disc_centre[i], NULL);
    }
    view->disc_pixels =
        arena_alloc(arena, view->disc_at[view->disc_count] + 1, sizeof *view->disc_pixels);
    if (!view->disc_pixels) {
        return ERR_NO_MEMORY;
    }
    for (int i = 0; i < view->disc_count; i++) {
        list_disc(view, view->disc_centre[i], view->disc_pixels + view->disc_at[i]);
    }
    return ERR_OK;
}

enum err safety_view_init(struct safety_view *view, int side, float fov_deg, struct arena *arena)
{
    const size_t count = (size_t)side * (size_t)side;
    *view = (struct safety_view){.side = side, .tan_half = tanf(0.5f * fov_deg * DEG_TO_RAD)};
    view->direction = arena_alloc(arena, count, sizeof *view->direction);
    view->solid_sr = arena_alloc(arena, count, sizeof *view->solid_sr);
    if (!view->direction || !view->solid_sr) {
        return ERR_NO_MEMORY;
    }
    place_pixels(view);
    return make_discs(view, fov_deg, arena);
}

void safety_view_angles(vec3s direction, float *yaw_deg, float *pitch_deg)
{
    *yaw_deg = atan2f(-direction.x, -direction.z) / DEG_TO_RAD;
    *pitch_deg = asinf(glm_clamp(direction.y, -1.0f, 1.0f)) / DEG_TO_RAD;
}
