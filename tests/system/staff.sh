#!/bin/bash
# The staff's ways, on the real clock: keys in a terminal, and the signals a shell or a service
# manager sends. Every one ends in order, and the record is closed as "staff".
source "$(dirname "$0")/session.bash"
source "$(dirname "$0")/brief.bash"

python3 -c 'import os; os.openpty()' 2>/dev/null ||
    skip "this machine gives no pseudo-terminals (is /dev/pts mounted?)"
script ''
real=("$brief" --check off --runtime simulated --clock real --headset small --mirror off --data "$work/data"
    --script "$work/script.json")

wait_for() { # events of that kind
    local i
    for i in $(seq 300); do
        sleep 0.1
        [ "$(sql "select count(*) from events where kind = '$1'" 2>/dev/null || echo 0)" -ge 1 ] && return
    done
    fail "no $1 came"
}

for signal in INT TERM HUP; do
    rm -rf "$work/data"
    # A shell's background jobs ignore SIGINT; this one is to be asked in earnest.
    env --default-signal=$signal timeout 100 "$respite" play "${real[@]}" --quiet >"$work/said" 2>&1 &
    pid=$!
    wait_for step_begin
    kill -s $signal "$(ps -o pid= --ppid $pid | tr -d ' ')"
    code=0
    wait $pid || code=$?
    expect "$signal: exit" $code 0
    expect "$signal: stop reason" "$(sql 'select stop_reason from sessions')" staff
    expect "$signal: events" "$(happened)" end
    [ ! -s "$work/said" ] || { cat "$work/said" >&2; fail "$signal: there was nothing to say"; }
done

command -v python3 >/dev/null || skip "a terminal to type in needs python3"

# keys WHAT...: each "PATTERN=KEY" types KEY once the terminal shows PATTERN
keys() {
    rm -rf "$work/data"
    TERM=xterm timeout 100 python3 - "$work/seen" "$respite" play "${real[@]}" -- "$@" <<'END'
import os, pty, re, sys, time
seen_path, rest = sys.argv[1], sys.argv[2:]
command, wanted = rest[:rest.index("--")], [w.split("=") for w in rest[rest.index("--") + 1:]]
pid, terminal = pty.fork()
if pid == 0:
    os.execv(command[0], command)
seen = b""
since = 0
while True:
    try:
        got = os.read(terminal, 4096)
    except OSError:
        break
    if not got:
        break
    seen += got
    if wanted and re.search(wanted[0][0].encode(), seen[since:]):
        os.write(terminal, wanted.pop(0)[1].encode())
        since = len(seen)
status = os.waitpid(pid, 0)[1]
open(seen_path, "wb").write(seen)
if wanted:
    sys.exit("never seen: " + wanted[0][0])
sys.exit(os.waitstatus_to_exitcode(status))
END
}

keys 'welcome=p' 'paused=p' 'welcome=n' 'pain=q' || { cat "$work/seen"; fail "keys"; }
expect "keys: stop reason" "$(sql 'select stop_reason from sessions')" staff
expect "keys: events" "$(happened)" pause,resume,end
expect "keys: the step it ended in" "$(sql "select step || ' ' || name from events where kind = 'end'")" "pain staff"
# The session's own clock stands while it is paused: steps, pause and the fade are all there is, but
# for the frames in which each begins and ends. The pause itself is half a second or more.
expect "keys: the pause took no time of the steps" "$(sql "select abs(duration_ms - 500
    - (select sum(value) * 1000 from events where kind = 'step_end')
    - (select max(t_ms) - min(t_ms) from events where kind in ('pause', 'resume'))) < min(480, 100 + (select 3000 / fps from frames)) from sessions")" 1
grep -q 'respite.db' "$work/seen" || fail "the summary does not name the record"
keys 'welcome=x' $'welcome=\e[A' 'pain=s' || { cat "$work/seen"; fail "keys that mean nothing"; }
expect "other keys: events" "$(happened)" end
expect "other keys: stop reason" "$(sql 'select stop_reason from sessions')" staff
