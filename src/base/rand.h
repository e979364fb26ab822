// Seeded random numbers: PCG32 (O'Neill 2014, pcg-random.org, XSH-RR variant). The same seed
// gives the same place on every machine.
#ifndef BASE_RAND_H
#define BASE_RAND_H

#include <stdint.h>

struct rand {
    uint64_t state;
    uint64_t stream;
};

// Different `stream`s of one seed are independent: one per tree, bird, wave.
struct rand rand_seeded(uint64_t seed, uint64_t stream);

uint32_t rand_bits(struct rand *rand);

// Uniform in [lo, hi).
float rand_range(struct rand *rand, float lo, float hi);

// A well-mixed hash of a value, for noise at integer points.
uint32_t rand_hash(uint32_t value);

#endif
