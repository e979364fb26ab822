#!/bin/bash
# Installs what is missing, builds, runs every test. Arguments go to ctest: ./test.sh -R breath
set -euo pipefail
cd "$(dirname "$0")"
.ci/setup test
cmake --preset release >/dev/null
cmake --build --preset release
exec ctest --test-dir build/release --output-on-failure --no-tests=error --parallel 2 "$@"
