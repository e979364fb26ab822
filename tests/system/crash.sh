#!/bin/bash
# kill -9 in mid-session: what was acknowledged is there, and the next start closes the session.
source "$(dirname "$0")/session.bash"

"$respite" play --runtime simulated --clock real --headset small --mirror off --check off --quiet \
    --data "$work/data" &
pid=$!
for _ in $(seq 200); do
    sleep 0.1
    [ -e "$work/data/respite.db" ] &&
        [ "$(sql "select count(*) from events" 2>/dev/null || echo 0)" -ge 1 ] && break
done
kill -9 $pid
wait $pid 2>/dev/null || true
[ "$(sql "select count(*) from events where kind = 'step_begin'")" -ge 1 ] || fail "nothing was kept"
expect "stop reason of the killed session" "$(sql 'select stop_reason is null from sessions')" 1

play --quiet --script "$source_folder/tests/data/scripts/short.json"
expect "stop reasons" "$(sql 'select group_concat(stop_reason) from (select * from sessions order by id)')" torn,headset
