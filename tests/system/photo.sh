#!/bin/bash
# A photo as the place: stills, sentences about bad files, a whole session drawn and as a layer of
# the runtime, which look the same; and what is lost comes back.
source "$(dirname "$0")/session.bash"
source "$(dirname "$0")/brief.bash"
photos=$work/photos
mkdir -p "$photos/scenes"

# scene NAME PHOTO [MORE]: a scene file of that photo
scene() {
    printf '{"$schema": "scene.schema.json", "place": "photo",\n "name": "Garden",\n "photo": "%s"%s}\n' \
        "$2" "${3:+, $3}" >"$photos/scenes/$1.json"
}

# --- what is wrong is told in one sentence, with its place
# told NAME CODE LINES PATTERN
told() {
    local code=0
    "$respite" validate "$photos/scenes/$1.json" >"$work/told" 2>&1 || code=$?
    [ $code = "$2" ] && [ "$(grep -c . "$work/told")" = "$3" ] && grep -qE -- "$4" "$work/told" ||
        { cat "$work/told" >&2; fail "$1: exit $code, wanted $2, $3 lines and '$4'"; }
}
"$build/make_photo" "$photos/scenes/garden.png" 2048 1024
"$build/make_photo" "$photos/scenes/garden.jpg" 1024 512
"$build/make_photo" "$photos/scenes/square.png" 256 256
"$build/make_photo" "$photos/scenes/nearly.png" 520 256
head -c 3000 "$photos/scenes/garden.png" >"$photos/scenes/cut.png"
truncate -s 65M "$photos/scenes/huge.png"
echo "no picture" >"$photos/scenes/text.jpg"
scene garden garden.png '"photo_yaw_deg": 20, "photo_brightness": 0.8, "bright_end_s": 5'
scene jpeg garden.jpg
scene square square.png
scene nearly nearly.png
scene cut cut.png
scene huge huge.png
scene text text.jpg
scene missing nowhere.jpg
scene heic garden.heic
scene climbs ../garden.png
told garden 0 1 'right'
told jpeg 0 1 'right'
told square 1 1 'square.json:3:11: /photo: the photo is 256x256 pixels.*equirectangular'
told nearly 0 2 'nearly.json:3:11: /photo: warning: the photo is 520x256'
told cut 1 1 ':3:11: /photo: cut.png: the PNG is cut short; save it anew'
told huge 1 1 ':3:11: /photo: huge.png: larger than 64 MiB; save it smaller'
told text 1 1 ':3:11: /photo: text.jpg: neither a PNG nor a JPEG; save it anew'
told missing 1 1 ':3:11: /photo: there is no "nowhere.jpg" beside the scene file'
told heic 1 1 ':3:11: /photo: expected a name that ends in .jpg, .jpeg or .png'
told climbs 1 1 ':3:11: /photo: expected a name beside the scene file'

# --- stills
RESPITE_VALIDATION=1 "$respite" snapshot "$photos/scenes/garden.json" --out "$work/still.png" \
    --size 256x256 --eye both --quiet || fail "no still"

# --- a session in it, upright and lying
sed 's|scenes/shore.json|scenes/garden.json|' "$brief" >"$photos/brief.json"
brief=$photos/brief.json
cat >"$work/look.json" <<'END'
{"$schema": "simxr-script.schema.json",
 "motions": [{"device": "head", "play": "still", "tremor_deg": 0.05}]}
END
seen() { # seen WHERE POSTURE
    RESPITE_PANELS=$1 RESPITE_PHOTO=$1 RESPITE_LOG=info play_validated "$brief" \
        --script "$work/look.json" --quiet --headset preview --posture "$2" \
        --out "$work/$1-$2" --capture 1 || fail "$1 at $2 degrees"
}
pictures=0
for posture in 0 90; do
    seen layers $posture; said 'the photo is a layer of the runtime, 2048x1024'
    seen scene $posture
    if grep -q 'photo is a layer' "$work/validated.log"; then
        fail "the photo was a layer though it should not be"
    fi
    for expected in "$work/scene-$posture"/*.png; do
        "$build/compare_pictures" "$expected" "$work/layers-$posture/${expected##*/}" 1.0 0.5 ||
            fail "${expected##*/} at $posture degrees looks different as a layer"
        pictures=$((pictures + 1))
    done
done
[ $pictures -ge 26 ] || fail "only $pictures pictures were compared"

# --- trouble
for RESPITE_PHOTO in layers scene; do
    export RESPITE_PHOTO
    draw=(--headset preview --out "$work/out" --capture 1)
    script '{"at_s": 8, "event": "session_loss"}'
    run 0 "${draw[@]}"; kept "the session is lost" away,back,end; said '\(1 of 5\)'
    # The session ends later by the loss; the photo stands still, and only panels differ.
    last=$(ls "$work/out/"*.png | tail -4 | head -1)
    before=$(ls "$work/scene-0/"*.png | tail -4 | head -1)
    "$build/compare_pictures" "$before" "$last" 8 12 || fail "the photo did not come back"
done
if "$build/compare_pictures" "$(ls "$work/scene-0/"*.png | head -1)" "$last" 8 12 >/dev/null; then
    fail "black was taken for the photo"
fi
export RESPITE_PHOTO=layers
script '{"call": "xrEndFrame", "at_s": 3, "return": "XR_ERROR_LAYER_LIMIT_EXCEEDED", "times": 9}'
run 0 "${draw[@]}" --capture 4; kept "the layer is refused" end; said 'refused the photo as a layer'

# Nothing happens in a steady frame.
for RESPITE_PHOTO in layers scene; do
    "$respite" bench "$photos/scenes/garden.json" --headset small --seconds 2 --json \
        >"$work/bench.json" 2>"$work/bench.log" || { cat "$work/bench.log" >&2; fail "no bench"; }
    for count in heap_allocations_per_frame pipelines_created_after_start \
        memory_allocations_after_start; do
        grep -qE "\"$count\": 0(\.0*)?,?\$" "$work/bench.json" ||
            { cat "$work/bench.json"; fail "$count is not 0 with the photo: $RESPITE_PHOTO"; }
    done
done
echo "$runs sessions, $pictures pictures"
