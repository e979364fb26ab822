#include "app/devices.h"

#include "base/file.h"
#include "base/path.h"
#include "gpu/driver.h"

static const float software_hz = 45.0f; // faster displays get the coarsest meshes in software

// vr and render describe the same images in their own words.
static void describe_target(const struct vr_target *from, bool is_single_sampled,
                            struct render_target *to)
{
    *to = (struct render_target){
        .is_single_sampled = is_single_sampled,
        .width = from->width,
        .height = from->height,
        .color_format = from->color_format,
        .depth_format = from->depth_format,
        .image_count = from->color_count,
        .depth_count = from->depth_count,
    };
    for (uint32_t i = 0; i < from->color_count && i < RENDER_IMAGE_MAX; i++) {
        to->color[i] = from->color[i];
    }
    for (uint32_t i = 0; i < from->depth_count && i < RENDER_IMAGE_MAX; i++) {
        to->depth[i] = from->depth[i];
    }
}

static enum err start_gpu(struct app_devices *devices, bool wants_validation)
{
    char cache[PATH_BYTES], folder[PATH_BYTES];
    const bool has_cache = path_cache(folder, "") && file_make_folder(folder) == ERR_OK &&
                           path_cache(cache, "pipelines.bin");
    const struct gpu_desc desc = {
        .creator =
            {
                .user = devices->vr,
                .create_instance = vr_gpu_create_instance,
                .pick_device = vr_gpu_pick_device,
                .create_device = vr_gpu_create_device,
            },
        .want_validation = wants_validation,
        .cache_file = has_cache ? cache : NULL,
    };
    return gpu_init(&devices->gpu, &desc);
}

enum err app_devices_init(struct app_devices *devices, const struct app_options *options,
                          const char *runtime_json, bool may_be_absent, float recline_deg,
                          struct app_menu *menu)
{
    gpu_driver_prepare();
    const struct vr_desc vr_desc = {
        .app_name = "Respite",
        .runtime_json = runtime_json,
        .want_validation = options->wants_validation,
        .recline_deg = recline_deg,
        .may_be_absent = may_be_absent,
    };
    TRY(vr_create(&vr_desc, &devices->vr));
    app_menu_end(menu, "runtime");
    devices->is_simulated = vr_info(devices->vr)->is_simulated;
    TRY(start_gpu(devices, options->wants_validation));
    app_menu_end(menu, "GPU");

    // A processor that draws in real time spends more on four samples than on all the rest: it
    // draws one. Where nobody waits (virtual clock, stills) pictures are as they are meant.
    const bool is_single_sampled = app_devices_is_software(devices) && !options->is_virtual;
    const struct vr_graphics graphics = {
        .instance = devices->gpu.instance,
        .physical = devices->gpu.physical,
        .device = devices->gpu.device,
        .queue_family = devices->gpu.queue_family,
        .has_no_depth = !devices->gpu.has_depth_resolve && !is_single_sampled,
    };
    TRY(vr_start(devices->vr, &graphics));
    app_menu_end(menu, "headset");

    const struct render_desc render_desc = {.gpu = &devices->gpu,
                                            .may_burden = options->burden_ms > 0.0};
    TRY(render_create(&render_desc, &devices->render));
    app_menu_end(menu, "textures");
    struct render_target target;
    describe_target(vr_target(devices->vr), is_single_sampled, &target);
    TRY(render_set_target(devices->render, &target));
    app_menu_end(menu, "pipelines");
    return ERR_OK;
}

bool app_devices_is_software(const struct app_devices *devices)
{
    return devices->gpu.properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU;
}

enum world_detail app_devices_detail(const struct app_devices *devices, bool is_virtual)
{
    if (app_devices_is_software(devices)) {
        const bool is_fast = vr_info(devices->vr)->refresh_hz > software_hz;
        return is_fast && !is_virtual ? WORLD_DETAIL_LOW : WORLD_DETAIL_SOFTWARE;
    }
    const bool is_strong =
        devices->gpu.properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU;
    return is_strong ? WORLD_DETAIL_FULL : WORLD_DETAIL_HEADSET;
}

void app_devices_fini(struct app_devices *devices)
{
    render_destroy(devices->render);
    if (devices->vr) {
        vr_stop(devices->vr); // the swapchains' images go before the device they were made with
    }
    gpu_fini(&devices->gpu);
    uint32_t faults = devices->faults + devices->gpu.validation_messages;
    if (devices->vr) {
        faults += vr_info(devices->vr)->validation_messages;
    }
    vr_destroy(devices->vr);
    *devices = (struct app_devices){.faults = faults};
}
