#include "vr/format.h"

static const VkFormat color_wishes[] = {
    VK_FORMAT_R8G8B8A8_SRGB,
    VK_FORMAT_B8G8R8A8_SRGB,
    VK_FORMAT_R8G8B8A8_UNORM,
    VK_FORMAT_B8G8R8A8_UNORM,
};

// Reversed-Z wants floating point: 24 bits of UNORM lose the distance, 16 lose the middle ground.
static const VkFormat depth_wishes[] = {
    VK_FORMAT_D32_SFLOAT,
    VK_FORMAT_D32_SFLOAT_S8_UINT,
    VK_FORMAT_D24_UNORM_S8_UINT,
    VK_FORMAT_D16_UNORM,
};

static VkFormat pick(const VkFormat *wishes, size_t wish_count, const int64_t *offered,
                     uint32_t count)
{
    for (size_t w = 0; w < wish_count; w++) {
        for (uint32_t i = 0; i < count; i++) {
            if (offered[i] == (int64_t)wishes[w]) {
                return wishes[w];
            }
        }
    }
    return VK_FORMAT_UNDEFINED;
}

VkFormat vr_format_pick_color(const int64_t *offered, uint32_t count)
{
    return pick(color_wishes, sizeof color_wishes / sizeof color_wishes[0], offered, count);
}

VkFormat vr_format_pick_depth(const int64_t *offered, uint32_t count)
{
    return pick(depth_wishes, sizeof depth_wishes / sizeof depth_wishes[0], offered, count);
}

bool vr_format_is_srgb(VkFormat format)
{
    return format == VK_FORMAT_R8G8B8A8_SRGB || format == VK_FORMAT_B8G8R8A8_SRGB;
}
