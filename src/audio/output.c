#include "audio/output.h"

#include "base/clock.h"
#include "base/log.h"

#include <SDL.h>
#include <errno.h>
#include <string.h>
#include <time.h>

enum { LOST_MS = 500 };

// SDL's thread. Blocks are whole in the ring; SDL may ask for other lengths.
static void SDLCALL take(void *user, Uint8 *stream, int bytes)
{
    struct audio_output_device *output = user;
    float *out = (float *)(void *)stream;
    int left = bytes / (int)(AUDIO_CHANNELS * sizeof(float));
    while (left > 0) {
        if (output->played_frames == AUDIO_BLOCK) {
            if (!ring_pop(&output->ring, &output->playing)) {
                memset(&output->playing, 0, sizeof output->playing);
                // Before the first block there is nothing to be late with.
                atomic_fetch_add(&output->late_blocks, output->has_begun ? 1 : 0);
            } else {
                output->has_begun = true;
            }
            output->played_frames = 0;
            sem_post(&output->room);
        }
        const int rest = AUDIO_BLOCK - output->played_frames;
        const int now = left < rest ? left : rest;
        const ptrdiff_t from = (ptrdiff_t)output->played_frames * AUDIO_CHANNELS;
        memcpy(out, output->playing.frames + from, (size_t)now * AUDIO_CHANNELS * sizeof(float));
        out += (ptrdiff_t)now * AUDIO_CHANNELS;
        output->played_frames += now;
        left -= now;
    }
}

static bool open_device(struct audio_output_device *output)
{
    ring_init(&output->ring, output->slots, sizeof output->slots[0], AUDIO_OUTPUT_AHEAD + 1);
    output->played_frames = AUDIO_BLOCK;
    output->has_begun = false;
    const SDL_AudioSpec wanted = {.freq = AUDIO_RATE_HZ,
                                  .format = AUDIO_F32SYS,
                                  .channels = AUDIO_CHANNELS,
                                  .samples = AUDIO_BLOCK,
                                  .callback = take,
                                  .userdata = output};
    output->device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0); // SDL converts the rest
    if (output->device == 0) {
        return false;
    }
    SDL_PauseAudioDevice(output->device, 0);
    return true;
}

static void close_device(struct audio_output_device *output)
{
    if (output->device) {
        SDL_CloseAudioDevice(output->device); // its thread has ended when this returns
        output->device = 0;
    }
}

static bool start_sdl(void)
{
    // SDL would take SIGINT and SIGTERM for its own.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    return SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
}

enum err audio_output_init(struct audio_output_device *output)
{
    if (sem_init(&output->room, 0, 0) != 0) {
        LOG_ERROR("sem_init: %s", strerror(errno));
        return ERR_DEVICE;
    }
    output->has_room_signal = true;
    output->has_sdl = start_sdl();
    // Asked first: opening a device that is not there makes ALSA's library talk to the terminal.
    if (output->has_sdl && SDL_GetNumAudioDevices(0) == 0) {
        LOG_WARN("no sound device: the session runs in silence");
        return ERR_UNSUPPORTED;
    }
    if (!output->has_sdl || !open_device(output)) {
        LOG_WARN("the sound device cannot be opened: the session runs in silence (%s)",
                 SDL_GetError());
        return ERR_UNSUPPORTED;
    }
    return ERR_OK;
}

void audio_output_fini(struct audio_output_device *output)
{
    close_device(output);
    if (output->has_sdl) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        output->has_sdl = false;
    }
    if (output->has_room_signal) {
        sem_destroy(&output->room);
        output->has_room_signal = false;
    }
}

// False after LOST_MS without one.
static bool wait_for_room(struct audio_output_device *output)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    const int64_t ns = until.tv_nsec + LOST_MS * NS_PER_MS;
    until.tv_sec += (time_t)(ns / NS_PER_S);
    until.tv_nsec = (long)(ns % NS_PER_S);
    while (sem_clockwait(&output->room, CLOCK_MONOTONIC, &until) != 0) {
        if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool audio_output_play(struct audio_output_device *output,
                       const float frames[AUDIO_BLOCK * AUDIO_CHANNELS])
{
    while (!ring_push(&output->ring, frames)) {
        if (!wait_for_room(output) ||
            SDL_GetAudioDeviceStatus(output->device) != SDL_AUDIO_PLAYING) {
            LOG_WARN("the sound device is gone; it is looked for again");
            close_device(output);
            return false;
        }
    }
    return true;
}

bool audio_output_reopen(struct audio_output_device *output)
{
    if (!open_device(output)) {
        return false;
    }
    LOG_WARN("a sound device is there again");
    return true;
}

bool audio_output_has_microphone(void)
{
    if (!start_sdl()) {
        return false;
    }
    const int count = SDL_GetNumAudioDevices(1);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    return count > 0;
}
