#!/bin/bash
# A recording played as --breath file: shows its real rate in the record.
source "$(dirname "$0")/session.bash"

recording=$source_folder/../shared/data/respiration/bidmc_32.csv
[ -e "$recording" ] || skip "the labelled recordings are not on this machine"
play --breath "file:$recording" --quiet
rates=$(sql 'select rate_bpm from minutes where rate_bpm is not null and sure_share > 0.5')
[ -n "$rates" ] || fail "no minute was sure of its rate"
# The annotators counted 24.6 a minute over the whole record (data/README.md).
for rate in $rates; do
    awk -v r="$rate" 'BEGIN { exit !(r > 23.1 && r < 26.1) }' || fail "a minute says $rate, not 24.6"
done
expect "source" "$(sql 'select distinct source from minutes where sure_share > 0.5')" file
