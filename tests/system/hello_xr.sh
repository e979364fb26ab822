#!/bin/bash
# Khronos' hello_xr on the simulated runtime, through both ways of making a Vulkan device, under both
# validation layers: it reaches focus, draws, is seen, and no layer has a word to say.
build=$1
source_folder=$(cd "$(dirname "$0")/../.." && pwd)

if ! command -v hello_xr >/dev/null; then
    echo "skipped: hello_xr is not installed (Debian: libopenxr-utils)"
    exit 77
fi
if [ ! -f "$build/simxr.json" ]; then
    echo "no simulated runtime in $build"
    exit 1
fi
if [[ $(ldd "$build/librespite_simxr.so") =~ lib(asan|tsan) ]]; then
    echo "skipped: a sanitizer wants to be in the program, and the program is not ours"
    exit 77
fi
if [ -f "$source_folder/build/mesa/lvp.json" ]; then
    export VK_DRIVER_FILES=${VK_DRIVER_FILES:-$source_folder/build/mesa/lvp.json}
fi

top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
export XR_RUNTIME_JSON=$build/simxr.json
export XR_ENABLE_API_LAYERS=XR_APILAYER_LUNARG_core_validation XR_CORE_VALIDATION_EXPORT_TYPE=text
export VK_INSTANCE_LAYERS=VK_LAYER_KHRONOS_validation
export RESPITE_SIMXR_HEADSET=small RESPITE_SIMXR_CAPTURE_AT=1

fail() {
    echo "FAILED: $graphics: $1"
    tail -40 "$work/said"
    exit 1
}

for graphics in Vulkan2 Vulkan; do
    work=$top/$graphics
    mkdir "$work"
    export RESPITE_SIMXR_METER=$work/meter.csv RESPITE_SIMXR_CAPTURE=$work

    # hello_xr ends at the first byte of its input.
    (sleep 6; echo) | timeout 60 hello_xr -g $graphics >"$work/said" 2>&1
    status=$?

    if grep -q "no Vulkan\|vkEnumeratePhysicalDevices" "$work/said"; then
        echo "skipped: this machine has no Vulkan device"
        exit 77
    fi
    [ $status -eq 0 ] || fail "hello_xr ended with $status"
    grep -q "XR_SESSION_STATE_VISIBLE->XR_SESSION_STATE_FOCUSED" "$work/said" || fail "never focused"
    # The rest of that line may come later: hello_xr's other thread writes in between.
    grep -q "Core Validation output type:" "$work/said" || fail "no OpenXR validation layer"
    if grep -E "VUID|UNASSIGNED|\[Error|ERROR" "$work/said" | grep -v cache-file-error; then
        fail "a layer or the runtime complained"
    fi
    frames=$(($(wc -l <"$work/meter.csv") - 1))
    [ "$frames" -gt 60 ] || fail "only $frames frames"
    matched=$(awk -F, 'NR > 2 && $10 == 1' "$work/meter.csv" | wc -l)
    [ "$matched" -ge $((frames - 3)) ] || fail "only $matched of $frames frames have their pose"
    ls "$work"/seen-*.png >/dev/null 2>&1 || fail "no picture"
    echo "$graphics: $frames frames, $matched with their pose, and no complaint"
done
