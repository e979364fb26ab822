// A boulder is a sphere cut by random planes, as rock breaks, then worn by noise.
#include "world/rocks.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

enum { PLANE_COUNT = 13, ROCK_COUNT = 26 };

// Sides of an octahedron's edge, cut into so many: triangles are 8 * cuts * cuts.
static const int cuts_by_detail[4][3] = {{3, 2, 1}, {6, 4, 2}, {15, 8, 4}, {34, 18, 8}};

struct rock {
    vec3s centre_m;
    vec3s half_m;
    float turn_rad;
    uint32_t seed;
    int cuts;
    struct {
        vec3s normal;
        float distance;
    } planes[PLANE_COUNT];
};

static vec3s random_direction(struct rand *rand)
{
    const float y = rand_range(rand, -0.7f, 1.0f);
    const float turn = rand_range(rand, 0.0f, 6.2831853f);
    const float flat = sqrtf(1.0f - y * y);
    return v3(flat * cosf(turn), y, flat * sinf(turn));
}

static void break_rock(struct rock *rock, struct rand *rand)
{
    for (int i = 0; i < PLANE_COUNT; i++) {
        rock->planes[i].normal = random_direction(rand);
        rock->planes[i].distance = rand_range(rand, 0.55f, 0.95f);
    }
    rock->seed = rand_bits(rand);
    rock->turn_rad = rand_range(rand, 0.0f, 6.28f);
}

// Distance from the centre to the surface along a unit direction; edges are rounded.
static float surface(const struct rock *rock, vec3s dir)
{
    float sum = 1.0f; // the sphere itself
    for (int i = 0; i < PLANE_COUNT; i++) {
        const float facing = glms_vec3_dot(dir, rock->planes[i].normal);
        if (facing > 0.05f) {
            const float x2 = facing * facing / rock->planes[i].distance / rock->planes[i].distance;
            sum += x2 * x2 * x2 * x2 * x2 * x2 * x2; // to the 14th
        }
    }
    const float broken = powf(sum, -1.0f / 14.0f); // smooth minimum
    const vec3s coarse = glms_vec3_scale(dir, 1.7f);
    const float worn = 0.24f * world_noise_solid_sum(coarse, 2, rock->seed);
    const vec3s fine = glms_vec3_scale(dir, 5.3f);
    return broken * (1.0f + worn + 0.12f * world_noise_solid_sum(fine, 3, rock->seed + 5));
}

static vec3s place(const struct rock *rock, vec3s dir)
{
    const vec3s local = glms_vec3_mul(glms_vec3_scale(dir, surface(rock, dir)), rock->half_m);
    const float c = cosf(rock->turn_rad);
    const float s = sinf(rock->turn_rad);
    return glms_vec3_add(rock->centre_m,
                         v3(c * local.x + s * local.z, local.y, c * local.z - s * local.x));
}

// Lichen where rain and light reach, weed and wet stone where the sea does.
static void tint(const struct world_terrain *terrain, const struct rock *rock,
                 struct stage_vertex *vertex)
{
    const vec3s at_m = vertex->at_m;
    const float blotch = world_noise_solid_sum(glms_vec3_scale(at_m, 2.3f), 3, rock->seed + 31);
    vec3s color = glms_vec3_lerp(v3(0.115f, 0.105f, 0.10f), v3(0.235f, 0.205f, 0.175f),
                                 glm_clamp(0.5f + blotch, 0.0f, 1.0f));
    const float spots = world_noise_solid_sum(glms_vec3_scale(at_m, 5.1f), 2, rock->seed + 47);
    const float dry = glm_smoothstep(0.25f, 0.6f, at_m.y - WORLD_WATER_LEVEL_M);
    const float lichen =
        dry * glm_smoothstep(0.1f, 0.9f, vertex->normal.y) * glm_smoothstep(0.08f, 0.25f, spots);
    color = glms_vec3_lerp(color, v3(0.36f, 0.30f, 0.12f), 0.65f * lichen);
    const float wet =
        1.0f - glm_smoothstep(0.04f, 0.26f, at_m.y - WORLD_WATER_LEVEL_M + 0.1f * blotch);
    color = glms_vec3_lerp(color, v3(0.055f, 0.060f, 0.045f), 0.7f * wet);

