#!/bin/bash
# Panels as layers of the runtime look like panels in the scene: the same session twice, composed by
# the simulated runtime, upright and lying. And the session survives a runtime that has trouble with
# layers.
source "$(dirname "$0")/session.bash"
source "$(dirname "$0")/brief.bash"

# The gaze rests on a number, so that ring and cursor are there; then it leaves it.
cat >"$work/look.json" <<'END'
{"$schema": "simxr-script.schema.json",
 "motions": [{"device": "head", "play": "still", "tremor_deg": 0.05},
             {"device": "head", "play": "gaze_at", "from_s": 0, "to_s": 60,
              "targets": [{"yaw_deg": -8.4, "pitch_deg": -3.7, "from_s": 5.2, "hold_s": 1.2}]}]}
END

# seen WHERE POSTURE: pictures of the session with panels there
seen() {
    RESPITE_PANELS=$1 RESPITE_LOG=info play_validated "$brief" --script "$work/look.json" --quiet \
        --headset preview --posture "$2" --out "$work/$1-$2" --capture 1 || fail "$1 at $2 degrees"
}

pictures=0
for posture in 0 90; do
    seen layers $posture; said 'panels are layers of the runtime'
    seen scene $posture
    if grep -q 'panels are layers' "$work/validated.log"; then
        fail "panels were layers though they should not be"
    fi
    for expected in "$work/scene-$posture"/*.png; do
        # Measured are 0.064 and 0.17 %; without the small mark of the way out alone 0.077 and 0.31 %.
        "$build/compare_pictures" "$expected" "$work/layers-$posture/${expected##*/}" 0.1 0.25 ||
            fail "${expected##*/} at $posture degrees looks different as layers"
        pictures=$((pictures + 1))
    done
done
[ $pictures -ge 26 ] || fail "only $pictures pictures were compared"
# A panel that is missing must not pass: a second later another one hangs there.
if "$build/compare_pictures" "$work/scene-0/"*4019.png "$work/layers-0/"*6019.png 0.1 0.25 >/dev/null; then
    fail "two different pictures were called the same"
fi

# --- trouble
export RESPITE_PANELS=layers
draw=(--headset small --out "$work/out" --capture 2)
for call in xrEndFrame xrAcquireSwapchainImage xrWaitSwapchainImage xrReleaseSwapchainImage; do
    for at in 3 8; do
        script "{\"call\": \"$call\", \"at_s\": $at, \"return\": \"XR_ERROR_RUNTIME_FAILURE\"}"
        run 0 "${draw[@]}"; kept "$call fails once" "$(happened)"; said "$call"
    done
done
# Of 28 frames at 90 Hz one at least is drawn, and has layers.
script '{"call": "xrEndFrame", "at_s": 3, "return": "XR_ERROR_LAYER_LIMIT_EXCEEDED", "times": 28}'
run 0 "${draw[@]}" --capture 4; kept "layers are refused" end; said 'refused panels as layers'
script '{"at_s": 8, "event": "session_loss"}'
run 0 "${draw[@]}"; kept "the session is lost" away,back,end; said '\(1 of 5\)'
script '{"at_s": 6, "event": "recenter", "yaw_deg": 70, "offset_m": [0.5, 0, 0.2], "in_s": 0.5}'
run 0 "${draw[@]}"; kept "recentred" end; silent "recentred"

# Nothing happens in a steady frame here either; the breath's ring moves, so that each draws anew.
"$respite" bench --headset small --seconds 2 --json >"$work/bench.json" 2>"$work/bench.log" ||
    { cat "$work/bench.log" >&2; fail "the benchmark did not run"; }
for count in heap_allocations_per_frame pipelines_created_after_start \
    memory_allocations_after_start; do
    grep -qE "\"$count\": 0(\.0*)?,?\$" "$work/bench.json" ||
        { cat "$work/bench.json"; fail "$count is not 0 with layers"; }
done
echo "$runs sessions, $pictures pictures"
