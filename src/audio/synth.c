#include "audio/synth.h"

#include "audio/synth_call.h"
#include "audio/synth_waves.h"
#include "audio/synth_wind.h"
#include "stage/sound.h"

#include <string.h>

static bool calls(const struct audio_synth *synth)
{
    return synth->kind == STAGE_SOUND_GULL || synth->kind == STAGE_SOUND_TICK ||
           synth->kind == STAGE_SOUND_CHIME || synth->kind == STAGE_SOUND_BIRD;
}

void audio_synth_init(struct audio_synth *synth, uint8_t kind, uint64_t seed, uint16_t voice)
{
    *synth = (struct audio_synth){
        .kind = kind,
        .rand = rand_seeded(seed, (uint64_t)kind << 16 | voice),
    };
    audio_filter_low(&synth->far, 2600.0f, 0.6f);
    audio_synth_waves_init(synth);
    audio_synth_wind_init(synth);
}

void audio_synth_call(struct audio_synth *synth)
{
    if (!calls(synth)) {
        return;
    }
    struct audio_synth_note *oldest = &synth->notes[0];
    for (int i = 0; i < AUDIO_SYNTH_NOTE_MAX; i++) {
        struct audio_synth_note *note = &synth->notes[i];
        if (!note->is_on) {
            audio_synth_call_begin(synth, note);
            return;
        }
        oldest = note->age_s > oldest->age_s ? note : oldest;
    }
    // The oldest has nearly died away; it goes in 10 ms and this call is not made. Calls come from
    // choices and steps, seconds apart: more than three at once are no message any more.
    oldest->fade = oldest->fade < 1.0f ? oldest->fade : 0.999f;
}

void audio_synth_fill(struct audio_synth *synth, float drive, float *out, int count)
{
    if (synth->kind == STAGE_SOUND_WAVES) {
        audio_synth_waves_fill(synth, drive, out, count);
        return;
    }
    if (synth->kind == STAGE_SOUND_WIND) {
        audio_synth_wind_fill(synth, drive, out, count);
        return;
    }
    memset(out, 0, (size_t)count * sizeof *out);
    for (int i = 0; i < AUDIO_SYNTH_NOTE_MAX; i++) {
        audio_synth_call_add(synth, &synth->notes[i], out, count);
    }
    for (int i = 0; synth->kind == STAGE_SOUND_GULL && i < count; i++) {
        out[i] = audio_filter_step(&synth->far, out[i]);
    }
}

bool audio_synth_sounds(const struct audio_synth *synth)
{
    bool is_on = !calls(synth);
    for (int i = 0; i < AUDIO_SYNTH_NOTE_MAX; i++) {
        is_on = is_on || synth->notes[i].is_on;
    }
    return is_on;
}
