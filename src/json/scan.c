#include "json/scan.h"

#include "base/mem.h"
#include "json/place.h"
#include "json/utf8.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Where the scan is inside objects and arrays, for the pointer of a message.
struct level {
    size_t key_at, key_size; // raw, between the quotes
    int index;               // in an array, else -1
};

struct scan {
    struct json_doc *doc;
    const char *text;
    size_t size;
    size_t at;
    size_t node_room;
    int depth;
    struct level levels[JSON_MAX_DEPTH];
    enum err err;
};

static void write_pointer(const struct scan *s, char pointer[DIAG_POINTER_BYTES])
{
    size_t used = 0;
    pointer[0] = '\0';
    for (int i = 0; i < s->depth; i++) {
        const struct level *level = &s->levels[i];
        char index[16];
        const int n = snprintf(index, sizeof index, "%d", level->index);
        if (level->index >= 0) {
            used = json_place_append(pointer, DIAG_POINTER_BYTES, used, index, (size_t)n);
        } else if (level->key_size > 0) {
            used = json_place_append(pointer, DIAG_POINTER_BYTES, used, s->text + level->key_at,
                                     level->key_size);
        }
    }
}

// Every false below comes from here: the first fault ends the scan.
__attribute__((format(printf, 3, 4))) static bool fail(struct scan *s, size_t at,
                                                       const char *format, ...)
{
    int line = 0;
    int column = 0;
    char pointer[DIAG_POINTER_BYTES];
    json_place_of(s->text, at, &line, &column);
    write_pointer(s, pointer);
    va_list args;
    va_start(args, format);
    json_diag_add_v(s->doc->diag, false, line, column, pointer, format, args);
    va_end(args);
    s->doc->error_count++;
    s->err = ERR_BAD_DATA;
    return false;
}

static char peek(const struct scan *s)
{
    return s->at < s->size ? s->text[s->at] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// What stands at the scan's place, for "found ...".
static const char *found(const struct scan *s, char out[40])
{
    if (s->at >= s->size) {
        return "the end of the text";
    }
    const unsigned char byte = (unsigned char)s->text[s->at];
    const size_t length = json_utf8_length(s->text + s->at, s->size - s->at);
    if (length == 0) {
        snprintf(out, 40, "a byte that is not UTF-8 (0x%02X)", byte);
    } else if (byte < 0x20 || byte == 0x7F) {
        snprintf(out, 40, "a control character (U+%04X)", byte);
    } else if (is_letter((char)byte)) {
        size_t n = 0;
        while (n < 20 && s->at + n < s->size && is_letter(s->text[s->at + n])) {
            n++;
        }
        snprintf(out, 40, "%.*s", (int)n, s->text + s->at);
    } else {
        snprintf(out, 40, "%.*s", (int)length, s->text + s->at);
    }
    return out;
}

static void skip_space(struct scan *s)
{
    while (s->at < s->size && strchr(" \t\n\r", s->text[s->at]) && s->text[s->at] != '\0') {
        s->at++;
    }
}

static bool add_node(struct scan *s, size_t key_at)
{
    struct json_doc *doc = s->doc;
    if (doc->node_count >= JSON_MAX_NODES) {
        return fail(s, s->at, "more than %d values in one document", JSON_MAX_NODES);
    }
    if (doc->node_count == s->node_room) {
        const size_t room = s->node_room ? s->node_room * 2 : 64;
        struct json_node *nodes = mem_resize(doc->nodes, room, sizeof *nodes);
        if (!nodes) {
            s->err = ERR_NO_MEMORY;
            return false;
        }
        doc->nodes = nodes;
        s->node_room = room;
    }
    doc->nodes[doc->node_count++] =
        (struct json_node){.key_at = (uint32_t)key_at, .value_at = (uint32_t)s->at};
    return true;
}

// Four hexadecimal digits at `at`, or -1.
static int hex4(const struct scan *s, size_t at)
{
    int value = 0;
    for (size_t i = 0; i < 4; i++) {
        const char c = at + i < s->size ? s->text[at + i] : '\0';
        int digit = 0;
        if (is_digit(c)) {
            digit = c - '0';
        } else if (c >= 'a' && c <= 'f') {
            digit = c - 'a' + 10;
        } else if (c >= 'A' && c <= 'F') {
            digit = c - 'A' + 10;
        } else {
            return -1;
        }
        value = value * 16 + digit;
    }
    return value;
}

// At the backslash of \uXXXX. RFC 8259, 7: characters beyond U+FFFF are two of them, a pair of
// surrogates; one alone stands for no character.
static bool scan_unicode_escape(struct scan *s)
{
    const int unit = hex4(s, s->at + 2);
    if (unit < 0) {
        return fail(s, s->at, "\\u is followed by four hexadecimal digits, as in \\u00e9");
    }
    if (unit == 0) {
        return fail(s, s->at, "\\u0000 is not allowed in a text");
    }
    if (unit >= 0xDC00 && unit <= 0xDFFF) {
        return fail(s, s->at, "\\u%04x is the second half of a pair and stands alone", unit);
    }
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        const bool is_pair =
            s->at + 7 < s->size && s->text[s->at + 6] == '\\' && s->text[s->at + 7] == 'u';
        const int low = is_pair ? hex4(s, s->at + 8) : -1;
        if (low < 0xDC00 || low > 0xDFFF) {
            return fail(s, s->at, "\\u%04x is the first half of a pair and stands alone", unit);
        }
        s->at += 6;
    }
    s->at += 6;
    return true;
}

