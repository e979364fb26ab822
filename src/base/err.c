#include "base/err.h"

#include <stddef.h>

const char *err_text(enum err err)
{
    static const char *const texts[] = {
#define ERR_TEXT(name, text) text,
        ERR_LIST(ERR_TEXT)
#undef ERR_TEXT
    };
    const size_t i = (size_t)err;
    return i < sizeof texts / sizeof texts[0] ? texts[i] : "unknown error";
}
