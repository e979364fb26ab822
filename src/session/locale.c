#include "session/locale.h"

#include "session/name.h"

#include <stdio.h>
#include <string.h>

const struct json_field session_locale_fields[] = {
    JSON_FIELD_WORDS("language", struct session_locale, language, "", true),
    JSON_FIELD_WORDS("name", struct session_locale, name, "", true),
    JSON_FIELD_LAST,
};

const char *const session_locale_own_keys[] = {
    "rate.hint", "rate.chosen", "breathe.in", "breathe.out", "exit.mark",  "exit.question",
    "exit.yes",  "exit.no",     "exit.hint",  "mic.mark",    "pause.text", NULL,
};

// Where `key` stands among the texts, or where it would be put.
static int position(const struct session_locale *locale, const char *key)
{
    int lo = 0;
    int hi = locale->count;
    while (lo < hi) {
        const int middle = (lo + hi) / 2;
        if (strcmp(locale->texts[middle].key, key) < 0) {
            lo = middle + 1;
        } else {
            hi = middle;
        }
    }
    return lo;
}

static enum err add_text(struct session_locale *locale, const char *key, const char *text,
                         struct arena *arena)
{
    const struct session_locale_text entry = {
        .key = arena_text(arena, key, strlen(key)),
        .text = arena_text(arena, text, strlen(text)),
    };
    if (!entry.key || !entry.text) {
        return ERR_NO_MEMORY;
    }
    struct session_locale_text *place = &locale->texts[position(locale, key)];
    const size_t behind = (size_t)(&locale->texts[locale->count] - place);
    memmove(place + 1, place, behind * sizeof *place);
    *place = entry;
    locale->count++;
    return ERR_OK;
}

static int count_texts(const struct json_at *texts)
{
    struct json_at member = {0};
    int count = 0;
    while (json_next(texts, &member)) {
        count++;
    }
    return count;
}

static enum err read_texts(struct session_locale *locale, struct json_at *texts,
                           struct arena *arena)
{
    const int count = count_texts(texts);
    if (count > SESSION_LOCALE_MAX) {
        json_error(texts, NULL, "expected at most %d texts, found %d", SESSION_LOCALE_MAX, count);
        return ERR_OK;
    }
    locale->texts = arena_alloc(arena, (size_t)count + 1, sizeof *locale->texts);
    if (!locale->texts) {
        return ERR_NO_MEMORY;
    }
    struct json_at member = {0};
    while (json_next(texts, &member)) {
        char text[SESSION_LOCALE_TEXT_BYTES];
        if (json_own_text(&member, text, sizeof text)) {
            TRY(add_text(locale, member.key, text, arena));
        }
    }
    return ERR_OK;
}

enum err session_locale_read(struct session_locale *locale, struct json_at *root,
                             struct arena *arena)
{
    *locale = (struct session_locale){0};
    json_field_read(session_locale_fields, root, locale, true);
    if (locale->language[0] && !session_name_is_language(locale->language)) {
        json_error(root, "language", "expected a language tag such as \"en\" or \"pt-BR\"");
    }
    json_require(root, "texts");
    struct json_at texts = json_object(root, "texts");
    TRY(read_texts(locale, &texts, arena));
    for (int i = 0; texts.item && session_locale_own_keys[i]; i++) {
        if (!session_locale_has(locale, session_locale_own_keys[i])) {
            json_error(&texts, session_locale_own_keys[i], "is missing; the program shows it");
        }
    }
    json_object_end(root);
    return json_failed(root->doc) ? ERR_BAD_DATA : ERR_OK;
}

static const struct session_locale_text *find(const struct session_locale *locale, const char *key)
{
    const int at = position(locale, key);
    const bool is_there = at < locale->count && strcmp(locale->texts[at].key, key) == 0;
    return is_there ? &locale->texts[at] : NULL;
}

const char *session_locale_text(const struct session_locale *locale, const char *key)
{
    const struct session_locale_text *found = find(locale, key);
    return found ? found->text : key;
}

bool session_locale_has(const struct session_locale *locale, const char *key)
{
    return find(locale, key) != NULL;
}

bool session_locale_file(const char *language, char *out, size_t size)
{
    const int n = snprintf(out, size, "locales/%s.json", language);
    return session_name_is_language(language) && n > 0 && (size_t)n < size;
}
