// Smooth random fields, the same on every machine: value noise on an integer lattice.
#ifndef WORLD_NOISE_H
#define WORLD_NOISE_H

#include <cglm/struct.h>

#include <stdint.h>

// About 1 feature per unit; -1..1, zero mean.
float world_noise_flat(float x, float z, uint32_t seed);
float world_noise_solid(vec3s at, uint32_t seed);

// `octaves` of the above, each half as wide and half as strong; stays within -1..1.
float world_noise_flat_sum(float x, float z, int octaves, uint32_t seed);
float world_noise_solid_sum(vec3s at, int octaves, uint32_t seed);

// One slow value in -1..1 that changes over about 1 unit of t.
float world_noise_line(double t, uint32_t seed);

#endif
