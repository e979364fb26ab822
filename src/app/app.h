// The program: owns everything, runs the frame, survives losses, shuts down.
//
// app_play does a whole session. Inside, what lives as long as the session (plan, world, panel,
// record, sound, sensors) stands apart from what a lost device takes with it (struct app_devices).
#ifndef APP_APP_H
#define APP_APP_H

#include "app/burden.h"
#include "app/devices.h"
#include "app/figures.h"
#include "app/governor.h"
#include "app/guard.h"
#include "app/load.h"
#include "app/loader.h"
#include "app/menu.h"
#include "app/options.h"
#include "app/pace.h"
#include "app/photo.h"
#include "app/platform.h"
#include "app/quads.h"
#include "app/record.h"
#include "app/sound.h"
#include "app/touch.h"
#include "app/trace.h"
#include "audio/audio.h"
#include "audio/capture.h"
#include "base/arena.h"
#include "breath/state.h"
#include "control/control.h"
#include "mirror/mirror.h"
#include "panel/panel.h"
#include "sensor/sensor.h"
#include "session/session.h"
#include "stage/stage.h"
#include "world/world.h"

struct app {
    const struct app_options *options; // borrowed
    struct arena arena;                // what is kept until the end
    struct app_load load;              // plan, scene, texts
    struct app_guard guard;            // whether the place is safe to look at

    struct app_devices devices;    // headset, GPU, renderer: rebuilt after a loss
    struct app_sound sound;        // being started
    struct audio *audio;           // owned
    struct audio_capture *capture; // owned; NULL where no microphone is asked for
    struct mirror *mirror;         // owned; NULL without a window
    uint8_t *mirror_rgba;          // in the arena
    struct app_record record;

    struct sensor sensor;
    struct breath_state breath;
    struct session session;
    bool has_begun; // the session's clock runs: somebody has seen a frame
    struct app_touch touch;
    struct panel panel;
    struct world world;
    struct app_loader loader; // of the world's finer meshes
    struct stage stage;

    struct vr_input input;
    struct fov fov; // of both eyes, as last located; wide before that
    struct breath breath_now;
    enum session_staff staff; // asked for since the last step
    struct mirror_input mirror_input;
    enum vr_activity activity;
    int64_t last_display_ns;
    int64_t last_status_ns;
    int64_t next_picture_ns, next_mirror_ns;
    int64_t audio_owed_ns;     // virtual clock: sound not pulled yet
    long napped;               // deliberate sleeps of this frame, 0 or 1
    int64_t nap_ns;            // when it began; 0: none
    int64_t last_locate_ns;    // of the frame before; 0: nothing was drawn
    int64_t exec_ns;           // when the process was started
    struct app_menu menu;      // what came before the first frame
    int64_t first_frame_ns;    // the first frame with layers was ended; 0: not yet
    char script[PATH_BYTES];   // of the simulated body, unless one was named; "": none
    bool is_patient_simulated; // nobody moves it: somebody simulated plays along
    char status[160];          // the live line

    struct app_quads quads;
    bool is_photo_drawn; // and no layer; of a scene that is a photo
    struct app_pace pace;
    struct app_governor governor;
    struct app_burden burden;
    struct app_platform platform;
    struct app_figures figures;
    struct app_trace *trace; // borrowed; NULL: nobody wants one
    int losses;              // of devices, without having been well in between
    int64_t lost_at_ns;      // session.elapsed_ns of the last
};

enum {
    APP_MIRROR_SIDE = 512,      // pixels of the mirror's picture
    APP_ARENA_BYTES = 96 << 20, // most that plan, scene and figures may take
};

// Plays one session from start to summary. Returns the process's exit code.
int app_play(const struct app_options *options);

// src/app/start.c. A zeroed app is prepared first; app_start_release is owed in every case.
void app_start_prepare(struct app *app, const struct app_options *options);
// Devices, place, window, sound and sensors for the plan that is loaded.
MUST_USE enum err app_start(struct app *app);
// Headset, GPU and renderer alone: also after a loss.
MUST_USE enum err app_start_devices(struct app *app);
// The first frame that somebody sees: the session's clock starts.
MUST_USE enum err app_start_session(struct app *app, int64_t now_ns);
void app_start_release(struct app *app);

// One display refresh: src/app/frame.c. Read this first.
MUST_USE enum err app_frame(struct app *app);

// Nobody can see anything, and no frame is wanted: headset off, or being started again. The
// session's clock stands; how long is told to the record, and in the end it is too long.
void app_frame_absent(struct app *app);

#endif
