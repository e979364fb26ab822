#include "world/noise.h"

#include "base/rand.h"

#include <math.h>

static float lattice(int x, int y, int z, uint32_t seed)
{
    const uint32_t h =
        rand_hash((uint32_t)x + rand_hash((uint32_t)y + rand_hash((uint32_t)z + seed)));
    return (float)(h >> 8) * 0x1p-23f - 1.0f;
}

// Quintic: no visible lattice in the normals either (Perlin 2002).
static float ease(float t)
{
    return t * t * t * (t * (t * 6.0f - 15.0f) + 10.0f);
}

static float mix(float a, float b, float t)
{
    return a + (b - a) * t;
}

float world_noise_flat(float x, float z, uint32_t seed)
{
    const float fx = floorf(x);
    const float fz = floorf(z);
    const int ix = (int)fx;
    const int iz = (int)fz;
    const float tx = ease(x - fx);
    const float near = mix(lattice(ix, 0, iz, seed), lattice(ix + 1, 0, iz, seed), tx);
    const float far = mix(lattice(ix, 0, iz + 1, seed), lattice(ix + 1, 0, iz + 1, seed), tx);
    return mix(near, far, ease(z - fz));
}

float world_noise_solid(vec3s at, uint32_t seed)
{
    const float fx = floorf(at.x);
    const float fy = floorf(at.y);
    const float fz = floorf(at.z);
    const int ix = (int)fx;
    const int iy = (int)fy;
    const int iz = (int)fz;
    const float tx = ease(at.x - fx);
    float plane[2];
    for (int k = 0; k < 2; k++) {
        const float low = mix(lattice(ix, iy, iz + k, seed), lattice(ix + 1, iy, iz + k, seed), tx);
        const float high =
            mix(lattice(ix, iy + 1, iz + k, seed), lattice(ix + 1, iy + 1, iz + k, seed), tx);
        plane[k] = mix(low, high, ease(at.y - fy));
    }
    return mix(plane[0], plane[1], ease(at.z - fz));
}

float world_noise_flat_sum(float x, float z, int octaves, uint32_t seed)
{
    float sum = 0.0f;
    float weight = 0.5f;
    for (int i = 0; i < octaves; i++) {
        sum += weight * world_noise_flat(x, z, seed + (uint32_t)i);
        // The turn between octaves hides that all share one lattice.
        const float turned = 1.6f * x - 1.2f * z;
        z = 1.2f * x + 1.6f * z;
        x = turned;
        weight *= 0.5f;
    }
    return sum;
}

float world_noise_solid_sum(vec3s at, int octaves, uint32_t seed)
{
    float sum = 0.0f;
    float weight = 0.5f;
    for (int i = 0; i < octaves; i++) {
        sum += weight * world_noise_solid(at, seed + (uint32_t)i);
        at = (vec3s){{1.6f * at.x - 1.2f * at.z, 2.0f * at.y + 7.3f, 1.2f * at.x + 1.6f * at.z}};
        weight *= 0.5f;
    }
    return sum;
}

float world_noise_line(double t, uint32_t seed)
{
    const double whole = floor(t);
    const int i = (int)whole;
    return mix(lattice(i, 0, 0, seed), lattice(i + 1, 0, 0, seed), ease((float)(t - whole)));
}
