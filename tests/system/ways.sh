#!/bin/bash
# The patient's ways: out by gaze or by a held button, staying, not answering, rating by button, and
# all of it lying on the back.
source "$(dirname "$0")/session.bash"
source "$(dirname "$0")/brief.bash"

# patient TARGETS BUTTONS: looks there, presses that
patient() {
    cat >"$work/script.json" <<END
{"\$schema": "simxr-script.schema.json",
 "motions": [{"device": "head", "play": "still", "tremor_deg": 0.05},
             {"device": "head", "play": "gaze_at", "from_s": 0, "to_s": 60, "targets": [$1]}],
 "buttons": [$2]}
END
}
select='"path": "/user/hand/right/input/trigger/value"'
at_mark='{"yaw_deg": 0, "pitch_deg": -25, "from_s": 1, "hold_s": 4}'
at_stop='{"yaw_deg": -8.8, "pitch_deg": -11, "from_s": 5, "hold_s": 4}'
at_stay='{"yaw_deg": 8.8, "pitch_deg": -11, "from_s": 5, "hold_s": 4}'
ahead='{"yaw_deg": 0, "pitch_deg": 12, "from_s": 4.8, "hold_s": 40}'

left() { # case
    expect "$1: stop reason" "$(sql 'select stop_reason from sessions')" patient
    expect "$1: events" "$(happened)" ask_out,end
    expect "$1: end" "$(sql "select step || ' ' || name from events where kind = 'end'")" "welcome patient"
    [ "$(sql 'select duration_ms from sessions')" -lt 9000 ] || fail "$1: it took too long"
    local asked
    asked=$(sql "select t_ms from events where kind = 'ask_out'")
    [ "$asked" -ge "${2:-4000}" ] && [ "$asked" -le "${3:-4900}" ] || fail "$1: asked at $asked ms"
}

for posture in 0 45 90; do
    patient "$at_mark, $at_stop" ''
    run 0 --posture $posture; left "out by gaze at $posture degrees"; silent "out by gaze"
    patient "$at_mark, $at_stay" ''
    run 0 --posture $posture
    expect "stay at $posture degrees" "$(happened)" ask_out,stay,end
    expect "stay: stop reason" "$(sql 'select stop_reason from sessions')" completed
done
patient "$at_mark, $ahead" ''
run 0
expect "no answer" "$(happened)" ask_out,stay,end
asked_ms=$(sql "select max(t_ms) - min(t_ms) from events where kind in ('ask_out', 'stay')")
[ "$asked_ms" -ge 14900 ] && [ "$asked_ms" -le 15100 ] || fail "no answer: asked for $asked_ms ms, not 15 s"
expect "no answer: the steps" "$(sql "select cast(round(sum(value)) as int) from events where kind = 'step_end'")" 15
# A glance at the mark is no wish.
patient '{"yaw_deg": 0, "pitch_deg": -25, "from_s": 1, "hold_s": 2}' ''
run 0; kept "a glance at the mark" end

patient '' "{$select, \"at_s\": 1, \"hold_s\": 2.5}, {$select, \"at_s\": 5, \"hold_s\": 2.5}"
run 0; left "out by a held button" 2900 3200
patient '' "{$select, \"at_s\": 1, \"hold_s\": 1.8}"
run 0; kept "a button held too short" end
patient '' "{$select, \"at_s\": 1, \"hold_s\": 9}" # one long hold asks once and does not answer itself
run 0
expect "a button never let go" "$(happened)" ask_out,stay,end

# The scale opens at 5 s and is looked at; a short press is quicker than the gaze alone.
at_seven='{"yaw_deg": -8.4, "pitch_deg": -3.7, "from_s": 5.2, "hold_s": 3}'
for posture in 0 90; do
    patient "$at_seven" "{$select, \"at_s\": 5.9, \"hold_s\": 0.2}"
    run 0 --posture $posture
    expect "rated by button" "$(sql "select cast(value as int) || ' ' || (t_ms < 6300) from events where kind = 'rating'")" "7 1"
    patient "$at_seven" ''
    run 0 --posture $posture
    expect "rated by gaze" "$(sql "select cast(value as int) || ' ' || (t_ms < 6300) from events where kind = 'rating'")" "7 0"
done
echo "$runs sessions"
