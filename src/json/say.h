// What readers say about a value, with its place.
#ifndef JSON_SAY_H
#define JSON_SAY_H

#include "json/json.h"

#include <stdarg.h>

enum json_say_part { JSON_SAY_VALUE, JSON_SAY_KEY }; // which of the two the line and column are of

// About the value at `key` of `at`, or about `at` itself when `key` is NULL. What is absent is
// placed at its nearest parent that is there.
__attribute__((format(printf, 5, 0))) void json_say(const struct json_at *at, const char *key,
                                                    enum json_say_part part, bool is_warning,
                                                    const char *format, va_list args);

enum { JSON_SAY_FOUND_BYTES = 80 };

// "found 3", "found the text \"shoar\"", "found an object".
const char *json_say_found(const struct cJSON *item, char out[JSON_SAY_FOUND_BYTES]);

#endif
