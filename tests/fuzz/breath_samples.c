// Any bytes as samples of any source, at any time: no crash, nothing but finite figures within
// their ranges, and no memory taken.
#include "base/mem.h"
#include "breath/state.h"

#include <assert.h>
#include <math.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// What a sample is made of, as it lies in the bytes.
struct raw {
    uint8_t source, is_tracked;
    int16_t step_ms; // since the last: back in time as well
    float value, pose[7];
};

static void look(const struct breath_state *state, int64_t t_ns)
{
    const struct breath now = breath_at(state, t_ns);
    assert(now.level >= 0.0f && now.level <= 1.0f);
    assert(now.phase >= 0.0f && now.phase <= 1.0f);
    assert(now.quality >= 0.0f && now.quality <= 1.0f);
    assert(isfinite(now.rate_bpm) && now.rate_bpm >= 0.0f);
    assert(now.source < BREATH_SOURCE_COUNT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct breath_state state;
    const long before = mem_count();
    int64_t t_ns = 1000000000;
    breath_init(&state);
    for (; size >= sizeof(struct raw); data += sizeof(struct raw), size -= sizeof(struct raw)) {
        struct raw raw;
        memcpy(&raw, data, sizeof raw);
        t_ns += (int64_t)raw.step_ms * 1000000;
        struct breath_sample sample = {
            .t_ns = t_ns,
            .source = (uint8_t)(raw.source % BREATH_SOURCE_COUNT),
            .is_tracked = raw.is_tracked & 1,
            .value = raw.value,
            .pose = pose_identity(),
            .head = pose_identity(),
        };
        memcpy(&sample.pose.at_m, raw.pose, sizeof sample.pose.at_m);
        memcpy(&sample.pose.turn, raw.pose + 3, sizeof sample.pose.turn);
        breath_push(&state, &sample);
        look(&state, t_ns);
    }
    assert(mem_count() == before);
    return 0;
}
