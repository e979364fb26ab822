#include "safety/flash.h"

#include "safety/limits.h"

#include <string.h>

enum { LEVELS = SAFETY_FLASH_KEPT + 1 };

static const float second_s = 0.9999f; // a hair less: what recurs each second is not counted twice

enum err safety_flash_init(struct safety_flash *flash, const struct safety_view *view, bool is_red,
                           struct arena *arena)
{
    const size_t count = (size_t)view->side * (size_t)view->side;
    *flash = (struct safety_flash){.view = view, .is_red = is_red};
    flash->cells = arena_alloc(arena, count, sizeof *flash->cells);
    flash->turns = arena_alloc(arena, count, sizeof *flash->turns);
    if (!flash->cells || !flash->turns) {
        return ERR_NO_MEMORY;
    }
    safety_flash_cut(flash);
    return ERR_OK;
}

void safety_flash_cut(struct safety_flash *flash)
{
    const int count = flash->view->side * flash->view->side;
    for (int i = 0; i < count; i++) {
        struct safety_flash_cell *cell = &flash->cells[i];
        *cell = (struct safety_flash_cell){.low = 1e9f, .high = -1e9f};
        for (int k = 0; k < SAFETY_FLASH_KEPT; k++) {
            cell->at_s[k] = -1e9f;
        }
    }
}

// How much more than `low` is another state.
static float counted_change(bool is_red, float low)
{
    if (is_red) {
        return SAFETY_RED_CHANGE;
    }
    // Michelson (h - l) / (h + l) >= c means h - l >= 2 l c / (1 - c).
    return low < SAFETY_FLASH_DARK
               ? SAFETY_FLASH_NITS
               : 2.0f * low * SAFETY_FLASH_CONTRAST / (1.0f - SAFETY_FLASH_CONTRAST);
}

static void turn(struct safety_flash_cell *cell, int way, float value, float t_s)
{
    cell->way = (int8_t)way;
    cell->low = cell->high = value;
    cell->at_s[cell->next] = t_s;
    cell->next = (uint8_t)((cell->next + 1) % SAFETY_FLASH_KEPT);
}

static void follow(struct safety_flash_cell *cell, bool is_red, float value, float t_s)
{
    if (value > cell->high) {
        cell->high = value;
    }
    if (value < cell->low) {
        cell->low = value;
    }
    const bool has_risen = value - cell->low >= counted_change(is_red, cell->low);
    const bool has_fallen = cell->high - value >= counted_change(is_red, value);
    if (cell->way <= 0 && has_risen) {
        turn(cell, 1, value, t_s);
    } else if (cell->way >= 0 && has_fallen) {
        turn(cell, -1, value, t_s);
    }
    // While it goes on one way, that way's extreme alone is what it may turn back from.
    if (cell->way > 0) {
        cell->low = cell->high;
    } else if (cell->way < 0) {
        cell->high = cell->low;
    }
}

static uint8_t count_turns(const struct safety_flash_cell *cell, float t_s)
{
    uint8_t count = 0;
    for (int k = 0; k < SAFETY_FLASH_KEPT; k++) {
        count = (uint8_t)(count + (t_s - cell->at_s[k] < second_s ? 1 : 0));
    }
    return count;
}

// Turns that SAFETY_DISC_SHARE of the disc has made; the share beyond the limit on the way.
static int judge_disc(const struct safety_flash *flash, int disc, float *out_share)
{
    const struct safety_view *view = flash->view;
    float by_turns[LEVELS] = {0};
    for (uint32_t k = view->disc_at[disc]; k < view->disc_at[disc + 1]; k++) {
        const uint32_t i = view->disc_pixels[k];
        by_turns[flash->turns[i]] += view->solid_sr[i];
    }
    float area_sr = 0.0f;
    int turns = 0;
    *out_share = 0.0f;
    for (int n = LEVELS - 1; n > 0; n--) {
        area_sr += by_turns[n];
        if (turns == 0 && area_sr >= SAFETY_DISC_SHARE * view->disc_sr) {
            turns = n;
        }
        if ((float)n > 2.0f * SAFETY_FLASH_PER_S) {
            *out_share = area_sr / view->disc_sr;
        }
    }
    return turns;
}

static struct safety_flash_now judge(const struct safety_flash *flash)
{
    struct safety_flash_now worst = {.centre = {{0.0f, 0.0f, -1.0f}}};
    for (int disc = 0; disc < flash->view->disc_count; disc++) {
        float share = 0.0f;
        const float per_s = 0.5f * (float)judge_disc(flash, disc, &share);
        if (per_s > worst.per_s || (per_s == worst.per_s && share > worst.share)) {
            worst = (struct safety_flash_now){per_s, share, flash->view->disc_centre[disc]};
        }
    }
    return worst;
}

struct safety_flash_now safety_flash_push(struct safety_flash *flash, const float *values,
                                          float t_s)
{
    const int count = flash->view->side * flash->view->side;
    int most = 0;
    for (int i = 0; i < count; i++) {
        follow(&flash->cells[i], flash->is_red, values[i], t_s);
        flash->turns[i] = count_turns(&flash->cells[i], t_s);
        most = flash->turns[i] > most ? flash->turns[i] : most;
    }
    if (most < 2) { // no cell has flashed even once
        return (struct safety_flash_now){.centre = {{0.0f, 0.0f, -1.0f}}};
    }
    return judge(flash);
}
