#include "world/shape.h"

#include <assert.h>
#include <math.h>

static uint8_t unit_byte(float value)
{
    return (uint8_t)lrintf(255.0f * glm_clamp(value, 0.0f, 1.0f));
}

enum err world_shape_begin(struct world_shape *shape, struct arena *arena, uint32_t vertex_max,
                           uint32_t index_max)
{
    *shape = (struct world_shape){.vertex_max = vertex_max, .index_max = index_max};
    shape->vertices = arena_alloc(arena, vertex_max, sizeof *shape->vertices);
    shape->indices = arena_alloc(arena, index_max, sizeof *shape->indices);
    return shape->vertices && shape->indices ? ERR_OK : ERR_NO_MEMORY;
}

uint16_t world_shape_end(const struct world_shape *shape, struct stage_geometry *geometry,
                         const char *name)
{
    assert(geometry->mesh_count < STAGE_MESH_MAX);
    geometry->meshes[geometry->mesh_count] = (struct stage_mesh){
        .name = name,
        .vertices = shape->vertices,
        .indices = shape->indices,
        .vertex_count = shape->vertex_count,
        .index_count = shape->index_count,
    };
    return (uint16_t)geometry->mesh_count++;
}

uint32_t world_shape_vertex(struct world_shape *shape, vec3s at_m, vec3s normal,
                            const struct world_skin *skin)
{
    assert(shape->vertex_count < shape->vertex_max);
    shape->vertices[shape->vertex_count] = (struct stage_vertex){
        .at_m = at_m,
        .normal = normal,
        .albedo = {unit_byte(skin->albedo.x), unit_byte(skin->albedo.y), unit_byte(skin->albedo.z),
                   unit_byte(skin->open)},
        .traits = {unit_byte(skin->roughness), unit_byte(skin->wetness), unit_byte(skin->sway),
                   skin->grain},
    };
    return shape->vertex_count++;
}

void world_shape_triangle(struct world_shape *shape, uint32_t a, uint32_t b, uint32_t c)
{
    assert(shape->index_count + 3 <= shape->index_max);
    uint32_t *out = shape->indices + shape->index_count;
    out[0] = a;
    out[1] = b;
    out[2] = c;
    shape->index_count += 3;
}

void world_shape_quad(struct world_shape *shape, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    world_shape_triangle(shape, a, b, c);
    world_shape_triangle(shape, a, c, d);
}

static vec3s turned(vec3s v, float turn_rad)
{
    const float c = cosf(turn_rad);
    const float s = sinf(turn_rad);
    return v3(c * v.x + s * v.z, v.y, c * v.z - s * v.x);
}

static void add_face(struct world_shape *shape, const struct world_box *box, vec3s normal,
                     vec3s across, const struct world_skin *skin)
{
    const vec3s along = glms_vec3_cross(normal, across);
    static const float corners[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    uint32_t made[4];
    for (int i = 0; i < 4; i++) {
        const vec3s unit =
            glms_vec3_add(normal, glms_vec3_add(glms_vec3_scale(across, corners[i][0]),
                                                glms_vec3_scale(along, corners[i][1])));
        const vec3s local = glms_vec3_mul(unit, box->half_m);
        const vec3s at = glms_vec3_add(box->centre_m, turned(local, box->turn_rad));
        made[i] = world_shape_vertex(shape, at, turned(normal, box->turn_rad), skin);
    }
    world_shape_quad(shape, made[0], made[1], made[2], made[3]);
}

void world_shape_box(struct world_shape *shape, const struct world_box *box,
                     const struct world_skin *skin)
{
    const vec3s x = v3(1, 0, 0);
    const vec3s y = v3(0, 1, 0);
    const vec3s z = v3(0, 0, 1);
    struct world_skin side = *skin;
    side.open *= 0.6f;
    if (box->sides & WORLD_SIDE_TOP) {
        add_face(shape, box, y, z, skin);
    }
    if (box->sides & WORLD_SIDE_BOTTOM) {
        add_face(shape, box, glms_vec3_negate(y), x, &side);
    }
    if (box->sides & WORLD_SIDE_X) {
        add_face(shape, box, x, y, &side);
        add_face(shape, box, glms_vec3_negate(x), z, &side);
    }
    if (box->sides & WORLD_SIDE_Z) {
        add_face(shape, box, z, x, &side);
        add_face(shape, box, glms_vec3_negate(z), y, &side);
    }
}

void world_shape_pillar(struct world_shape *shape, const struct world_pillar *pillar,
                        const struct world_skin *skin)
{
    struct world_skin foot = *skin;
    foot.open *= 0.7f;
    const uint32_t first = shape->vertex_count;
    const uint32_t sides = (uint32_t)pillar->sides;
    for (uint32_t i = 0; i < sides; i++) {
        const float turn = 2.0f * GLM_PIf * (float)i / (float)sides;
        const vec3s out = v3(cosf(turn), 0.0f, sinf(turn));
        const vec3s low = glms_vec3_muladds(out, pillar->foot_radius_m, pillar->foot_m);
        const vec3s high = glms_vec3_muladds(out, pillar->head_radius_m, pillar->head_m);
        world_shape_vertex(shape, low, out, &foot);
        world_shape_vertex(shape, high, out, skin);
        world_shape_vertex(shape, high, v3(0, 1, 0), skin);
    }
    for (uint32_t i = 0; i < sides; i++) {
        const uint32_t here = first + 3 * i;
        const uint32_t next = first + 3 * ((i + 1) % sides);
        world_shape_quad(shape, here, here + 1, next + 1, next);
        if (i >= 1 && i + 1 < sides) {
            world_shape_triangle(shape, first + 2, next + 2, here + 2);
        }
    }
}

void world_shape_smooth(struct world_shape *shape, uint32_t first)
{
    for (uint32_t i = first; i < shape->vertex_count; i++) {
        shape->vertices[i].normal = v3(0, 0, 0);
    }
    for (uint32_t i = 0; i + 2 < shape->index_count; i += 3) {
        const uint32_t *at = shape->indices + i;
        if (at[0] < first) {
            continue;
        }
        const vec3s a = shape->vertices[at[0]].at_m;
        const vec3s ab = glms_vec3_sub(shape->vertices[at[1]].at_m, a);
        const vec3s ac = glms_vec3_sub(shape->vertices[at[2]].at_m, a);
        const vec3s area = glms_vec3_cross(ab, ac); // large faces count for more
        for (int k = 0; k < 3; k++) {
            struct stage_vertex *vertex = &shape->vertices[at[k]];
            vertex->normal = glms_vec3_add(vertex->normal, area);
        }
    }
    for (uint32_t i = first; i < shape->vertex_count; i++) {
        shape->vertices[i].normal = glms_vec3_normalize(shape->vertices[i].normal);
    }
}
