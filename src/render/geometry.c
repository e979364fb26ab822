#include "render/geometry.h"

#include "base/log.h"
#include "base/mem.h"
#include "gpu/upload.h"

#include <assert.h>
#include <string.h>

enum { VERTEX_MAX = 4 << 20, INDEX_MAX = 16 << 20, HEIGHT_MAP_PX_MAX = 2048 };

uint16_t render_geometry_half(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    const uint32_t sign = bits >> 16 & 0x8000u;
    bits &= 0x7fffffffu;
    if (bits >= 0x477ff000u) { // 65520 and more, infinities, NaN
        return (uint16_t)(sign | 0x7bffu);
    }
    if (bits < 0x38800000u) { // below 2^-14: steps of 2^-24
        float magnitude;
        memcpy(&magnitude, &bits, sizeof magnitude);
        return (uint16_t)(sign | (uint32_t)(magnitude * 16777216.0f + 0.5f));
    }
    return (uint16_t)(sign | (bits - 0x38000000u + 0x1000u) >> 13);
}

static enum err make_buffer(struct gpu_buffer *buffer, struct gpu *gpu, const char *name,
                            VkDeviceSize size, VkBufferUsageFlags usage)
{
    const struct gpu_buffer_desc desc = {
        .name = name,
        .size = size ? size : 4, // a scene without meshes still binds buffers
        .usage = usage | VK_BUFFER_USAGE_TRANSFER_DST_BIT,
        .memory = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT,
    };
    return gpu_buffer_init(buffer, gpu, &desc);
}

// What all levels need together.
struct room {
    uint32_t vertices, indices, chunks;
};

static enum err lay_out(struct render_geometry *geometry, int level,
                        const struct stage_geometry *from, struct room *room)
{
    for (int i = 0; i < from->mesh_count; i++) {
        const struct stage_mesh *mesh = &from->meshes[i];
        if (mesh->vertex_count > VERTEX_MAX - room->vertices ||
            mesh->index_count > INDEX_MAX - room->indices) {
            LOG_ERROR("mesh %s: the scene has too many vertices", mesh->name);
            return ERR_BAD_DATA;
        }
        geometry->meshes[level][i] =
            (struct render_mesh){room->vertices, room->indices, mesh->index_count, NULL};
        room->vertices += mesh->vertex_count;
        room->indices += mesh->index_count;
        room->chunks += render_chunk_is_worth(mesh) ? RENDER_CHUNK_MAX : 0;
    }
    return ERR_OK;
}

static enum err lay_out_all(struct render_geometry *geometry, const struct stage_geometry *levels,
                            int level_count, struct room *room)
{
    assert(level_count <= RENDER_LEVEL_MAX);
    geometry->level_count = level_count;
    geometry->mesh_count = level_count > 0 ? levels[0].mesh_count : 0;
    for (int i = 0; i < level_count; i++) {
        assert(levels[i].mesh_count == geometry->mesh_count);
        TRY(lay_out(geometry, i, &levels[i], room));
    }
    geometry->chunks = mem_alloc(room->chunks ? room->chunks : 1, sizeof *geometry->chunks);
    return geometry->chunks ? ERR_OK : ERR_NO_MEMORY;
}

static enum err upload_ordered(struct render_geometry *geometry, struct gpu *gpu,
                               const struct stage_mesh *mesh, const struct render_mesh *place,
                               struct render_chunk *chunks)
{
    uint32_t *indices = mem_alloc(mesh->index_count, sizeof *indices);
    if (!indices) {
        return ERR_NO_MEMORY;
    }
    render_chunk_order(mesh, indices, chunks);
    const enum err err =
        gpu_upload_buffer(gpu, &geometry->indices, place->first_index * sizeof *indices, indices,
                          mesh->index_count * sizeof *indices);
    mem_free(indices);
    return err;
}

static enum err upload_mesh(struct render_geometry *geometry, struct gpu *gpu,
                            const struct stage_mesh *mesh, struct render_mesh *place,
                            struct render_chunk **next)
{
    if (mesh->vertex_count == 0 || mesh->index_count == 0) {
        return ERR_OK;
    }
    TRY(gpu_upload_buffer(gpu, &geometry->vertices,
                          place->first_vertex * sizeof(struct stage_vertex), mesh->vertices,
                          mesh->vertex_count * sizeof(struct stage_vertex)));
    if (!render_chunk_is_worth(mesh)) {
        return gpu_upload_buffer(gpu, &geometry->indices, place->first_index * sizeof(uint32_t),
                                 mesh->indices, mesh->index_count * sizeof(uint32_t));
    }
    place->chunks = *next;
    *next += RENDER_CHUNK_MAX;
    return upload_ordered(geometry, gpu, mesh, place, *next - RENDER_CHUNK_MAX);
}

