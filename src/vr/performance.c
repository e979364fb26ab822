#include "vr/performance.h"

#include "base/log.h"
#include "vr/result.h"

static XrResult ask(const struct vr *vr, XrPerfSettingsDomainEXT domain)
{
    return vr->calls.set_performance_level(vr->session.handle, domain,
                                           XR_PERF_SETTINGS_LEVEL_SUSTAINED_LOW_EXT);
}

void vr_performance_sustain(struct vr *vr)
{
    if (!vr->calls.set_performance_level) {
        return;
    }
    const XrResult cpu = ask(vr, XR_PERF_SETTINGS_DOMAIN_CPU_EXT);
    const XrResult gpu = ask(vr, XR_PERF_SETTINGS_DOMAIN_GPU_EXT);
    if (XR_SUCCEEDED(cpu) && XR_SUCCEEDED(gpu)) {
        LOG_INFO("processor and graphics are asked to run at the level SustainedLow");
        return;
    }
    char text[XR_MAX_RESULT_STRING_SIZE];
    LOG_INFO("the runtime refuses the performance level SustainedLow for %s (%s)",
             XR_SUCCEEDED(cpu)   ? "graphics"
             : XR_SUCCEEDED(gpu) ? "the processor"
                                 : "processor and graphics",
             vr_result_text(vr->instance, XR_FAILED(cpu) ? cpu : gpu, text));
}

enum vr_heat vr_performance_heat(XrPerfSettingsNotificationLevelEXT level)
{
    if (level >= XR_PERF_SETTINGS_NOTIF_LEVEL_IMPAIRED_EXT) {
        return VR_HEAT_IMPAIRED;
    }
    return level >= XR_PERF_SETTINGS_NOTIF_LEVEL_WARNING_EXT ? VR_HEAT_WARNING : VR_HEAT_NORMAL;
}

void vr_performance_take(struct vr *vr, const XrEventDataPerfSettingsEXT *event)
{
    if (event->subDomain != XR_PERF_SETTINGS_SUB_DOMAIN_THERMAL_EXT) {
        return;
    }
    const enum vr_heat heat = vr_performance_heat(event->toLevel);
    if (event->domain == XR_PERF_SETTINGS_DOMAIN_CPU_EXT) {
        vr->session.cpu_heat = heat;
    } else if (event->domain == XR_PERF_SETTINGS_DOMAIN_GPU_EXT) {
        vr->session.gpu_heat = heat;
    }
}
