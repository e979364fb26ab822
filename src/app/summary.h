// What a person reads of a session: one live line while it runs, a summary at the end.
#ifndef APP_SUMMARY_H
#define APP_SUMMARY_H

#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>

struct app;

// Step, time left, frame rate, breath.
void app_summary_line(const struct app *app, char *out, size_t size);
void app_summary_print(const struct app *app, const struct store_frames *frames, bool is_kept);

#endif
