#!/bin/bash
# What a machine may lack or do in mid-session: a full disk, no font, no sound, a broken cache or
# record, a belt that falls silent. One sentence each; the session goes on where it can.
source "$(dirname "$0")/session.bash"
source "$(dirname "$0")/brief.bash"

script ''
said=$work/said
mkdir -p "$work/cache" "$work/data"

# machine WANTED_EXIT PATTERN OPTIONS...: PATTERN '' wants silence. Nothing may hang.
machine() {
    local wanted=$1 pattern=$2 code=0
    shift 2
    timeout 100 "$respite" play --runtime simulated --clock virtual --headset small --mirror off \
        --data "$work/data" "$brief" --check off --script "$work/script.json" --quiet "$@" \
        >"$said" 2>&1 || code=$?
    [ $code = "$wanted" ] || { cat "$said" >&2; fail "exit $code, wanted $wanted: $*"; }
    if [ -n "$pattern" ]; then
        grep -qE -- "$pattern" "$said" || { cat "$said" >&2; fail "nobody said '$pattern'"; }
    elif [ -s "$said" ]; then
        cat "$said" >&2
        fail "there was nothing to say: $*"
    fi
}
stops() { sql "select group_concat(stop_reason) from (select * from sessions order by id)"; }

# --- the record
head -c 50000 /dev/urandom >"$work/data/respite.db"
cp "$work/data/respite.db" "$work/before.db"
machine 1 'respite.db.: it is damaged; it was left as it is'
cmp "$work/before.db" "$work/data/respite.db" || fail "a damaged record was touched"
[ "$(grep -c damaged "$said")" = 1 ] || fail "damaged: not one sentence"
rm "$work/data/respite.db"

for pair in 1 2 3 4 5; do # two programs make one record at once
    rm -f "$work"/data/*
    (said=$work/said-other; machine 0 '') &
    machine 0 ''
    wait $! || fail "the other of two programs failed"
    expect "two at once" "$(stops)" completed,completed
done
expect "two at once: events" "$(sql "select group_concat(n) from (select count(*) n from events group by session_id)")" 9,9

# --- pictures
machine 1 "no pictures can be kept in '/proc/nowhere'" --out /proc/nowhere
machine 1 "no pictures can be kept in" --out "$brief"
expect "no folder for pictures" "$(stops)" completed,completed

# --- breath
machine 0 'microphone' --breath mic
mkfifo "$work/belt"
machine 0 '' --breath "belt:$work/belt" # nobody ever writes
(for i in 1 2 3; do echo "$i.0 0.5"; sleep 0.05; done) >"$work/belt" & # writes, then closes
machine 0 '' --breath "belt:$work/belt"
kill $! 2>/dev/null || true
machine 1 'cannot be opened.*path right' --breath "belt:$work/no-belt"

# --- the pipeline cache
cache=$work/cache/respite/pipelines.bin
[ -s "$cache" ] || fail "no pipeline cache was written"
size=$(stat -c %s "$cache")
for broken in 'head -c 30000 /dev/urandom' 'head -c 10 /dev/zero' "head -c 60 $cache.whole" true; do
    cp "$cache" "$cache.whole"
    $broken >"$cache.new" && mv "$cache.new" "$cache"
    machine 0 ''
    expect "the cache after '$broken'" "$(stat -c %s "$cache")" "$size"
done

# --- sound: only the real clock opens a device
SDL_AUDIODRIVER=none-such machine 0 'in silence|no sound' --clock real \
    --script "$source_folder/tests/data/scripts/short.json"

[ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null || skip "the rest needs the right to mount"

# --- no font
hidden() { # as machine, with an empty folder mounted over the first argument
    local over=$1
    shift
    (
        respite=$work/hidden
        printf '#!/bin/bash\nexec unshare -m bash -c '\''mount -t tmpfs none "$0" && exec "$@"'\'' %q %q "$@"\n' \
            "$over" "$build/respite" >"$respite"
        chmod +x "$respite"
        machine "$@"
    )
}
hidden /usr/share/fonts 2 'no font for texts: install'

# --- the disk fills up: at the start, then in mid-session
full() { # size in KiB: what is left of the record
    unshare -m bash -c 'mount -t tmpfs -o size=$1k none "$2/data" && shift && {
        timeout 100 "$2" play --runtime simulated --clock virtual --headset small --mirror off \
            --data "$1/data" "$3" --check off --script "$1/script.json" >"$1/said" 2>&1; echo $? >"$1/code"
        cp "$1"/data/respite.db* "$1/kept/"; }' - "$1" "$work" "$respite" "$brief"
}
mkdir -p "$work/kept"
seen_full=0
for size in 48 112 116 120 124 128 140 160 400; do
    rm -f "$work"/kept/*
    full $size
    code=$(cat "$work/code")
    [ "$code" != 124 ] || fail "a full disk hangs the program at $size KiB"
    [ "$code" -le 2 ] || fail "a full disk ends the program with $code at $size KiB"
    [ "$code" = 0 ] || grep -q 'the disk is full' "$said" || { cat "$said"; fail "no word of the disk"; }
    expect "what is kept is whole at $size KiB" "$(sqlite3 "$work/kept/respite.db" 'pragma integrity_check')" ok
    if [ "$code" = 0 ] && grep -q 'cannot be written' "$said"; then
        seen_full=$((seen_full + 1))
        grep -q 'could not be written to the record in full' "$said" || fail "the summary does not say so"
    fi
done
[ $seen_full -gt 0 ] || fail "no size filled the disk in mid-session"
expect "with room enough" "$(sqlite3 "$work/kept/respite.db" 'select stop_reason from sessions')" completed
