#include "safety/stripe.h"

#include "safety/limits.h"
#include "safety/spectrum.h"

#include <math.h>
#include <string.h>

#define DEG_TO_RAD 0.01745329252f

enum {
    SIDE = SAFETY_SPECTRUM_SIDE,
    SAMPLES = SIDE * SIDE,
    REACH = 2,       // bins about a peak that a Hann window spreads it to
    SHADING = 3,     // bins about zero that are light and shade, and no pattern
    PATCH_MAX = 400, // more than 140 degrees hold
};

static const float sample_deg = 0.1f;
static const float patch_deg = 12.8f; // SIDE samples
static const float step_deg = 6.4f;
static const float rms_least = 0.04f; // of the mean: flatter than any stripes that count

struct still {
    const float *nits;
    int side;
    float tan_half;
};

struct work { // of one patch, in the arena
    float re[SAMPLES], im[SAMPLES], later_re[SAMPLES], later_im[SAMPLES];
    float hann[SIDE];
};

struct patch {
    vec3s centre;
    float contrast, hz, cpd, regular;
};

// Between four pixels; -1 outside of the picture.
static float sample(const struct still *still, vec3s direction)
{
    const float per_tangent = (float)still->side / (2.0f * still->tan_half);
    const float x = (direction.x / -direction.z + still->tan_half) * per_tangent - 0.5f;
    const float y = (-direction.y / -direction.z + still->tan_half) * per_tangent - 0.5f;
    const float last = (float)still->side - 1.0f;
    if (direction.z >= 0.0f || x < 0.0f || y < 0.0f || x >= last || y >= last) {
        return -1.0f;
    }
    const int left = (int)x, top = (int)y;
    const float *p = still->nits + (size_t)top * (size_t)still->side + left;
    const float fx = x - (float)left, fy = y - (float)top;
    const float above = p[0] + (p[1] - p[0]) * fx;
    const float below = p[still->side] + (p[still->side + 1] - p[still->side]) * fx;
    return above + (below - above) * fy;
}

// The patch seen straight on, its windowed mean taken off, windowed. False when part of it is out
// of view or it is too flat to hold stripes.
static bool cut_patch(const struct still *still, vec3s centre, struct work *work, float *re,
                      float *out_mean)
{
    const vec3s up = {{0.0f, 1.0f, 0.0f}};
    const vec3s right = glms_vec3_normalize(glms_vec3_cross(centre, up));
    const vec3s above = glms_vec3_cross(right, centre);
    double sum = 0.0, weights = 0.0, squares = 0.0;
    for (int y = 0; y < SIDE; y++) {
        const float up_tan = tanf(((float)(SIDE - 1) * 0.5f - (float)y) * sample_deg * DEG_TO_RAD);
        const vec3s row = glms_vec3_add(centre, glms_vec3_scale(above, up_tan));
        for (int x = 0; x < SIDE; x++) {
            const float across = ((float)x - (float)(SIDE - 1) * 0.5f) * sample_deg * DEG_TO_RAD;
            const float nits = sample(still, glms_vec3_add(row, glms_vec3_scale(right, across)));
            if (nits < 0.0f) {
                return false;
            }
            const float weight = work->hann[x] * work->hann[y];
            re[y * SIDE + x] = nits;
            sum += (double)(weight * nits);
            weights += (double)weight;
        }
    }
    const float mean = (float)(sum / weights);
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            float *value = &re[y * SIDE + x];
            squares += (double)((*value - mean) * (*value - mean));
            *value = (*value - mean) * work->hann[x] * work->hann[y];
        }
    }
    *out_mean = mean;
    const float rms = sqrtf((float)squares / (float)SAMPLES);
    return mean > 0.0f && rms >= rms_least * mean && mean + 2.0f * rms >= SAFETY_STRIPE_NITS;
}

static int signed_bin(int bin)
{
    return bin < SIDE / 2 ? bin : bin - SIDE;
}

static float power_at(const struct work *work, int u, int v)
{
    const int i = (v & (SIDE - 1)) * SIDE + (u & (SIDE - 1));
    return work->re[i] * work->re[i] + work->im[i] * work->im[i];
}

// The strongest bin of the frequencies that count; the upper half alone, the rest mirrors it.
static float find_peak(const struct work *work, int *out_u, int *out_v)
{
    const float low = SAFETY_STRIPE_LOW_CPD * patch_deg, high = SAFETY_STRIPE_HIGH_CPD * patch_deg;
    float best = 0.0f;
    for (int v = 0; v <= SIDE / 2; v++) {
        for (int i = 0; i < SIDE; i++) {
            const int u = signed_bin(i);
            const float radius = hypotf((float)u, (float)v);
            const float power = power_at(work, u, v);
            if (radius >= low && radius <= high && power > best) {
                best = power;
                *out_u = u;
                *out_v = v;
            }
        }
    }
    return best;
}

static double energy_about(const struct work *work, int u, int v)
{
    double sum = 0.0;
    for (int dv = -REACH; dv <= REACH; dv++) {
        for (int du = -REACH; du <= REACH; du++) {
            sum += (double)power_at(work, u + du, v + dv);
        }
    }
    return sum;
}

static double energy_of_all(const struct work *work)
{
    double sum = 0.0;
    for (int v = 0; v < SIDE; v++) {
        for (int u = 0; u < SIDE; u++) {
            const bool is_shading = signed_bin(u) * signed_bin(u) < SHADING * SHADING &&
                                    signed_bin(v) * signed_bin(v) < SHADING * SHADING;
            sum += is_shading ? 0.0 : (double)power_at(work, u, v);
        }
    }
    return sum;
}

