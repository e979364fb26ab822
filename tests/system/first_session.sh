#!/bin/bash
# The first session, whole: a scripted patient answers by gaze, breathes, and is done. Under both
# validation layers; twice, and the export is the same byte for byte.
source "$(dirname "$0")/session.bash"

script=$source_folder/config/simulated/patient.json
play_validated --script "$script" --alias T-1 --out "$work/pictures" --quiet

expect "sessions" "$(sql 'select count(*) from sessions')" 1
expect "stop reason" "$(sql 'select stop_reason from sessions')" completed
expect "alias" "$(sql 'select alias from sessions')" T-1
expect "ratings" "$(sql "select group_concat(cast(value as int)) from events where kind = 'rating'")" 7,4
expect "dizzy" "$(sql "select name || ' ' || cast(value as int) from events where kind = 'answer'")" "dizzy 0"
[ "$(sql "select count(*) from events where kind = 'step_begin'")" -ge 7 ] || fail "steps are missing"
[ "$(sql 'select count(*) from minutes')" -ge 3 ] || fail "the minutes' figures are missing"
[ "$(ls "$work/pictures"/*.png | wc -l)" -ge 3 ] || fail "pictures are missing"
[ "$(sql 'select frames from frames')" -gt 1000 ] || fail "frames were not counted"

for format in csv jsonl; do
    "$respite" export --format $format --data "$work/data" --out "$work/export-1/$format" --quiet
done
rm -rf "$work/data"
play --script "$script" --alias T-1 --quiet
for format in csv jsonl; do
    "$respite" export --format $format --data "$work/data" --out "$work/export-2/$format" --quiet
done
rm -f "$work"/export-?/*/frames.* # timings are kept apart from what happened
diff -r "$work/export-1" "$work/export-2" || fail "two runs of the same session differ"
