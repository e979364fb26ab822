#include "breath/tempo.h"

#include <math.h>
#include <stdbool.h>

// Nobody at rest breathes faster or slower for long.
static const float PERIOD_LEAST_S = 1.9f, PERIOD_MOST_S = 14.5f;
static const float ALIKE = 0.16f; // share by which two periods may differ and be one
static const float EASE = 0.3f;   // of a look in the period and the quality
static const float EVIDENCE_EASE = 0.2f;

// Evidence from which on every other sound is of another kind: at first, and against what stands.
static const float TWICE_AT_FIRST = 0.6f;
static const float TWICE_EARLY = 0.7f, TWICE_LATE = 1.3f;
static const float HALF_EVIDENCE = 0.6f;
// The slower, the less likely: more evidence for every second beyond.
static const float SLOW_S = 7.0f, SLOW_EVIDENCE = 0.12f;
static const float LONG_EVIDENCE = 1.6f, LONG_ROUNDS = 2.8f;
enum { EARLY_LOOKS = 16, SETTLED_LOOKS = 6, STRANGE_MOST = 40, STRANGE_CLEAR = 5 };

static const float BEGIN_QUALITY = 0.3f;

// 0 at `bad`, 1 at `good`, straight between.
static float score(float value, float bad, float good)
{
    return fminf(fmaxf((value - bad) / (good - bad), 0.0f), 1.0f);
}

// How far a look is to be believed. The bounds lie between what breathing gives (clarity from 0.3
// with a heart beating into it, 0.5 and more near a mouth) and what rain, sea, voices, machines
// and their coming and going give (0.34 at most, and never steadily).
static float believe_whole(const struct breath_rhythm_view *view)
{
    return score(view->clarity, 0.22f, 0.36f) * score(view->steadiness, 0.04f, 0.2f) *
           score(view->rounds, 2.4f, 2.9f) * score(view->line_share, 0.32f, 0.2f) *
           score(view->loud.weight_sum, 0.5f, 1.2f);
}

// Less is known of a short stretch, and chance fits more; less so where it says what was known.
static float believe_recent(const struct breath_rhythm_view *view, bool is_as_known)
{
    const float rounds =
        is_as_known ? score(view->rounds, 2.2f, 2.5f) : score(view->rounds, 2.9f, 3.2f);
    return score(view->clarity, 0.38f, 0.5f) * score(view->steadiness, 0.18f, 0.33f) * rounds *
           score(view->line_share, 0.3f, 0.18f) * score(view->loud.weight_sum, 1.0f, 2.0f);
}

static bool is_alike(float a_s, float b_s)
{
    return fabsf(a_s - b_s) < ALIKE * fminf(a_s, b_s);
}

static bool is_breath(float period_s)
{
    return period_s >= PERIOD_LEAST_S && period_s <= PERIOD_MOST_S;
}

static void begin(struct breath_tempo *tempo, const struct breath_rhythm_view *view, int sounds)
{
    const float once_s = view->sound_s, twice_s = 2.0f * view->sound_s;
    const float slow = SLOW_EVIDENCE * fmaxf(twice_s - SLOW_S, 0.0f);
    const bool is_twice =
        is_breath(twice_s) &&
        ((view->alternation > TWICE_AT_FIRST + slow && sounds < 2) || !is_breath(once_s));
    *tempo = (struct breath_tempo){.quality = tempo->quality};
    if (is_twice || is_breath(once_s)) {
        tempo->period_s = is_twice ? twice_s : once_s;
    }
}

// The look's sound is a whole breath, half of one or two; 0 when it is none of these.
static float as_known(const struct breath_tempo *tempo, float sound_s)
{
    const float parts[] = {1.0f, 2.0f, 0.5f};
    for (int i = 0; i < 3; i++) {
        if (is_alike(parts[i] * sound_s, tempo->period_s)) {
            return parts[i];
        }
    }
    return 0.0f;
}

static void weigh(struct breath_tempo *tempo, const struct breath_rhythm_view *view, float part,
                  int sounds)
{
    const bool is_early = tempo->looks < EARLY_LOOKS;
    if (part == 1.0f) {
        // Both sounds are there already; four make no breath.
        const float other = sounds < 2 ? view->alternation : 0.0f;
        tempo->twice += EVIDENCE_EASE * (other - tempo->twice);
        tempo->half += EVIDENCE_EASE * (0.0f - tempo->half);
    } else if (part == 2.0f) {
        tempo->half += EVIDENCE_EASE * (-view->alternation - tempo->half);
        tempo->twice += EVIDENCE_EASE * (0.0f - tempo->twice);
    } else if (view->rounds >= LONG_ROUNDS) {
        // Two of what was held to be a breath repeat better than one.
        tempo->twice += EVIDENCE_EASE * (LONG_EVIDENCE - tempo->twice);
    }
    const float slow = SLOW_EVIDENCE * fmaxf(2.0f * tempo->period_s - SLOW_S, 0.0f);
    const float needed = (is_early ? TWICE_EARLY : TWICE_LATE) + slow;
    if (tempo->twice > needed && is_breath(2.0f * tempo->period_s)) {
        *tempo = (struct breath_tempo){
            .period_s = 2.0f * tempo->period_s, .quality = tempo->quality, .looks = tempo->looks};
    } else if (tempo->half > HALF_EVIDENCE && is_breath(0.5f * tempo->period_s)) {
        *tempo = (struct breath_tempo){
            .period_s = 0.5f * tempo->period_s, .quality = tempo->quality, .looks = tempo->looks};
    }
}

void breath_tempo_push(struct breath_tempo *tempo, const struct breath_rhythm_view *whole,
                       const struct breath_rhythm_view *recent, int sounds)
{
    const bool is_as_known =
        tempo->looks > SETTLED_LOOKS && as_known(tempo, recent->sound_s) >= 1.0f;
    const float whole_quality = believe_whole(whole);
    const float recent_quality = believe_recent(recent, is_as_known);
    const struct breath_rhythm_view *view = recent_quality > whole_quality ? recent : whole;
    float quality = fmaxf(whole_quality, recent_quality);
    if (tempo->period_s <= 0.0f && quality > BEGIN_QUALITY) {
        begin(tempo, view, sounds);
    }
    const float part = tempo->period_s > 0.0f ? as_known(tempo, view->sound_s) : 0.0f;
    if (part > 0.0f) {
        tempo->strange = 0;
        tempo->looks++;
        weigh(tempo, view, part, sounds);
        const float heard_s = as_known(tempo, view->sound_s) * view->sound_s;
        if (heard_s > 0.0f && part >= 1.0f && quality > BEGIN_QUALITY) {
            tempo->period_s += EASE * (heard_s - tempo->period_s);
        }
    } else {
        // Where nothing else is heard, what was known is kept for a while.
        tempo->strange += quality > BEGIN_QUALITY ? STRANGE_MOST / STRANGE_CLEAR : 1;
        quality = 0.0f;
        if (tempo->strange >= STRANGE_MOST) {
            *tempo = (struct breath_tempo){.quality = tempo->quality};
        }
    }
    // At first it may still turn out to be half of a breath.
    quality *= fminf((float)tempo->looks / (float)SETTLED_LOOKS, 1.0f);
    tempo->quality += EASE * (quality - tempo->quality);
}
