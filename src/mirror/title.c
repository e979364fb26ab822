#include "mirror/title.h"

#include <stdint.h>

// U+00C0 to U+00FF.
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

// The code point at *text, which moves behind it; malformed bytes count as one '?' each.
static uint32_t next_code(const char **text)
{
    const uint8_t first = (uint8_t) * (*text)++;
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    uint32_t code = first < 0x80 ? first : more > 0 ? first & (0x3fu >> more) : 0xfffd;
    for (; more > 0 && ((uint8_t) * *text & 0xc0) == 0x80; more--) {
        code = code << 6 | ((uint8_t) * (*text)++ & 0x3fu);
    }
    return more == 0 ? code : 0xfffd;
}

static char plain(uint32_t code)
{
    if (code >= 0x20 && code < 0x7f) {
        return (char)code;
    }
    if (code >= 0xc0 && code <= 0xff) {
        return latin[code - 0xc0];
    }
    switch (code) {
    case 0x09:
    case 0xa0: return ' '; // no-break space
    case 0xb7:             // middle dot
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014: return '-';
    case 0x2018:
    case 0x2019: return '\'';
    case 0x201c:
    case 0x201d:
    case 0x201e: return '"';
    case 0x2026: return '.';
    default: return '?';
    }
}

void mirror_title_plain(const char *utf8, char *out, size_t size)
{
    size_t used = 0;
    while (*utf8 && used + 1 < size) {
        out[used++] = plain(next_code(&utf8));
    }
    out[used] = '\0';
}
