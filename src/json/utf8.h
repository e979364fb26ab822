// UTF-8 as the Unicode standard allows it (15.0, table 3-7): shortest form, no surrogates.
#ifndef JSON_UTF8_H
#define JSON_UTF8_H

#include <stddef.h>

// Bytes of the character that begins at `text`, 1..4, or 0 when it is none.
size_t json_utf8_length(const char *text, size_t size);

#endif
