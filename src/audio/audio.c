#include "audio/audio.h"

#include "audio/al.h"
#include "audio/limit.h"
#include "audio/meter.h"
#include "audio/mix.h"
#include "audio/output.h"
#include "audio/place.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

// A wish for the master, whole in one atomic word.
union fade {
    struct {
        float volume, seconds;
    } wish;
    uint64_t bits;
};

struct audio {
    enum audio_output output;
    float volume;
    struct audio_place place; // main thread writes, audio thread reads
    _Atomic uint64_t fade;    // union fade; likewise
    _Atomic bool is_ending;

    // The audio thread's own, or of whoever pulls.
    struct audio_al al;
    struct audio_mix mix;
    struct audio_limit limit;
    struct audio_meter meter;
    uint64_t fade_seen;
    float fade_from, fade_to, fade_now; // 0..1
    float fade_at, fade_step;           // 0..1 on the way; a sample's part of it
    struct audio_output_device device;
    pthread_t thread;
    bool has_thread;

    // What it has to tell, for any thread.
    _Atomic bool has_device;
    _Atomic float peak_dbfs, loudness_dbfs, recent_dbfs;
    _Atomic double dose_pa2h;
    _Atomic int64_t blocks;
};

static void take_fade(struct audio *audio)
{
    const union fade fade = {.bits = atomic_load(&audio->fade)};
    if (fade.bits == audio->fade_seen) {
        return;
    }
    audio->fade_seen = fade.bits;
    audio->fade_from = audio->fade_now;
    audio->fade_to = fade.wish.volume;
    audio->fade_at = 0.0f;
    audio->fade_step = 1.0f / (fmaxf(fade.wish.seconds, 0.02f) * AUDIO_RATE_HZ);
}

static void apply_master(struct audio *audio, float *frames)
{
    take_fade(audio);
    for (int i = 0; i < AUDIO_BLOCK; i++) {
        if (audio->fade_at < 1.0f) {
            audio->fade_at = fminf(audio->fade_at + audio->fade_step, 1.0f);
            const float eased = audio->fade_at * audio->fade_at * (3.0f - 2.0f * audio->fade_at);
            audio->fade_now = audio->fade_from + (audio->fade_to - audio->fade_from) * eased;
        }
        for (int c = 0; c < AUDIO_CHANNELS; c++) {
            frames[i * AUDIO_CHANNELS + c] *= audio->volume * audio->fade_now;
        }
    }
}

// The whole of what is heard, 5.3 ms of it.
static void make_block(struct audio *audio, float frames[AUDIO_BLOCK * AUDIO_CHANNELS])
{
    audio_mix_block(&audio->mix, &audio->al, audio_place_read(&audio->place), frames);
    apply_master(audio, frames);
    audio_limit_run(&audio->limit, frames, AUDIO_BLOCK);
    audio_meter_block(&audio->meter, frames);
    atomic_store(&audio->peak_dbfs, audio_meter_peak_dbfs(&audio->meter));
    atomic_store(&audio->loudness_dbfs, audio_meter_loudness_dbfs(&audio->meter));
    atomic_store(&audio->recent_dbfs, audio_meter_recent_dbfs(&audio->meter));
    atomic_store(&audio->dose_pa2h, audio_meter_dose_pa2h(&audio->meter));
    atomic_fetch_add(&audio->blocks, 1);
}

// Keeps the pace of a device where there is none.
static void pace(int64_t *next_ns)
{
    const int64_t now_ns = clock_now_ns();
    *next_ns += AUDIO_BLOCK * NS_PER_S / AUDIO_RATE_HZ;
    if (*next_ns < now_ns - NS_PER_S / 4) {
        *next_ns = now_ns; // suspended, or a device was looked for: nothing to catch up with
    }
    clock_sleep_until_ns(*next_ns);
}

static void *run(void *user)
{
    struct audio *audio = user;
    struct audio_output_block block;
    const int64_t retry_ns = 2 * NS_PER_S;
    bool has_device = atomic_load(&audio->has_device);
    const bool had_device = has_device; // one that never was is not looked for
    int64_t next_ns = clock_now_ns();
    int64_t look_ns = 0;
    audio_al_enter(&audio->al);
    while (!atomic_load(&audio->is_ending)) {
        make_block(audio, block.frames);
        if (has_device) {
            has_device = audio_output_play(&audio->device, block.frames);
            next_ns = clock_now_ns();
            look_ns = next_ns + retry_ns;
        } else {
            pace(&next_ns);
            if (had_device && next_ns >= look_ns) {
                has_device = audio_output_reopen(&audio->device);
                look_ns = clock_now_ns() + retry_ns;
            }
        }
        atomic_store(&audio->has_device, has_device);
    }
    audio_al_leave(&audio->al);
    return NULL;
}

