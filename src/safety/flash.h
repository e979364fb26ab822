// Flashes of one eye's pictures, cell by cell.
//
// Each cell's course is followed with a dead band: a turn is counted when the value has gone back
// from its last extreme by as much as counts as a change. Two turns are one flash. A disc flashes
// n times a second when enough of its cells, one by one and not only in step, have turned 2n times
// within the last second: stricter than the standards, which ask for flashes at the same instant.
#ifndef SAFETY_FLASH_H
#define SAFETY_FLASH_H

#include "base/arena.h"
#include "base/err.h"
#include "safety/view.h"

#include <stdbool.h>
#include <stdint.h>

enum { SAFETY_FLASH_KEPT = 12 }; // turns remembered of each cell: 6 flashes a second are the most

struct safety_flash_cell {
    float low, high;               // extremes since the last turn
    int8_t way;                    // +1 rising, -1 falling, 0 has not moved yet
    uint8_t next;                  // where the next turn goes
    float at_s[SAFETY_FLASH_KEPT]; // of turns; < 0 none
};

struct safety_flash {
    const struct safety_view *view; // borrowed
    bool is_red;
    struct safety_flash_cell *cells;
    uint8_t *turns; // of each cell, within the last second; of the last push
};

// What the worst disc does at an instant.
struct safety_flash_now {
    float per_s;  // flashes in the last second over SAFETY_DISC_SHARE of a disc
    float share;  // of a disc that flashes more often than SAFETY_FLASH_PER_S
    vec3s centre; // of the disc with the most flashes
};

MUST_USE enum err safety_flash_init(struct safety_flash *flash, const struct safety_view *view,
                                    bool is_red, struct arena *arena);
// After a cut: what comes is compared with nothing before.
void safety_flash_cut(struct safety_flash *flash);
// `values`: nits, or red, of each cell of the view; `t_s` rises. Returns the worst disc.
struct safety_flash_now safety_flash_push(struct safety_flash *flash, const float *values,
                                          float t_s);

#endif
