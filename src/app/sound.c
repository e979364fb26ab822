#include "app/sound.h"

#include <stddef.h>

static void *build(void *user)
{
    struct app_sound *sound = user;
    if (audio_create(&sound->desc, &sound->audio) != ERR_OK) {
        sound->audio = NULL;
    }
    return NULL;
}

void app_sound_start(struct app_sound *sound, const struct audio_desc *desc)
{
    sound->desc = *desc;
    sound->is_running = pthread_create(&sound->thread, NULL, build, sound) == 0;
    if (!sound->is_running) {
        build(sound);
    }
}

struct audio *app_sound_take(struct app_sound *sound)
{
    if (sound->is_running) {
        pthread_join(sound->thread, NULL);
        sound->is_running = false;
    }
    struct audio *audio = sound->audio;
    sound->audio = NULL;
    return audio;
}

void app_sound_fini(struct app_sound *sound)
{
    audio_destroy(app_sound_take(sound));
}
