#!/bin/bash
# From a fresh machine to a running session: installs what is missing, builds, plays.
# Arguments go to `respite play`; see `build/release/respite play --help`.
set -euo pipefail
root=$(cd "$(dirname "$0")" && pwd)
"$root/.ci/setup" run
(cd "$root" && cmake --preset release >/dev/null && cmake --build --preset release --target respite)
exec "$root/build/release/respite" play "$@"
