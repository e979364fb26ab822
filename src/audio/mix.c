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

static struct audio_mix_slot *free_slot(struct audio_mix *mix)
{
    for (int i = 0; i < AUDIO_AL_SOURCES; i++) {
        if (!mix->slots[i].is_used) {
            return &mix->slots[i];
        }
    }
    return NULL;
}

// Asks the quietest voice to leave for the sake of this sound, when that is clearly louder. In a
// few blocks there is room, and the sound is asked for again in each.
static void make_room(struct audio_mix *mix, const struct stage_sound *sound, struct pose head)
{
    struct audio_mix_slot *quietest = NULL;
    float low = loudness(sound, head) / 1.5f;
    for (int i = 0; i < AUDIO_AL_SOURCES; i++) {
        struct audio_mix_slot *slot = &mix->slots[i];
        if (slot->is_leaving) {
            return; // one is on its way out already
        }
        if (loudness(&slot->sound, head) < low) {
            low = loudness(&slot->sound, head);
            quietest = slot;
        }
    }
    if (quietest) {
        quietest->is_leaving = true;
    }
}

static struct audio_mix_slot *take(struct audio_mix *mix, const struct stage_sound *sound,
                                   struct pose head)
{
    struct audio_mix_slot *slot = free_slot(mix);
    if (!slot) {
        make_room(mix, sound, head);
        return NULL;
    }
    *slot = (struct audio_mix_slot){.is_used = true, .sound = *sound};
    audio_synth_init(&slot->synth, sound->kind, mix->seed, sound->voice);
    return slot;
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

// Loudest first, so that room made for one is not taken by another.
static void want_all(struct audio_mix *mix, const struct audio_scene *scene)
{
    bool is_done[STAGE_SOUND_MAX] = {0};
    for (int turn = 0; turn < scene->count; turn++) {
        int loudest = -1;
        for (int i = 0; i < scene->count; i++) {
            const struct stage_sound *sound = &scene->sounds[i];
            if (!is_done[i] && is_sound(sound) &&
                (loudest < 0 ||
                 loudness(sound, scene->head) > loudness(&scene->sounds[loudest], scene->head))) {
                loudest = i;
            }
        }
        if (loudest < 0) {
            return;
        }
        is_done[loudest] = true;
        want(mix, &scene->sounds[loudest], scene->head);
    }
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
    want_all(mix, scene);
    audio_al_listen(al, scene->head);
    for (int i = 0; i < AUDIO_AL_SOURCES; i++) {
        release(&mix->slots[i]);
        play_or_free(&mix->slots[i], &al->sources[i]);
    }
    audio_al_render(al, out);
}
