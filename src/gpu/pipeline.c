#include "gpu/pipeline.h"

#include "base/file.h"
#include "base/log.h"
#include "base/path.h"
#include "gpu/make.h"

#include <assert.h>
#include <stdio.h>

enum { SHADER_BYTES_MAX = 4 << 20 };

static enum err load_shader(struct gpu *gpu, const char *name, VkShaderModule *out)
{
    char relative[96];
    snprintf(relative, sizeof relative, "shaders/%s.spv", name);
    char path[PATH_BYTES];
    if (!path_shipped(path, relative)) {
        LOG_ERROR("%s is not beside the program: build or install it again", relative);
        return ERR_IO;
    }
    struct arena arena = {0};
    const char *bytes = NULL;
    size_t size = 0;
    enum err err = file_read(path, SHADER_BYTES_MAX, &arena, &bytes, &size);
    if (err == ERR_OK && (size < 20 || size % 4 != 0)) { // SPIR-V: five words of header
        err = ERR_BAD_DATA;
    }
    if (err != ERR_OK) {
        LOG_ERROR("%s: %s", path, err_text(err));
    } else {
        const VkShaderModuleCreateInfo info = {
            .sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO,
            .codeSize = size,
            .pCode = (const uint32_t *)(const void *)bytes, // an arena aligns for any type
        };
        err = gpu_make_shader(gpu, &info, name, out);
    }
    arena_fini(&arena);
    return err;
}

struct stages {
    VkShaderModule modules[2];
    VkSpecializationMapEntry entries[GPU_PIPELINE_CONSTANT_MAX];
    VkSpecializationInfo constants;
    VkPipelineShaderStageCreateInfo infos[2];
    uint32_t count;
};

static enum err load_stages(struct gpu *gpu, const struct gpu_pipeline_desc *desc,
                            struct stages *out)
{
    assert(desc->constant_count <= GPU_PIPELINE_CONSTANT_MAX);
    for (uint32_t i = 0; i < desc->constant_count; i++) {
        out->entries[i] = (VkSpecializationMapEntry){i, 4 * i, 4};
    }
    out->constants = (VkSpecializationInfo){
        .mapEntryCount = desc->constant_count,
        .pMapEntries = out->entries,
        .dataSize = 4 * (size_t)desc->constant_count,
        .pData = desc->constants,
    };
    const char *const names[] = {desc->vertex, desc->fragment};
    static const VkShaderStageFlagBits bits[] = {VK_SHADER_STAGE_VERTEX_BIT,
                                                 VK_SHADER_STAGE_FRAGMENT_BIT};
    for (uint32_t i = 0; i < 2 && names[i]; i++) {
        TRY(load_shader(gpu, names[i], &out->modules[i]));
        out->infos[out->count++] = (VkPipelineShaderStageCreateInfo){
            .sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
            .stage = bits[i],
            .module = out->modules[i],
            .pName = "main",
            .pSpecializationInfo = &out->constants,
        };
    }
    return ERR_OK;
}

static VkPipelineColorBlendAttachmentState blend_state(const struct gpu_pipeline_desc *desc)
{
    return (VkPipelineColorBlendAttachmentState){
        .blendEnable = desc->blend == GPU_PIPELINE_PREMULTIPLIED,
        .srcColorBlendFactor = VK_BLEND_FACTOR_ONE,
        .dstColorBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA,
        .srcAlphaBlendFactor = VK_BLEND_FACTOR_ONE,
        .dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA,
        .colorWriteMask = VK_COLOR_COMPONENT_R_BIT | VK_COLOR_COMPONENT_G_BIT |
                          VK_COLOR_COMPONENT_B_BIT | VK_COLOR_COMPONENT_A_BIT,
    };
}

static enum err make(struct gpu *gpu, const struct gpu_pipeline_desc *desc,
                     const struct stages *stages, VkPipeline *out)
{
    static const VkPipelineVertexInputStateCreateInfo no_input = {
        .sType = VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO,
    };
    static const VkDynamicState dynamic[] = {VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR};
    const VkPipelineColorBlendAttachmentState blend = blend_state(desc);
    const VkGraphicsPipelineCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO,
        .stageCount = stages->count,
        .pStages = stages->infos,
        .pVertexInputState = desc->input ? desc->input : &no_input,
        .pInputAssemblyState =
            &(VkPipelineInputAssemblyStateCreateInfo){
                .sType = VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO,
                .topology = desc->topology,
            },
        .pViewportState =
            &(VkPipelineViewportStateCreateInfo){
                .sType = VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO,
                .viewportCount = 1,
                .scissorCount = 1,
            },
        .pRasterizationState =
            &(VkPipelineRasterizationStateCreateInfo){
                .sType = VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO,
                .depthClampEnable = desc->is_depth_clamped,
                .cullMode = desc->cull,
                .frontFace = VK_FRONT_FACE_COUNTER_CLOCKWISE,
                .depthBiasEnable = desc->depth_bias != 0.0f || desc->depth_bias_slope != 0.0f,
                .depthBiasConstantFactor = desc->depth_bias,
                .depthBiasSlopeFactor = desc->depth_bias_slope,
                .lineWidth = 1.0f,
            },
        .pMultisampleState =
            &(VkPipelineMultisampleStateCreateInfo){
                .sType = VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO,
                .rasterizationSamples = desc->samples ? desc->samples : VK_SAMPLE_COUNT_1_BIT,
                .alphaToCoverageEnable = desc->has_alpha_to_coverage,
            },
        .pDepthStencilState =
            &(VkPipelineDepthStencilStateCreateInfo){
                .sType = VK_STRUCTURE_TYPE_PIPELINE_DEPTH_STENCIL_STATE_CREATE_INFO,
                .depthTestEnable = desc->is_depth_tested,
                .depthWriteEnable = desc->is_depth_written,
                .depthCompareOp = VK_COMPARE_OP_GREATER_OR_EQUAL,
            },
        .pColorBlendState =
            &(VkPipelineColorBlendStateCreateInfo){
                .sType = VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO,
                .attachmentCount = desc->has_color ? 1 : 0,
                .pAttachments = &blend,
            },
        .pDynamicState =
            &(VkPipelineDynamicStateCreateInfo){
                .sType = VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO,
                .dynamicStateCount = 2,
                .pDynamicStates = dynamic,
            },
        .layout = desc->layout,
        .renderPass = desc->render_pass,
    };
    return gpu_make_pipeline(gpu, &info, desc->name, out);
}

enum err gpu_pipeline_make(struct gpu *gpu, const struct gpu_pipeline_desc *desc, VkPipeline *out)
{
    struct stages stages = {0};
    *out = VK_NULL_HANDLE;
    enum err err = load_stages(gpu, desc, &stages);
    if (err == ERR_OK) {
        err = make(gpu, desc, &stages, out);
    }
    for (int i = 0; i < 2; i++) {
        vkDestroyShaderModule(gpu->device, stages.modules[i], NULL);
    }
    return err;
}
