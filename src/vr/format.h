// Which of the formats a runtime offers the pictures get.
#ifndef VR_FORMAT_H
#define VR_FORMAT_H

#include <stdbool.h>
#include <stdint.h>
#include <vulkan/vulkan.h>

// An 8-bit sRGB format when there is one, else an 8-bit UNORM one (the shader then encodes sRGB
// itself): our order, not the runtime's. VK_FORMAT_UNDEFINED when neither is offered.
VkFormat vr_format_pick_color(const int64_t *offered, uint32_t count);

// The most precise depth for reversed-Z; VK_FORMAT_UNDEFINED: do without a depth layer.
VkFormat vr_format_pick_depth(const int64_t *offered, uint32_t count);

// Whether values are encoded: then sampling and blending are in linear light.
bool vr_format_is_srgb(VkFormat format);

#endif
