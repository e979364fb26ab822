// What this place allows: limits no session and no command line gets past.
#ifndef SESSION_SITE_H
#define SESSION_SITE_H

#include "json/field.h"

#define SESSION_SITE_FILE "site.json"

struct session_site {
    float max_minutes; // of wearing, at most 25 (clinical facts 30)
    float max_volume;  // 0..1
    char language[16]; // of sessions that name none
};

extern const struct json_field session_site_fields[];

void session_site_defaults(struct session_site *site);

// The document's root is a site. `site` is filled with defaults first.
MUST_USE enum err session_site_read(struct session_site *site, struct json_at *root);

#endif
