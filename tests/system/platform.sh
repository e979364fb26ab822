#!/bin/bash
# What a session asks of the headset besides pictures: refresh rate and performance levels; what it
# answers to heat; and that a runtime which refuses all of it keeps its session. Each decision is
# said once.
source "$(dirname "$0")/session.bash"
source "$(dirname "$0")/brief.bash"

once() { # sentence
    expect "times that '$1' was said" "$(grep -c -- "$1" "$work/validated.log")" 1
}
export RESPITE_LOG=info RESPITE_SIMXR_RATE_HZ=90

script '{"at_s": 4, "event": "thermal", "level": "warning"}, {"at_s": 6, "event": "thermal", "level": "impaired"}'
run 0 --headset quest3; kept "asked and warm" end
once 'the display is asked to refresh at 72 Hz'
once 'the display goes from 90 to 72 Hz'
once 'the display now refreshes at 72 Hz'
once 'CPU asked for performance level 25'
once 'GPU asked for performance level 25'
once 'run at the level SustainedLow'
once 'the headset is warm: render scale at most 0.85'
once 'the headset is hot: render scale at most 0.70'

always='"times": 100000, "return": "XR_ERROR_RUNTIME_FAILURE"'
script "{\"call\": \"xrEnumerateDisplayRefreshRatesFB\", $always},
    {\"call\": \"xrGetDisplayRefreshRateFB\", $always},
    {\"call\": \"xrPerfSettingsSetPerformanceLevelEXT\", $always}"
run 0 --headset quest3; kept "rates and levels are refused" end
once 'does not tell the display.s refresh rates'
once 'refuses the performance level SustainedLow for processor and graphics'

script "{\"call\": \"xrRequestDisplayRefreshRateFB\", $always}"
run 0 --headset quest3; kept "the rate is refused" end
once 'refuses to refresh the display at 72 Hz'

script ''
RESPITE_REFRESH_HZ=90 run 0 --headset quest3; kept "another rate is wished" end
if grep -q 'asked to refresh' "$work/validated.log"; then
    fail "a rate that the display has was asked for"
fi
RESPITE_SIMXR_WITHOUT=XR_FB_display_refresh_rate,XR_EXT_performance_settings run 0 --headset quest3
kept "neither is offered" end
echo "$runs sessions"
