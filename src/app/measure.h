// Every frame's figures, and what follows from them for the next frames.
#ifndef APP_MEASURE_H
#define APP_MEASURE_H

#include "vr/frame.h"

#include <stdbool.h>
#include <stdint.h>

struct app;

// What the frame's own thread used up, read at both ends of the frame.
struct app_spent {
    int64_t cpu_ns;
    long heap_allocations, waits, pipelines, memory_allocations;
};

struct app_spent app_measure_read(const struct app *app);

// After the frame's end: into app->figures.
void app_measure_frame(struct app *app, const struct vr_frame *frame, bool was_drawn,
                       const struct app_spent *before);

// Feeds pace and governor: when the next frames may start and how much they may draw.
void app_measure_steer(struct app *app, const struct vr_frame *frame, bool was_drawn);

#endif
