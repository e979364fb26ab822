#!/bin/bash
# How the breath went with the guide: told of every minute and of the session, the same when the
# session is played again, and not known where nothing is felt.
source "$(dirname "$0")/session.bash"

script=$source_folder/config/simulated/patient.json
figures="rate_bpm, guide_bpm, sure_share, source, rate_error_bpm, cycle_match, cycles, synchrony,
    lag, exhale_share, eases"

run() { # name, breath
    rm -rf "$work/data"
    play --draw captured --script "$script" --breath "$2" >"$work/$1.said"
    sql "select 'session', $figures from breath" >"$work/$1"
    sql "select minute, $figures from minutes order by id" >>"$work/$1"
}

run first hand
expect "the session's figures" "$(sql "select rate_error_bpm is not null and cycle_match is not null
    and cycles > 4 and synchrony > 0.3 and lag is not null and exhale_share between 0.4 and 0.75
    and sure_share > 0.7 from breath")" 1
expect "the guided minute's" "$(sql "select count(*) > 0 from minutes where synchrony is not null
    and cycle_match is not null and rate_error_bpm < 2")" 1
grep -q "breaths went with the guide" "$work/first.said" || fail "the summary does not tell it"
grep -q "Asked *dizzy: no" "$work/first.said" || fail "the answer is not told"
run again hand
diff "$work/first" "$work/again" || fail "the same session played again has other figures"

run nobody none
expect "with nothing felt" "$(sql "select rate_bpm is null and rate_error_bpm is null
    and cycle_match is null and synchrony is null and sure_share = 0 from breath")" 1
