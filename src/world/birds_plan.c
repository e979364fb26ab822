// Where birds sit, when they fly and who calls: planned once, for more than an hour.
#include "world/birds.h"

#include "base/rand.h"
#include "world/shape.h"

#include <math.h>

static const float SPEED_M_S = 4.2f;
static const float PLAN_S = 3700.0f; // planned so far

static void add_perch(struct world_birds *birds, vec3s at_m)
{
    if (birds->perch_count < WORLD_BIRD_PERCHES) {
        birds->perch_m[birds->perch_count++] = at_m;
    }
}

// Bare wood within sight of who sits or lies here; stones by the water.
static void find_perches(struct world_birds *birds, const struct world_stones *stones,
                         const struct world_trees *trees)
{
    for (int i = 0; i < stones->count && birds->perch_count < 6; i++) {
        const struct world_stone *stone = &stones->stones[i];
        const float far_m = hypotf(stone->centre_m.x, stone->centre_m.z);
        if (stone->centre_m.z < -1.0f && far_m > 2.0f && far_m < 9.0f && stone->half_m.x > 0.22f) {
            add_perch(birds, world_stones_top_m(stone));
        }
    }
    for (int pass = 0; pass < 2; pass++) { // those ahead first
        for (int i = 0; i < trees->near_count; i++) {
            for (int branch = pass; branch < WORLD_TREE_BRANCHES; branch += 2) {
                vec3s at_m = world_trees_branch_at_m(&trees->near[i], branch, 0.24f);
                const float far_m = hypotf(at_m.x, at_m.z);
                const bool is_ahead = at_m.z < 0.0f && fabsf(at_m.x) < -1.6f * at_m.z;
                if (far_m > 3.5f && far_m < 12.0f && at_m.y > 1.0f && at_m.y < 8.0f && is_ahead) {
                    at_m.y += trees->near[i].radius_m * 0.25f;
                    add_perch(birds, at_m);
                    break;
                }
            }
        }
    }
    for (int i = 0; birds->perch_count < WORLD_BIRD_COUNT + 2; i++) {
        add_perch(birds, v3(-3.0f + 1.1f * (float)i, 2.6f, -7.0f)); // never seen to be needed
    }
}

static int free_perch(const struct world_birds *birds, const bool is_taken[], struct rand *rand)
{
    int perch = (int)(rand_bits(rand) % (uint32_t)birds->perch_count);
    while (is_taken[perch]) {
        perch = (perch + 1) % birds->perch_count;
    }
    return perch;
}

// Always the bird whose stay ends first moves on, to a perch that is free.
static void plan_stays(struct world_birds *birds, struct rand *rand)
{
    bool is_taken[WORLD_BIRD_PERCHES] = {0};
    int last[WORLD_BIRD_COUNT] = {0};
    float until_s[WORLD_BIRD_COUNT];
    for (int i = 0; i < WORLD_BIRD_COUNT; i++) {
        const int perch =
            i < birds->perch_count && !is_taken[i] ? free_perch(birds, is_taken, rand) : 0;
        birds->birds[i].stays[0].perch = (uint8_t)perch;
        birds->birds[i].stays[0].from_s = -10.0f;
        is_taken[perch] = true;
        until_s[i] = rand_range(rand, 10.0f, 50.0f);
    }
    for (;;) {
        int next = 0;
        for (int i = 1; i < WORLD_BIRD_COUNT; i++) {
            next = until_s[i] < until_s[next] ? i : next;
        }
        struct world_bird *bird = &birds->birds[next];
        if (until_s[next] > PLAN_S || last[next] + 1 == WORLD_BIRD_STAYS) {
            break;
        }
        const int from = bird->stays[last[next]].perch;
        const int to = free_perch(birds, is_taken, rand);
        const float far_m = glms_vec3_distance(birds->perch_m[from], birds->perch_m[to]);
        const float fly_s = glm_clamp(far_m / SPEED_M_S, 1.0f, 5.0f);
        last[next]++;
        bird->stays[last[next]].perch = (uint8_t)to;
        bird->stays[last[next]].fly_s = fly_s;
        bird->stays[last[next]].from_s = until_s[next] + fly_s;
        until_s[next] += fly_s + rand_range(rand, 22.0f, 65.0f);
        is_taken[from] = false;
        is_taken[to] = true;
    }
    for (int i = 0; i < WORLD_BIRD_COUNT; i++) {
        for (int k = last[i] + 1; k < WORLD_BIRD_STAYS; k++) {
            birds->birds[i].stays[k].from_s = 1e9f;
        }
    }
}

// One calls, and mostly another answers.
static void plan_calls(struct world_birds *birds, struct rand *rand)
{
    float at_s = rand_range(rand, 4.0f, 9.0f);
    int last = 0;
    for (int i = 0; i < WORLD_BIRD_CALLS; i++) {
        const bool is_answer = i > 0 && rand_range(rand, 0.0f, 1.0f) < 0.5f;
        at_s += i == 0      ? 0.0f
                : is_answer ? rand_range(rand, 1.5f, 2.6f)
                            : rand_range(rand, 6.0f, 17.0f);
        last = (last + 1 + (int)(rand_bits(rand) % (WORLD_BIRD_COUNT - 1))) % WORLD_BIRD_COUNT;
        birds->calls[i].at_s = at_s;
        birds->calls[i].bird = (uint8_t)last;
    }
}

void world_birds_plan(struct world_birds *birds, uint64_t seed, const struct world_stones *stones,
                      const struct world_trees *trees)
{
    struct rand rand = rand_seeded(seed, 47);
    birds->seed = rand_bits(&rand);
    find_perches(birds, stones, trees);
    plan_stays(birds, &rand);
    plan_calls(birds, &rand);
}
