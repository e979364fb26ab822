#include "app/listen.h"

#include "audio/audio.h"
#include "audio/wav.h"
#include "base/clock.h"
#include "world/world.h"

enum { BLOCKS_PER_STAGE = 2 }; // 94 stages a second, as a headset would give

static const float yaw_to_rad = 0.01745329252f;
static const int64_t stage_ns = BLOCKS_PER_STAGE * AUDIO_BLOCK * NS_PER_S / AUDIO_RATE_HZ;

struct studio { // everything a recording is made with, released in one place
    struct audio *audio;
    struct audio_wav wav;
    struct world world;
    struct arena arena;
    struct stage *stage;
    struct breath_pacer pacer;
};

static enum err record(struct studio *studio, const struct app_listen *listen)
{
    float frames[BLOCKS_PER_STAGE * AUDIO_BLOCK * AUDIO_CHANNELS];
    const struct pose head = {.turn = pose_turn_yaw_pitch(listen->yaw_deg * yaw_to_rad, 0.0f),
                              .at_m = {{0.0f, 1.2f, 0.0f}}};
    struct world_input input = {
        .gaze = pose_identity(),
        .guide = {.is_on = true, .level = listen->breath},
    };
    for (int64_t t_ns = 0; (double)t_ns < listen->seconds * NS_PER_S; t_ns += stage_ns) {
        input.scene_s = (double)t_ns / NS_PER_S;
        input.left_s = (double)listen->scene.minutes * 60.0 - input.scene_s;
        if (listen->is_paced) {
            input.guide = breath_pacer_step(&studio->pacer, t_ns);
        }
        world_stage(&studio->world, &input, studio->stage);
        audio_place(studio->audio, head, studio->stage);
        audio_pull(studio->audio, frames, BLOCKS_PER_STAGE * AUDIO_BLOCK);
        TRY(audio_wav_write(&studio->wav, frames, BLOCKS_PER_STAGE * AUDIO_BLOCK));
    }
    return ERR_OK;
}

static enum err start(struct studio *studio, const struct app_listen *listen, const char *path)
{
    static const struct breath_pacer_plan plan = {
        .target_bpm = 6.0f, .start_bpm = 6.0f, .ramp_bpm_per_min = 1.0f, .exhale_share = 0.6f};
    const struct breath unsure = {0};
    const struct audio_desc desc = {
        .output = AUDIO_OUTPUT_PULL, .seed = listen->scene.seed, .volume = 1.0f};
    studio->stage = arena_alloc(&studio->arena, 1, sizeof *studio->stage);
    if (!studio->stage) {
        return ERR_NO_MEMORY;
    }
    breath_pacer_start(&studio->pacer, &plan, 0, &unsure);
    TRY(world_init(&studio->world, &listen->scene, WORLD_DETAIL_LOW, WORLD_DETAIL_LOW,
                   &studio->arena));
    TRY(audio_create(&desc, &studio->audio));
    return audio_wav_init(&studio->wav, path);
}

enum err app_listen_write(const struct app_listen *listen, const char *path)
{
    struct studio studio = {0};
    enum err err = start(&studio, listen, path);
    if (err == ERR_OK) {
        err = record(&studio, listen);
    }
    const enum err closed = audio_wav_fini(&studio.wav);
    audio_destroy(studio.audio);
    arena_fini(&studio.arena);
    return err == ERR_OK ? closed : err;
}
