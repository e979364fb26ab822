#include "sensor/sensor.h"

#include "base/log.h"
#include "sensor/head.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    enum sensor_kind kind;
} words[] = {
    {"auto", SENSOR_AUTO},
    {"head", SENSOR_HEAD},
    {"hand", SENSOR_HAND},
    {"none", SENSOR_NONE},
};

static enum err open_recording(struct sensor *sensor, const char *path, struct arena *arena)
{
    struct sensor_replay_error error = {0};
    const enum err err = sensor_replay_read(&sensor->replay, path, arena, &error);
    if (err != ERR_OK) {
        LOG_ERROR("%s", error.text);
    }
    return err;
}

enum err sensor_init(struct sensor *sensor, const char *desc, struct arena *arena)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(desc, words[i].name) == 0) {
            sensor->kind = (uint8_t)words[i].kind;
            return ERR_OK;
        }
    }
    if (strcmp(desc, "mic") == 0) {
        sensor->kind = SENSOR_MIC;
        sensor_mic_init(&sensor->mic);
        return ERR_OK;
    }
    if (strncmp(desc, "belt:", 5) == 0 && desc[5] != '\0') {
        sensor->kind = SENSOR_BELT;
        return sensor_belt_init(&sensor->belt, desc + 5);
    }
    if (strncmp(desc, "lsl:", 4) == 0 && desc[4] != '\0') {
        sensor->kind = SENSOR_LSL;
        return sensor_lsl_init(&sensor->lsl, desc + 4);
    }
    if (strncmp(desc, "file:", 5) == 0 && desc[5] != '\0') {
        sensor->kind = SENSOR_FILE;
        return open_recording(sensor, desc + 5, arena);
    }
    LOG_ERROR("breath from '%s' is not known; one of auto, head, hand, mic, belt:PATH, "
              "lsl:STREAM, file:RECORDING, none",
              desc);
    return ERR_BAD_DATA;
}

void sensor_fini(struct sensor *sensor)
{
    sensor_belt_fini(&sensor->belt);
    sensor_lsl_fini(&sensor->lsl);
    *sensor = (struct sensor){0};
}

void sensor_begin(struct sensor *sensor, int64_t now_ns)
{
    sensor->has_begun = true;
    sensor->begin_ns = now_ns;
    sensor->replay.next = 0;
}

static void drain_head(const struct sensor_input *input,
                       void (*push)(void *user, const struct breath_sample *sample), void *user)
{
    if (input->has_head) {
        const struct breath_sample sample =
            sensor_head_sample(input->head, input->is_head_tracked, input->t_ns);
        push(user, &sample);
    }
}

static void drain_hand(struct sensor *sensor, const struct sensor_input *input,
                       void (*push)(void *user, const struct breath_sample *sample), void *user)
{
    struct breath_sample sample;
    if (input->has_head &&
        sensor_hand_sample(&sensor->hand, input->hands, input->head, input->t_ns, &sample)) {
        push(user, &sample);
    }
}

// A recording does not say what wore the sensor: turns are read as a head's, places as a hand's.
static uint8_t replay_source(const struct sensor_replay *replay)
{
    switch ((enum sensor_replay_kind)replay->kind) {
    case SENSOR_REPLAY_TURN: return BREATH_SOURCE_HEAD;
    case SENSOR_REPLAY_POSE: return BREATH_SOURCE_HAND;
    case SENSOR_REPLAY_SCALAR: break;
    }
    return BREATH_SOURCE_FILE;
}

static void drain_replay(struct sensor *sensor, int64_t now_ns,
                         void (*push)(void *user, const struct breath_sample *sample), void *user)
{
    struct sensor_replay *replay = &sensor->replay;
    const int64_t played_ns = now_ns - sensor->begin_ns;
    while (sensor->has_begun && replay->next < replay->count &&
           replay->t_ns[replay->next] <= played_ns) {
        const struct breath_sample sample =
            sensor_replay_sample(replay, replay->next, sensor->begin_ns, replay_source(replay));
        push(user, &sample);
        replay->next++;
    }
}

void sensor_drain(struct sensor *sensor, const struct sensor_input *input,
                  void (*push)(void *user, const struct breath_sample *sample), void *user)
{
    switch ((enum sensor_kind)sensor->kind) {
    case SENSOR_AUTO:
        drain_head(input, push, user);
        drain_hand(sensor, input, push, user);
        break;
    case SENSOR_HEAD: drain_head(input, push, user); break;
    case SENSOR_HAND: drain_hand(sensor, input, push, user); break;
    case SENSOR_MIC:
        drain_head(input, push, user);
        sensor_mic_drain(&sensor->mic, push, user);
        break;
    case SENSOR_BELT: sensor_belt_drain(&sensor->belt, input->t_ns, push, user); break;
    case SENSOR_LSL: sensor_lsl_drain(&sensor->lsl, push, user); break;
    case SENSOR_FILE: drain_replay(sensor, input->t_ns, push, user); break;
    case SENSOR_NONE: break;
    }
}
