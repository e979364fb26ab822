#include "audio/place.h"

enum { NEW = 4 };

void audio_place_init(struct audio_place *place)
{
    *place = (struct audio_place){.writing = 0, .reading = 1};
    for (int i = 0; i < 3; i++) {
        place->scenes[i].head = pose_identity();
    }
    atomic_init(&place->middle, 2);
}

struct audio_scene *audio_place_begin_write(struct audio_place *place)
{
    return &place->scenes[place->writing];
}

void audio_place_end_write(struct audio_place *place)
{
    place->writing = atomic_exchange(&place->middle, place->writing | NEW) & ~NEW;
}

const struct audio_scene *audio_place_read(struct audio_place *place)
{
    if (atomic_load(&place->middle) & NEW) {
        place->reading = atomic_exchange(&place->middle, place->reading) & ~NEW;
    }
    return &place->scenes[place->reading];
}
