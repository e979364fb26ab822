#include "simxr/format.h"

#include "simxr/instance.h"
#include "simxr/session.h"

#include <stddef.h>

static const VkImageAspectFlags COLOR = VK_IMAGE_ASPECT_COLOR_BIT;
static const VkImageAspectFlags DEPTH = VK_IMAGE_ASPECT_DEPTH_BIT;

enum kind { SRGB, LINEAR, DEPTH_ONLY, DEPTH_STENCIL };

// sRGB first: what 8 bits can hold without bands.
static const struct row {
    VkFormat format;
    enum kind kind;
    enum simxr_pixel pixel; // of colours
} rows[] = {
    {VK_FORMAT_R8G8B8A8_SRGB, SRGB, SIMXR_PIXEL_RGBA8},
    {VK_FORMAT_B8G8R8A8_SRGB, SRGB, SIMXR_PIXEL_BGRA8},
    {VK_FORMAT_R8G8B8A8_UNORM, LINEAR, SIMXR_PIXEL_RGBA8},
    {VK_FORMAT_B8G8R8A8_UNORM, LINEAR, SIMXR_PIXEL_BGRA8},
    {VK_FORMAT_R16G16B16A16_SFLOAT, LINEAR, SIMXR_PIXEL_RGBA16F},
    {VK_FORMAT_D32_SFLOAT, DEPTH_ONLY, 0},
    {VK_FORMAT_X8_D24_UNORM_PACK32, DEPTH_ONLY, 0},
    {VK_FORMAT_D16_UNORM, DEPTH_ONLY, 0},
    {VK_FORMAT_D24_UNORM_S8_UINT, DEPTH_STENCIL, 0},
    {VK_FORMAT_D32_SFLOAT_S8_UINT, DEPTH_STENCIL, 0},
};

static bool is_configured(const struct simxr_config *config, enum kind kind)
{
    return !(config->formats == SIMXR_FORMATS_SRGB && kind == LINEAR) &&
           !(config->formats == SIMXR_FORMATS_UNORM && kind == SRGB);
}

static bool is_drawable(VkPhysicalDevice physical, const struct row *row)
{
    VkFormatProperties can;
    vkGetPhysicalDeviceFormatProperties(physical, row->format, &can);
    const VkFormatFeatureFlags need = row->kind == SRGB || row->kind == LINEAR
                                          ? VK_FORMAT_FEATURE_COLOR_ATTACHMENT_BIT
                                          : VK_FORMAT_FEATURE_DEPTH_STENCIL_ATTACHMENT_BIT;
    return can.optimalTilingFeatures & need;
}

static const struct row *find(int64_t format)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if ((int64_t)rows[i].format == format) {
            return &rows[i];
        }
    }
    return NULL;
}

uint32_t simxr_format_offered(const struct simxr_session *session,
                              int64_t out_formats[SIMXR_FORMAT_MAX])
{
    uint32_t count = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (is_configured(&session->inst->config, rows[i].kind) &&
            is_drawable(session->vulkan.physical, &rows[i])) {
            out_formats[count++] = (int64_t)rows[i].format;
        }
    }
    return count;
}

bool simxr_format_is_offered(const struct simxr_session *session, int64_t format)
{
    int64_t offered[SIMXR_FORMAT_MAX];
    const uint32_t count = simxr_format_offered(session, offered);
    for (uint32_t i = 0; i < count; i++) {
        if (offered[i] == format) {
            return true;
        }
    }
    return false;
}

VkImageAspectFlags simxr_format_aspect(int64_t format)
{
    const struct row *row = find(format);
    if (!row || row->kind == SRGB || row->kind == LINEAR) {
        return COLOR;
    }
    return row->kind == DEPTH_ONLY ? DEPTH : DEPTH | VK_IMAGE_ASPECT_STENCIL_BIT;
}

bool simxr_format_pixel(int64_t format, enum simxr_pixel *out_pixel, bool *out_is_srgb)
{
    const struct row *row = find(format);
    if (!row || (row->kind != SRGB && row->kind != LINEAR)) {
        return false;
    }
    *out_pixel = row->pixel;
    *out_is_srgb = row->kind == SRGB;
    return true;
}