// Light-dark pairs that pass in a second, from the peak's phase then and now.
static float measure_hz(const struct still *later, vec3s centre, struct work *work, int bin,
                        float dt_s)
{
    float mean = 0.0f;
    memset(work->later_im, 0, sizeof work->later_im);
    if (!cut_patch(later, centre, work, work->later_re, &mean)) {
        return 0.0f;
    }
    safety_spectrum_of(work->later_re, work->later_im);
    const float a = work->re[bin], b = work->im[bin];
    const float c = work->later_re[bin], d = work->later_im[bin];
    const float turned = atan2f(a * d - b * c, a * c + b * d);
    return fabsf(turned) / (6.28318531f * dt_s);
}

// A wave of amplitude A under a Hann window has N^4 A^2 / 4 (3/8)^2 about its peak (Parseval).
static float amplitude_of(double energy)
{
    return (float)(sqrt(energy * 4.0 * 64.0 / 9.0) / (double)SAMPLES);
}

// False when there are no stripes that count.
static bool look_at(const struct still *now, const struct still *later, float dt_s,
                    struct work *work, struct patch *patch)
{
    float mean = 0.0f;
    memset(work->im, 0, sizeof work->im);
    if (!cut_patch(now, patch->centre, work, work->re, &mean)) {
        return false;
    }
    safety_spectrum_of(work->re, work->im);
    int u = 0, v = 0;
    if (find_peak(work, &u, &v) <= 0.0f) {
        return false;
    }
    const double energy = energy_about(work, u, v);
    patch->regular = (float)(2.0 * energy / energy_of_all(work));
    patch->contrast = fminf(amplitude_of(energy) / mean, 1.0f);
    patch->cpd = hypotf((float)u, (float)v) / patch_deg;
    const bool is_bright = mean * (1.0f + patch->contrast) >= SAFETY_STRIPE_NITS;
    const bool has_pairs = patch->cpd * patch_deg > SAFETY_STRIPE_PAIRS;
    if (!is_bright || !has_pairs) {
        patch->regular = 0.0f;
        return false;
    }
    if (patch->regular < SAFETY_STRIPE_REGULAR) {
        return false;
    }
    const int bin = (v & (SIDE - 1)) * SIDE + (u & (SIDE - 1));
    patch->hz = measure_hz(later, patch->centre, work, bin, dt_s);
    return true;
}

// The contrast that so many patches exceed as together cover SAFETY_STRIPE_SR.
static const struct patch *strongest_area(const struct patch *patches, int count, bool is_moving)
{
    const float one_sr = step_deg * step_deg * DEG_TO_RAD * DEG_TO_RAD;
    const int needed = (int)ceilf(SAFETY_STRIPE_SR / one_sr);
    const struct patch *found = NULL;
    for (int i = 0; i < count; i++) {
        int as_strong = 0;
        for (int k = 0; k < count; k++) {
            as_strong += (patches[k].hz >= SAFETY_STRIPE_HZ) == is_moving &&
                         patches[k].contrast >= patches[i].contrast;
        }
        if ((patches[i].hz >= SAFETY_STRIPE_HZ) == is_moving && as_strong >= needed &&
            (!found || patches[i].contrast > found->contrast)) {
            found = &patches[i];
        }
    }
    return found;
}

static void conclude(const struct patch *patches, int count, struct safety_stripe *out)
{
    const struct patch *still = strongest_area(patches, count, false);
    const struct patch *moving = strongest_area(patches, count, true);
    if (still) {
        out->contrast = still->contrast;
        out->at = still->centre;
        out->cpd = still->cpd;
    }
    if (moving) {
        out->moving = moving->contrast;
        out->moving_at = moving->centre;
        out->cpd = moving->cpd;
        out->hz = moving->hz;
    }
}

enum err safety_stripe_find(const float *nits, const float *later, int side, float tan_half,
                            float dt_s, struct arena *arena, struct safety_stripe *out)
{
    *out = (struct safety_stripe){0};
    struct work *work = arena_alloc(arena, 1, sizeof *work);
    struct patch *patches = arena_alloc(arena, PATCH_MAX, sizeof *patches);
    if (!work || !patches) {
        return ERR_NO_MEMORY;
    }
    for (int i = 0; i < SIDE; i++) {
        work->hann[i] = 0.5f - 0.5f * cosf(6.28318531f * ((float)i + 0.5f) / (float)SIDE);
    }
    const struct still now = {nits, side, tan_half}, then = {later, side, tan_half};
    const int each_way = (int)(2.0f * atanf(tan_half) / DEG_TO_RAD / step_deg);
    int count = 0;
    for (int i = 0; i < each_way * each_way && count < PATCH_MAX; i++) {
        const float middle = 0.5f * (float)(each_way - 1);
        const float across = ((float)(i % each_way) - middle) * step_deg * DEG_TO_RAD;
        const float up = ((float)(i / each_way) - middle) * step_deg * DEG_TO_RAD;
        struct patch patch = {
            .centre = {{sinf(across) * cosf(up), sinf(up), -cosf(across) * cosf(up)}}};
        if (look_at(&now, &then, dt_s, work, &patch)) {
            patches[count++] = patch;
        }
        out->regular = fmaxf(out->regular, patch.regular);
    }
    conclude(patches, count, out);
    return ERR_OK;
}
