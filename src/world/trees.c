#include "world/trees.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/spray.h"

#include <math.h>

static const float FAR_FROM_M = 17.0f, FAR_TO_M = 62.0f;

struct fineness {
    int sides, rows;               // of a near trunk
    int branch_sides, branch_rows; // 0: no branches
    int sprays;                    // of a near tree
    float spray_size;
    int far_sides, far_sprays;
    float far_size;
};

static const struct fineness by_detail[] = {
    {4, 3, 0, 0, 18, 2.6f, 3, 3, 2.6f},
    {5, 5, 3, 2, 56, 1.9f, 3, 8, 1.9f},
    {8, 8, 4, 3, 330, 1.25f, 4, 30, 1.25f},
    {14, 18, 5, 6, 1050, 0.85f, 7, 90, 0.85f},
};

static float random01(uint32_t seed, uint32_t what)
{
    return (float)(rand_hash(seed + 7919u * what) >> 8) * 0x1p-24f;
}

// ---- where they stand

static bool has_room(const struct world_tree *trees, int count, float x_m, float z_m, float room_m)
{
    for (int i = 0; i < count; i++) {
        if (hypotf(trees[i].at_m.x - x_m, trees[i].at_m.z - z_m) < room_m) {
            return false;
        }
    }
    return true;
}

static struct world_tree tree_at(const struct world_glade *glade, struct rand *rand, float x_m,
                                 float z_m)
{
    struct world_tree tree = {
        .at_m = v3(x_m, world_glade_height_m(glade, x_m, z_m) - 0.12f, z_m),
        .height_m = rand_range(rand, 9.5f, 16.0f),
        .radius_m = rand_range(rand, 0.13f, 0.34f),
        .lean = {{rand_range(rand, -0.07f, 0.07f), rand_range(rand, -0.07f, 0.07f)}},
    };
    tree.seed = rand_bits(rand);
    return tree;
}

static int plant(struct world_tree *trees, int most, const struct world_glade *glade, uint64_t seed,
                 uint64_t stream, vec2s radius_m, float room_m)
{
    int count = 0;
    for (int i = 0; i < most * 40 && count < most; i++) {
        struct rand rand = rand_seeded(seed, stream + (uint64_t)i);
        const float turn = rand_range(&rand, 0.0f, 6.2831853f);
        const float out = rand_range(&rand, 0.0f, 1.0f);
        const float far_m = glm_lerp(radius_m.x, radius_m.y, powf(out, 0.7f));
        const float x_m = far_m * sinf(turn), z_m = -far_m * cosf(turn);
        const struct world_brook_near near = world_brook_near(glade->brook, x_m, z_m);
        // Ahead, the eye is led along the water.
        const float aisle_m = z_m < -2.0f && fabsf(x_m) < 9.0f ? 1.9f : 1.1f;
        if (near.away_m - near.half_m > aisle_m && has_room(trees, count, x_m, z_m, room_m)) {
            trees[count++] = tree_at(glade, &rand, x_m, z_m);
        }
    }
    return count;
}

struct world_trees world_trees_seeded(uint64_t seed, const struct world_glade *glade)
{
    struct world_trees trees = {0};
    trees.near_count = plant(trees.near, WORLD_TREE_NEAR_MAX, glade, seed, 5000,
                             (vec2s){{3.9f, FAR_FROM_M}}, 2.5f);
    trees.far_count = plant(trees.far, WORLD_TREE_FAR_MAX, glade, seed, 9000,
                            (vec2s){{FAR_FROM_M, FAR_TO_M}}, 2.2f);
    return trees;
}

// ---- wood

static vec3s trunk_at_m(const struct world_tree *tree, float part)
{
    const float bend = 0.18f * sinf(part * 4.0f + random01(tree->seed, 1) * 6.28f) * part;
    return v3(tree->at_m.x + tree->lean.x * tree->height_m * part * part + bend,
              tree->at_m.y + tree->height_m * part,
              tree->at_m.z + tree->lean.y * tree->height_m * part * part - 0.7f * bend);
}

static float trunk_radius_m(const struct world_tree *tree, float part)
{
    const float root = expf(-part * tree->height_m * 2.4f);
    return tree->radius_m * (1.0f - 0.97f * part) * (1.0f + 0.55f * root);
}