    // Under water a rock wears the colour of the ground: its foot melts into it.
    const float sunk = glm_smoothstep(0.0f, 0.16f, WORLD_WATER_LEVEL_M - at_m.y);
    color = glms_vec3_lerp(color, v3(0.22f, 0.185f, 0.135f), sunk);
    vertex->normal =
        glms_vec3_normalize(glms_vec3_lerp(vertex->normal, v3(0.0f, 1.0f, 0.0f), 0.9f * sunk));

    const float ground_m = world_terrain_height_m(terrain, at_m.x, at_m.z);
    const float lift = glm_smoothstep(-0.05f, 0.8f * rock->half_m.y, at_m.y - ground_m);
    // Darkest where it meets the sand, or in shadow it looks like a bowl.
    float open = (0.12f + 0.88f * lift) * (0.6f + 0.4f * vertex->normal.y) + 0.15f * lift * blotch;
    open += (1.0f - open) * sunk;
    const float foot = glm_smoothstep(-0.02f, 0.10f, at_m.y - ground_m);
    color = glms_vec3_scale(color, glm_lerp(0.45f + 0.55f * foot, 1.0f, sunk));
    for (int i = 0; i < 3; i++) {
        vertex->albedo[i] = (uint8_t)lrintf(255.0f * color.raw[i]);
    }
    vertex->albedo[3] = (uint8_t)lrintf(255.0f * glm_clamp(open, 0.08f, 1.0f));
    vertex->traits[0] = (uint8_t)lrintf(255.0f * (0.9f - 0.55f * wet));
    // What is under water has no sky to mirror.
    const float above = glm_smoothstep(-0.06f, 0.02f, at_m.y - WORLD_WATER_LEVEL_M);
    vertex->traits[1] = (uint8_t)lrintf(255.0f * wet * above);
}

// One of the octahedron's eight faces, cut into rows of triangles.
static void add_face(struct world_shape *shape, const struct rock *rock, vec3s a, vec3s b, vec3s c)
{
    const struct world_skin skin = {.roughness = 0.9f, .grain = STAGE_GRAIN_STONE};
    const uint32_t first = shape->vertex_count;
    const float n = (float)rock->cuts;
    for (int row = 0; row <= rock->cuts; row++) {
        for (int i = 0; i <= row; i++) {
            const vec3s down = glms_vec3_scale(glms_vec3_sub(b, a), (float)row / n);
            const vec3s over = glms_vec3_scale(glms_vec3_sub(c, b), (float)i / n);
            const vec3s dir = glms_vec3_normalize(glms_vec3_add(a, glms_vec3_add(down, over)));
            world_shape_vertex(shape, place(rock, dir), dir, &skin);
        }
    }
    uint32_t row_first = first;
    for (uint32_t row = 0; row < (uint32_t)rock->cuts; row++) {
        const uint32_t next = row_first + row + 1;
        for (uint32_t i = 0; i <= row; i++) {
            world_shape_triangle(shape, row_first + i, next + i, next + i + 1);
            if (i < row) {
                world_shape_triangle(shape, row_first + i, next + i + 1, row_first + i + 1);
            }
        }
        row_first = next;
    }
}

// Faces share no vertices, so normals come from the surface itself and no seam shows.
static vec3s surface_normal(const struct rock *rock, vec3s dir)
{
    const float step = 0.04f;
    const vec3s side = fabsf(dir.y) < 0.9f ? v3(0, 1, 0) : v3(1, 0, 0);
    const vec3s u = glms_vec3_normalize(glms_vec3_cross(side, dir));
    const vec3s v = glms_vec3_cross(dir, u);
    const vec3s pu = place(rock, glms_vec3_normalize(glms_vec3_muladds(u, step, dir)));
    const vec3s mu = place(rock, glms_vec3_normalize(glms_vec3_muladds(u, -step, dir)));
    const vec3s pv = place(rock, glms_vec3_normalize(glms_vec3_muladds(v, step, dir)));
    const vec3s mv = place(rock, glms_vec3_normalize(glms_vec3_muladds(v, -step, dir)));
    return glms_vec3_normalize(glms_vec3_cross(glms_vec3_sub(pu, mu), glms_vec3_sub(pv, mv)));
}

