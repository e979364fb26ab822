// Displays of known headsets: how bright their white is, what the simulated one shows, and how
// often they are to refresh.
#ifndef SESSION_HEADSET_H
#define SESSION_HEADSET_H

#include "json/field.h"

enum { SESSION_HEADSET_MAX = 16 };

struct session_headset {
    char name[16];     // "quest3"
    char label[64];    // for people
    char system[32];   // part of what its runtime calls it; "": never found by that
    int width, height; // pixels of one eye
    float refresh_hz;  // what is asked of it where there is a choice
    float fov_deg;     // of one eye, horizontally
    float white_nits;  // of full white at full brightness
};

struct session_headsets {
    int count;
    struct session_headset entries[SESSION_HEADSET_MAX];
};

extern const struct json_field session_headset_fields[];

// The document's root lists headsets.
MUST_USE enum err session_headset_read(struct session_headsets *headsets, struct json_at *root);

const struct session_headset *session_headset_find(const struct session_headsets *headsets,
                                                   const char *name);

// The one whose `system` is part of what a runtime calls itself or its headset: the longest, if
// more than one is; letters and digits alone count, in either case. NULL: none.
const struct session_headset *session_headset_of_system(const struct session_headsets *headsets,
                                                        const char *words);

#endif
