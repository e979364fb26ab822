#include "render/list.h"

#include <stddef.h>
#include <string.h>

// How far the vertex shaders move what they draw: grass in the wind, waves to the side.
static const float moved_m[RENDER_LIST_KINDS] = {
    [STAGE_MATERIAL_FOLIAGE] = 0.5f, [STAGE_MATERIAL_SPRAY] = 0.5f, [STAGE_MATERIAL_MIST] = 3.0f,
    [RENDER_LIST_OPEN_SEA] = 0.7f,   [RENDER_LIST_SHORE] = 0.4f,
};

static void add(struct render_list *list, const struct render_part *part)
{
    if (list->part_count == RENDER_LIST_MAX) {
        list->lost_count++;
        return;
    }
    list->parts[list->part_count++] = *part;
}

// A mesh that is cut up stands once: what of it is seen.
static void add_chunks(struct render_list *list, struct render_part part,
                       const struct render_mesh *mesh, const struct render_cull *cull,
                       const mat4s *world_from_mesh)
{
    struct render_chunk_run runs[RENDER_CHUNK_RUNS];
    const int count =
        render_chunk_see(mesh->chunks, cull, world_from_mesh, moved_m[part.kind], runs);
    for (int i = 0; i < count; i++) {
        part.first_index = mesh->first_index + runs[i].first_index;
        part.index_count = runs[i].index_count;
        add(list, &part);
    }
}

static void add_sea(struct render_list *list, uint32_t kind, const struct render_mesh *mesh,
                    const struct render_cull *cull)
{
    const mat4s still = glms_mat4_identity();
    if (!mesh || mesh->index_count == 0) {
        return;
    }
    const struct render_part part = {
        kind, mesh->first_vertex, mesh->first_index, mesh->index_count, 0, 1};
    if (mesh->chunks) {
        add_chunks(list, part, mesh, cull, &still);
    } else {
        add(list, &part);
    }
}

// Gives a draw the next of the block's places.
static uint32_t place(struct render_list *list, int draw)
{
    list->draw_at[list->placed_count] = (uint8_t)draw;
    list->place_of[draw] = (uint8_t)list->placed_count;
    return list->placed_count++;
}

// The draw, and with it all others of the same mesh that are seen: one draw of many instances.
static void add_draws(struct render_list *list, const struct stage *stage, bool is_due[],
                      const struct render_mesh *mesh, int first)
{
    const struct stage_draw *draw = &stage->draws[first];
    struct render_part part = {draw->material,    mesh->first_vertex, mesh->first_index,
                               mesh->index_count, list->placed_count, 0};
    for (int i = first; i < stage->draw_count; i++) {
        const struct stage_draw *other = &stage->draws[i];
        if (is_due[i] && other->mesh == draw->mesh && other->material == draw->material) {
            place(list, i);
            is_due[i] = false;
            part.instance_count++;
        }
    }
    add(list, &part);
}

void render_list_make(struct render_list *list, const struct stage *stage,
                      const struct render_geometry *geometry, const struct view *head)
{
    memset(list, 0, offsetof(struct render_list, parts));
    list->placed_count = 0;
    const struct render_cull cull = render_cull_make(head);
    bool is_due[STAGE_DRAW_MAX] = {0}, is_seen[STAGE_DRAW_MAX] = {0};
    for (int i = 0; i < stage->draw_count; i++) {
        is_due[i] = is_seen[i] = render_cull_sees_draw(&cull, &stage->draws[i]);
    }
    for (int i = 0; i < stage->draw_count; i++) {
        const struct stage_draw *draw = &stage->draws[i];
        const struct render_mesh *mesh = render_geometry_mesh(geometry, stage->level, draw->mesh);
        if (!is_due[i] || !mesh || mesh->index_count == 0) {
            continue;
        }
        if (!mesh->chunks) {
            add_draws(list, stage, is_due, mesh, i);
            continue;
        }
        const struct render_part part = {
            draw->material, mesh->first_vertex, 0, 0, place(list, i), 1};
        is_due[i] = false;
        add_chunks(list, part, mesh, &cull, &draw->world_from_mesh);
    }
    for (int i = 0; i < stage->draw_count; i++) {
        if (!is_seen[i] || is_due[i]) {
            place(list, i); // may cast a shadow
        }
    }
    if (stage->has_water) {
        const int level = stage->level;
        list->has_water = 1;
        add_sea(list, RENDER_LIST_OPEN_SEA,
                render_geometry_mesh(geometry, level, stage->water.mesh), &cull);
        add_sea(list, RENDER_LIST_SHORE,
                render_geometry_mesh(geometry, level, stage->water.shore_mesh), &cull);
    }
    list->has_stars = stage->sky.stars > 0.0f;
    list->lamp_count = (uint32_t)stage->light.lamp_count;
}

bool render_list_equals(const struct render_list *a, const struct render_list *b)
{
    return a->part_count == b->part_count &&
           memcmp(a, b, offsetof(struct render_list, parts)) == 0 &&
           memcmp(a->parts, b->parts, a->part_count * sizeof a->parts[0]) == 0;
}
