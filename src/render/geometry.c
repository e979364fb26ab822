#include "render/geometry.h"

#include "base/log.h"
#include "base/mem.h"
#include "gpu/upload.h"

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

static enum err lay_out(struct render_geometry *geometry, const struct stage_geometry *from,
                        uint32_t *out_vertices, uint32_t *out_indices)
{
    uint32_t vertices = 0, indices = 0;
    for (int i = 0; i < from->mesh_count; i++) {
        const struct stage_mesh *mesh = &from->meshes[i];
        if (mesh->vertex_count > VERTEX_MAX - vertices || mesh->index_count > INDEX_MAX - indices) {
            LOG_ERROR("mesh %s: the scene has too many vertices", mesh->name);
            return ERR_BAD_DATA;
        }
        geometry->meshes[i] = (struct render_mesh){vertices, indices, mesh->index_count};
        vertices += mesh->vertex_count;
        indices += mesh->index_count;
    }
    geometry->mesh_count = from->mesh_count;
    *out_vertices = vertices;
    *out_indices = indices;
    return ERR_OK;
}

static enum err upload_mesh(struct render_geometry *geometry, struct gpu *gpu,
                            const struct stage_mesh *mesh, const struct render_mesh *place)
{
    if (mesh->vertex_count == 0 || mesh->index_count == 0) {
        return ERR_OK;
    }
    TRY(gpu_upload_buffer(gpu, &geometry->vertices,
                          place->first_vertex * sizeof(struct stage_vertex), mesh->vertices,
                          mesh->vertex_count * sizeof(struct stage_vertex)));
    return gpu_upload_buffer(gpu, &geometry->indices, place->first_index * sizeof(uint32_t),
                             mesh->indices, mesh->index_count * sizeof(uint32_t));
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
                              const struct stage_geometry *from)
{
    static const struct stage_geometry nothing = {0};
    from = from ? from : &nothing;
    uint32_t vertices = 0, indices = 0;
    TRY(lay_out(geometry, from, &vertices, &indices));
    TRY(make_buffer(&geometry->vertices, gpu, "vertices", vertices * sizeof(struct stage_vertex),
                    VK_BUFFER_USAGE_VERTEX_BUFFER_BIT));
    TRY(make_buffer(&geometry->indices, gpu, "indices", indices * sizeof(uint32_t),
                    VK_BUFFER_USAGE_INDEX_BUFFER_BIT));
    for (int i = 0; i < from->mesh_count; i++) {
        TRY(upload_mesh(geometry, gpu, &from->meshes[i], &geometry->meshes[i]));
    }
    return make_heights(geometry, gpu, from);
}

void render_geometry_fini(struct render_geometry *geometry, struct gpu *gpu)
{
    gpu_buffer_fini(&geometry->vertices, gpu);
    gpu_buffer_fini(&geometry->indices, gpu);
    gpu_image_fini(&geometry->height_map, gpu);
    *geometry = (struct render_geometry){0};
}

void render_geometry_retire(struct render_geometry *geometry, struct gpu *gpu,
                            struct gpu_retire *queue, uint64_t frame)
{
    gpu_retire_buffer_take(queue, gpu, frame, &geometry->vertices);
    gpu_retire_buffer_take(queue, gpu, frame, &geometry->indices);
    gpu_retire_image_take(queue, gpu, frame, &geometry->height_map);
    *geometry = (struct render_geometry){0};
}
