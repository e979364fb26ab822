// Any bytes as a recording of breath: a refusal says why and where, and what is read can be played.
#include "base/mem.h"
#include "sensor/replay.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct sensor_replay replay = {0};
    struct sensor_replay_error error = {0};
    char *text = mem_alloc(size + 1, 1);
    assert(text);
    memcpy(text, data, size);
    const enum err err = sensor_replay_parse(&replay, "any.csv", text, size, &arena, &error);
    assert(err == ERR_OK || error.text[0] != '\0');
    for (int i = 0; err == ERR_OK && i < (int)replay.count; i++) {
        const struct breath_sample sample =
            sensor_replay_sample(&replay, (size_t)i, 0, BREATH_SOURCE_FILE);
        assert(sample.source == BREATH_SOURCE_FILE);
    }
    mem_free(text);
    arena_fini(&arena);
    assert(mem_live() == 0);
    return 0;
}
