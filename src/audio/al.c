#include "audio/al.h"

#include "base/log.h"

#include <string.h>

enum { BLOCK_BYTES = AUDIO_BLOCK * (int)sizeof(float) };

#define TRY_AL(call)                                        \
    do {                                                    \
        call;                                               \
        const ALenum try_a = alGetError();                  \
        if (try_a != AL_NO_ERROR) {                         \
            LOG_ERROR("%s: %s", #call, alGetString(try_a)); \
            return ERR_DEVICE;                              \
        }                                                   \
    } while (0)

// Functions of extensions are asked for, so that a library without them can still be told about.
static enum err load(struct audio_al *al, LPALCLOOPBACKOPENDEVICESOFT *out_open)
{
    if (!alcIsExtensionPresent(NULL, "ALC_SOFT_loopback") ||
        !alcIsExtensionPresent(NULL, "ALC_EXT_thread_local_context")) {
        LOG_ERROR("this OpenAL cannot render into memory: OpenAL Soft 1.19.1 or newer is needed");
        return ERR_UNSUPPORTED;
    }
    // C has no cast from object to function pointers; POSIX guarantees that the bytes agree.
    void *open = alcGetProcAddress(NULL, "alcLoopbackOpenDeviceSOFT");
    void *render = alcGetProcAddress(NULL, "alcRenderSamplesSOFT");
    void *set_context = alcGetProcAddress(NULL, "alcSetThreadContext");
    memcpy(out_open, &open, sizeof open);
    memcpy(&al->render, &render, sizeof render);
    memcpy(&al->set_context, &set_context, sizeof set_context);
    return ERR_OK;
}

static enum err open_device(struct audio_al *al)
{
    LPALCLOOPBACKOPENDEVICESOFT open = NULL;
    TRY(load(al, &open));
    al->device = open(NULL);
    if (!al->device) {
        LOG_ERROR("OpenAL's loopback device does not open");
        return ERR_DEVICE;
    }
    // Our own limiter comes after the master fade; OpenAL's would hide what it does from us.
    const ALCint attributes[] = {ALC_FORMAT_CHANNELS_SOFT,
                                 ALC_STEREO_SOFT,
                                 ALC_FORMAT_TYPE_SOFT,
                                 ALC_FLOAT_SOFT,
                                 ALC_FREQUENCY,
                                 AUDIO_RATE_HZ,
                                 ALC_HRTF_SOFT,
                                 ALC_TRUE,
                                 ALC_OUTPUT_LIMITER_SOFT,
                                 ALC_FALSE,
                                 ALC_MONO_SOURCES,
                                 AUDIO_AL_SOURCES,
                                 0};
    al->context = alcCreateContext(al->device, attributes);
    if (!al->context) {
        LOG_ERROR("alcCreateContext: %s", alcGetString(al->device, alcGetError(al->device)));
        return ERR_DEVICE;
    }
    ALCint hrtf = ALC_FALSE;
    alcGetIntegerv(al->device, ALC_HRTF_SOFT, 1, &hrtf);
    al->has_hrtf = hrtf == ALC_TRUE;
    if (!al->has_hrtf) {
        LOG_WARN("OpenAL renders without HRTF: sounds keep to left and right");
    }
    return ERR_OK;
}

static enum err make_source(struct audio_al_source *source)
{
    TRY_AL(alGenSources(1, &source->source));
    TRY_AL(alGenBuffers(AUDIO_AL_BUFFERS, source->buffers));
    return ERR_OK;
}

static enum err make_sources(struct audio_al *al)
{
    if (!alIsExtensionPresent("AL_EXT_FLOAT32")) {
        LOG_ERROR("this OpenAL takes no floats: OpenAL Soft 1.19.1 or newer is needed");
        return ERR_UNSUPPORTED;
    }
    alDistanceModel(AL_INVERSE_DISTANCE_CLAMPED); // gain = reference / distance beyond it
    alDopplerFactor(0.0f);                        // a pitch would break the step of the blocks
    for (int i = 0; i < AUDIO_AL_SOURCES; i++) {
        TRY(make_source(&al->sources[i]));
    }
    return ERR_OK;
}

enum err audio_al_init(struct audio_al *al)
{
    TRY(open_device(al));
    audio_al_enter(al);
    const enum err err = make_sources(al);
    audio_al_leave(al);
    return err;
}

void audio_al_fini(struct audio_al *al)
{
    if (al->context) {
        audio_al_enter(al);
        for (int i = 0; i < AUDIO_AL_SOURCES; i++) {
            struct audio_al_source *source = &al->sources[i];
            if (source->source) {
                alSourceStop(source->source);
                alSourcei(source->source, AL_BUFFER, 0);
                alDeleteSources(1, &source->source);
            }
            if (source->buffers[0]) {
                alDeleteBuffers(AUDIO_AL_BUFFERS, source->buffers);
            }
        }
        audio_al_leave(al);
        alcDestroyContext(al->context);
    }
    if (al->device) {
        alcCloseDevice(al->device);
    }
    *al = (struct audio_al){0};
}

void audio_al_enter(struct audio_al *al)
{
    al->set_context(al->context);
}

void audio_al_leave(struct audio_al *al)
{
    al->set_context(NULL);
}

void audio_al_listen(struct audio_al *al, struct pose head)
{
    (void)al; // the context is the calling thread's
    const vec3s ahead = pose_ahead(head);
    const vec3s up = pose_direction(head, (vec3s){{0.0f, 1.0f, 0.0f}});
    const ALfloat orientation[] = {ahead.x, ahead.y, ahead.z, up.x, up.y, up.z};
    alListener3f(AL_POSITION, head.at_m.x, head.at_m.y, head.at_m.z);
    alListenerfv(AL_ORIENTATION, orientation);
}

void audio_al_put(struct audio_al_source *source, vec3s at_m, float reference_m,
                  bool is_head_locked)
{
    // OpenXR and OpenAL agree on axes (right-handed, +y up, -z ahead), so metres pass unchanged.
    alSource3f(source->source, AL_POSITION, at_m.x, at_m.y, at_m.z);
    alSourcei(source->source, AL_SOURCE_RELATIVE, is_head_locked ? AL_TRUE : AL_FALSE);
    alSourcef(source->source, AL_REFERENCE_DISTANCE, reference_m);
}

static void queue(struct audio_al_source *source, const float samples[AUDIO_BLOCK])
{
    const ALuint buffer = source->buffers[source->next];
    source->next = (source->next + 1) % AUDIO_AL_BUFFERS;
    alBufferData(buffer, AL_FORMAT_MONO_FLOAT32, samples, BLOCK_BYTES, AUDIO_RATE_HZ);
    alSourceQueueBuffers(source->source, 1, &buffer);
}

void audio_al_feed(struct audio_al_source *source, const float samples[AUDIO_BLOCK])
{
    static const float silence[AUDIO_BLOCK];
    ALuint done[AUDIO_AL_BUFFERS];
    ALint count = 0;
    alGetSourcei(source->source, AL_BUFFERS_PROCESSED, &count);
    if (source->is_playing && count > 0) {
        alSourceUnqueueBuffers(source->source, count, done);
    }
    if (!source->is_playing) {
        queue(source, silence); // the block that stays ahead
    }
    queue(source, samples);
    if (!source->is_playing) {
        alSourcePlay(source->source);
        source->is_playing = true;
    }
}

void audio_al_stop(struct audio_al_source *source)
{
    alSourceStop(source->source);
    alSourcei(source->source, AL_BUFFER, 0); // the queue is empty again
    source->is_playing = false;
    source->next = 0;
}

void audio_al_render(struct audio_al *al, float out[AUDIO_BLOCK * AUDIO_CHANNELS])
{
    al->render(al->device, out, AUDIO_BLOCK);
}
