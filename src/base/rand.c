#include "base/rand.h"

uint32_t rand_bits(struct rand *rand)
{
    const uint64_t old = rand->state;
    rand->state = old * 6364136223846793005ULL + rand->stream;
    const uint32_t shifted = (uint32_t)(((old >> 18u) ^ old) >> 27u);
    const uint32_t turn = (uint32_t)(old >> 59u);
    return (shifted >> turn) | (shifted << ((32u - turn) & 31u));
}

struct rand rand_seeded(uint64_t seed, uint64_t stream)
{
    struct rand rand = {.stream = (stream << 1u) | 1u};
    rand_bits(&rand);
    rand.state += seed;
    rand_bits(&rand);
    return rand;
}

float rand_range(struct rand *rand, float lo, float hi)
{
    const float unit = (float)(rand_bits(rand) >> 8) * 0x1p-24f;
    return lo + (hi - lo) * unit;
}

uint32_t rand_hash(uint32_t value)
{
    // Finaliser of MurmurHash3 (Appleby, public domain).
    value ^= value >> 16;
    value *= 0x85ebca6bu;
    value ^= value >> 13;
    value *= 0xc2b2ae35u;
    value ^= value >> 16;
    return value;
}
