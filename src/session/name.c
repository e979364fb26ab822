#include "session/name.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

bool session_name_is_file(const char *name)
{
    if (strchr(name, '\\')) {
        return false;
    }
    for (const char *part = name;; part++) {
        const size_t length = strcspn(part, "/");
        if (length == 0 || (length == 2 && part[0] == '.' && part[1] == '.')) {
            return false; // empty (also before a leading '/'), or a climb
        }
        part += length;
        if (*part == '\0') {
            return true;
        }
    }
}

bool session_name_is_language(const char *name)
{
    const size_t length = strlen(name);
    for (size_t i = 0; i < length; i++) {
        const bool is_inner_hyphen = name[i] == '-' && i > 1 && i + 1 < length;
        if (!isalnum((unsigned char)name[i]) && !is_inner_hyphen) {
            return false;
        }
    }
    return length >= 2;
}

bool session_name_is_word(const char *name)
{
    return name[0] != '\0' && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}