vec3s world_trees_branch_at_m(const struct world_tree *tree, int branch, float part)
{
    const uint32_t own = tree->seed + 101u * (uint32_t)branch;
    const float from =
        0.24f + 0.70f * ((float)branch + 0.6f * random01(own, 2)) / (float)WORLD_TREE_BRANCHES;
    // One after another around the trunk by the golden angle, as leaves stand.
    const float turn =
        2.39996f * (float)branch + 0.7f * random01(own, 3) + 6.28f * random01(tree->seed, 4);
    const float length_m =
        (0.20f + 0.19f * (1.0f - from)) * tree->height_m * (0.75f + 0.5f * random01(own, 5)) + 0.6f;
    const float rise = 0.25f + 0.65f * from * random01(own, 6);
    const float wave = 0.12f * sinf(part * 5.0f + 6.28f * random01(own, 7)) * part;
    const vec3s start = trunk_at_m(tree, from);
    const float out_m = length_m * part;
    return v3(start.x + sinf(turn) * out_m + wave * cosf(turn),
              start.y + rise * out_m * (1.0f - 0.45f * part),
              start.z - cosf(turn) * out_m + wave * sinf(turn));
}

static struct world_skin bark(const struct world_tree *tree, vec3s at_m, vec3s out, float up_m,
                              float dim)
{
    const float patch = world_noise_solid_sum(glms_vec3_scale(at_m, 2.1f), 3, tree->seed & 0xffffu);
    vec3s color = glms_vec3_lerp(v3(0.085f, 0.075f, 0.060f), v3(0.200f, 0.185f, 0.155f),
                                 glm_clamp(0.5f + patch, 0.0f, 1.0f));
    // Moss climbs on the weather side, thick about the roots.
    const float moss = glm_smoothstep(
        0.1f, 0.7f, 0.5f * out.x - 0.4f * out.z + 0.9f * patch + 1.0f * expf(-up_m * 0.9f));
    color = glms_vec3_lerp(color, v3(0.070f, 0.130f, 0.022f), 0.85f * moss);
    return (struct world_skin){
        .albedo = glms_vec3_scale(color, dim),
        .open = glm_clamp(0.35f + 0.2f * up_m, 0.0f, 0.8f),
        .roughness = 0.9f,
        .wetness = 0.1f,
        .grain = STAGE_GRAIN_STONE,
    };
}

static void add_tube_rows(struct world_shape *shape, uint32_t first, int rows, int sides)
{
    for (uint32_t row = 0; row + 1 < (uint32_t)rows; row++) {
        for (uint32_t i = 0; i < (uint32_t)sides; i++) {
            const uint32_t here = first + row * (uint32_t)sides + i;
            const uint32_t next = first + row * (uint32_t)sides + (i + 1) % (uint32_t)sides;
            world_shape_quad(shape, here, here + (uint32_t)sides, next + (uint32_t)sides, next);
        }
    }
}

static void add_trunk(struct world_shape *shape, const struct world_tree *tree, int sides, int rows,
                      float dim)
{
    const uint32_t first = shape->vertex_count;
    for (int row = 0; row < rows; row++) {
        const float even = (float)row / (float)(rows - 1);
        const float part = even * even * 0.6f + even * 0.4f; // closer rows at the roots
        const vec3s middle = trunk_at_m(tree, part);
        for (int i = 0; i < sides; i++) {
            const float turn = 2.0f * GLM_PIf * (float)i / (float)sides;
            const vec3s out = v3(cosf(turn), 0.0f, sinf(turn));
            // Roots are ribs that run out into the floor.
            const float up_m = part * tree->height_m;
            const float rib = 1.0f + 0.45f * expf(-up_m * 3.0f) *
                                         sinf(5.0f * turn + 6.28f * random01(tree->seed, 8));
            const vec3s at_m = glms_vec3_muladds(out, trunk_radius_m(tree, part) * rib, middle);
            const struct world_skin skin = bark(tree, at_m, out, up_m, dim);
            world_shape_vertex(shape, at_m, out, &skin);
        }
    }
    add_tube_rows(shape, first, rows, sides);
}

static void add_branch(struct world_shape *shape, const struct world_tree *tree, int branch,
                       int sides, int rows)
{
    const uint32_t first = shape->vertex_count;
    const float thick_m = tree->radius_m * (0.36f - 0.018f * (float)branch);
    for (int row = 0; row < rows; row++) {
        const float part = (float)row / (float)(rows - 1);
        const vec3s middle = world_trees_branch_at_m(tree, branch, part);
        const vec3s ahead = glms_vec3_normalize(
            glms_vec3_sub(world_trees_branch_at_m(tree, branch, part + 0.05f), middle));
        const vec3s right = glms_vec3_normalize(glms_vec3_cross(ahead, v3(0, 1, 0)));
        const vec3s up = glms_vec3_cross(right, ahead);
        for (int i = 0; i < sides; i++) {
            const float turn = 2.0f * GLM_PIf * (float)i / (float)sides;
            const vec3s out =
                glms_vec3_add(glms_vec3_scale(right, cosf(turn)), glms_vec3_scale(up, sinf(turn)));
            const vec3s at_m =
                glms_vec3_muladds(out, thick_m * (1.0f - 0.88f * part) + 0.006f, middle);
            const struct world_skin skin = bark(tree, at_m, out, 4.0f, 0.85f);
            world_shape_vertex(shape, at_m, out, &skin);
        }
    }
    add_tube_rows(shape, first, rows, sides);
}

