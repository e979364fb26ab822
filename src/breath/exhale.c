#include "breath/exhale.h"

#include "base/clock.h"

#include <math.h>

static const float LOUD_LEAST_DB = 4.0f;  // in the band where it is loudest
static const float SHAPE_LEAST_DB = 3.0f; // a flat spectrum is like everything and nothing

// Without its mean; returns its length.
static float center(const float over_db[BREATH_SOUND_BANDS], float out[BREATH_SOUND_BANDS])
{
    float mean = 0.0f, sum = 0.0f;
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        mean += fmaxf(over_db[band], 0.0f) / BREATH_SOUND_BANDS;
    }
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        out[band] = fmaxf(over_db[band], 0.0f) - mean;
        sum += out[band] * out[band];
    }
    return sqrtf(sum);
}

void breath_exhale_begin(struct breath_exhale *exhale, int64_t now_ns)
{
    exhale->until_ns = now_ns + (int64_t)(BREATH_EXHALE_LEARN_S * (float)NS_PER_S);
}

void breath_exhale_learn(struct breath_exhale *exhale, const float over_db[BREATH_SOUND_BANDS])
{
    float loudest_db = 0.0f;
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        loudest_db = fmaxf(loudest_db, over_db[band]);
    }
    exhale->until_ns = 0;
    const float length = center(over_db, exhale->shape);
    exhale->is_known = loudest_db >= LOUD_LEAST_DB && length >= SHAPE_LEAST_DB;
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        exhale->shape[band] = exhale->is_known ? exhale->shape[band] : 0.0f;
    }
}

float breath_exhale_distance_db(const struct breath_exhale *exhale,
                                const float over_db[BREATH_SOUND_BANDS])
{
    float shape[BREATH_SOUND_BANDS];
    (void)center(over_db, shape);
    float sum = 0.0f;
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        const float apart = shape[band] - exhale->shape[band];
        sum += apart * apart / BREATH_SOUND_BANDS;
    }
    return exhale->is_known ? sqrtf(sum) : 0.0f;
}

float breath_exhale_likeness(const struct breath_exhale *exhale,
                             const float over_db[BREATH_SOUND_BANDS])
{
    float shape[BREATH_SOUND_BANDS];
    const float length = center(over_db, shape);
    if (!exhale->is_known || length < SHAPE_LEAST_DB) {
        return 0.0f;
    }
    float sum = 0.0f, known = 0.0f;
    for (int band = 0; band < BREATH_SOUND_BANDS; band++) {
        sum += exhale->shape[band] * shape[band];
        known += exhale->shape[band] * exhale->shape[band];
    }
    return sum / (length * sqrtf(known));
}
