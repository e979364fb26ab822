#include "report/text.h"

#include "base/log.h"
#include "base/mem.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static void add_bytes(struct report_text *text, const char *bytes, size_t count)
{
    if (text->is_short) {
        return;
    }
    if (text->room - text->used <= count) {
        const size_t room = 2 * text->room + count + 4096;
        char *bigger = mem_resize(text->bytes, room, 1);
        if (!bigger) {
            text->is_short = true;
            return;
        }
        text->bytes = bigger;
        text->room = room;
    }
    memcpy(text->bytes + text->used, bytes, count);
    text->used += count;
    text->bytes[text->used] = '\0';
}

// Bytes of the UTF-8 character that begins with `first`, 0 when none does (RFC 3629).
static size_t sequence_length(unsigned char first)
{
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xc2 && first <= 0xdf) {
        return 2;
    }
    if (first >= 0xe0 && first <= 0xef) {
        return 3;
    }
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

static bool is_sequence(const unsigned char *at, size_t length)
{
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80) {
            return false; // also the closing zero
        }
    }
    // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
    return !(at[0] == 0xe0 && at[1] < 0xa0) && !(at[0] == 0xed && at[1] > 0x9f) &&
           !(at[0] == 0xf0 && at[1] < 0x90) && !(at[0] == 0xf4 && at[1] > 0x8f);
}

void report_text_fini(struct report_text *text)
{
    mem_free(text->bytes);
    *text = (struct report_text){0};
}

enum err report_text_end(const struct report_text *text)
{
    if (text->is_short) {
        LOG_ERROR("no memory for the report after %zu bytes", text->used);
        return ERR_NO_MEMORY;
    }
    return ERR_OK;
}

void report_text_add(struct report_text *text, const char *bytes)
{
    add_bytes(text, bytes, strlen(bytes));
}

void report_text_format(struct report_text *text, const char *format, ...)
{
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    const int n = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (n > 0) {
        add_bytes(text, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
    }
}

void report_text_number(struct report_text *text, double value)
{
    // printf would write the decimal sign of the locale; whole numbers have none.
    if (!isfinite(value) || fabs(value) > 9e15) {
        return;
    }
    const int64_t thousandths = llround(value * 1000.0);
    const int64_t size = thousandths < 0 ? -thousandths : thousandths;
    report_text_format(text, "%s%" PRId64, thousandths < 0 ? "-" : "", size / 1000);
    char decimals[8];
    snprintf(decimals, sizeof decimals, ".%03d", (int)(size % 1000));
    size_t length = 4;
    while (length > 1 && decimals[length - 1] == '0') {
        length--;
    }
    add_bytes(text, decimals, length > 1 ? length : 0);
}

size_t report_text_next(const char **at, char out[4])
{
    const unsigned char *bytes = (const unsigned char *)*at;
    if (bytes[0] == '\0') {
        return 0;
    }
    const size_t length = sequence_length(bytes[0]);
    if (length > 0 && is_sequence(bytes, length)) {
        memcpy(out, bytes, length);
        *at += length;
        return length;
    }
    memcpy(out, "\xef\xbf\xbd", 3);
    *at += 1;
    return 3;
}

void report_text_utc(char out[REPORT_TEXT_TIME_BYTES], int64_t wall_ms)
{
    // Floor, so that times before 1970 keep their milliseconds positive.
    const int64_t ms = ((wall_ms % 1000) + 1000) % 1000;
    const time_t seconds = (time_t)((wall_ms - ms) / 1000);
    struct tm utc = {0};
    out[0] = '\0';
    char day[24];
    if (gmtime_r(&seconds, &utc) && strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &utc) > 0) {
        snprintf(out, REPORT_TEXT_TIME_BYTES, "%s.%03dZ", day, (int)ms);
    }
}

bool report_text_date(const char *date, int64_t *out_ms)
{
    int part[3] = {0};
    static const char shape[] = "dddd-dd-dd";
    int which = 0;
    for (size_t i = 0; i < sizeof shape; i++) { // the closing zero too
        const bool is_digit = date[i] >= '0' && date[i] <= '9';
        if (shape[i] == 'd' ? !is_digit : date[i] != shape[i]) {
            return false;
        }
        if (is_digit) {
            part[which] = 10 * part[which] + (date[i] - '0');
        } else {
            which++;
        }
    }
    struct tm day = {.tm_year = part[0] - 1900, .tm_mon = part[1] - 1, .tm_mday = part[2]};
    const time_t seconds = timegm(&day); // carries 31 April over into May: then it was no date
    if (day.tm_mon != part[1] - 1 || day.tm_mday != part[2] || part[0] < 1970) {
        return false;
    }
    *out_ms = (int64_t)seconds * 1000;
    return true;
}
