// The image formats that swapchains offer.
#ifndef SIMXR_FORMAT_H
#define SIMXR_FORMAT_H

#include "simxr/compositor.h"
#include "simxr/xr.h"

#include <stdbool.h>
#include <stdint.h>

enum { SIMXR_FORMAT_MAX = 16 };

struct simxr_session;

// In order of preference, those that this session's device and configuration have.
uint32_t simxr_format_offered(const struct simxr_session *session,
                              int64_t out_formats[SIMXR_FORMAT_MAX]);
bool simxr_format_is_offered(const struct simxr_session *session, int64_t format);

// Of an offered format.
VkImageAspectFlags simxr_format_aspect(int64_t format);

// What the compositor reads. False for depth formats.
bool simxr_format_pixel(int64_t format, enum simxr_pixel *out_pixel, bool *out_is_srgb);

#endif
