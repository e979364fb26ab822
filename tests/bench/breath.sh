#!/bin/bash
# How well breath is told, in one table: tests/bench/breath.sh [BUILD]
#
# The recordings that people have marked, where they are beside the repository (../shared), played
# through `respite breath` and compared by ../shared/tools/breath-score; then synthetic bodies of
# every source and posture (breath_bodies.c). Seen beside its mark; nothing is judged here.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build/release}
respite=$build/respite
score=../shared/tools/breath-score/breath-score
data=../shared/data
[ -x "$respite" ] || { echo "breath: build it first: ./run.sh, or cmake --build --preset release" >&2; exit 2; }

echo "| what | seen | mark |"
echo "| --- | --- | --- |"
if [ -x "$score" ] && [ -d "$data" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    belts=()
    for file in "$data"/respiration/*.csv; do
        case $file in *.breaths.csv | *.rr.csv) ;; *) belts+=("$file") ;; esac
    done
    "$respite" breath "${belts[@]}" --source belt --out "$work" >/dev/null
    "$respite" breath "$data"/breath_audio/*.wav --source audio --out "$work" >/dev/null
    labels=$data/breath_audio/distractors/labels.csv
    mapfile -t noises < <(tail -n +2 "$labels" | cut -d, -f1)
    TIMEFORMAT=%U
    cpu_s=$({ time "$respite" breath "${noises[@]/#/$data/breath_audio/distractors/}" --source audio \
        --stream --out "$work" >/dev/null; } 2>&1)
    heard_s=$(tail -n +2 "$labels" | awk -F, '{ sum += $5 } END { print sum }')
    "$score" "$work" --json "$work/score.json" >"$work/score.txt"
    python3 tests/bench/breath_table.py "$work/score.json" "$(awk "BEGIN { print $cpu_s / $heard_s }")"
else
    echo "| recordings | not beside the repository: skipped | |"
fi
"$build/tests/bench/breath_bodies"
