#include "world/photo.h"

static const float EASY_BPM = 10.0f;    // from here downwards breathing counts as slow,
static const float SLOW_BPM = 6.0f;     // and here wholly (clinical facts 10)
static const float CALM_PER_S = 0.02f;  // 50 s of slow breathing bring all there is
static const float CALM_SHARE = 0.3f;   // of what is missing to the picture's full light
static const float BRIGHT_SHARE = 0.5f; // the same, of the end that brightens

// The patient's own pace where it is sure. The guide's is no merit of theirs.
static float slowness(const struct breath *breath)
{
    if (!breath->is_sure || breath->rate_bpm <= 0.0f) {
        return 0.0f;
    }
    return 1.0f - glm_smoothstep(SLOW_BPM, EASY_BPM, breath->rate_bpm);
}

static float end_share(const struct scene *scene, double left_s)
{
    if (scene->bright_end_s <= 0.0f) {
        return 0.0f;
    }
    return 1.0f - glm_smoothstep(0.0f, scene->bright_end_s, (float)left_s);
}

void world_photo_stage(struct world_photo *photo, const struct scene *scene,
                       const struct world_input *input, float step_s, struct stage *stage)
{
    const float risen = photo->calm + CALM_PER_S * step_s * slowness(&input->breath);
    photo->calm = step_s > 0.0f ? glm_clamp(risen, 0.0f, 1.0f) : 0.0f;

    const float base = scene->photo_brightness;
    const float calm = base + CALM_SHARE * photo->calm * (1.0f - base);
    const float end = BRIGHT_SHARE * end_share(scene, input->left_s);
    stage->photo = (struct stage_photo){
        .is_shown = true,
        .turn = pose_turn_yaw_pitch(glm_rad(scene->photo_yaw_deg), glm_rad(scene->photo_pitch_deg)),
        .brightness = calm + end * (1.0f - calm),
    };
    stage->light.exposure = 1.0f;
}
