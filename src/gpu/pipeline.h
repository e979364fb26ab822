// A graphics pipeline from a short description. Viewport and scissor are dynamic, the face of a
// triangle is counter-clockwise seen from outside, and depth is reversed (nearer is greater).
#ifndef GPU_PIPELINE_H
#define GPU_PIPELINE_H

#include "gpu/gpu.h"

enum { GPU_PIPELINE_CONSTANT_MAX = 8 };

enum gpu_pipeline_blend {
    GPU_PIPELINE_OPAQUE,
    GPU_PIPELINE_PREMULTIPLIED, // source colour is already multiplied by its alpha
};

struct gpu_pipeline_desc {
    const char *name;
    const char *vertex;   // "panel.vert": shaders/panel.vert.spv of the shipped files
    const char *fragment; // NULL: depth only
    VkPipelineLayout layout;
    VkRenderPass render_pass;
    VkSampleCountFlagBits samples;                     // 0: one
    const VkPipelineVertexInputStateCreateInfo *input; // NULL: no vertex buffers
    VkPrimitiveTopology topology;                      // 0 is POINT_LIST: say what you mean
    VkCullModeFlags cull;
    bool has_color;       // the subpass has a colour attachment
    bool is_depth_tested; // GREATER_OR_EQUAL
    bool is_depth_written;
    bool is_depth_clamped; // needs gpu->has_depth_clamp
    bool has_alpha_to_coverage;
    float depth_bias, depth_bias_slope; // both 0: none
    enum gpu_pipeline_blend blend;
    uint32_t constant_count; // specialisation constants 0.. of 4 bytes, for both stages
    uint32_t constants[GPU_PIPELINE_CONSTANT_MAX];
};

// Reads the shaders, makes the pipeline, forgets the shaders.
MUST_USE enum err gpu_pipeline_make(struct gpu *gpu, const struct gpu_pipeline_desc *desc,
                                    VkPipeline *out);

#endif
