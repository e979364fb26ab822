#include "session/headset.h"

#include <ctype.h>
#include <string.h>

#define INTEGER(member, lo, hi, start) \
    JSON_FIELD_NUMBER(JSON_FIELD_INT, #member, struct session_headset, member, lo, hi, start)
#define FLOAT(member, lo, hi, start) \
    JSON_FIELD_NUMBER(JSON_FIELD_FLOAT, #member, struct session_headset, member, lo, hi, start)

const struct json_field session_headset_fields[] = {
    JSON_FIELD_WORDS("name", struct session_headset, name, "", true),
    JSON_FIELD_WORDS("label", struct session_headset, label, "", true),
    JSON_FIELD_WORDS("system", struct session_headset, system, "", false),
    INTEGER(width, 64.0, 8192.0, 1024.0),
    INTEGER(height, 64.0, 8192.0, 1024.0),
    FLOAT(refresh_hz, 24.0, 240.0, 90.0),
    FLOAT(fov_deg, 40.0, 140.0, 90.0),
    FLOAT(white_nits, 10.0, 2000.0, 250.0),
    JSON_FIELD_LAST,
};

// Letters and digits of `words`, small; what does not fit is left out.
static size_t squeeze(const char *words, char *out, size_t size)
{
    size_t used = 0;
    for (; *words && used + 1 < size; words++) {
        if (isalnum((unsigned char)*words)) {
            out[used++] = (char)tolower((unsigned char)*words);
        }
    }
    out[used] = '\0';
    return used;
}

const struct session_headset *session_headset_find(const struct session_headsets *headsets,
                                                   const char *name)
{
    for (int i = 0; i < headsets->count; i++) {
        if (strcmp(headsets->entries[i].name, name) == 0) {
            return &headsets->entries[i];
        }
    }
    return NULL;
}

enum err session_headset_read(struct session_headsets *headsets, struct json_at *root)
{
    *headsets = (struct session_headsets){0};
    json_require(root, "headsets");
    const struct json_at array = json_array(root, "headsets");
    const int count = json_count(&array);
    if (array.item && (count < 1 || count > SESSION_HEADSET_MAX)) {
        json_error(root, "headsets", "expected 1 to %d headsets, found %d", SESSION_HEADSET_MAX,
                   count);
    }
    for (int i = 0; i < count && i < SESSION_HEADSET_MAX; i++) {
        struct json_at at = json_element(&array, i, true);
        struct session_headset headset = {0};
        json_field_defaults(session_headset_fields, &headset);
        json_field_read(session_headset_fields, &at, &headset, true);
        if (headset.name[0] != '\0' && session_headset_find(headsets, headset.name)) {
            json_error(&at, "name", "another headset is called \"%s\" already", headset.name);
        }
        json_object_end(&at);
        headsets->entries[headsets->count++] = headset;
    }
    json_object_end(root);
    return json_failed(root->doc) ? ERR_BAD_DATA : ERR_OK;
}

const struct session_headset *session_headset_of_system(const struct session_headsets *headsets,
                                                        const char *words)
{
    char given[512];
    squeeze(words, given, sizeof given);
    const struct session_headset *found = NULL;
    size_t found_length = 0;
    for (int i = 0; i < headsets->count; i++) {
        char part[sizeof headsets->entries[i].system];
        const size_t length = squeeze(headsets->entries[i].system, part, sizeof part);
        if (length > found_length && strstr(given, part)) {
            found = &headsets->entries[i];
            found_length = length;
        }
    }
    return found;
}
