// One still of a scene, deterministic: no headset, no session, no clock.
#ifndef APP_STILL_H
#define APP_STILL_H

#include "base/err.h"
#include "scene/scene.h"

#include <stdbool.h>
#include <stdint.h>

struct app_still {
    struct scene scene;
    uint32_t width, height; // per eye
    float minute;           // since the session began
    float breath;           // 0 empty .. 1 full
    int task_level;
    float yaw_deg, pitch_deg; // left, up
    bool wants_left, wants_right;
    bool wants_validation; // any message of the validation layer is ERR_DEVICE
};

// Writes the eyes that are wanted side by side; a JPEG when the name ends in .jpg, else a PNG.
MUST_USE enum err app_still_write(const struct app_still *still, const char *path);

#endif