static enum err upload_heights(struct render_geometry *geometry, struct gpu *gpu,
                               const float *heights, uint32_t width, uint32_t depth)
{
    const struct gpu_image_desc desc = {
        .name = "height map",
        .format = VK_FORMAT_R16_SFLOAT, // Vulkan promises linear filtering for it
        .width = width,
        .height = depth,
        .usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT,
    };
    TRY(gpu_image_init(&geometry->height_map, gpu, &desc));
    const size_t count = (size_t)width * depth;
    uint16_t *halves = mem_alloc(count, sizeof *halves);
    if (!halves) {
        return ERR_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        halves[i] = render_geometry_half(heights[i]);
    }
    const enum err err =
        gpu_upload_image(gpu, &geometry->height_map, halves, count * sizeof *halves);
    mem_free(halves);
    return err;
}

static enum err make_heights(struct render_geometry *geometry, struct gpu *gpu,
                             const struct stage_geometry *from)
{
    const int width = from->height_width, depth = from->height_depth;
    const vec2s size = glms_vec2_sub(from->height_max_m, from->height_min_m);
    if (!from->height_m) {
        return upload_heights(geometry, gpu, &(float){0.0f}, 1, 1);
    }
    if (width < 2 || depth < 2 || width > HEIGHT_MAP_PX_MAX || depth > HEIGHT_MAP_PX_MAX ||
        !(size.x > 0.0f && size.y > 0.0f)) {
        LOG_ERROR("height map of %dx%d over %.1f x %.1f m cannot be used", width, depth,
                  (double)size.x, (double)size.y);
        return ERR_BAD_DATA;
    }
    geometry->height_map_place =
        (vec4s){{from->height_min_m.x, from->height_min_m.y, 1.0f / size.x, 1.0f / size.y}};
    return upload_heights(geometry, gpu, from->height_m, (uint32_t)width, (uint32_t)depth);
}

enum err render_geometry_init(struct render_geometry *geometry, struct gpu *gpu,
                              const struct stage_geometry *levels, int level_count)
{
    static const struct stage_geometry nothing = {0};
    struct room room = {0};
    TRY(lay_out_all(geometry, levels, level_count, &room));
    TRY(make_buffer(&geometry->vertices, gpu, "vertices",
                    room.vertices * sizeof(struct stage_vertex),
                    VK_BUFFER_USAGE_VERTEX_BUFFER_BIT));
    TRY(make_buffer(&geometry->indices, gpu, "indices", room.indices * sizeof(uint32_t),
                    VK_BUFFER_USAGE_INDEX_BUFFER_BIT));
    struct render_chunk *next = geometry->chunks;
    for (int level = 0; level < level_count; level++) {
        for (int i = 0; i < geometry->mesh_count; i++) {
            TRY(upload_mesh(geometry, gpu, &levels[level].meshes[i], &geometry->meshes[level][i],
                            &next));
        }
    }
    return make_heights(geometry, gpu, level_count > 0 ? &levels[level_count - 1] : &nothing);
}

const struct render_mesh *render_geometry_mesh(const struct render_geometry *geometry, int level,
                                               uint16_t mesh)
{
    const int top = geometry->level_count - 1;
    if (mesh >= geometry->mesh_count || top < 0) {
        return NULL;
    }
    return &geometry->meshes[level < 0 ? 0 : level > top ? top : level][mesh];
}

void render_geometry_fini(struct render_geometry *geometry, struct gpu *gpu)
{
    gpu_buffer_fini(&geometry->vertices, gpu);
    gpu_buffer_fini(&geometry->indices, gpu);
    gpu_image_fini(&geometry->height_map, gpu);
    mem_free(geometry->chunks);
    *geometry = (struct render_geometry){0};
}

void render_geometry_retire(struct render_geometry *geometry, struct gpu *gpu,
                            struct gpu_retire *queue, uint64_t frame)
{
    gpu_retire_buffer_take(queue, gpu, frame, &geometry->vertices);
    gpu_retire_buffer_take(queue, gpu, frame, &geometry->indices);
    gpu_retire_image_take(queue, gpu, frame, &geometry->height_map);
    mem_free(geometry->chunks); // read while recording only
    *geometry = (struct render_geometry){0};
}
