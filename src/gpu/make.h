// The only callers of vkCreate* and vkAllocate* for objects we keep: Vulkan leaves the output
// undefined on failure, these leave null, so that every fini works on what is half made. They also
// name the object for validation messages and count what a steady frame must not make.
#ifndef GPU_MAKE_H
#define GPU_MAKE_H

#include "gpu/gpu.h"

#define GPU_MAKE_DECLARE(lower, Type, Info)                                                 \
    MUST_USE enum err gpu_make_##lower(struct gpu *gpu, const Info *info, const char *name, \
                                       Type *out)

GPU_MAKE_DECLARE(buffer, VkBuffer, VkBufferCreateInfo);
GPU_MAKE_DECLARE(memory, VkDeviceMemory, VkMemoryAllocateInfo);
GPU_MAKE_DECLARE(image, VkImage, VkImageCreateInfo);
GPU_MAKE_DECLARE(view, VkImageView, VkImageViewCreateInfo);
GPU_MAKE_DECLARE(sampler, VkSampler, VkSamplerCreateInfo);
GPU_MAKE_DECLARE(shader, VkShaderModule, VkShaderModuleCreateInfo);
GPU_MAKE_DECLARE(render_pass, VkRenderPass, VkRenderPassCreateInfo);
GPU_MAKE_DECLARE(framebuffer, VkFramebuffer, VkFramebufferCreateInfo);
GPU_MAKE_DECLARE(set_layout, VkDescriptorSetLayout, VkDescriptorSetLayoutCreateInfo);
GPU_MAKE_DECLARE(pipeline_layout, VkPipelineLayout, VkPipelineLayoutCreateInfo);
GPU_MAKE_DECLARE(descriptor_pool, VkDescriptorPool, VkDescriptorPoolCreateInfo);
GPU_MAKE_DECLARE(command_pool, VkCommandPool, VkCommandPoolCreateInfo);
GPU_MAKE_DECLARE(fence, VkFence, VkFenceCreateInfo);
GPU_MAKE_DECLARE(query_pool, VkQueryPool, VkQueryPoolCreateInfo);

GPU_MAKE_DECLARE(render_pass2, VkRenderPass, VkRenderPassCreateInfo2);
// Through the device's pipeline cache, counted.
GPU_MAKE_DECLARE(pipeline, VkPipeline, VkGraphicsPipelineCreateInfo);

// Allocated, not created; freed with their pools.
MUST_USE enum err gpu_make_descriptor_set(struct gpu *gpu, VkDescriptorPool pool,
                                          VkDescriptorSetLayout layout, const char *name,
                                          VkDescriptorSet *out);
MUST_USE enum err gpu_make_commands(struct gpu *gpu, VkCommandPool pool, const char *name,
                                    VkCommandBuffer *out);

#endif