static bool scan_escape(struct scan *s)
{
    const char c = s->at + 1 < s->size ? s->text[s->at + 1] : '\0';
    if (c == 'u') {
        return scan_unicode_escape(s);
    }
    if (c == '\0' || !strchr("\"\\/bfnrt", c)) {
        return fail(s, s->at,
                    "after \\ only one of \" \\ / b f n r t u is allowed; write \\\\ for a "
                    "backslash");
    }
    s->at += 2;
    return true;
}

static bool fail_in_string(struct scan *s, size_t start)
{
    const char c = peek(s);
    if (s->at >= s->size) {
        return fail(s, start, "this text has no closing double quote");
    }
    if (c == '\n' || c == '\r') {
        return fail(s, s->at,
                    "a text ends on its own line; write \\n for a new line, or add the closing "
                    "double quote");
    }
    if (c == '\t') {
        return fail(s, s->at, "a tab inside a text is written \\t");
    }
    char buf[40];
    return fail(s, s->at, "a text may not hold %s", found(s, buf));
}

static bool scan_string(struct scan *s)
{
    const size_t start = s->at++;
    while (peek(s) != '"' || s->at >= s->size) {
        const size_t length = json_utf8_length(s->text + s->at, s->size - s->at);
        if (s->at >= s->size || length == 0 || (unsigned char)s->text[s->at] < 0x20) {
            return fail_in_string(s, start);
        }
        if (s->text[s->at] != '\\') {
            s->at += length;
        } else if (!scan_escape(s)) {
            return false;
        }
    }
    s->at++;
    return true;
}

static void skip_digits(struct scan *s)
{
    while (is_digit(peek(s))) {
        s->at++;
    }
}

static bool check_number(struct scan *s, size_t start)
{
    // cJSON copies a number into 64 bytes before it reads it.
    if (s->at - start > JSON_MAX_NUMBER_BYTES) {
        return fail(s, start, "a number with more than %d characters", JSON_MAX_NUMBER_BYTES);
    }
    char copy[JSON_MAX_NUMBER_BYTES + 1];
    snprintf(copy, sizeof copy, "%.*s", (int)(s->at - start), s->text + start);
    if (!isfinite(strtod(copy, NULL))) {
        return fail(s, start, "the number %s is too large", copy);
    }
    return true;
}

static bool scan_number(struct scan *s)
{
    const size_t start = s->at;
    char buf[40];
    if (peek(s) == '-') {
        s->at++;
    }
    if (!is_digit(peek(s))) {
        return fail(s, s->at, "expected a digit after -, found %s", found(s, buf));
    }
    if (peek(s) == '0') {
        s->at++;
        if (is_digit(peek(s))) {
            return fail(s, start, "a number has no zeros in front");
        }
        if (peek(s) == 'x' || peek(s) == 'X') {
            return fail(s, start, "hexadecimal numbers are not allowed");
        }
    }
    skip_digits(s);
    if (peek(s) == '.') {
        s->at++;
        if (!is_digit(peek(s))) {
            return fail(s, s->at, "expected a digit after the decimal point, found %s",
                        found(s, buf));
        }
        skip_digits(s);
    }
    if (peek(s) == 'e' || peek(s) == 'E') {
        s->at++;
        if (peek(s) == '+' || peek(s) == '-') {
            s->at++;
        }
        if (!is_digit(peek(s))) {
            return fail(s, s->at, "expected a digit in the exponent, found %s", found(s, buf));
        }
        skip_digits(s);
    }
    return check_number(s, start);
}

static bool scan_word(struct scan *s)
{
    static const char *const words[] = {"true", "false", "null"};
    size_t n = 0;
    while (s->at + n < s->size && (is_letter(s->text[s->at + n]) || s->text[s->at + n] == '_')) {
        n++;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (n == strlen(words[i]) && memcmp(s->text + s->at, words[i], n) == 0) {
            s->at += n;
            return true;
        }
    }
    char buf[40];
    return fail(s, s->at, "found %s: only true, false and null stand without double quotes",
                found(s, buf));
}

