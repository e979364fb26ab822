#!/bin/bash
# Who follows the guide to some rates and not to the slowest has the rate that suits found, end to
# end: a recorded breath, the estimator, the session, the record, and the next session's target.
source "$(dirname "$0")/session.bash"

session() { # name, breath, steps
    cat <<END
{
    "\$schema": "session.schema.json", "name": "$1", "setting": "home",
    "scene": {"file": "scenes/shore.json"},
    "breath": $2,
    "steps": [$3]
}
END
}
settle='{"kind": "settle", "id": "settle", "seconds": 70}'
find='{"kind": "find_rate", "id": "find", "seconds": 720}'
session find '{"target_bpm": 6.5, "ramp_bpm_per_min": 2}' "$settle, $find" >"$work/find.json"
session later '{"target_bpm": "best"}' '{"kind": "be", "id": "be", "seconds": 5}' >"$work/later.json"

# Down to 5.5 and no slower.
"$build/follow_guide" 70 720 5.3 >"$work/breath.csv"
play "$work/find.json" --draw captured --alias F-1 --breath "file:$work/breath.csv" --quiet
found=$(sql "select value from events where kind = 'found'")
case $found in 5.5 | 6 | 6.0 | 6.5) ;; *) fail "found '$found', of 6.5, 6 and 5.5" ;; esac
# While it was followed, nearly every breath of the guide's was matched, exhale included.
matched=$(sql "select min(cycle_match) from minutes where session_id = (select max(id) from sessions) and minute between 2 and 7")
awk -v m="$matched" 'BEGIN { exit !(m >= 0.8) }' || fail "followed, and yet $matched of the breaths match"
# Nobody answered: each rate is told as asked about, and as not answered.
expect "questions" "$(sql "select group_concat(name) from events where kind = 'answer'")" \
    comfortable_6.5,comfortable_6.0,comfortable_5.5,comfortable_5.0,comfortable_4.5
expect "answers" "$(sql "select count(*) from events where kind = 'answer' and value is not null and value >= 0")" 0

play "$work/later.json" --draw captured --alias F-1 --quiet
target=$(sql "select text from plans where hash = (select plan_hash from sessions order by id desc limit 1)" |
    sed -n 's/^breath.target_bpm=//p')
awk -v a="$target" -v b="$found" 'BEGIN { exit !(a == b) }' || fail "the next session aims at $target, not $found"
