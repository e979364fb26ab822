#include "world/gulls.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

enum { BODY_RINGS = 7, BODY_SIDES = 6, CALLER = 0 };

struct gull_pose {
    vec3s at_m;
    float yaw_rad, bank_rad;
    float wing_rad;  // above level
    float wing_span; // 1 spread, small when folded
};

// From bill to tail along -z.
static const struct {
    float z_m, y_m, radius_m;
} body_rings[BODY_RINGS] = {{-0.30f, 0.04f, 0.004f}, {-0.24f, 0.05f, 0.034f},
                            {-0.18f, 0.04f, 0.040f}, {-0.10f, 0.00f, 0.060f},
                            {0.02f, -0.01f, 0.075f}, {0.16f, 0.01f, 0.050f},
                            {0.29f, 0.03f, 0.008f}};

static enum err build_body(struct world_gulls *gulls, struct arena *arena,
                           struct stage_geometry *geometry)
{
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, BODY_RINGS * BODY_SIDES, BODY_RINGS * BODY_SIDES * 6));
    for (int ring = 0; ring < BODY_RINGS; ring++) {
        for (int i = 0; i < BODY_SIDES; i++) {
            const float turn = 2.0f * GLM_PIf * (float)i / (float)BODY_SIDES;
            const vec3s out = v3(cosf(turn), sinf(turn), 0.0f);
            const float radius_m = body_rings[ring].radius_m;
            const vec3s at_m =
                v3(radius_m * out.x, body_rings[ring].y_m + radius_m * out.y, body_rings[ring].z_m);
            const struct world_skin skin = {
                .albedo = ring == 0 ? v3(0.45f, 0.30f, 0.06f) : v3(0.70f, 0.69f, 0.67f),
                .open = 0.85f + 0.15f * out.y,
                .roughness = 0.9f,
            };
            world_shape_vertex(&shape, at_m, out, &skin);
        }
    }
    for (uint32_t ring = 0; ring + 1 < BODY_RINGS; ring++) {
        for (uint32_t i = 0; i < BODY_SIDES; i++) {
            const uint32_t here = ring * BODY_SIDES + i;
            const uint32_t next = ring * BODY_SIDES + (i + 1) % BODY_SIDES;
            world_shape_quad(&shape, here, here + BODY_SIDES, next + BODY_SIDES, next);
        }
    }
    gulls->body_mesh = world_shape_end(&shape, geometry, "gull body");
    return ERR_OK;
}

// One wing from the shoulder along +x; a mirrored draw makes the other.
static enum err build_wing(struct world_gulls *gulls, struct arena *arena,
                           struct stage_geometry *geometry)
{
    static const struct {
        float x_m, y_m, lead_z_m, trail_z_m, grey;
    } rows[] = {{0.03f, 0.02f, -0.12f, 0.08f, 0.55f},
                {0.28f, 0.07f, -0.16f, 0.03f, 0.45f},
                {0.52f, 0.05f, -0.08f, 0.05f, 0.40f},
                {0.68f, 0.01f, 0.05f, 0.07f, 0.04f}};
    struct world_shape shape;
    TRY(world_shape_begin(&shape, arena, 8, 18));
    for (int i = 0; i < 4; i++) {
        const struct world_skin skin = {.albedo = v3(rows[i].grey, rows[i].grey, rows[i].grey),
                                        .open = 1.0f,
                                        .roughness = 0.9f};
        world_shape_vertex(&shape, v3(rows[i].x_m, rows[i].y_m, rows[i].lead_z_m), v3(0, 1, 0),
                           &skin);
        world_shape_vertex(&shape, v3(rows[i].x_m, rows[i].y_m, rows[i].trail_z_m), v3(0, 1, 0),
                           &skin);
    }
    for (uint32_t i = 0; i < 3; i++) {
        world_shape_quad(&shape, 2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2);
    }
    gulls->wing_mesh = world_shape_end(&shape, geometry, "gull wing");
    return ERR_OK;
}

enum err world_gulls_build(struct world_gulls *gulls, uint64_t seed, vec3s perch_at_m,
                           struct arena *arena, struct stage_geometry *geometry)
{
    struct rand rand = rand_seeded(seed, 15);
    *gulls = (struct world_gulls){.seed = rand_bits(&rand), .perch_at_m = perch_at_m};
    float at_s = rand_range(&rand, 8.0f, 20.0f);
    for (int i = 0; i < WORLD_GULL_CALL_COUNT; i++) {
        gulls->call_s[i] = at_s;
        at_s += rand_range(&rand, 20.0f, 60.0f);
    }
    TRY(build_body(gulls, arena, geometry));
    return build_wing(gulls, arena, geometry);
}

// A few strokes now and then, gliding between.
static float wing_rad(const struct world_gulls *gulls, int which, double scene_s)
{
    const uint32_t own = gulls->seed + (uint32_t)which;
    const float wish = world_noise_line(scene_s / 5.0, own);
    const float effort = glm_smoothstep(0.05f, 0.45f, wish);
    const float stroke = (float)sin(scene_s * 11.0 + (double)which);
    return 0.14f + effort * 0.42f * stroke;
}

