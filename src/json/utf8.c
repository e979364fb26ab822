#include "json/utf8.h"

#include <stdint.h>

// What may follow each first byte: Unicode 15.0, table 3-7.
static const struct {
    uint8_t first_lo, first_hi;
    uint8_t second_lo, second_hi;
    uint8_t length;
} forms[] = {
    {0x00, 0x7F, 0x00, 0x00, 1}, {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
    {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
};

size_t json_utf8_length(const char *text, size_t size)
{
    const uint8_t first = size > 0 ? (uint8_t)text[0] : 0xFF;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (first < forms[i].first_lo || first > forms[i].first_hi) {
            continue;
        }
        const size_t length = forms[i].length;
        if (length > size) {
            return 0;
        }
        for (size_t j = 1; j < length; j++) {
            const uint8_t byte = (uint8_t)text[j];
            const uint8_t lo = j == 1 ? forms[i].second_lo : 0x80;
            const uint8_t hi = j == 1 ? forms[i].second_hi : 0xBF;
            if (byte < lo || byte > hi) {
                return 0;
            }
        }
        return length;
    }
    return 0;
}
