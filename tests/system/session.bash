# For the system tests: a clean place to work in, and short words for what they all do.
# Sourced, with the build folder as $1.
set -euo pipefail

build=$(cd "$1" && pwd)
source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
respite=$build/respite
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME=$work/cache XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data
export SDL_AUDIODRIVER=dummy SDL_VIDEODRIVER=${SDL_VIDEODRIVER:-dummy}
unset XR_RUNTIME_JSON DISPLAY WAYLAND_DISPLAY || true

skip() {
    echo "skipped: $*"
    exit 77
}

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# A session in the simulated headset on the virtual clock. Arguments go to `respite play`.
play() {
    "$respite" play --runtime simulated --clock virtual --headset small --mirror off \
        --data "$work/data" --check off "$@"
}

# The same with both validation layers; any message of either fails.
play_validated() {
    local log=$work/validated.log code=0
    RESPITE_VALIDATION=1 XR_CORE_VALIDATION_EXPORT_TYPE=text \
        play "$@" >"$log" 2>&1 || code=$?
    if grep -nE 'VUID|Validation Error|Validation Warning|SYNC-HAZARD|CoreValidation|\[(ERROR|WARNING) *\|' "$log"; then
        fail "a validation layer spoke; arguments: $*"
    fi
    if [ $code != "${wanted_exit:-0}" ]; then
        cat "$log" >&2
    fi
    return $code
}

# One value out of the record: sql "select ..."
sql() {
    sqlite3 "$work/data/respite.db" "$1"
}

expect() { # what, got, wanted
    [ "$2" = "$3" ] || fail "$1: got '$2', wanted '$3'"
}
