#!/bin/bash
# Respite beside hello_xr, which does nothing but draw: tests/bench/peers.sh [RUNS]
#
# In a Debian 13 root, on Monado's null compositor and lavapipe, the two run in turn, RUNS times (3
# unless told) for twenty seconds, each under the same instrument (peers_layer.c). One more run of
# each goes before, with empty caches: its first frame is the cold one, and nothing else of it counts.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ "${1:-}" != --inside ]; then
    if ! .ci/trixie-root check; then
        echo "peers: skipped"
        exit 0
    fi
    exec .ci/trixie-root bash /src/tests/bench/peers.sh --inside "${1:-3}"
fi

runs=$2
seconds=20
cmake -S . -B /build -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo >/dev/null
cmake --build /build -j 2 >/tmp/built 2>&1 || { tail -40 /tmp/built && exit 1; }

XRT_COMPOSITOR_NULL=1 SIMULATED_ENABLE=1 XRT_NO_STDIN=1 monado-service </dev/null >/tmp/monado 2>&1 &
for ((i = 0; i < 100; i++)); do
    [ ! -S "$XDG_RUNTIME_DIR/monado_comp_ipc" ] || break
    sleep 0.1
done
[ -S "$XDG_RUNTIME_DIR/monado_comp_ipc" ] || { cat /tmp/monado && exit 1; }

export XR_API_LAYER_PATH=/build/peers XR_ENABLE_API_LAYERS=XR_APILAYER_RESPITE_peers
mkdir -p /tmp/peers

# Caches of its own for each program: the driver's, and Respite's pipelines.
run_hello_xr() { (sleep $seconds; echo) | hello_xr -g Vulkan2; }
run_respite() {
    /build/respite play tests/data/sessions/monado.json --runtime system --mirror off --seed 1 \
        --check off --quiet --data "/tmp/peers/data" </dev/null
}
measure() { # program, run
    XDG_CACHE_HOME=/tmp/peers/$1.cache RESPITE_PEERS_CSV=/tmp/peers/$1.$2.csv timeout 120 \
        bash -c "$(declare -f "run_$1"); seconds=$seconds; run_$1" >"/tmp/peers/$1.said" 2>&1 ||
        { tail -20 "/tmp/peers/$1.said" && echo "peers: $1 failed" && exit 1; }
}

for ((run = 0; run <= runs; run++)); do
    for program in hello_xr respite; do
        measure $program $run
    done
done
rm -rf /out/peers && cp -r /tmp/peers /out/peers
python3 tests/bench/peers_table.py /tmp/peers
