#include "world/brook.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

enum { CONTROL_COUNT = 13 };

// Where the brook comes by, in metres: x, z, height of the water, half width. It falls in steps.
static const float control[CONTROL_COUNT][4] = {
    {-17.0f, -58.0f, 3.30f, 0.7f}, {-10.0f, -44.0f, 2.45f, 0.8f}, {-1.0f, -33.0f, 1.65f, 0.9f},
    {2.8f, -23.0f, 0.95f, 1.0f},   {-0.6f, -15.5f, 0.36f, 1.1f},  {-2.6f, -10.6f, 0.02f, 1.0f},
    {-0.6f, -6.9f, -0.34f, 1.2f},  {2.0f, -4.1f, -0.62f, 1.35f},  {5.6f, -2.6f, -0.74f, 1.2f},
    {10.5f, -0.4f, -1.02f, 1.0f},  {17.0f, 4.5f, -1.45f, 1.1f},   {27.0f, 10.0f, -2.2f, 1.2f},
    {44.0f, 16.0f, -3.4f, 1.3f},
};

static float spline(float a, float b, float c, float d, float t)
{
    // Catmull and Rom 1974: through b and c.
    return 0.5f * (2.0f * b + (c - a) * t + (2.0f * a - 5.0f * b + 4.0f * c - d) * t * t +
                   (3.0f * b - a - 3.0f * c + d) * t * t * t);
}

static float along(float points[CONTROL_COUNT][4], int axis, float at)
{
    const int i = (int)glm_clamp(floorf(at), 0.0f, (float)CONTROL_COUNT - 2.0f);
    const int before = i > 0 ? i - 1 : 0;
    const int after = i + 2 < CONTROL_COUNT ? i + 2 : CONTROL_COUNT - 1;
    return spline(points[before][axis], points[i][axis], points[i + 1][axis], points[after][axis],
                  at - (float)i);
}

// Between the steps the water lies nearly level: pools, and falls between them.
static float stepped(float at)
{
    const float whole = floorf(at);
    return whole + 0.3f * (at - whole) + 0.7f * glm_smoothstep(0.62f, 0.92f, at - whole);
}

struct world_brook world_brook_seeded(uint64_t seed)
{
    struct rand rand = rand_seeded(seed, 31);
    struct world_brook brook = {0};
    float points[CONTROL_COUNT][4];
    for (int i = 0; i < CONTROL_COUNT; i++) {
        for (int axis = 0; axis < 4; axis++) {
            // The same place: only the bends wander a little.
            const float wander = axis < 2 ? 0.35f : axis == 3 ? 0.12f : 0.0f;
            points[i][axis] = control[i][axis] + rand_range(&rand, -wander, wander);
        }
    }
    float travel_m = 0.0f;
    for (int i = 0; i < WORLD_BROOK_POINTS; i++) {
        const float at = (float)(CONTROL_COUNT - 1) * (float)i / (float)(WORLD_BROOK_POINTS - 1);
        const float fall = stepped(at + 0.05f) - stepped(at - 0.05f);
        brook.rapid[i] = glm_smoothstep(0.10f, 0.24f, fall);
        brook.at_m[i] =
            v3(along(points, 0, at), along(points, 2, stepped(at)), along(points, 1, at));
        brook.half_m[i] = along(points, 3, at) * (1.0f - 0.22f * brook.rapid[i]);
        if (i > 0) {
            // Where it falls the water runs faster: the same time, drawn out over more metres.
            const float far_m = glms_vec3_distance(brook.at_m[i], brook.at_m[i - 1]);
            travel_m += far_m / (0.55f + 0.9f * brook.rapid[i]);
        }
        brook.travel_m[i] = travel_m;
    }
    return brook;
}