static enum err build_wood(struct world_trees *trees, const struct fineness *fine,
                           struct arena *arena, struct stage_geometry *geometry)
{
    const int near_points =
        fine->sides * fine->rows + WORLD_TREE_BRANCHES * fine->branch_sides * fine->branch_rows;
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, (uint32_t)(trees->near_count * near_points),
                          (uint32_t)(trees->near_count * near_points * 6)));
    for (int i = 0; i < trees->near_count; i++) {
        add_trunk(&shape, &trees->near[i], fine->sides, fine->rows, 1.0f);
        for (int branch = 0; fine->branch_rows > 0 && branch < WORLD_TREE_BRANCHES; branch++) {
            add_branch(&shape, &trees->near[i], branch, fine->branch_sides, fine->branch_rows);
        }
    }
    trees->wood_mesh = world_shape_end(&shape, geometry, "trunks");
    const int rows = fine->far_sides > 3 ? 4 : 2;
    struct world_shape far;
    TRY(world_shape_begin(&far, arena, (uint32_t)(trees->far_count * rows * fine->far_sides),
                          (uint32_t)(trees->far_count * rows * fine->far_sides * 6)));
    for (int i = 0; i < trees->far_count; i++) {
        const float flecked = 0.35f + 0.5f * random01(trees->far[i].seed, 9);
        add_trunk(&far, &trees->far[i], fine->far_sides, rows, flecked);
    }
    trees->far_wood_mesh = world_shape_end(&far, geometry, "trunks behind");
    return ERR_OK;
}

// ---- leaves

static vec3s direction(float turn, float up)
{
    return v3(sinf(turn) * cosf(up), sinf(up), -cosf(turn) * cosf(up));
}

// A spray of the near trees: on a branch, in layers that lie nearly level, as beeches have them.
static struct world_spray spray_of(const struct world_tree *tree, int number, float season,
                                   float size)
{
    const uint32_t own = tree->seed ^ (0x9e3779b9u * (uint32_t)(number + 1));
    const int branch = number % WORLD_TREE_BRANCHES;
    const float part = 0.34f + 0.70f * sqrtf(random01(own, 1));
    vec3s stem_m = world_trees_branch_at_m(tree, branch, part);
    const float spread_m = 0.15f + 0.75f * part;
    stem_m = glms_vec3_add(stem_m, v3(spread_m * (random01(own, 2) - 0.5f) * 1.6f,
                                      spread_m * (random01(own, 3) - 0.45f) * 0.7f,
                                      spread_m * (random01(own, 4) - 0.5f) * 1.6f));
    vec3s root = world_trees_branch_at_m(tree, branch, 0.0f);
    if (number % 4 == 3) { // the crown closes about the top of the trunk
        const float up = 0.62f + 0.40f * random01(own, 12);
        const float turn = 6.2831853f * random01(own, 13);
        const float out_m = (1.12f - up) * tree->height_m * 0.26f * sqrtf(random01(own, 14));
        root = trunk_at_m(tree, fminf(up, 1.0f));
        stem_m = glms_vec3_add(root, v3(sinf(turn) * out_m, 0.0f, -cosf(turn) * out_m));
    }
    const vec3s out = glms_vec3_sub(stem_m, root);
    const float turn = atan2f(out.x, -out.z) + 2.6f * (random01(own, 5) - 0.5f);
    const vec3s along = direction(turn, 0.7f * (random01(own, 6) - 0.55f));
    const float tilt = 1.7f * (random01(own, 7) - 0.5f);
    const vec3s level = direction(turn + 1.5708f, 0.0f);
    const vec3s up = glms_vec3_cross(level, along);
    const vec3s across =
        glms_vec3_add(glms_vec3_scale(level, cosf(tilt)), glms_vec3_scale(up, sinf(tilt)));
    const float length_m = size * (0.55f + 0.40f * random01(own, 8));
    const float high = (stem_m.y - tree->at_m.y) / tree->height_m;
    return (struct world_spray){
        .stem_m = stem_m,
        .along = along,
        .across = across,
        .length_m = length_m,
        .half_m = 0.42f * length_m,
        .normal = glms_vec3_normalize(glms_vec3_add(
            v3(0, 0.9f, 0),
            glms_vec3_scale(glms_vec3_normalize(glms_vec3_add(out, v3(0, 0.01f, 0))), 0.5f))),
        .color = glms_vec3_scale(
            world_spray_color(season, 0.55f * random01(tree->seed, 10) + 0.45f * random01(own, 9)),
            0.75f + 0.5f * random01(own, 10)),
        .open = glm_clamp(0.30f + 0.45f * high + 0.30f * part * random01(own, 11), 0.0f, 1.0f),
        .sway = 0.25f + 0.35f * part,
        .kind = WORLD_SPRAY_LEAVES,
    };
}

