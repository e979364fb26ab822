// Everything that comes with the program, checked: each scene at every task level, each session
// as it is played. The list of passes is then written anew, and shipped (assets/passes.txt).
#ifndef APP_SHIPPED_H
#define APP_SHIPPED_H

#include "app/check.h"

#include <stdbool.h>

struct app_shipped {
    const struct app_check *check; // display and minutes; the rest is set for each
    bool is_again;                 // also what has a pass
    const char *passes;            // file to write; NULL: none
};

// One line for each on stdout, what fails on stderr. Returns the exit code.
int app_shipped_check(const struct app_shipped *shipped);

#endif
