// The texts of one language, by key.
#ifndef SESSION_LOCALE_H
#define SESSION_LOCALE_H

#include "base/arena.h"
#include "json/field.h"

enum {
    SESSION_LOCALE_MAX = 512,       // texts in one language
    SESSION_LOCALE_TEXT_BYTES = 256 // of one text, with its closing zero
};

struct session_locale {
    char language[16];
    char name[64]; // of the language, in itself
    int count;
    struct session_locale_text {
        const char *key;
        const char *text;
    } * texts; // in the arena, by key
};

extern const struct json_field session_locale_fields[];

// The document's root is a locale; texts are copied into the arena, which outlives the locale.
MUST_USE enum err session_locale_read(struct session_locale *locale, struct json_at *root,
                                      struct arena *arena);

// The key itself when there is no such text: something is shown, and the fault can be seen.
const char *session_locale_text(const struct session_locale *locale, const char *key);
bool session_locale_has(const struct session_locale *locale, const char *key);

// "locales/en.json", or false when the tag cannot name a file.
bool session_locale_file(const char *language, char *out, size_t size);

// Keys the program itself shows, whatever the session: every locale has them. Closed by NULL.
extern const char *const session_locale_own_keys[];

#endif