static enum err start(struct audio *audio)
{
    if (audio->output == AUDIO_OUTPUT_PULL) {
        return ERR_OK;
    }
    if (audio->output == AUDIO_OUTPUT_DEVICE) {
        const enum err err = audio_output_init(&audio->device);
        if (err != ERR_OK && err != ERR_UNSUPPORTED) {
            return err;
        }
        atomic_store(&audio->has_device, err == ERR_OK);
    }
    const int failed = pthread_create(&audio->thread, NULL, run, audio);
    if (failed) {
        LOG_ERROR("pthread_create: %s", strerror(failed));
        return ERR_DEVICE;
    }
    audio->has_thread = true;
    return ERR_OK;
}

enum err audio_create(const struct audio_desc *desc, struct audio **out)
{
    *out = NULL;
    struct audio *audio = mem_alloc(1, sizeof *audio);
    if (!audio) {
        LOG_ERROR("no memory for sound");
        return ERR_NO_MEMORY;
    }
    const union fade full = {.wish = {1.0f, 0.0f}};
    audio->output = desc->output;
    audio->volume = fminf(fmaxf(desc->volume, 0.0f), 1.0f);
    audio->fade_now = audio->fade_to = audio->fade_at = 1.0f;
    audio->fade_seen = full.bits;
    atomic_store(&audio->fade, full.bits);
    atomic_store(&audio->peak_dbfs, AUDIO_METER_SILENCE_DB);
    atomic_store(&audio->loudness_dbfs, AUDIO_METER_SILENCE_DB);
    atomic_store(&audio->recent_dbfs, AUDIO_METER_SILENCE_DB);
    audio_place_init(&audio->place);
    audio_peak_prepare();
    audio_mix_init(&audio->mix, desc->seed);
    audio_limit_init(&audio->limit);
    audio_meter_init(&audio->meter);
    enum err err = audio_al_init(&audio->al);
    if (err == ERR_OK) {
        err = start(audio);
    }
    if (err != ERR_OK) {
        audio_destroy(audio);
        return err;
    }
    *out = audio;
    return ERR_OK;
}

void audio_destroy(struct audio *audio)
{
    if (!audio) {
        return;
    }
    if (audio->has_thread) {
        atomic_store(&audio->is_ending, true);
        pthread_join(audio->thread, NULL);
    }
    audio_output_fini(&audio->device);
    audio_al_fini(&audio->al);
    mem_free(audio);
}

void audio_place(struct audio *audio, struct pose head, const struct stage *stage)
{
    struct audio_scene *scene = audio_place_begin_write(&audio->place);
    scene->head = head;
    scene->count = stage->sound_count;
    memcpy(scene->sounds, stage->sounds, sizeof scene->sounds);
    audio_place_end_write(&audio->place);
}

void audio_fade(struct audio *audio, float volume, float seconds)
{
    const union fade fade = {.wish = {fminf(fmaxf(volume, 0.0f), 1.0f), seconds}};
    atomic_store(&audio->fade, fade.bits);
}

void audio_pull(struct audio *audio, float *out_frames, int frame_count)
{
    assert(audio->output == AUDIO_OUTPUT_PULL && frame_count % AUDIO_BLOCK == 0);
    float thrown[AUDIO_BLOCK * AUDIO_CHANNELS] = {0};
    audio_al_enter(&audio->al);
    for (int at = 0; at < frame_count; at += AUDIO_BLOCK) {
        make_block(audio, out_frames ? out_frames + (ptrdiff_t)at * AUDIO_CHANNELS : thrown);
    }
    audio_al_leave(&audio->al);
}

struct audio_state audio_state(const struct audio *audio)
{
    return (struct audio_state){
        .has_device = atomic_load(&audio->has_device),
        .has_hrtf = audio->al.has_hrtf,
        .peak_dbfs = atomic_load(&audio->peak_dbfs),
        .loudness_dbfs = atomic_load(&audio->loudness_dbfs),
        .recent_dbfs = atomic_load(&audio->recent_dbfs),
        .dose_pa2h = atomic_load(&audio->dose_pa2h),
        .blocks = atomic_load(&audio->blocks),
        .late_blocks = atomic_load(&audio->device.late_blocks),
    };
}

bool audio_has_microphone(void)
{
    return audio_output_has_microphone();
}
