#include "session/site.h"

#include "session/name.h"

#define FLOAT(member, lo, hi, start) \
    JSON_FIELD_NUMBER(JSON_FIELD_FLOAT, #member, struct session_site, member, lo, hi, start)

// There is no row that turns off the patient's way out, on purpose.
const struct json_field session_site_fields[] = {
    FLOAT(max_minutes, 1.0, 25.0, 25.0),
    FLOAT(max_volume, 0.0, 1.0, 1.0),
    JSON_FIELD_WORDS("language", struct session_site, language, "en", false),
    JSON_FIELD_LAST,
};

void session_site_defaults(struct session_site *site)
{
    *site = (struct session_site){0};
    json_field_defaults(session_site_fields, site);
}

enum err session_site_read(struct session_site *site, struct json_at *root)
{
    session_site_defaults(site);
    json_field_read(session_site_fields, root, site, true);
    if (!session_name_is_language(site->language)) {
        json_error(root, "language", "expected a language tag such as \"en\" or \"pt-BR\"");
    }
    json_object_end(root);
    return json_failed(root->doc) ? ERR_BAD_DATA : ERR_OK;
}
