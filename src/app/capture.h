// Pictures of what is seen, from the renderer: for the mirror's window, and for --out on a runtime
// that is not the simulated one (that one writes its own, composed).
#ifndef APP_CAPTURE_H
#define APP_CAPTURE_H

#include "base/err.h"

#include <stdbool.h>

struct app;

// After the devices stand, also after a rebuild.
MUST_USE enum err app_capture_start(struct app *app);
// Whether the frame that is drawn now should be copied: thirty a second are enough for a window.
bool app_capture_wants(struct app *app);
// Once per frame; takes the newest finished picture, never waits.
void app_capture_frame(struct app *app);

#endif