// What people write who know another notation.
static bool fail_at_value(struct scan *s)
{
    char buf[40];
    const char c = peek(s);
    if (c == '\'') {
        return fail(s, s->at, "a text stands between double quotes, not single ones");
    }
    if (c == '+') {
        return fail(s, s->at, "a number does not begin with +");
    }
    if (c == '.') {
        return fail(s, s->at, "a number begins with a digit: 0.5, not .5");
    }
    if (c == '/' || c == '#') {
        return fail(s, s->at,
                    "comments are not allowed; write a key that begins with // instead: "
                    "\"// why\": \"...\"");
    }
    return fail(s, s->at, "expected a value, found %s", found(s, buf));
}

static bool scan_value(struct scan *s, size_t key_at);

static bool enter(struct scan *s, int index)
{
    if (s->depth >= JSON_MAX_DEPTH) {
        return fail(s, s->at, "more than %d objects and arrays inside each other", JSON_MAX_DEPTH);
    }
    s->levels[s->depth++] = (struct level){.index = index};
    s->at++;
    skip_space(s);
    return true;
}

static bool leave(struct scan *s)
{
    s->depth--;
    s->at++;
    return true;
}

static bool scan_key(struct scan *s)
{
    char buf[40];
    if (peek(s) != '"') {
        if (peek(s) == '/' || peek(s) == '#' || peek(s) == '\'') {
            return fail_at_value(s);
        }
        return fail(s, s->at, "expected a key in double quotes, found %s", found(s, buf));
    }
    const size_t start = s->at;
    s->levels[s->depth - 1].key_size = 0;
    if (!scan_string(s)) {
        return false;
    }
    s->levels[s->depth - 1].key_at = start + 1;
    s->levels[s->depth - 1].key_size = s->at - start - 2;
    skip_space(s);
    if (peek(s) != ':') {
        return fail(s, s->at, "expected : after the key, found %s", found(s, buf));
    }
    s->at++;
    skip_space(s);
    return true;
}

// After a member or element: true when another follows. *is_over at the closing bracket.
static bool scan_comma(struct scan *s, char close, bool *is_over)
{
    char buf[40];
    skip_space(s);
    *is_over = peek(s) == close;
    if (*is_over) {
        return true;
    }
    if (peek(s) == '/' || peek(s) == '#') {
        return fail_at_value(s);
    }
    if (peek(s) != ',') {
        return fail(s, s->at, "expected , or %c, found %s", close, found(s, buf));
    }
    const size_t comma_at = s->at++;
    skip_space(s);
    if (peek(s) == close) {
        return fail(s, comma_at, "no comma before the closing %c", close);
    }
    return true;
}

static bool scan_object(struct scan *s)
{
    if (!enter(s, -1)) {
        return false;
    }
    bool is_over = peek(s) == '}';
    while (!is_over) {
        const size_t key_at = s->at;
        if (!scan_key(s) || !scan_value(s, key_at) || !scan_comma(s, '}', &is_over)) {
            return false;
        }
    }
    return leave(s);
}

static bool scan_array(struct scan *s)
{
    if (!enter(s, 0)) {
        return false;
    }
    bool is_over = peek(s) == ']';
    while (!is_over) {
        if (!scan_value(s, s->at) || !scan_comma(s, ']', &is_over)) {
            return false;
        }
        s->levels[s->depth - 1].index++;
    }
    return leave(s);
}

// As deep as the document, which JSON_MAX_DEPTH bounds.
static bool scan_value(struct scan *s, size_t key_at)
{
    const char c = peek(s);
    if (s->at >= s->size || !(is_letter(c) || is_digit(c) || strchr("\"-{[", c)) || c == '\0') {
        return fail_at_value(s);
    }
    if (!add_node(s, key_at)) {
        return false;
    }
    switch (c) {
    case '{': return scan_object(s);
    case '[': return scan_array(s);
    case '"': return scan_string(s);
    default: return is_letter(c) ? scan_word(s) : scan_number(s);
    }
}

static bool scan_document(struct scan *s)
{
    static const char bom[] = "\xEF\xBB\xBF";
    char buf[40];
    if (s->size > JSON_MAX_BYTES) {
        return fail(s, 0, "the file is longer than %d KiB", JSON_MAX_BYTES / 1024);
    }
    if (s->size >= 3 && memcmp(s->text, bom, 3) == 0) {
        return fail(s, 0, "the file begins with a byte order mark; save it as UTF-8 without BOM");
    }
    skip_space(s);
    if (s->at >= s->size) {
        return fail(s, 0, "the file is empty");
    }
    if (!scan_value(s, s->at)) {
        return false;
    }
    skip_space(s);
    if (s->at < s->size) {
        return fail(s, s->at, "expected nothing after the document's end, found %s", found(s, buf));
    }
    return true;
}

enum err json_scan(struct json_doc *doc)
{
    struct scan s = {.doc = doc, .text = doc->text, .size = doc->size};
    return scan_document(&s) ? ERR_OK : s.err;
}
