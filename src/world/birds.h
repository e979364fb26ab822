// Small birds: they sit and look about, turn to whoever calls or lands near by, call and answer,
// and fly from perch to perch. Where each is at any time is planned when the scene is built.
#ifndef WORLD_BIRDS_H
#define WORLD_BIRDS_H

#include "world/stones.h"
#include "world/trees.h"

enum {
    WORLD_BIRD_COUNT = 7,
    WORLD_BIRD_PERCHES = 18,
    WORLD_BIRD_STAYS = 192, // of each bird: more than an hour
    WORLD_BIRD_CALLS = 640, // of all together
};

struct world_bird {
    struct {
        float from_s; // it sits there from then on
        float fly_s;  // it took so long to come
        uint8_t perch;
    } stays[WORLD_BIRD_STAYS];
};

struct world_birds {
    uint32_t seed;
    int perch_count;
    vec3s perch_m[WORLD_BIRD_PERCHES];
    struct world_bird birds[WORLD_BIRD_COUNT];
    struct {
        float at_s;
        uint8_t bird;
    } calls[WORLD_BIRD_CALLS];
    uint16_t body_mesh, head_mesh, wing_mesh;
};

struct world_birds_now {
    vec3s at_m;
    float yaw_rad, pitch_rad;
    float head_rad; // the head's turn beside the body's
    float wing_rad; // when it flies
    float calling;  // 0..1
    bool is_flying;
};

// What the task adds to what was planned: it goes on only.
struct world_birds_task {
    bool is_found[WORLD_BIRD_COUNT];
    float glow[WORLD_BIRD_COUNT];      // 0..1 follows is_found slowly
    uint32_t calls[WORLD_BIRD_COUNT];  // beside the planned ones
    double called_s[WORLD_BIRD_COUNT]; // the last of these; 0: none
    int found_count;
};

void world_birds_plan(struct world_birds *birds, uint64_t seed, const struct world_stones *stones,
                      const struct world_trees *trees);
MUST_USE enum err world_birds_build(struct world_birds *birds, struct arena *arena,
                                    struct stage_geometry *geometry);

struct world_birds_now world_birds_at(const struct world_birds *birds,
                                      const struct world_birds_task *task, int which,
                                      double scene_s);
uint32_t world_birds_call_count(const struct world_birds *birds, int which, double scene_s);

// Adds the birds and what they say.
void world_birds_stage(const struct world_birds *birds, const struct world_birds_task *task,
                       float gain, double scene_s, struct stage *stage);

#endif
