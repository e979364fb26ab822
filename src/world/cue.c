#include "world/cue.h"

#include <math.h>

static const float COME_PER_S = 0.25f;   // a guide that begins is wholly there after four seconds
static const float SPEED_MAX_HZ = 1.6f;  // levels a second: the guide's fastest breath, 24 a minute
static const float ANSWER_PER_S = 0.03f; // half a minute to all there is
// At most this much light comes and goes, within seconds: a tenth of what a flash is (WCAG 2.3.1).
static const float LIGHT_SHARE = 0.06f;
static const float SOUND_SHARE = 0.25f;
static const float BRIGHTER = 0.35f; // the water's own colour
static const float FULLER = 0.2f;    // its waves
static const float FOAMIER = 0.15f;

static float towards(float from, float to, float most)
{
    return from + glm_clamp(to - from, -most, most);
}

void world_cue_step(struct world_cue *cue, const struct world_input *input, float step_s)
{
    if (step_s <= 0.0f) {
        *cue = (struct world_cue){0};
        return;
    }
    const bool is_on = input->guide.is_on;
    cue->weight = towards(cue->weight, is_on ? 1.0f : 0.0f, COME_PER_S * step_s);
    cue->level = towards(cue->level, is_on ? input->guide.level : 0.0f, SPEED_MAX_HZ * step_s);
    cue->match = towards(cue->match, glm_clamp(input->match, 0.0f, 1.0f), ANSWER_PER_S * step_s);
}

static void answer(float match, struct stage_water *water)
{
    const float brighter = 1.0f + BRIGHTER * match;
    water->deep = glms_vec3_scale(water->deep, brighter);
    water->shallow = glms_vec3_scale(water->shallow, brighter);
    water->foam = fminf(water->foam + FOAMIER * match, 1.0f);
    for (int i = 0; i < water->wave_count; i++) {
        water->waves[i].height_m *= 1.0f + FULLER * match;
    }
}

void world_cue_stage(const struct world_cue *cue, const struct world_input *input,
                     struct stage *stage)
{
    const float guided = cue->weight * cue->level;
    stage->light.exposure *= 1.0f + LIGHT_SHARE * glm_clamp(input->cue_light, 0.0f, 1.0f) * guided;
    const float louder = 1.0f + SOUND_SHARE * glm_clamp(input->cue_sound, 0.0f, 1.0f) * guided;
    for (int i = 0; i < stage->sound_count; i++) {
        if (stage->sounds[i].kind == STAGE_SOUND_WAVES) {
            stage->sounds[i].gain = fminf(stage->sounds[i].gain * louder, 1.0f);
        }
    }
    if (stage->has_water) {
        answer(cue->match, &stage->water);
    }
}
