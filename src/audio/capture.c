#include "audio/capture.h"

#include "audio/output.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <AL/al.h>
#include <AL/alc.h>
#include <AL/alext.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

static const int64_t poll_ns = 8 * NS_PER_MS;
static const int64_t look_ns = 2 * NS_PER_S;
static const int64_t silent_ns = NS_PER_S; // a device that delivers nothing for so long is gone
static const int64_t sample_ns = NS_PER_S / AUDIO_CAPTURE_RATE_HZ;
static const int64_t block_ns = AUDIO_CAPTURE_BLOCK * NS_PER_S / AUDIO_CAPTURE_RATE_HZ;
static const int64_t jump_ns = NS_PER_S / 5; // stamps further off than this are set, not drawn
enum { DRAW = 16 };                          // shares of an error that one block mends

struct audio_capture {
    struct audio_capture_desc desc;
    struct audio_capture_device device;
    _Atomic bool is_ending, listens;
    pthread_t thread;

    // The thread's own.
    void *open; // what the device gave; NULL: none
    int64_t heard_ns, next_look_ns;
    int64_t stamp_ns; // of the last block
    bool has_stamp, has_said;
};

// --- OpenAL

static void *open_openal(void)
{
    // SDL2 is asked first: OpenAL names ALSA's default also where there is no card, and opening
    // that makes ALSA's library talk to the terminal.
    if (!alcIsExtensionPresent(NULL, "ALC_EXT_CAPTURE") || !audio_output_has_microphone()) {
        return NULL;
    }
    ALCdevice *device =
        alcCaptureOpenDevice(NULL, AUDIO_CAPTURE_RATE_HZ, AL_FORMAT_MONO16, AUDIO_CAPTURE_RATE_HZ);
    if (device) {
        alcCaptureStart(device);
    }
    return device;
}

static int ready_openal(void *device)
{
    ALCint is_connected = ALC_TRUE, count = 0;
    if (alcIsExtensionPresent(device, "ALC_EXT_disconnect")) {
        alcGetIntegerv(device, ALC_CONNECTED, 1, &is_connected);
    }
    alcGetIntegerv(device, ALC_CAPTURE_SAMPLES, 1, &count);
    return is_connected == ALC_TRUE ? count : -1;
}

static void read_openal(void *device, int16_t *out, int count)
{
    alcCaptureSamples(device, out, count);
}

static void close_openal(void *device)
{
    alcCaptureStop(device);
    alcCaptureCloseDevice(device);
}

static const struct audio_capture_device openal = {open_openal, ready_openal, read_openal,
                                                   close_openal};

// --- the thread

static void look(struct audio_capture *capture, int64_t now_ns)
{
    capture->open = capture->device.open();
    capture->next_look_ns = now_ns + look_ns;
    if (capture->open) {
        LOG_INFO("listening to the microphone; nothing of it is kept");
        capture->heard_ns = clock_now_ns();
        capture->has_stamp = false;
        capture->has_said = false;
        atomic_store(&capture->listens, true);
    } else if (!capture->has_said) {
        capture->has_said = true;
        LOG_WARN("no microphone can be opened: breath is not heard; plug one in, or allow its use");
    }
}

static void lose(struct audio_capture *capture)
{
    capture->device.close(capture->open);
    capture->open = NULL;
    capture->has_said = true;
    capture->next_look_ns = clock_now_ns() + look_ns;
    atomic_store(&capture->listens, false);
    LOG_WARN("the microphone is gone: breath is not heard until it is back");
}

// Devices deliver in bursts; blocks follow each other evenly.
static int64_t stamp(struct audio_capture *capture, int waiting)
{
    const int64_t seen_ns = clock_now_ns() - waiting * sample_ns;
    const int64_t even_ns = capture->stamp_ns + block_ns;
    const int64_t off_ns = seen_ns - even_ns;
    const bool is_even = capture->has_stamp && off_ns < jump_ns && off_ns > -jump_ns;
    const int64_t next_ns = is_even ? even_ns + off_ns / DRAW : seen_ns;
    const bool is_later = !capture->has_stamp || next_ns > capture->stamp_ns;
    capture->stamp_ns = is_later ? next_ns : capture->stamp_ns + sample_ns;
    capture->has_stamp = true;
    return capture->stamp_ns;
}

static void take_block(struct audio_capture *capture, int waiting)
{
    int16_t samples[AUDIO_CAPTURE_BLOCK];
    float block[AUDIO_CAPTURE_BLOCK];
    capture->device.read(capture->open, samples, AUDIO_CAPTURE_BLOCK);
    for (int i = 0; i < AUDIO_CAPTURE_BLOCK; i++) {
        block[i] = (float)samples[i] / 32768.0f;
    }
    capture->desc.take(capture->desc.user, block, stamp(capture, waiting));
    memset(samples, 0, sizeof samples);
    memset(block, 0, sizeof block);
}

static void listen(struct audio_capture *capture)
{
    int waiting = capture->device.ready(capture->open);
    const int64_t now_ns = clock_now_ns();
    for (; waiting >= AUDIO_CAPTURE_BLOCK; waiting -= AUDIO_CAPTURE_BLOCK) {
        take_block(capture, waiting - AUDIO_CAPTURE_BLOCK);
        capture->heard_ns = now_ns;
    }
    if (waiting < 0 || now_ns - capture->heard_ns > silent_ns) {
        lose(capture);
    }
}

static void *run(void *user)
{
    struct audio_capture *capture = user;
    while (!atomic_load(&capture->is_ending)) {
        const int64_t now_ns = clock_now_ns();
        if (capture->open) {
            listen(capture);
        } else if (now_ns >= capture->next_look_ns) {
            look(capture, now_ns);
        }
        clock_sleep_until_ns(clock_now_ns() + poll_ns);
    }
    if (capture->open) {
        capture->device.close(capture->open);
        capture->open = NULL;
    }
    return NULL;
}

enum err audio_capture_create(const struct audio_capture_desc *desc, struct audio_capture **out)
{
    *out = NULL;
    struct audio_capture *capture = mem_alloc(1, sizeof *capture);
    if (!capture) {
        LOG_ERROR("no memory for the microphone");
        return ERR_NO_MEMORY;
    }
    capture->desc = *desc;
    capture->device = desc->device ? *desc->device : openal;
    const int failed = pthread_create(&capture->thread, NULL, run, capture);
    if (failed) {
        LOG_ERROR("pthread_create: %s", strerror(failed));
        mem_free(capture);
        return ERR_DEVICE;
    }
    *out = capture;
    return ERR_OK;
}

void audio_capture_destroy(struct audio_capture *capture)
{
    if (!capture) {
        return;
    }
    atomic_store(&capture->is_ending, true);
    pthread_join(capture->thread, NULL);
    mem_free(capture);
}

bool audio_capture_listens(const struct audio_capture *capture)
{
    return capture && atomic_load(&capture->listens);
}
