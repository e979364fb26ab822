// XR_FB_display_refresh_rate and XR_EXT_performance_settings.
#include "base/log.h"
#include "simxr/check.h"
#include "simxr/display.h"
#include "simxr/entry.h"
#include "simxr/instance.h"
#include "simxr/session.h"

// Lowest first, as the extension has it.
static uint32_t list_rates(const struct simxr_headset *headset, float out[SIMXR_RATE_MAX])
{
    uint32_t count = 0;
    while (count < SIMXR_RATE_MAX && headset->rates_hz[count] > 0.0) {
        const float rate = (float)headset->rates_hz[count];
        uint32_t at = count++;
        for (; at > 0 && out[at - 1] > rate; at--) {
            out[at] = out[at - 1];
        }
        out[at] = rate;
    }
    return count;
}

XrResult simxr_rate_list(XrSession handle, uint32_t capacity, uint32_t *out_count, float *rates)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    float all[SIMXR_RATE_MAX];
    const uint32_t count = list_rates(session->inst->config.headset, all);
    return simxr_check_copy(capacity, out_count, rates, all, count, sizeof all[0]);
}

XrResult simxr_rate_get(XrSession handle, float *out_rate)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    if (!out_rate) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    *out_rate = (float)session->rate_hz;
    return XR_SUCCESS;
}

XrResult simxr_rate_request(XrSession handle, float rate)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    const struct simxr_config *config = &session->inst->config;
    // Zero is no preference: the configured one again.
    const double wanted_hz = rate == 0.0f ? config->rate_hz : (double)rate;
    if (!simxr_display_has_rate(config->headset, wanted_hz)) {
        return XR_ERROR_DISPLAY_REFRESH_RATE_UNSUPPORTED_FB;
    }
    if (wanted_hz == session->rate_hz) {
        return XR_SUCCESS;
    }
    LOG_INFO("simulated runtime: the display goes from %g to %g Hz", session->rate_hz, wanted_hz);
    simxr_event_push(session->inst,
                     (union simxr_event){
                         .rate =
                             {
                                 .type = XR_TYPE_EVENT_DATA_DISPLAY_REFRESH_RATE_CHANGED_FB,
                                 .fromDisplayRefreshRate = (float)session->rate_hz,
                                 .toDisplayRefreshRate = (float)wanted_hz,
                             },
                     });
    session->rate_hz = wanted_hz;
    simxr_display_set_rate(&session->frames.display, wanted_hz, simxr_session_now(session));
    return XR_SUCCESS;
}

XrResult simxr_rate_performance(XrSession handle, XrPerfSettingsDomainEXT domain,
                                XrPerfSettingsLevelEXT level)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    const bool is_domain =
        domain == XR_PERF_SETTINGS_DOMAIN_CPU_EXT || domain == XR_PERF_SETTINGS_DOMAIN_GPU_EXT;
    const bool is_level = level == XR_PERF_SETTINGS_LEVEL_POWER_SAVINGS_EXT ||
                          level == XR_PERF_SETTINGS_LEVEL_SUSTAINED_LOW_EXT ||
                          level == XR_PERF_SETTINGS_LEVEL_SUSTAINED_HIGH_EXT ||
                          level == XR_PERF_SETTINGS_LEVEL_BOOST_EXT;
    if (!is_domain || !is_level) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    // A hint; the simulated headset has nothing to speed up. Tests read that it was given.
    LOG_INFO("simulated runtime: %s asked for performance level %d",
             domain == XR_PERF_SETTINGS_DOMAIN_CPU_EXT ? "CPU" : "GPU", (int)level);
    return XR_SUCCESS;
}
