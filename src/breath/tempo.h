// How long one breath is, from one look at the rhythm of what is heard to the next.
//
// A look tells from sound to sound; whether a breath is one of them or two is decided here, over
// several looks, and once decided is given up only against good evidence, so that the rate does
// not jump between one value and its double.
#ifndef BREATH_TEMPO_H
#define BREATH_TEMPO_H

#include "breath/rhythm.h"

#include <stdint.h>

struct breath_tempo {
    float period_s; // of a breath; 0: not known
    float quality;  // 0..1
    float twice;    // evidence, leaking, that a breath is twice period_s
    float half;     // ... that it is half of it
    int looks;      // since period_s is known
    int strange;    // looks in a row that say something else
};

// `whole` looks at all that is kept and `recent` at its last part, about a second after the last.
// `sounds` were seen in a round of whole->sound_s, 1 or 2; 0 where none were.
void breath_tempo_push(struct breath_tempo *tempo, const struct breath_rhythm_view *whole,
                       const struct breath_rhythm_view *recent, int sounds);

#endif
