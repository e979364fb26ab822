# The benchmark's counts: nothing of our own may happen in a steady frame. Times are not tested.
source "$(dirname "$0")/session.bash"

"$respite" bench --headset small --seconds 3 --json --trace "$work/trace.json" \
    >"$work/bench.json" 2>"$work/bench.log" || {
    cat "$work/bench.log" >&2
    grep -q "no Vulkan" "$work/bench.log" && skip "no Vulkan device that can draw here"
    fail "the benchmark did not run"
}
cat "$work/bench.json"

number() {
    sed -n "s/^ *\"$1\": \([0-9.]*\),\{0,1\}\$/\1/p" "$work/bench.json"
}

at_most() {
    local is
    is=$(number "$1")
    [ -n "$is" ] || fail "the benchmark does not tell $1"
    awk -v is="$is" -v most="$2" 'BEGIN { exit !(is <= most) }' || fail "$1 is $is, not at most $2"
}

for count in heap_allocations_per_frame pipelines_created_after_start \
    memory_allocations_after_start; do
    at_most $count 0
done
at_most waits_per_frame 0.01 # none of ours; a lock that the machine takes away in the middle may count
at_most draws 60
at_most triangles 5500 # the coarsest meshes, and what panels add
at_most meter_apart_ms 0.1 # the meter and the runtime's prediction, of frames that were not missed
if ! grep -q 'RESPITE_SANITIZE:STRING=.' "$build/CMakeCache.txt"; then
    at_most resident_mib 200 # the mark is 150 of a release build; a sanitizer takes its own
fi
[ "$(number frames)" -gt 20 ] || fail "too few frames"

grep -q '"name":"draw","ph":"X"' "$work/trace.json" || fail "the trace has no GPU track"
grep -q '"name":"eyes located, submit"' "$work/trace.json" || fail "the trace has no frames"

# --- work added on purpose: found, begun, and answered by a smaller picture or fewer details
"$respite" bench --headset small --seconds 2 --load 8 --json >"$work/bench.json" 2>"$work/bench.log" ||
    { cat "$work/bench.log" >&2; fail "no benchmark with a load"; }
grep -q '"load": {"wanted_ms": 8.00, "added_ms": [-0-9.]*, .*"acted_after_frames": ' "$work/bench.json" ||
    fail "the benchmark does not tell of its load"
awk -F'"min": ' '/"render_scale"/ { exit !($2 + 0 < 1) }' "$work/bench.json" ||
    fail "8 ms more, and the picture is as large as before"
