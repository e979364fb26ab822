#include "app/near.h"

#include <math.h>
#include <string.h>

enum { SPLITS = 8 }; // points along each edge of a triangle, and on rays of a panel

struct mark {
    struct pose world_in_eye;
    float tan_half, near_m;
    int each_way;
    bool *is_near;
};

static void mark_point(const struct mark *mark, vec3s in_world)
{
    const vec3s at = pose_point(mark->world_in_eye, in_world);
    if (at.z >= 0.0f || glms_vec3_norm(at) > mark->near_m) {
        return;
    }
    const float per_tangent = (float)mark->each_way / (2.0f * mark->tan_half);
    const float x = (at.x / -at.z + mark->tan_half) * per_tangent;
    const float y = (-at.y / -at.z + mark->tan_half) * per_tangent;
    const float end = (float)mark->each_way;
    if (x >= 0.0f && y >= 0.0f && x < end && y < end) {
        mark->is_near[(int)y * mark->each_way + (int)x] = true;
    }
}

static void mark_triangle(const struct mark *mark, const vec3s corner[3])
{
    for (int i = 0; i <= SPLITS; i++) {
        for (int k = 0; k <= SPLITS - i; k++) {
            const float a = (float)i / SPLITS, b = (float)k / SPLITS;
            vec3s at = glms_vec3_scale(corner[0], 1.0f - a - b);
            at = glms_vec3_add(at, glms_vec3_scale(corner[1], a));
            mark_point(mark, glms_vec3_add(at, glms_vec3_scale(corner[2], b)));
        }
    }
}

static void mark_draw(const struct mark *mark, const struct stage_draw *draw,
                      const struct stage_mesh *mesh)
{
    for (uint32_t i = 0; i + 2 < mesh->index_count; i += 3) {
        vec3s corner[3];
        float nearest = 1e9f, longest = 0.0f;
        for (int k = 0; k < 3; k++) {
            const vec3s at = mesh->vertices[mesh->indices[i + (uint32_t)k]].at_m;
            corner[k] = glms_mat4_mulv3(draw->world_from_mesh, at, 1.0f);
            nearest = fminf(nearest, glms_vec3_norm(pose_point(mark->world_in_eye, corner[k])));
        }
        for (int k = 0; k < 3; k++) {
            longest = fmaxf(longest, glms_vec3_distance(corner[k], corner[(k + 1) % 3]));
        }
        if (nearest - longest <= mark->near_m) { // some of it may be near
            mark_triangle(mark, corner);
        }
    }
}

static void mark_panel(const struct mark *mark, const struct stage_panel *panel)
{
    const float metre = panel->distance_m * 0.001f; // of a dmm
    for (int i = 0; i <= SPLITS; i++) {
        for (int k = 0; k <= SPLITS; k++) {
            const vec3s at = {{((float)i / SPLITS - 0.5f) * panel->size_dmm.x * metre,
                               ((float)k / SPLITS - 0.5f) * panel->size_dmm.y * metre, 0.0f}};
            mark_point(mark, pose_point(panel->in_world, at));
        }
    }
}

void app_near_mark(const struct stage *stage, const struct stage_geometry *geometry,
                   struct pose eye_in_world, float tan_half, float near_m, int each_way,
                   bool *out_is_near)
{
    const struct mark mark = {pose_inverse(eye_in_world), tan_half, near_m, each_way, out_is_near};
    memset(out_is_near, 0, (size_t)each_way * (size_t)each_way * sizeof *out_is_near);
    for (int i = 0; i < stage->draw_count; i++) {
        const struct stage_draw *draw = &stage->draws[i];
        mark_draw(&mark, draw, &geometry->meshes[draw->mesh]);
    }
    for (int i = 0; i < stage->panel_count; i++) {
        mark_panel(&mark, &stage->panels[i]);
    }
}
