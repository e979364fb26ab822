// SDL2's audio output, fed through a ring: SDL's thread takes blocks, ours makes them, and neither
// waits for the other.
#ifndef AUDIO_OUTPUT_H
#define AUDIO_OUTPUT_H

#include "audio/audio.h"
#include "base/ring.h"

#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { AUDIO_OUTPUT_AHEAD = 2 }; // blocks between us and the device: 11 ms

struct audio_output_block {
    float frames[AUDIO_BLOCK * AUDIO_CHANNELS];
};

struct audio_output_device {
    bool has_sdl; // SDL's audio runs for us
    bool has_room_signal;
    uint32_t device; // 0: none is open
    struct ring ring;
    struct audio_output_block slots[AUDIO_OUTPUT_AHEAD + 1];
    struct audio_output_block playing; // this and the next two are SDL's thread's own
    bool has_begun;                    // since it was opened
    int played_frames;                 // of the block
    sem_t room;                        // raised when SDL has taken a block
    _Atomic int64_t late_blocks;       // SDL asked and there was none
};

// ERR_UNSUPPORTED when there is no device (said once, at the level of a warning).
MUST_USE enum err audio_output_init(struct audio_output_device *zeroed);
void audio_output_fini(struct audio_output_device *output);

// Waits until the device has room, then hands the block over. False when the device is lost: it
// took nothing for half a second or says so itself; it is closed then.
bool audio_output_play(struct audio_output_device *output,
                       const float frames[AUDIO_BLOCK * AUDIO_CHANNELS]);

// After a loss: tries once to open the default device again. Quiet when there is none.
bool audio_output_reopen(struct audio_output_device *output);

bool audio_output_has_microphone(void);

#endif
