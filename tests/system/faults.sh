#!/bin/bash
# Calls of OpenXR and Vulkan that fail, once, for a while or for good: one picture or a second is
# lost, the session is not; what cannot be helped ends it in order.
source "$(dirname "$0")/session.bash"
source "$(dirname "$0")/brief.bash"

# --- calls that fail; drawn, because that is where most of them are
draw=(--headset small --out "$work/out" --capture 2)
for call in xrWaitFrame xrBeginFrame xrEndFrame xrSyncActions xrLocateViews xrLocateSpace \
    xrAcquireSwapchainImage xrWaitSwapchainImage xrReleaseSwapchainImage xrGetActionStateBoolean; do
    script "{\"call\": \"$call\", \"at_s\": 8, \"return\": \"XR_ERROR_RUNTIME_FAILURE\"}"
    run 0 "${draw[@]}"; kept "$call fails once" "$(happened)"; said "$call"
done
script '{"call": "xrWaitSwapchainImage", "at_s": 8, "return": "XR_TIMEOUT_EXPIRED", "times": 15}'
run 0 "${draw[@]}"; kept "images come late" end; said 'holds on to a picture'
for call in xrWaitFrame xrEndFrame; do
    script "{\"call\": \"$call\", \"at_s\": 1, \"times\": 1000000, \"return\": \"XR_ERROR_RUNTIME_FAILURE\"}"
    run 2; said 'failed again and again'; said 'the session could not go on'
    expect "$call always fails: stop reason" "$(sql 'select stop_reason from sessions')" fault
done
# --- the graphics device
# lost_gpu SUBMISSION: from there on the device is lost; a sanitizer's own library must stay first.
lost_gpu() {
    local first=$(ldd "$respite" | awk '/lib(asan|tsan|ubsan)/ {printf "%s ", $3}')
    script ''
    rm -f "$work/submissions"
    LOSE_DEVICE_AT=$1 LOSE_DEVICE_LOG=$work/submissions LD_PRELOAD="$first$build/lose_device.so" run 0 "${draw[@]}"
}
lost_gpu 1; kept "lost at the first upload" end; said 'VK_ERROR_DEVICE_LOST'; said 'once more'
lost_gpu 100000; kept "not lost" end; silent "not lost"
lost_gpu "$(($(wc -l <"$work/submissions") - 12))"; kept "lost while drawing" away,back,end
said 'VK_ERROR_DEVICE_LOST'; said '\(1 of 5\)'
echo "$runs sessions"