static struct world_spray far_spray_of(const struct world_tree *tree, int number, float season,
                                       float size)
{
    const uint32_t own = tree->seed ^ (0x85ebca6bu * (uint32_t)(number + 1));
    // A fifth are bushes at its foot, which hide where the floor ends.
    const bool is_low = number % 5 == 4;
    const float high = is_low ? 0.02f + 0.11f * random01(own, 1) : 0.14f + 0.86f * random01(own, 1);
    const float turn = 6.2831853f * random01(own, 2);
    const float wide_m =
        tree->height_m * 0.24f * sinf(3.0f * (0.12f + 0.8f * high)) + (is_low ? 1.6f : 0.5f);
    const vec3s out = direction(turn, 0.0f);
    const vec3s stem_m =
        glms_vec3_muladds(out, wide_m * sqrtf(random01(own, 3)), trunk_at_m(tree, high));
    const float lean = 1.2f * (random01(own, 4) - 0.5f);
    const float turned = turn + 2.0f * (random01(own, 5) - 0.5f);
    const float length_m = size * (1.5f + 1.1f * random01(own, 6));
    return (struct world_spray){
        .stem_m = stem_m,
        .along = direction(turned, lean - 0.2f),
        .across = glms_vec3_normalize(
            glms_vec3_add(direction(turned + 1.5708f, 0.0f), v3(0, random01(own, 7) - 0.2f, 0))),
        .length_m = length_m,
        .half_m = 0.45f * length_m,
        .normal = glms_vec3_normalize(glms_vec3_add(v3(0, 0.8f, 0), glms_vec3_scale(out, 0.6f))),
        .color = glms_vec3_scale(
            world_spray_color(season, 0.6f * random01(tree->seed, 10) + 0.4f * random01(own, 8)),
            0.6f + 0.5f * random01(own, 9)),
        .open = 0.35f + 0.5f * high,
        .sway = 0.4f,
        .kind = WORLD_SPRAY_LEAVES,
    };
}

static enum err build_leaves(struct world_trees *trees, const struct fineness *fine, float season,
                             struct arena *arena, struct stage_geometry *geometry)
{
    struct world_shape leaves, shade, far;
    const uint32_t count = (uint32_t)(trees->near_count * fine->sprays);
    const uint32_t far_count = (uint32_t)(trees->far_count * fine->far_sprays);
    TRY(world_shape_begin(&leaves, arena, count * 4, count * 6));
    TRY(world_shape_begin(&shade, arena, count * 4, count * 6));
    TRY(world_shape_begin(&far, arena, far_count * 4, far_count * 6));
    for (int i = 0; i < trees->near_count; i++) {
        for (int k = 0; k < fine->sprays; k++) {
            const struct world_spray spray = spray_of(&trees->near[i], k, season, fine->spray_size);
            world_spray_add(&leaves, &spray);
            if (k % 2 == 0) {
                world_spray_add_shade(&shade, &spray);
            }
        }
    }
    for (int i = 0; i < trees->far_count; i++) {
        for (int k = 0; k < fine->far_sprays; k++) {
            const struct world_spray spray =
                far_spray_of(&trees->far[i], k, season, fine->far_size);
            world_spray_add(&far, &spray);
        }
    }
    trees->leaf_mesh = world_shape_end(&leaves, geometry, "leaves");
    trees->shade_mesh = world_shape_end(&shade, geometry, "shade of leaves");
    trees->far_leaf_mesh = world_shape_end(&far, geometry, "leaves behind");
    return ERR_OK;
}

enum err world_trees_build(struct world_trees *trees, float season, int detail, struct arena *arena,
                           struct stage_geometry *geometry)
{
    const struct fineness *fine = &by_detail[detail];
    TRY(build_wood(trees, fine, arena, geometry));
    return build_leaves(trees, fine, season, arena, geometry);
}
