// XR_KHR_convert_timespec_time. XrTime is CLOCK_MONOTONIC in nanoseconds; on the virtual clock the
// timespec is that of the virtual clock. So the conversion is the same.
#include "base/clock.h"
#include "simxr/entry.h"
#include "simxr/instance.h"

XrResult simxr_time_from_timespec(XrInstance instance, const struct timespec *timespec,
                                  XrTime *out_time)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    if (!timespec || !out_time) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    const bool is_normal = timespec->tv_nsec >= 0 && timespec->tv_nsec < NS_PER_S;
    if (!is_normal || timespec->tv_sec < 0 || timespec->tv_sec > INT64_MAX / NS_PER_S - 1 ||
        (timespec->tv_sec == 0 && timespec->tv_nsec == 0)) {
        return XR_ERROR_TIME_INVALID;
    }
    *out_time = (XrTime)timespec->tv_sec * NS_PER_S + timespec->tv_nsec;
    return XR_SUCCESS;
}

XrResult simxr_time_to_timespec(XrInstance instance, XrTime time, struct timespec *out_timespec)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    if (!out_timespec) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    if (time <= 0) {
        return XR_ERROR_TIME_INVALID;
    }
    out_timespec->tv_sec = (time_t)(time / NS_PER_S);
    out_timespec->tv_nsec = (long)(time % NS_PER_S);
    return XR_SUCCESS;
}