static void add_rock(struct world_shape *shape, const struct world_terrain *terrain,
                     const struct rock *rock)
{
    const uint32_t first = shape->vertex_count;
    for (int face = 0; face < 8; face++) {
        const vec3s x = v3(face & 1 ? -1.0f : 1.0f, 0, 0);
        const vec3s y = v3(0, face & 2 ? -1.0f : 1.0f, 0);
        const vec3s z = v3(0, 0, face & 4 ? -1.0f : 1.0f);
        const int flips = (face & 1) + (face >> 1 & 1) + (face >> 2 & 1);
        if (flips & 1) {
            add_face(shape, rock, y, x, z);
        } else {
            add_face(shape, rock, y, z, x);
        }
    }
    for (uint32_t i = first; i < shape->vertex_count; i++) {
        struct stage_vertex *vertex = &shape->vertices[i];
        vertex->normal = surface_normal(rock, vertex->normal);
        tint(terrain, rock, vertex);
    }
}

// Where a rock stands and how large it is; the seed moves and shapes it a little.
struct site {
    float x_m, z_m, size_m;
    int cuts; // index into cuts_by_detail's row
};

static const struct site sites[ROCK_COUNT] = {
    // Left of the jetty, half in the water: what the eye meets first.
    {-5.6f, -8.6f, 1.25f, 0},
    {-7.6f, -9.9f, 1.9f, 0},
    {-4.3f, -9.9f, 0.7f, 1},
    {-9.6f, -9.0f, 1.1f, 1},
    {-6.3f, -6.9f, 0.45f, 1},
    {-8.9f, -12.6f, 1.0f, 1},
    {-3.3f, -7.9f, 0.32f, 2},
    {-7.9f, -7.2f, 0.35f, 2},
    {-4.9f, -6.6f, 0.22f, 2},
    // Right, smaller and further.
    {9.8f, -9.6f, 1.0f, 1},
    {11.6f, -10.6f, 1.5f, 1},
    {13.0f, -9.0f, 0.7f, 2},
    {8.6f, -8.1f, 0.35f, 2},
    {10.6f, -8.0f, 0.3f, 2},
    // Stones on the sand.
    {-2.5f, -2.6f, 0.13f, 2},
    {-2.9f, -2.2f, 0.08f, 2},
    {2.9f, -3.3f, 0.16f, 2},
    {3.9f, -1.6f, 0.1f, 2},
    {-4.6f, -1.3f, 0.18f, 2},
    {5.5f, -4.4f, 0.12f, 2},
    // Stacks out in the bay.
    {-31.0f, -52.0f, 5.2f, 1},
    {-36.0f, -57.0f, 3.4f, 2},
    {-26.5f, -50.0f, 1.6f, 2},
    {46.0f, -74.0f, 4.6f, 1},
    {51.0f, -72.0f, 2.2f, 2},
    {-21.0f, -33.0f, 1.1f, 2},
};

