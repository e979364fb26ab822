// OpenAL Soft's loopback device: a mixer that renders into memory when it is asked.
//
// With a source's rate the device's and no pitch, each rendered block consumes exactly one queued
// block. A source is always one block ahead, so that it never runs dry and stops.
#ifndef AUDIO_AL_H
#define AUDIO_AL_H

#include "audio/audio.h"
#include "base/err.h"

#include <AL/al.h>
#include <AL/alc.h>
#include <AL/alext.h>

#include <stdbool.h>
#include <stdint.h>

enum { AUDIO_AL_SOURCES = 16, AUDIO_AL_BUFFERS = 3 };

struct audio_al_source {
    ALuint source;
    ALuint buffers[AUDIO_AL_BUFFERS]; // in turn: one played, one ahead, one to write
    int next;
    bool is_playing;
};

struct audio_al {
    ALCdevice *device;   // owned
    ALCcontext *context; // owned
    bool has_hrtf;
    struct audio_al_source sources[AUDIO_AL_SOURCES];
    PFNALCSETTHREADCONTEXTPROC set_context;
    LPALCRENDERSAMPLESSOFT render;
};

// ERR_UNSUPPORTED when this OpenAL has no loopback device.
MUST_USE enum err audio_al_init(struct audio_al *zeroed);
void audio_al_fini(struct audio_al *al);

// The context belongs to the calling thread from here on; audio_al_leave gives it up.
void audio_al_enter(struct audio_al *al);
void audio_al_leave(struct audio_al *al);

void audio_al_listen(struct audio_al *al, struct pose head);
void audio_al_put(struct audio_al_source *source, vec3s at_m, float reference_m,
                  bool is_head_locked);

// The next block of a source; starts it when it is silent.
void audio_al_feed(struct audio_al_source *source, const float samples[AUDIO_BLOCK]);
void audio_al_stop(struct audio_al_source *source);

void audio_al_render(struct audio_al *al, float out[AUDIO_BLOCK * AUDIO_CHANNELS]);

#endif
