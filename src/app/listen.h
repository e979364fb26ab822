// What is heard in a scene, without a device: the same world and mixer as in a session.
#ifndef APP_LISTEN_H
#define APP_LISTEN_H

#include "base/err.h"
#include "scene/scene.h"

#include <stdbool.h>

struct app_listen {
    struct scene scene;
    double seconds;
    float yaw_deg; // left
    bool is_paced; // breathes with a guide of 6 a minute; else holds `breath`
    float breath;  // 0 empty .. 1 full
};

// Writes a stereo WAV of 48 kHz.
MUST_USE enum err app_listen_write(const struct app_listen *listen, const char *path);

#endif
