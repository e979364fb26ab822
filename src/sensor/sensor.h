// Where breath samples come from: head, hand, microphone, a belt, a recording.
//
// sensor_drain is called once a frame with what the headset knows, and hands on every new sample
// at its own time. One file for each source.
#ifndef SENSOR_SENSOR_H
#define SENSOR_SENSOR_H

#include "base/arena.h"
#include "base/err.h"
#include "base/pose.h"
#include "breath/breath.h"
#include "sensor/belt.h"
#include "sensor/hand.h"
#include "sensor/lsl.h"
#include "sensor/mic.h"
#include "sensor/replay.h"

#include <stdbool.h>
#include <stdint.h>

enum sensor_kind {
    SENSOR_AUTO, // head and hand; breath chooses
    SENSOR_HEAD,
    SENSOR_HAND,
    SENSOR_MIC, // and head, which goes on where nothing is heard
    SENSOR_BELT,
    SENSOR_LSL,
    SENSOR_FILE,
    SENSOR_NONE,
};

// What the headset knows at one time, as plain values.
struct sensor_input {
    int64_t t_ns;
    bool has_head;
    bool is_head_tracked;
    struct pose head;
    struct sensor_hand hands[SENSOR_HAND_COUNT];
};

struct sensor {
    uint8_t kind; // enum sensor_kind
    struct sensor_hand_choice hand;
    struct sensor_belt belt;
    struct sensor_lsl lsl;
    struct sensor_mic mic;
    struct sensor_replay replay;
    bool has_begun; // the session's clock runs, and the recording with it
    int64_t begin_ns;
};

// `desc`: auto | head | hand | mic | belt:PATH | lsl:STREAM | file:RECORDING | none. With mic
// somebody hands sensor_mic_take the sound. What is wrong is logged as one sentence. A recording
// lives in the arena. `sensor` must be zeroed and stay where it is; sensor_fini is owed in every
// case.
MUST_USE enum err sensor_init(struct sensor *sensor, const char *desc, struct arena *arena);
void sensor_fini(struct sensor *sensor);

// The session's clock starts: a recording plays from here, once.
void sensor_begin(struct sensor *sensor, int64_t now_ns);

void sensor_drain(struct sensor *sensor, const struct sensor_input *input,
                  void (*push)(void *user, const struct breath_sample *sample), void *user);

#endif
