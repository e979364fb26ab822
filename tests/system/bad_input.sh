#!/bin/bash
# Whatever people hand in: one clear sentence with the place or the way out, and nothing lost.
source "$(dirname "$0")/session.bash"

# refused EXIT_CODE PATTERN COMMAND...: stderr holds PATTERN; the program does not crash.
refused() {
    local wanted=$1 pattern=$2 code=0
    shift 2
    "$@" >"$work/out" 2>"$work/err" || code=$?
    if [ $code != "$wanted" ] || ! grep -qE -- "$pattern" "$work/err"; then
        cat "$work/err" >&2
        fail "exit $code (wanted $wanted), no '$pattern': $*"
    fi
}

planted=$work/planted.json
plant() { printf '%b' "$1" >"$planted"; }
first=$build/config/sessions/first.json
schema=$(grep -o '"\$schema"[^,]*' "$build/scenes/shore.json" | head -1)

# What cJSON alone lets through, each at its line and column.
plant '{\n  "a": 01\n}';            refused 1 'planted.json:2:[0-9]+' "$respite" validate "$planted"
plant '{\n  "a": "x\ty"\n}';        refused 1 'planted.json:2:[0-9]+' "$respite" validate "$planted"
plant '{\n\n  "a": "\xff"\n}';      refused 1 'planted.json:3:[0-9]+' "$respite" validate "$planted"
plant '\xef\xbb\xbf{}';             refused 1 'planted.json:1:1' "$respite" validate "$planted"
plant '{\n "a": 1,\n "a": 2\n}';    refused 1 'planted.json:3:[0-9]+' "$respite" validate "$planted"
plant '{"a": 1e999}';               refused 1 'planted.json:1:[0-9]+' "$respite" validate "$planted"
plant '{"a": [1, 2,]}';             refused 1 'planted.json:1:[0-9]+' "$respite" validate "$planted"
plant '';                           refused 1 'planted.json' "$respite" validate "$planted"
head -c 1100000 /dev/zero | tr '\0' ' ' >"$planted"
refused 1 'planted.json' "$respite" validate "$planted"
{ printf '%0.s[' $(seq 500); printf '%0.s]' $(seq 500); } >"$planted"
refused 1 'planted.json:1:[0-9]+' "$respite" validate "$planted"
refused 1 'nothing-here.json' "$respite" validate "$work/nothing-here.json"

# A misspelt key is told with the nearest right one; all errors are told, not the first.
sed 's/"wind_m_s"/"wind_ms"/; s/"warmth": *[-0-9.]*/"warmth": 7/' "$build/scenes/shore.json" >"$planted"
refused 1 'wind_ms.*wind_m_s' "$respite" validate "$planted"
refused 1 '/warmth' "$respite" validate "$planted"

# A scene that leads outside its folder; a missing scene.
sed 's|scenes/shore.json|../../../etc/passwd|' "$first" >"$planted"
refused 1 'planted.json:[0-9]+:[0-9]+: /scene' "$respite" validate "$planted"
sed 's|shore.json|no-such-place.json|' "$first" >"$planted"
refused 1 'no-such-place' "$respite" play "$planted"

# A name that leads nowhere is the input's fault; a file of another kind is told as one.
refused 1 'nothing-here.json' "$respite" play "$work/nothing-here.json"
refused 1 'expected a session' "$respite" play "$build/scenes/shore.json"
refused 1 'expected a scene' "$respite" snapshot "$first" --out "$work/x.png"
refused 1 'expected a scene' "$respite" listen "$first" --out "$work/x.wav"

# Results that cannot be printed are no success.
refused 1 'disk full' bash -c '"$1" validate --shipped >/dev/full' - "$respite"

# Words that are none.
refused 2 'did you mean' "$respite" plya
refused 2 'headset' "$respite" play --headset smal
refused 2 'posture' "$respite" play --posture 120
refused 2 'never a name' "$respite" play --alias 'Anna M.'
refused 2 'too many' "$respite" doctor all
refused 2 ' --source: .lung.' "$respite" breath "$planted" --source lung
refused 2 'joins sounds' "$respite" breath "$planted" --source belt --stream
refused 1 'sound is needed' "$respite" breath "$planted" --source audio
refused 2 'did you mean .play' "$respite" help plya
refused 2 'size' "$respite" snapshot "$build/scenes/shore.json" --out "$work/x.png" --size 1x1
refused 1 'language' "$respite" play --language xx --runtime simulated --data "$work/data"
refused 1 'cannot be read' env SDL_VIDEODRIVER=dummy "$respite" play --runtime simulated --mirror off \
    --clock virtual --breath "file:$work/nothing.csv" --data "$work/data"

# A record that cannot be written: said before the session, not after it.
refused 2 '.' "$respite" play --runtime simulated --mirror off --clock virtual --data /proc/none
# No runtime, no script, a broken one.
refused 2 '.' env XR_RUNTIME_JSON="$work/none.json" "$respite" play --runtime system --mirror off \
    --data "$work/data"
plant '{"motions": 7}'
refused 2 'planted.json' "$respite" play --runtime simulated --clock virtual --mirror off \
    --script "$planted" --data "$work/data"
# No GPU: no driver is found at all.
refused 2 '.' env VK_DRIVER_FILES=/dev/null "$respite" play --runtime simulated --clock virtual \
    --mirror off --data "$work/data"
expect "sessions in the record" "$(sql 'select count(*) from sessions')" 0

# A runtime without depth layers, or with UNORM formats alone, plays all the same.
RESPITE_SIMXR_WITHOUT=XR_KHR_composition_layer_depth play_validated --quiet \
    --script "$source_folder/tests/data/scripts/short.json"
RESPITE_SIMXR_FORMATS=unorm play_validated --quiet \
    --script "$source_folder/tests/data/scripts/short.json"
