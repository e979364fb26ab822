#!/bin/bash
# The instrument that compares programs, over a program that is not ours on the simulated runtime:
# every frame has its line, and the figures are such as can be. The runtime's own meter is the
# witness.
source "$(dirname "$0")/session.bash"

command -v hello_xr >/dev/null || skip "hello_xr is not installed (Debian: libopenxr-utils)"
[ -f "$build/simxr.json" ] || fail "no simulated runtime in $build"
[ -f "$build/peers/libXrApiLayer_respite_peers.so" ] || fail "no instrument in $build/peers"
if [[ $(ldd "$build/librespite_simxr.so") =~ lib(asan|tsan) ]]; then
    skip "a sanitizer wants to be in the program, and the program is not ours"
fi
if [ -f "$source_folder/build/mesa/lvp.json" ]; then
    export VK_DRIVER_FILES=${VK_DRIVER_FILES:-$source_folder/build/mesa/lvp.json}
fi
export XR_RUNTIME_JSON=$build/simxr.json RESPITE_SIMXR_HEADSET=small RESPITE_SIMXR_METER=$work/meter.csv
export XR_API_LAYER_PATH=$build/peers XR_ENABLE_API_LAYERS=XR_APILAYER_RESPITE_peers

# hello_xr ends at the first byte of its input.
code=0
(sleep 4; echo) | RESPITE_PEERS_CSV=$work/peers.csv timeout 60 hello_xr -g Vulkan2 >"$work/said" 2>&1 || code=$?
if grep -q "no Vulkan\|vkEnumeratePhysicalDevices" "$work/said"; then
    skip "this machine has no Vulkan device"
fi
if [ $code != 0 ] || [ ! -s "$work/peers.csv" ]; then
    cat "$work/said"
    fail "hello_xr ended with $code"
fi

# The k-th frame with layers of either book is the same frame; both clocks are CLOCK_MONOTONIC.
python3 - "$work/peers.csv" "$work/meter.csv" <<'PY'
import csv, sys
ours, meter = (list(csv.DictReader(open(path))) for path in sys.argv[1:])
metered = {int(row["end_ns"]): row for row in meter}

def demand(holds, what):
    if not holds:
        sys.exit("FAILED: " + what)

demand(len(ours) > 60, f"only {len(ours)} frames")
demand([int(r["frame"]) for r in ours] == list(range(len(ours))), "frames are not counted from 0 by 1")
ends = sorted(metered)
agreed = 0
for row in ours:
    end = int(row["end_ns"])
    age = int(row["pose_age_ns"])
    demand(row["pose_matched"] == "1", f"frame {row['frame']}: whose pose is it?")
    demand(0 < age < 10**9, f"frame {row['frame']}: a pose {age} ns old")
    demand(0 <= int(row["pose_xr_ns"]) <= age, f"frame {row['frame']}: {row['pose_xr_ns']} ns of it inside OpenXR")
    demand(0 <= int(row["app_cpu_ns"]) < 10**9, f"frame {row['frame']}: {row['app_cpu_ns']} ns of work")
    demand(0 < int(row["process_cpu_ns"]), "the process did nothing")
    demand(10**7 < int(row["since_exec_ns"]) < 60 * 10**9, f"started {row['since_exec_ns']} ns ago")
    demand(10 * 2**20 < int(row["resident_bytes"]) < 2**30, f"{row['resident_bytes']} bytes resident")
    # The runtime reads its clock a little after the layer did.
    later = [e for e in ends if 0 <= e - end < 2 * 10**6]
    if later:
        theirs = metered[later[0]]
        agreed += abs(age - (later[0] - int(theirs["locate_ns"]))) < 500_000
demand(agreed > 0.9 * len(ours), f"the runtime's meter agrees on {agreed} of {len(ours)} frames alone")
span = int(ours[-1]["since_exec_ns"]) - int(ours[0]["since_exec_ns"])
walked = int(ours[-1]["end_ns"]) - int(ours[0]["end_ns"])
demand(abs(span - walked) < 20 * 10**6, "the age of the process does not go with the clock")
print(f"{len(ours)} frames, the meter agrees on {agreed}")
PY

# Without being told where to write, it only passes calls on.
code=0
(sleep 2; echo) | timeout 60 hello_xr -g Vulkan2 >"$work/said" 2>&1 || code=$?
expect "hello_xr under an idle instrument" $code 0