struct world_brook_near world_brook_near(const struct world_brook *brook, float x_m, float z_m)
{
    struct world_brook_near best = {.away_m = 1e9f};
    for (int i = 0; i + 1 < WORLD_BROOK_POINTS; i++) {
        const vec3s *a = &brook->at_m[i], *b = &brook->at_m[i + 1];
        const float dx = b->x - a->x, dz = b->z - a->z;
        const float t =
            glm_clamp(((x_m - a->x) * dx + (z_m - a->z) * dz) / (dx * dx + dz * dz), 0.0f, 1.0f);
        const float away_m = hypotf(a->x + t * dx - x_m, a->z + t * dz - z_m);
        if (away_m < best.away_m) {
            best = (struct world_brook_near){
                .away_m = away_m,
                .half_m = glm_lerp(brook->half_m[i], brook->half_m[i + 1], t),
                .level_m = glm_lerp(a->y, b->y, t),
                .rapid = glm_lerp(brook->rapid[i], brook->rapid[i + 1], t),
            };
        }
    }
    return best;
}

static vec2s flow_at(const struct world_brook *brook, int i)
{
    const int before = i > 0 ? i - 1 : 0;
    const int after = i + 1 < WORLD_BROOK_POINTS ? i + 1 : i;
    return glms_vec2_normalize((vec2s){{brook->at_m[after].x - brook->at_m[before].x,
                                        brook->at_m[after].z - brook->at_m[before].z}});
}

enum err world_brook_build(struct world_brook *brook, int detail, struct arena *arena,
                           struct stage_geometry *geometry)
{
    static const struct {
        int step, across;
    } by_detail[] = {{4, 2}, {2, 4}, {1, 6}, {1, 12}};
    const int step = by_detail[detail].step, across = by_detail[detail].across;
    const int rows = (WORLD_BROOK_POINTS + step - 1) / step;
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, (uint32_t)(rows * (across + 1)),
                          (uint32_t)(rows * across * 6)));
    for (int row = 0; row < rows; row++) {
        const int i = row * step;
        const vec2s flow = flow_at(brook, i);
        for (int k = 0; k <= across; k++) {
            const float part = 2.0f * (float)k / (float)across - 1.0f;
            // Wider than the water is seen: the bank cuts it.
            const float right_m = part * (brook->half_m[i] + 0.45f);
            const vec3s at_m =
                glms_vec3_add(brook->at_m[i], v3(-flow.y * right_m, 0.0f, flow.x * right_m));
            const struct world_skin skin = {
                .albedo = v3(0.5f + 0.5f * flow.x, 0.5f + 0.5f * flow.y, brook->rapid[i]),
                .open = 1.0f,
            };
            const float depth_m = 0.05f + 0.30f * (1.0f - part * part) * (1.0f - brook->rapid[i]);
            world_shape_vertex(&shape, at_m, v3(brook->travel_m[i], right_m, depth_m), &skin);
        }
    }
    const uint32_t width = (uint32_t)across + 1;
    for (uint32_t row = 0; row + 1 < (uint32_t)rows; row++) {
        for (uint32_t k = 0; k + 1 < width; k++) {
            const uint32_t here = row * width + k;
            world_shape_quad(&shape, here, here + 1, here + width + 1, here + width);
        }
    }
    brook->mesh = world_shape_end(&shape, geometry, "brook");
    return ERR_OK;
}

void world_brook_sound(const struct world_brook *brook, const struct scene *scene, double scene_s,
                       struct stage *stage)
{
    static const float part[] = {0.44f, 0.56f, 0.72f};
    for (int i = 0; i < 3; i++) {
        struct stage_sound *sound = stage_add_sound(stage);
        if (!sound) {
            return;
        }
        const int at = (int)(part[i] * (float)WORLD_BROOK_POINTS);
        // Water that runs is nearly even: a little more and less, never a wave.
        const float own = world_noise_line(scene_s / 5.0, 5200u + (uint32_t)i);
        sound->kind = STAGE_SOUND_WAVES;
        sound->voice = (uint16_t)i;
        sound->at_m = brook->at_m[at];
        sound->gain = scene->brook_gain * (i == 1 ? 0.8f : 0.65f);
        sound->reference_m = 4.0f;
        sound->drive = 0.30f + 0.10f * brook->rapid[at] + 0.04f * own;
    }
}
