#include "gpu/make.h"

#include "base/log.h"

static void label(struct gpu *gpu, VkObjectType type, uint64_t handle, const char *name)
{
    if (!gpu->set_name) {
        return;
    }
    const VkDebugUtilsObjectNameInfoEXT info = {
        .sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_OBJECT_NAME_INFO_EXT,
        .objectType = type,
        .objectHandle = handle,
        .pObjectName = name,
    };
    gpu->set_name(gpu->device, &info);
}

// On failure vkCreate* leaves its output undefined, and fini needs it null. This is the one
// place that knows, and the place where every object gets its name for validation messages.
#define GPU_MAKE(lower, Type, Info, vk_make, OBJECT_TYPE)                                     \
    enum err gpu_make_##lower(struct gpu *gpu, const Info *info, const char *name, Type *out) \
    {                                                                                         \
        const VkResult res = vk_make(gpu->device, info, NULL, out);                           \
        if (res != VK_SUCCESS) {                                                              \
            *out = VK_NULL_HANDLE;                                                            \
            LOG_ERROR(#vk_make " '%s': %s", name, gpu_result_text(res));                      \
            return gpu_err(res);                                                              \
        }                                                                                     \
        label(gpu, OBJECT_TYPE, (uint64_t)(uintptr_t)*out, name);                             \
        return ERR_OK;                                                                        \
    }

static VkResult allocate_counted(struct gpu *gpu, const VkMemoryAllocateInfo *info,
                                 VkDeviceMemory *out)
{
    gpu->memory_allocations++;
    return vkAllocateMemory(gpu->device, info, NULL, out);
}

static VkResult create_pipeline_counted(struct gpu *gpu, const VkGraphicsPipelineCreateInfo *info,
                                        VkPipeline *out)
{
    gpu->pipelines_created++;
    return vkCreateGraphicsPipelines(gpu->device, gpu->pipelines, 1, info, NULL, out);
}

// Same shape as the others for the table below.
#define allocate(device, info, callbacks, out)        allocate_counted(gpu, info, out)
#define create_pipeline(device, info, callbacks, out) create_pipeline_counted(gpu, info, out)

GPU_MAKE(buffer, VkBuffer, VkBufferCreateInfo, vkCreateBuffer, VK_OBJECT_TYPE_BUFFER)
GPU_MAKE(memory, VkDeviceMemory, VkMemoryAllocateInfo, allocate, VK_OBJECT_TYPE_DEVICE_MEMORY)
GPU_MAKE(image, VkImage, VkImageCreateInfo, vkCreateImage, VK_OBJECT_TYPE_IMAGE)
GPU_MAKE(view, VkImageView, VkImageViewCreateInfo, vkCreateImageView, VK_OBJECT_TYPE_IMAGE_VIEW)
GPU_MAKE(sampler, VkSampler, VkSamplerCreateInfo, vkCreateSampler, VK_OBJECT_TYPE_SAMPLER)
GPU_MAKE(shader, VkShaderModule, VkShaderModuleCreateInfo, vkCreateShaderModule,
         VK_OBJECT_TYPE_SHADER_MODULE)
GPU_MAKE(render_pass, VkRenderPass, VkRenderPassCreateInfo, vkCreateRenderPass,
         VK_OBJECT_TYPE_RENDER_PASS)
GPU_MAKE(render_pass2, VkRenderPass, VkRenderPassCreateInfo2, gpu->create_render_pass2,
         VK_OBJECT_TYPE_RENDER_PASS)
GPU_MAKE(framebuffer, VkFramebuffer, VkFramebufferCreateInfo, vkCreateFramebuffer,
         VK_OBJECT_TYPE_FRAMEBUFFER)
GPU_MAKE(set_layout, VkDescriptorSetLayout, VkDescriptorSetLayoutCreateInfo,
         vkCreateDescriptorSetLayout, VK_OBJECT_TYPE_DESCRIPTOR_SET_LAYOUT)
GPU_MAKE(pipeline_layout, VkPipelineLayout, VkPipelineLayoutCreateInfo, vkCreatePipelineLayout,
         VK_OBJECT_TYPE_PIPELINE_LAYOUT)
GPU_MAKE(descriptor_pool, VkDescriptorPool, VkDescriptorPoolCreateInfo, vkCreateDescriptorPool,
         VK_OBJECT_TYPE_DESCRIPTOR_POOL)
GPU_MAKE(command_pool, VkCommandPool, VkCommandPoolCreateInfo, vkCreateCommandPool,
         VK_OBJECT_TYPE_COMMAND_POOL)
GPU_MAKE(fence, VkFence, VkFenceCreateInfo, vkCreateFence, VK_OBJECT_TYPE_FENCE)
GPU_MAKE(query_pool, VkQueryPool, VkQueryPoolCreateInfo, vkCreateQueryPool,
         VK_OBJECT_TYPE_QUERY_POOL)
GPU_MAKE(pipeline, VkPipeline, VkGraphicsPipelineCreateInfo, create_pipeline,
         VK_OBJECT_TYPE_PIPELINE)

enum err gpu_make_descriptor_set(struct gpu *gpu, VkDescriptorPool pool,
                                 VkDescriptorSetLayout layout, const char *name,
                                 VkDescriptorSet *out)
{
    const VkDescriptorSetAllocateInfo info = {
        .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO,
        .descriptorPool = pool,
        .descriptorSetCount = 1,
        .pSetLayouts = &layout,
    };
    const VkResult res = vkAllocateDescriptorSets(gpu->device, &info, out);
    if (res != VK_SUCCESS) {
        *out = VK_NULL_HANDLE;
        LOG_ERROR("vkAllocateDescriptorSets '%s': %s", name, gpu_result_text(res));
        return gpu_err(res);
    }
    label(gpu, VK_OBJECT_TYPE_DESCRIPTOR_SET, (uint64_t)(uintptr_t)*out, name);
    return ERR_OK;
}

enum err gpu_make_commands(struct gpu *gpu, VkCommandPool pool, const char *name,
                           VkCommandBuffer *out)
{
    const VkCommandBufferAllocateInfo info = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
        .commandPool = pool,
        .level = VK_COMMAND_BUFFER_LEVEL_PRIMARY,
        .commandBufferCount = 1,
    };
    const VkResult res = vkAllocateCommandBuffers(gpu->device, &info, out);
    if (res != VK_SUCCESS) {
        *out = VK_NULL_HANDLE;
        LOG_ERROR("vkAllocateCommandBuffers '%s': %s", name, gpu_result_text(res));
        return gpu_err(res);
    }
    label(gpu, VK_OBJECT_TYPE_COMMAND_BUFFER, (uint64_t)(uintptr_t)*out, name);
    return ERR_OK;
}
