// What a bird looks like: body, head and wing, built once and placed for each.
#include "world/birds.h"

#include "world/shape.h"

#include <math.h>

enum { BODY_RINGS = 8, BODY_SIDES = 8 };

// From tail to neck along -z, as a robin sits.
static const struct {
    float z_m, y_m, wide_m, high_m;
} body_rings[BODY_RINGS] = {{0.150f, 0.022f, 0.010f, 0.004f},  {0.085f, 0.040f, 0.016f, 0.008f},
                            {0.050f, 0.052f, 0.030f, 0.026f},  {0.015f, 0.062f, 0.044f, 0.044f},
                            {-0.020f, 0.072f, 0.047f, 0.050f}, {-0.048f, 0.088f, 0.038f, 0.040f},
                            {-0.062f, 0.104f, 0.026f, 0.028f}, {-0.066f, 0.116f, 0.004f, 0.004f}};
static const struct {
    float z_m, y_m, wide_m, high_m;
} head_rings[BODY_RINGS] = {{0.034f, -0.004f, 0.003f, 0.003f},  {0.026f, 0.002f, 0.022f, 0.022f},
                            {0.008f, 0.008f, 0.033f, 0.033f},   {-0.012f, 0.008f, 0.033f, 0.032f},
                            {-0.026f, 0.004f, 0.022f, 0.022f},  {-0.034f, 0.001f, 0.009f, 0.009f},
                            {-0.046f, -0.001f, 0.005f, 0.004f}, {-0.058f, -0.003f, 0.001f, 0.001f}};

static struct world_skin plumage(bool is_head, int ring, vec3s out)
{
    const vec3s back = v3(0.120f, 0.085f, 0.048f), breast = v3(0.560f, 0.175f, 0.035f);
    const vec3s belly = v3(0.420f, 0.390f, 0.330f);
    const bool is_below = out.y < 0.25f;
    struct world_skin skin = {.albedo = back, .open = 0.8f + 0.2f * out.y, .roughness = 0.9f};
    if (is_head) {
        skin.albedo = ring >= 5 ? v3(0.05f, 0.04f, 0.03f) : is_below && ring >= 3 ? breast : back;
    } else if (is_below && ring >= 4) {
        skin.albedo = breast;
        skin.grain = STAGE_GRAIN_GLASS; // the breast glows when it is found
    } else if (is_below && ring >= 2) {
        skin.albedo = belly;
    }
    return skin;
}

static enum err build_rings(bool is_head, struct arena *arena, struct stage_geometry *geometry,
                            uint16_t *out_mesh)
{
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, BODY_RINGS * BODY_SIDES, BODY_RINGS * BODY_SIDES * 6));
    for (int ring = 0; ring < BODY_RINGS; ring++) {
        const float z_m = is_head ? head_rings[ring].z_m : body_rings[ring].z_m;
        const float y_m = is_head ? head_rings[ring].y_m : body_rings[ring].y_m;
        const float wide_m = is_head ? head_rings[ring].wide_m : body_rings[ring].wide_m;
        const float high_m = is_head ? head_rings[ring].high_m : body_rings[ring].high_m;
        for (int i = 0; i < BODY_SIDES; i++) {
            const float turn = 2.0f * GLM_PIf * (float)i / (float)BODY_SIDES;
            const vec3s out = v3(cosf(turn), sinf(turn), 0.0f);
            const struct world_skin skin = plumage(is_head, ring, out);
            world_shape_vertex(&shape, v3(wide_m * out.x, y_m + high_m * out.y, z_m), out, &skin);
        }
    }
    for (uint32_t ring = 0; ring + 1 < BODY_RINGS; ring++) {
        for (uint32_t i = 0; i < BODY_SIDES; i++) {
            const uint32_t here = ring * BODY_SIDES + i;
            const uint32_t next = ring * BODY_SIDES + (i + 1) % BODY_SIDES;
            world_shape_quad(&shape, here, next, next + BODY_SIDES, here + BODY_SIDES);
        }
    }
    *out_mesh = world_shape_end(&shape, geometry, is_head ? "bird's head" : "bird");
    return ERR_OK;
}

enum err world_birds_build(struct world_birds *birds, struct arena *arena,
                           struct stage_geometry *geometry)
{
    TRY(build_rings(false, arena, geometry, &birds->body_mesh));
    TRY(build_rings(true, arena, geometry, &birds->head_mesh));
    static const float rows[][3] = {
        {0.02f, -0.035f, 0.035f}, {0.09f, -0.045f, 0.030f}, {0.15f, -0.020f, 0.035f}};
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, 6, 12));
    const struct world_skin skin = {.albedo = v3(0.11f, 0.08f, 0.05f), .open = 1.0f};
    for (int i = 0; i < 3; i++) {
        world_shape_vertex(&shape, v3(rows[i][0], 0.085f, rows[i][1]), v3(0, 1, 0), &skin);
        world_shape_vertex(&shape, v3(rows[i][0], 0.085f, rows[i][2]), v3(0, 1, 0), &skin);
    }
    world_shape_quad(&shape, 0, 1, 3, 2);
    world_shape_quad(&shape, 2, 3, 5, 4);
    birds->wing_mesh = world_shape_end(&shape, geometry, "bird's wing");
    return ERR_OK;
}
