#include "audio/mix.h"

#include <math.h>

static const float SILENT = 1e-5f;                           // -100 dB
static const float SMOOTH = 1.0f / (0.008f * AUDIO_RATE_HZ); // gains settle in about 20 ms

// As the listener has it: gain and distance.
static float loudness(const struct stage_sound *sound, struct pose head)
{
    const vec3s from = sound->is_head_locked ? (vec3s){{0.0f, 0.0f, 0.0f}} : head.at_m;
    const float distance_m = glms_vec3_distance(sound->at_m, from);
    const float reference_m = fmaxf(sound->reference_m, 0.1f);
    return sound->gain * reference_m / fmaxf(distance_m, reference_m);
}

static bool is_same(const struct stage_sound *a, const struct stage_sound *b)
{
    return a->kind == b->kind && a->voice == b->voice;
}

static bool is_sound(const struct stage_sound *sound)
{
    return sound->kind > STAGE_SOUND_NONE && sound->kind < STAGE_SOUND_KIND_COUNT &&
           isfinite(sound->gain) && isfinite(sound->at_m.x + sound->at_m.y + sound->at_m.z) &&
           isfinite(sound->drive) && isfinite(sound->reference_m);
}

static struct audio_mix_slot *find(struct audio_mix *mix, const struct stage_sound *sound)
{
    for (int i = 0; i < AUDIO_AL_SOURCES; i++) {
        struct audio_mix_slot *slot = &mix->slots[i];
        if (slot->is_used && is_same(&slot->sound, sound)) {
            return slot;
        }
    }
    return NULL;
}

// A free slot, or NULL after the quietest was asked to leave for the sake of this sound: then it is
// free in a few blocks, and the sound is asked for again in each.
static struct audio_mix_slot *take(struct audio_mix *mix, const struct stage_sound *sound,
                                   struct pose head)
{
    struct audio_mix_slot *quietest = &mix->slots[0];
    for (int i = 0; i < AUDIO_AL_SOURCES; i++) {
        struct audio_mix_slot *slot = &mix->slots[i];
        if (!slot->is_used) {
            audio_synth_init(&slot->synth, sound->kind, mix->seed, sound->voice);
            slot->is_used = true;
            slot->is_leaving = false;
            slot->gain = 0.0f;
            slot->sound = *sound;
            return slot;
        }
        if (slot->is_leaving || loudness(&slot->sound, head) < loudness(&quietest->sound, head)) {
            quietest = slot;
        }
        if (slot->is_leaving) {
            return NULL; // one is on its way out already
        }
    }
    if (loudness(&quietest->sound, head) < loudness(sound, head)) {
        quietest->is_leaving = true;
    }
    return NULL;
}

static bool has_new_call(const struct audio_mix *mix, const struct stage_sound *sound)
{
    return sound->count > mix->counts[sound->kind][sound->voice % AUDIO_MIX_VOICES];
}

static bool flows(const struct stage_sound *sound)
{
    return sound->kind == STAGE_SOUND_WAVES || sound->kind == STAGE_SOUND_WIND;
}

static void want(struct audio_mix *mix, const struct stage_sound *sound, struct pose head)
{
    struct audio_mix_slot *slot = find(mix, sound);
    if (!slot && (flows(sound) || has_new_call(mix, sound))) {
        slot = take(mix, sound, head);
    }
    if (slot && !slot->is_leaving) {
        slot->is_wanted = true;
        slot->sound = *sound;
        if (has_new_call(mix, sound)) {
            audio_synth_call(&slot->synth);
        }
    }
    // Also when it found no voice: a call that comes late is no answer any more. A count that
    // falls is a new scene.
    mix->counts[sound->kind][sound->voice % AUDIO_MIX_VOICES] = sound->count;
}

// What leaves a voice behind: continuous sounds that are gone, calls that have rung out.
static void release(struct audio_mix_slot *slot)
{
    if (!slot->is_used || slot->is_leaving) {
        return;
    }
    slot->is_leaving = flows(&slot->sound) ? !slot->is_wanted : !audio_synth_sounds(&slot->synth);
}

static void play(struct audio_mix_slot *slot, struct audio_al_source *source)
{
    float samples[AUDIO_BLOCK];
    const float aim = slot->is_leaving ? 0.0f : fminf(fmaxf(slot->sound.gain, 0.0f), 1.0f);
    const float drive = fminf(fmaxf(slot->sound.drive, 0.0f), 1.0f);
    audio_synth_fill(&slot->synth, drive, samples, AUDIO_BLOCK);
    for (int i = 0; i < AUDIO_BLOCK; i++) {
        slot->gain += (aim - slot->gain) * SMOOTH;
        samples[i] *= slot->gain;
    }
    audio_al_put(source, slot->sound.at_m, fmaxf(slot->sound.reference_m, 0.1f),
                 slot->sound.is_head_locked);
    audio_al_feed(source, samples);
}

static void play_or_free(struct audio_mix_slot *slot, struct audio_al_source *source)
{
    if (!slot->is_used) {
        return;
    }
    if (slot->is_leaving && slot->gain < SILENT) {
        audio_al_stop(source);
        slot->is_used = false;
        return;
    }
    play(slot, source);
}

void audio_mix_init(struct audio_mix *mix, uint64_t seed)
{
    *mix = (struct audio_mix){.seed = seed};
}

void audio_mix_block(struct audio_mix *mix, struct audio_al *al, const struct audio_scene *scene,
                     float out[AUDIO_BLOCK * AUDIO_CHANNELS])
{
    for (int i = 0; i < AUDIO_AL_SOURCES; i++) {
        mix->slots[i].is_wanted = false;
    }
    for (int i = 0; i < scene->count; i++) {
        if (is_sound(&scene->sounds[i])) {
            want(mix, &scene->sounds[i], scene->head);
        }
    }
    audio_al_listen(al, scene->head);
    for (int i = 0; i < AUDIO_AL_SOURCES; i++) {
        release(&mix->slots[i]);
        play_or_free(&mix->slots[i], &al->sources[i]);
    }
    audio_al_render(al, out);
}
