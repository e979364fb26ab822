#!/bin/bash
# "target_bpm": "best" is the rate that was found last for this patient, and for nobody else.
source "$(dirname "$0")/session.bash"

cat >"$work/slow.json" <<END
{
    "\$schema": "session.schema.json", "name": "Slow", "scene": {"file": "scenes/shore.json"},
    "breath": {"target_bpm": "best"},
    "steps": [{"kind": "be", "id": "be", "seconds": 5}]
}
END
target() { # alias
    play "$work/slow.json" --draw captured --alias "$1" --quiet
    sql "select text from plans where hash = (select plan_hash from sessions order by id desc limit 1)" |
        sed -n 's/^breath.target_bpm=//p'
}

"$respite" validate "$work/slow.json" --quiet || fail "a session with the best rate is not valid"
expect "before any was found" "$(target A-1)" 6
sql "insert into events(session_id, t_ms, kind, step, name, value) values
    (1, 1000, 'found', 'find', '', 5.0), (1, 2000, 'found', 'find', '', 5.5)"
expect "the last one found" "$(target A-1)" 5.5
expect "of somebody else" "$(target B-2)" 6
