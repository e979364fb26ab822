#!/bin/bash
# Nobody is shown a place that was not looked at before: what comes with the program has passed,
# what was changed is looked at, and what fails is not played unless staff say so.
source "$(dirname "$0")/session.bash"

# --- what comes with the program. Stale passes (a shader, a generator or a scene was changed) are
# made anew here, for six minutes, and only a place that fails is a fault.
passes=$source_folder/assets/passes.txt
"$respite" check --shipped --passes "$work/passes.txt" >"$work/said" 2>&1 || {
    cat "$work/said" >&2
    grep -qi "vulkan" "$work/said" && skip "no Vulkan device that can draw here"
    fail "a shipped place is not safe to look at"
}
cat "$work/said"
if ! cmp -s "$work/passes.txt" "$passes"; then
    cp "$work/passes.txt" "$passes" 2>/dev/null || true
    echo "assets/passes.txt was old and is renewed: commit it (.ci/run check does the same)"
fi
[ "$(grep -c scenes/ "$work/passes.txt")" = $((4 * $(ls "$source_folder"/scenes/*.json | wc -l))) ] ||
    fail "not every scene has passed at levels 0 to 3"

noted() { sql "select group_concat(name || ' ' || cast(value as int)) from events where kind = 'check'"; }

"$respite" play --runtime simulated --clock virtual --headset small --mirror off --data "$work/data" \
    >"$work/said" 2>&1 || { cat "$work/said" >&2; fail "the first session"; }
if grep -q 'new here' "$work/said"; then fail "the first session stopped to be checked"; fi
expect "the first session: note" "$(noted)" ""
rm -rf "$work/data"

# --- a changed place is looked at once
mkdir -p "$work/own/scenes"
sed 's/"seed": 1/"seed": 4711/' "$source_folder/scenes/shore.json" >"$work/own/scenes/own.json"
session() { # scene
    cat >"$work/own/$1.json" <<END
{"\$schema": "session.schema.json", "name": "Own", "scene": {"file": "scenes/$1.json", "minutes": 1},
 "steps": [{"kind": "be", "id": "be", "seconds": 5}]}
END
}
session own
guarded() { play "$work/own/$1.json" --check "${2:-auto}" >"$work/said" 2>&1; }
guarded own || { cat "$work/said" >&2; fail "a changed place"; }
grep -q 'new here' "$work/said" || fail "a changed place was not looked at"
expect "changed: note" "$(noted)" "passed 0"
guarded own || fail "a changed place, the second time"
if grep -q 'new here' "$work/said"; then fail "it was looked at again"; fi
expect "second time: note" "$(noted)" "passed 0"
guarded own off || fail "--check off"
expect "not looked at: note" "$(noted)" "passed 0,not checked 0"
rm -rf "$work/data"

# --- photos that nobody should be shown: glaring white, and bold stripes
python3 - "$work/own/scenes" <<'END'
import struct, sys, zlib
def png(name, width, height, row):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    with open(f"{sys.argv[1]}/{name}.png", "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
                   + chunk(b"IDAT", zlib.compress((b"\0" + row) * height)) + chunk(b"IEND", b""))
    with open(f"{sys.argv[1]}/{name}.json", "w") as file:
        file.write('{"$schema": "scene.schema.json", "place": "photo", "name": "%s", "photo": "%s.png",'
                   ' "photo_brightness": 1, "minutes": 1}' % (name, name))
png("white", 512, 256, b"\xff" * 512 * 3)
png("bars", 2048, 1024, (b"\xa0" * 12 + b"\x20" * 12) * 256)
END
session white
session bars
code=0
"$respite" check "$work/own/scenes/bars.json" --minutes 0.1 >"$work/said" 2>&1 || code=$?
[ $code = 1 ] || { cat "$work/said" >&2; fail "bars: exit $code"; }
grep -q 'does not hold: stripes that stand: .* eye, minute .* degrees' "$work/said" ||
    { cat "$work/said" >&2; fail "bars: not for their stripes"; }

code=0
guarded white || code=$?
[ $code = 1 ] && grep -q 'not safe to look at: luminance of the view' "$work/said" ||
    { cat "$work/said" >&2; fail "a white photo was played, or for another reason refused"; }
[ ! -e "$work/data/respite.db" ] || expect "refused" "$(sql 'select count(*) from sessions')" 0
guarded white warn || { cat "$work/said" >&2; fail "staff took it upon themselves"; }
noted | grep -q '^failed [1-9]' || fail "the record does not tell: $(noted)"

# --- for scripts
"$respite" check "$work/own/scenes/own.json" --minutes 0.1 --task 0 --json --quiet >"$work/json" ||
    fail "the changed shore"
python3 - "$work/json" <<'END' || fail "--json"
import json, sys
told = json.load(open(sys.argv[1]))
assert told["holds"] is True and told["task_level"] == 0 and told["pictures"] > 400
for key in ("flashes", "red_flashes", "stripes", "moving_stripes", "optic_flow", "camera_motion",
            "luminance", "luminance_change"):
    for eye in ("left", "right"):
        assert told[key][eye]["value"] <= told[key]["limit"], key
assert told["luminance"]["left"]["value"] > 1
END
code=0
"$respite" check 2>/dev/null || code=$?
expect "no file: exit" $code 2
code=0
"$respite" check "$work/own/scenes/nothing.json" 2>/dev/null || code=$?
expect "a file that is not there: exit" $code 1
