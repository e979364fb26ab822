# For tests that play the brief session again and again, each time with another fault. Sourced after
# session.bash.
brief=$source_folder/tests/data/sessions/brief.json # 15 seconds
runs=0

# script FAULTS [LOSSES] [BUTTONS]: what the simulated headset does
script() {
    cat >"$work/script.json" <<END
{"\$schema": "simxr-script.schema.json",
 "motions": [{"device": "head", "play": "still"}],
 "faults": [$1], "losses": [${2:-}], "buttons": [${3:-}]}
END
}

# run WANTED_EXIT OPTIONS...: one brief session, in a record of its own
run() {
    local wanted_exit=$1 code=0
    shift
    rm -rf "$work/data" "$work/out"
    runs=$((runs + 1))
    # 30 frames a second are enough where nobody looks.
    play_validated "$brief" --script "$work/script.json" --quiet --headset preview "$@" || code=$?
    [ $code = "$wanted_exit" ] || fail "exit $code, wanted $wanted_exit"
}

# What came between: away,back,... in order; the steps' own begin and end left out.
happened() {
    sql "select group_concat(kind) from (select kind from events where kind in
        ('away', 'back', 'pause', 'resume', 'ask_out', 'stay', 'end') order by id)"
}

# The session ended as WANTED after EVENTS, and its own clock ran for 15 s of the AWAY_S + 15.
kept() { # case, events, [seconds away]
    [ -z "${RESPITE_TIMES:-}" ] || echo "$SECONDS s: $1"
    expect "$1: stop reason" "$(sql 'select stop_reason from sessions')" completed
    expect "$1: events" "$(happened)" "$2"
    local steps all
    steps=$(sql "select cast(round(sum(value) * 10) as int) from events where kind = 'step_end'")
    [ "$steps" -ge 149 ] && [ "$steps" -le 151 ] || fail "$1: the steps took $steps tenths, not 150"
    all=$(sql 'select duration_ms / 100 from sessions')
    local least=$((154 + ${3:-0} * 10)) # half a second of fading out
    [ "$all" -ge "$least" ] && [ "$all" -le $((least + 4)) ] ||
        fail "$1: $all tenths in all, not $least"
    expect "$1: questions" "$(sql "select count(*) from events where kind = 'rating'")" 1
}

said() { grep -qE -- "$1" "$work/validated.log" || { cat "$work/validated.log" >&2; fail "nobody said '$1'"; }; }
silent() {
    if grep -E '^respite' "$work/validated.log"; then
        fail "$1: nothing was wrong, and yet this was said"
    fi
}
