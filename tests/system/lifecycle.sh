#!/bin/bash
# Every state and fault that OpenXR allows a runtime: the session is kept, its clock stands while
# nobody sees it, the record says what happened, and no validation layer has a word to say.
source "$(dirname "$0")/session.bash"
source "$(dirname "$0")/brief.bash"

# --- states
script ''
run 0; kept "nothing happens" end; silent "nothing happens"
script '{"at_s": 8, "event": "focus_lost"}, {"at_s": 12, "event": "focus_gained"}'
run 0; kept "focus lost and gained" end; silent "focus"
script '{"at_s": 8, "event": "hidden"}, {"at_s": 12, "event": "shown"}, {"at_s": 13, "event": "focus_gained"}'
run 0; kept "hidden and shown" away,back,end 4; silent "hidden"
script '{"at_s": 8, "event": "stop"}, {"at_s": 12, "event": "start"}'
run 0; kept "taken off and put on" away,back,end 4; silent "taken off"
expect "taken off: when" "$(sql "select t_ms / 100 from events where kind = 'away'")" 80
script '{"at_s": 8, "event": "stop"}, {"at_s": 9, "event": "start"}, {"at_s": 14, "event": "stop"}, {"at_s": 17, "event": "start"}'
run 0; kept "taken off twice" away,back,away,back,end 4
script '{"at_s": 8, "event": "recenter", "yaw_deg": 70, "offset_m": [0.5, 0, 0.2], "in_s": 0.5}'
run 0; kept "recentred" end; silent "recentred"
script '{"at_s": 6, "event": "late_frame", "late_ms": 40}, {"at_s": 9, "event": "late_frame", "late_ms": 400}'
run 0; kept "late frames" end; silent "late frames"

script '{"at_s": 8, "event": "exit_request"}'
run 0
expect "exit request: stop reason" "$(sql 'select stop_reason from sessions')" headset
expect "exit request: events" "$(happened)" end
script '{"at_s": 8, "event": "stop"}' # never put on again
run 0
expect "left lying: stop reason" "$(sql 'select stop_reason from sessions')" headset
expect "left lying: events" "$(happened)" away,end
[ "$(sql 'select duration_ms from sessions')" -ge 600000 ] || fail "ten minutes were not waited for"

# --- tracking
script '' '{"device": "head", "from_s": 6, "to_s": 9}'
run 0; kept "head lost" end; silent "head lost"
script '' '{"device": "head", "from_s": 0, "to_s": 9, "position_only": true}'
run 0; kept "head's position lost" end; silent "head's position lost"
script '' '{"device": "head", "from_s": 0}'
run 0; kept "head never found" end
script '' '{"device": "left", "from_s": 3, "to_s": 9}, {"device": "right", "from_s": 4, "position_only": true}'
run 0; kept "hands lost" end; silent "hands lost"

# --- losses
for event in session_loss instance_loss 'instance_loss", "in_s": 2, "//": "announced'; do
    script "{\"at_s\": 8, \"event\": \"$event\"}"
    run 0; kept "$event" away,back,end; said 'lost; starting it again \(1 of 5\)'
done
script '{"at_s": 4, "event": "session_loss"}, {"at_s": 6, "event": "instance_loss"}'
run 0; kept "two losses" away,back,away,back,end; said '\(2 of 5\)'
for call in xrPollEvent xrWaitFrame xrBeginFrame xrEndFrame xrSyncActions xrLocateSpace; do
    script "{\"call\": \"$call\", \"at_s\": 8, \"return\": \"XR_ERROR_SESSION_LOST\"}"
    run 0; kept "$call loses the session" away,back,end; said '\(1 of 5\)'
done
for call in xrCreateSession xrCreateSwapchain xrBeginSession; do
    script "{\"call\": \"$call\", \"return\": \"XR_ERROR_INSTANCE_LOST\"}"
    run 0; kept "$call loses the instance" end; said 'lost'
done
script '{"at_s": 0, "event": "session_loss", "each_session": true}'
run 2; said 'failed again and again'
script '{"at_s": 2, "event": "session_loss", "each_session": true}'
run 2; said 'failed again and again'
expect "given up: stop reason" "$(sql 'select stop_reason from sessions')" fault
expect "given up: last event" "$(sql "select kind || ' ' || name from events order by id desc limit 1")" "end fault"
[ "$(grep -c 'failed again and again' "$work/validated.log")" = 1 ] || fail "given up: not one sentence"
echo "$runs sessions"
