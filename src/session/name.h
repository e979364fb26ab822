// Names people give: of files, of languages, of steps. What they must look like so that they can
// stand in a path, in the record and in an export.
#ifndef SESSION_NAME_H
#define SESSION_NAME_H

#include <stdbool.h>

enum { SESSION_NAME_PATH_BYTES = 1024 }; // room for a file's path in messages

// "scenes/shore.json": relative, and never above its folder.
bool session_name_is_file(const char *name);

// "en", "pt-BR": letters, digits and hyphens, so that it can name a file.
bool session_name_is_language(const char *name);

// "pain_before": lower-case letters, digits and underscores.
bool session_name_is_word(const char *name);

#endif
