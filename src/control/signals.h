// Signals that end, stop or continue the program.
#ifndef CONTROL_SIGNALS_H
#define CONTROL_SIGNALS_H

#include <stdbool.h>

void control_signals_take(void);
void control_signals_give_back(void);

bool control_signals_want_stop(void); // SIGINT, SIGTERM or SIGHUP came; true once for each
bool control_signals_continued(void); // the program was stopped and goes on; true once

#endif
