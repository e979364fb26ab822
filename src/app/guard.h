// Before a session: is its place known to be safe to look at? One that is not known is looked at
// for a few seconds first; what fails is not played, unless staff have said so beforehand, and the
// record tells.
#ifndef APP_GUARD_H
#define APP_GUARD_H

#include "app/load.h"
#include "app/options.h"
#include "base/err.h"

struct app_guard {
    const char *note; // for the record: "passed", "failed", "not checked"; NULL: a stored pass
    int broken;       // limits that did not hold
};

// ERR_BAD_DATA, having said why, when the place fails and staff did not say that it may.
MUST_USE enum err app_guard_check(const struct app_options *options, const struct app_load *load,
                                  struct app_guard *guard);

#endif
