// Any bytes as a recorded motion: no crash, no leak; a refusal has a reason, and what is read can
// be played.
#include "base/mem.h"
#include "simxr/csv.h"

#include <assert.h>
#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct simxr_csv csv;
    char text[SIMXR_CSV_TEXT_BYTES];
    const enum err err = simxr_csv_read(&csv, (const char *)data, size, &arena, text);
    assert(err == ERR_OK || (err == ERR_BAD_DATA && text[0] != '\0'));
    for (int64_t t_ns = -1000000000; err == ERR_OK && t_ns < 5000000000; t_ns += 333333333) {
        const struct simxr_csv_row row = simxr_csv_at(&csv, t_ns, size % 2 == 0);
        assert(isfinite(row.value) && isfinite(row.pose.at_m.x) && isfinite(row.pose.turn.w));
    }
    arena_fini(&arena);
    assert(mem_live() == 0);
    return 0;
}