static struct gull_pose circling(const struct world_gulls *gulls, int which, double scene_s)
{
    // Both turn about one drifting middle, on opposite sides, and rise and fall by turns.
    const double turn = scene_s * 0.17 + 3.14159 * which;
    const float radius_m = 38.0f + 9.0f * world_noise_line(scene_s / 23.0, gulls->seed + 40);
    const float middle_x_m = -55.0f + 30.0f * world_noise_line(scene_s / 47.0, gulls->seed + 41);
    const float up_m = 19.0f + 5.0f * (float)sin(scene_s * 0.09 + 3.14159 * which);
    const float c = (float)cos(turn);
    const float s = (float)sin(turn);
    return (struct gull_pose){
        .at_m = v3(middle_x_m + radius_m * c, up_m, -150.0f + radius_m * s),
        .yaw_rad = -(float)fmod(turn, 6.283185307) - 3.14159f,
        .bank_rad = -0.35f,
        .wing_rad = wing_rad(gulls, which, scene_s),
        .wing_span = 1.0f,
    };
}

static struct gull_pose crossing(const struct world_gulls *gulls, double scene_s)
{
    const double period_s = 150.0;
    const double start_s = (double)(gulls->seed % 90u);
    const float part = (float)(fmod(scene_s + start_s, period_s) / period_s);
    return (struct gull_pose){
        .at_m = v3(420.0f - 840.0f * part,
                   13.0f + 4.0f * world_noise_line(scene_s / 9.0, gulls->seed + 50),
                   -190.0f - 60.0f * part),
        .yaw_rad = 1.5f,
        .wing_rad = wing_rad(gulls, 2, scene_s),
        .wing_span = 1.0f,
    };
}

static struct gull_pose perched(const struct world_gulls *gulls, double scene_s)
{
    return (struct gull_pose){
        .at_m = glms_vec3_add(gulls->perch_at_m, v3(0, 0.1f, 0)),
        .yaw_rad = 0.9f + 1.1f * world_noise_line(scene_s / 19.0, gulls->seed + 60),
        .wing_rad = -0.45f,
        .wing_span = 0.2f,
    };
}

static struct gull_pose floating(const struct world_gulls *gulls, double scene_s, float sea_m)
{
    const float drift_m = 3.0f * world_noise_line(scene_s / 41.0, gulls->seed + 70);
    return (struct gull_pose){
        .at_m = v3(-11.0f + drift_m, sea_m + 0.035f + 0.02f * (float)sin(scene_s * 1.1), -30.0f),
        .yaw_rad = 2.2f + 0.8f * world_noise_line(scene_s / 27.0, gulls->seed + 71),
        .wing_rad = -0.35f,
        .wing_span = 0.22f,
    };
}

static struct gull_pose pose_of(const struct world_gulls *gulls, int which, double scene_s,
                                float sea_m)
{
    switch (which) {
    case 2: return crossing(gulls, scene_s);
    case 3: return perched(gulls, scene_s);
    case 4: return floating(gulls, scene_s, sea_m);
    default: return circling(gulls, which, scene_s);
    }
}

static void add_part(struct stage *stage, uint16_t mesh, uint8_t material, mat4s in_world)
{
    struct stage_draw *draw = stage_add_draw(stage);
    if (draw) {
        draw->mesh = mesh;
        draw->material = material;
        draw->world_from_mesh = in_world;
        draw->radius_m = 0.75f;
    }
}

void world_gulls_stage(const struct world_gulls *gulls, double scene_s, float sea_m,
                       struct stage *stage)
{
    for (int i = 0; i < WORLD_GULL_COUNT; i++) {
        const struct gull_pose pose = pose_of(gulls, i, scene_s, sea_m);
        mat4s body = glms_translate_make(pose.at_m);
        body = glms_rotate(body, pose.yaw_rad, v3(0, 1, 0));
        body = glms_rotate(body, pose.bank_rad, v3(0, 0, 1));
        add_part(stage, gulls->body_mesh, STAGE_MATERIAL_SOLID, body);
        const mat4s right = glms_rotate(body, pose.wing_rad, v3(0, 0, 1));
        add_part(stage, gulls->wing_mesh, STAGE_MATERIAL_FOLIAGE,
                 glms_scale(right, v3(pose.wing_span, 1, 1)));
        const mat4s left = glms_rotate(body, -pose.wing_rad, v3(0, 0, 1));
        add_part(stage, gulls->wing_mesh, STAGE_MATERIAL_FOLIAGE,
                 glms_scale(left, v3(-pose.wing_span, 1, 1)));
    }
}

vec3s world_gulls_caller_at_m(const struct world_gulls *gulls, double scene_s)
{
    return pose_of(gulls, CALLER, scene_s, 0.0f).at_m;
}

uint32_t world_gulls_call_count(const struct world_gulls *gulls, double scene_s)
{
    const double cycle_s = (double)gulls->call_s[WORLD_GULL_CALL_COUNT - 1];
    const double cycles = floor(fmax(scene_s, 0.0) / cycle_s);
    const float part_s = (float)(fmax(scene_s, 0.0) - cycles * cycle_s);
    uint32_t count = (uint32_t)cycles * WORLD_GULL_CALL_COUNT;
    for (int i = 0; i < WORLD_GULL_CALL_COUNT && gulls->call_s[i] <= part_s; i++) {
        count++;
    }
    return count;
}
