#include "sensor/mic.h"

void sensor_mic_init(struct sensor_mic *mic)
{
    breath_heard_init(&mic->heard);
    ring_init(&mic->ring, mic->slots, sizeof mic->slots[0], SENSOR_MIC_QUEUE + 1);
    atomic_store(&mic->wants_calibration, false);
    atomic_store(&mic->lost, 0);
}

void sensor_mic_take(struct sensor_mic *mic, const float block[BREATH_SOUND_BLOCK], float own_db,
                     int64_t t_ns)
{
    if (atomic_exchange(&mic->wants_calibration, false)) {
        breath_heard_calibrate(&mic->heard, t_ns);
    }
    if (!breath_heard_push(&mic->heard, block, own_db, t_ns)) {
        return;
    }
    const struct breath_sample sample = {
        .t_ns = t_ns, .source = BREATH_SOURCE_MIC, .is_tracked = true, .heard = mic->heard.news};
    if (!ring_push(&mic->ring, &sample)) {
        atomic_fetch_add(&mic->lost, 1);
    }
}

void sensor_mic_calibrate(struct sensor_mic *mic)
{
    atomic_store(&mic->wants_calibration, true);
}

void sensor_mic_drain(struct sensor_mic *mic,
                      void (*push)(void *user, const struct breath_sample *sample), void *user)
{
    struct breath_sample sample;
    while (ring_pop(&mic->ring, &sample)) {
        push(user, &sample);
    }
}
