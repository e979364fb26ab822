#!/bin/bash
# Stills are deterministic, clean under the validation layer, and look as they did: both eyes.
source "$(dirname "$0")/session.bash"

golden=$source_folder/tests/golden
still() { # name, options
    RESPITE_VALIDATION=1 "$respite" snapshot "$build/scenes/${scene:-shore}.json" --size 256x256 --eye both \
        --out "$work/$1.png" --quiet "${@:2}" 2>"$work/err" || { cat "$work/err" >&2; fail "$1"; }
    if grep -qE 'VUID|Validation' "$work/err"; then
        cat "$work/err" >&2
        fail "the validation layer spoke"
    fi
}
still minute-0 --minute 0
still again --minute 0
cmp "$work/minute-0.png" "$work/again.png" || fail "the same still twice differs"
still minute-2 --minute 2 --breath 1
still aside --minute 1 --yaw 70 --pitch -15
still task-3 --minute 8 --task 3
for name in minute-0 minute-2 aside task-3; do
    "$build/compare_pictures" "$golden/shore-$name.png" "$work/$name.png" || {
        cp "$work/$name.png" "$build/shore-$name.new.png"
        fail "shore-$name.png looks different; the new one is $build/shore-$name.new.png"
    }
done
scene=forest still forest-minute-0 --minute 0
scene=forest still forest-above --minute 2 --breath 1 --pitch 65
scene=forest still forest-task-3 --minute 8 --task 3
for name in forest-minute-0 forest-above forest-task-3; do
    "$build/compare_pictures" "$golden/$name.png" "$work/$name.png" || {
        cp "$work/$name.png" "$build/$name.new.png"
        fail "$name.png looks different; the new one is $build/$name.new.png"
    }
done
# And a picture that must not pass: the test itself can fail.
if "$build/compare_pictures" "$golden/shore-minute-0.png" "$work/aside.png" >/dev/null; then
    fail "two different pictures were called the same"
fi
