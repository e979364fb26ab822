// Which Vulkan driver and which device: hardware before software, and never a software driver that
// is known to draw wrongly.
//
// Debian 12's own lavapipe (Mesa 22.3.6) draws clipped primitives of a multiview pass to layer 0
// for every view. A good one may lie beside the build as mesa/lvp.json (see .ci/mesa).
#ifndef GPU_DRIVER_H
#define GPU_DRIVER_H

#include "base/err.h"

#include <vulkan/vulkan.h>

#include <stdbool.h>
#include <stdint.h>

enum { GPU_DRIVER_DEVICE_MAX = 16 };

struct gpu_driver_verdict {
    char device[VK_MAX_PHYSICAL_DEVICE_NAME_SIZE];
    char driver[2 * VK_MAX_DRIVER_NAME_SIZE + 4]; // "llvmpipe, Mesa 25.0.7 (LLVM 15.0.6)"
    char reason[256]; // why it cannot be used and what helps; "" if good
    bool is_good;
    VkPhysicalDeviceType type;
};

// Lets the Vulkan loader find the good software driver. Before the first Vulkan call of the
// process, before OpenXR starts and before any thread: it sets the environment. Does nothing when
// VK_DRIVER_FILES or VK_ICD_FILENAMES is set already.
void gpu_driver_prepare(void);

// What is known of one device of a live instance.
void gpu_driver_judge(VkPhysicalDevice device, struct gpu_driver_verdict *out);

// The same judgement from plain words, for tests: by the driver's name, its info text, its API.
bool gpu_driver_is_known_bad(const char *driver_name, const char *driver_info);

// Every device the loader shows, by an instance of its own. For `respite doctor`.
MUST_USE enum err gpu_driver_list(struct gpu_driver_verdict out[GPU_DRIVER_DEVICE_MAX],
                                  int *out_count);

// The best device of an instance: discrete, integrated, virtual, then software; bad ones last.
// ERR_UNSUPPORTED when there is none at all.
MUST_USE enum err gpu_driver_pick(VkInstance instance, VkPhysicalDevice *out);

#endif