static struct rock rock_at(const struct world_terrain *terrain, int detail, int i)
{
    const struct site *site = &sites[i];
    struct rand rand = rand_seeded(terrain->seed, 100 + (uint64_t)i);
    struct rock rock = {.cuts = cuts_by_detail[detail][site->cuts]};
    break_rock(&rock, &rand);
    const float shift_m = 0.25f * site->size_m;
    const float x_m = site->x_m + rand_range(&rand, -shift_m, shift_m);
    const float z_m = site->z_m + rand_range(&rand, -shift_m, shift_m);
    const float x_half_m = site->size_m * rand_range(&rand, 0.85f, 1.2f);
    const float y_half_m = site->size_m * rand_range(&rand, 0.6f, 0.85f);
    rock.half_m = v3(x_half_m, y_half_m, site->size_m * rand_range(&rand, 0.85f, 1.2f));
    const float ground_m = fmaxf(world_terrain_height_m(terrain, x_m, z_m),
                                 WORLD_WATER_LEVEL_M - 0.35f * site->size_m);
    rock.centre_m = v3(x_m, ground_m + 0.2f * rock.half_m.y, z_m);
    return rock;
}

// How far outside the rock a point at the water's level lies, in metres; below 0 inside.
static float outside_m(const struct rock *rock, float x_m, float z_m)
{
    const float c = cosf(rock->turn_rad);
    const float s = sinf(rock->turn_rad);
    const float dx = x_m - rock->centre_m.x;
    const float dz = z_m - rock->centre_m.z;
    const float y_m = WORLD_WATER_LEVEL_M - rock->centre_m.y;
    const vec3s local = glms_vec3_div(v3(c * dx - s * dz, y_m, s * dx + c * dz), rock->half_m);
    const float far = glms_vec3_norm(local);
    const float at = surface(rock, glms_vec3_scale(local, 1.0f / fmaxf(far, 0.001f)));
    return (far - at) * 0.5f * (rock->half_m.x + rock->half_m.z);
}

void world_rocks_shoal(const struct world_terrain *terrain, struct stage_geometry *geometry)
{
    static const float reach = 1.7f, slope = 0.3f; // of its half size; of the shoal's sides
    const vec2s min_m = geometry->height_min_m;
    const float cell_m =
        (geometry->height_max_m.x - min_m.x) / (float)geometry->height_width; // cells are square
    for (int i = 0; i < ROCK_COUNT; i++) {
        const struct rock rock = rock_at(terrain, 0, i);
        const float most_m = reach * fmaxf(rock.half_m.x, rock.half_m.z);
        const int ix_to = (int)((rock.centre_m.x + most_m - min_m.x) / cell_m);
        const int iz_to = (int)((rock.centre_m.z + most_m - min_m.y) / cell_m);
        const int ix_from = (int)((rock.centre_m.x - most_m - min_m.x) / cell_m);
        for (int iz = (int)((rock.centre_m.z - most_m - min_m.y) / cell_m); iz <= iz_to; iz++) {
            for (int ix = ix_from; ix <= ix_to; ix++) {
                if (ix < 0 || iz < 0 || ix >= (int)geometry->height_width ||
                    iz >= (int)geometry->height_depth) {
                    continue;
                }
                const float x_m = min_m.x + cell_m * ((float)ix + 0.5f);
                const float z_m = min_m.y + cell_m * ((float)iz + 0.5f);
                const float side_m = fmaxf(outside_m(&rock, x_m, z_m), 0.0f);
                float *at_m = &geometry->height_m[iz * (int)geometry->height_width + ix];
                *at_m = fmaxf(*at_m, WORLD_WATER_LEVEL_M + 0.04f - slope * side_m);
            }
        }
    }
}

enum err world_rocks_build(const struct world_terrain *terrain, int detail, struct arena *arena,
                           struct stage_geometry *geometry, uint16_t *out_mesh)
{
    uint32_t vertices = 0;
    uint32_t indices = 0;
    for (int i = 0; i < ROCK_COUNT; i++) {
        const uint32_t cuts = (uint32_t)cuts_by_detail[detail][sites[i].cuts];
        vertices += 4 * (cuts + 1) * (cuts + 2);
        indices += 24 * cuts * cuts;
    }
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, vertices, indices));
    for (int i = 0; i < ROCK_COUNT; i++) {
        const struct rock rock = rock_at(terrain, detail, i);
        add_rock(&shape, terrain, &rock);
    }
    *out_mesh = world_shape_end(&shape, geometry, "rocks");
    return ERR_OK;
}
