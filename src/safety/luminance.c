#include "safety/luminance.h"

#include <math.h>

static const float second_s = 1.0001f;

static float mean_of(const struct safety_view *view, const float *nits)
{
    double sum = 0.0;
    for (int i = 0; i < view->side * view->side; i++) {
        sum += (double)(nits[i] * view->solid_sr[i]);
    }
    return (float)(sum / (double)view->whole_sr);
}

struct safety_luminance_now safety_luminance_push(struct safety_luminance *luminance,
                                                  const float *nits, float t_s)
{
    struct safety_luminance_now now = {.mean_nits = mean_of(luminance->view, nits)};
    for (int i = 0; i < luminance->count; i++) {
        if (t_s - luminance->at_s[i] <= second_s) {
            now.change = fmaxf(now.change, fabsf(now.mean_nits - luminance->nits[i]));
        }
    }
    luminance->nits[luminance->next] = now.mean_nits;
    luminance->at_s[luminance->next] = t_s;
    luminance->next = (luminance->next + 1) % SAFETY_LUMINANCE_KEPT;
    luminance->count += luminance->count < SAFETY_LUMINANCE_KEPT ? 1 : 0;
    return now;
}
