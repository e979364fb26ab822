// RFC 8259, and what json.h refuses beyond it, as tables.
#include "base/mem.h"
#include "json/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static enum err parse(const char *text, size_t size, struct diag *diag)
{
    struct json_doc doc = {0};
    *diag = (struct diag){0};
    const enum err err = json_parse(&doc, "a.json", text, size, diag);
    json_fini(&doc);
    return err;
}

static void what_rfc_8259_allows_is_accepted(void **state)
{
    (void)state;
    static const char *const texts[] = {"{}",
                                        "[]",
                                        "0",
                                        "-0",
                                        "1",
                                        "-1.5e-3",
                                        "1E+2",
                                        "1e10",
                                        "0.1",
                                        "\"\"",
                                        "true",
                                        "false",
                                        "null",
                                        " \t\r\n[ ]\n",
                                        "[1,2,[3,{}]]",
                                        "{\"a\":{\"a\":1},\"b\":[{\"a\":2},{\"a\":3}]}",
                                        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
                                        "\"\\ud83d\\ude00\"",
                                        "\"\\uD83D\\uDE00\"",
                                        "\"h\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"",
                                        "\"\x7F\"",
                                        "\"\xED\x9F\xBF\"",
                                        "\"\xEE\x80\x80\"",
                                        "\"\xF4\x8F\xBF\xBF\"",
                                        "1e-999",
                                        "{\"\":1}",
                                        "{\"a\":1,\"A\":2}",
                                        "\"/* no comment */ // none\"",
                                        "1.7976931348623157e308",
                                        "[\"\\u0001\"]"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct diag diag;
        const enum err err = parse(texts[i], strlen(texts[i]), &diag);
        if (err != ERR_OK) {
            fail_msg("%s: %s", texts[i], diag.entries[0].text);
        }
    }
}

static void what_is_not_strict_is_refused_with_place_and_reason(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line, column;
        const char *pointer;
        const char *says;
    } cases[] = {
        {"", 1, 1, "", "empty"},
        {" \n ", 1, 1, "", "empty"},
        {"\xEF\xBB\xBF{}", 1, 1, "", "byte order mark"},
        {"{", 1, 2, "", "the end of the text"},
        {"[", 1, 2, "/0", "the end of the text"},
        {"[1", 1, 3, "/0", "expected , or ]"},
        {"[1,]", 1, 3, "/0", "no comma before the closing ]"},
        {"{\"a\":1,}", 1, 7, "/a", "no comma before the closing }"},
        {"[1 2]", 1, 4, "/0", "expected , or ], found 2"},
        {"[,1]", 1, 2, "/0", "expected a value, found ,"},
        {"{\"a\" 1}", 1, 6, "/a", "expected : after the key"},
        {"{a:1}", 1, 2, "", "expected a key in double quotes, found a"},
        {"{'a':1}", 1, 2, "", "double quotes"},
        {"{1:1}", 1, 2, "", "expected a key"},
        {"[1] x", 1, 5, "", "expected nothing after the document's end, found x"},
        {"{}{}", 1, 3, "", "expected nothing"},
        {"01", 1, 1, "", "no zeros in front"},
        {"-01", 1, 1, "", "no zeros in front"},
        {"+1", 1, 1, "", "does not begin with +"},
        {".5", 1, 1, "", "0.5, not .5"},
        {"5.", 1, 3, "", "after the decimal point"},
        {"-", 1, 2, "", "digit after -"},
        {"-x", 1, 2, "", "digit after -, found x"},
        {"1e", 1, 3, "", "exponent"},
        {"1e+", 1, 4, "", "exponent"},
        {"0x10", 1, 1, "", "hexadecimal"},
        {"1e999", 1, 1, "", "too large"},
        {"-1e999", 1, 1, "", "too large"},
        {"NaN", 1, 1, "", "only true, false and null"},
        {"-Infinity", 1, 2, "", "digit after -"},
        {"True", 1, 1, "", "only true, false and null"},
        {"nul", 1, 1, "", "only true, false and null"},
        {"truest", 1, 1, "", "only true, false and null"},
        {"[1, // why\n2]", 1, 5, "/1", "comments are not allowed"},
        {"[1 /* why */]", 1, 4, "/0", "comments are not allowed"},
        {"{# why\n}", 1, 2, "", "comments are not allowed"},
        {"\"a", 1, 1, "", "no closing double quote"},
        {"\"a\tb\"", 1, 3, "", "tab"},
        {"\"a\nb\"", 1, 3, "", "ends on its own line"},
        {"\"\x01\"", 1, 2, "", "U+0001"},
        {"\"\\x\"", 1, 2, "", "after \\"},
        {"\"\\u12g4\"", 1, 2, "", "four hexadecimal digits"},
        {"\"\\u0000\"", 1, 2, "", "\\u0000"},
        {"\"\\ud83d\"", 1, 2, "", "first half"},
        {"\"\\ud83dx\"", 1, 2, "", "first half"},
        {"\"\\ud83d\\u0041\"", 1, 2, "", "first half"},
        {"\"\\ude00\"", 1, 2, "", "second half"},
        {"\"\x80\"", 1, 2, "", "not UTF-8 (0x80)"},
        {"\"\xC0\xAF\"", 1, 2, "", "not UTF-8 (0xC0)"},         // overlong
        {"\"\xE0\x80\xAF\"", 1, 2, "", "not UTF-8 (0xE0)"},     // overlong
        {"\"\xF0\x80\x80\xAF\"", 1, 2, "", "not UTF-8 (0xF0)"}, // overlong
        {"\"\xED\xA0\x80\"", 1, 2, "", "not UTF-8 (0xED)"},     // surrogate
        {"\"\xF4\x90\x80\x80\"", 1, 2, "", "not UTF-8 (0xF4)"}, // beyond U+10FFFF
        {"\"\xC3\"", 1, 2, "", "not UTF-8 (0xC3)"},             // cut off
        {"\"\xFF\"", 1, 2, "", "not UTF-8 (0xFF)"},
        {"\xA0{}", 1, 1, "", "not UTF-8 (0xA0)"},
        {"\f{}", 1, 1, "", "U+000C"},
        {"{\"a\":1,\"a\":2}", 1, 8, "/a", "first is at line 1, column 2"},
        {"{\"a\":1,\n \"\\u0061\":2}", 2, 2, "/a", "first is at line 1, column 2"},
        {"[0,{\"b\":{\"x\":1,\"x\":1}}]", 1, 16, "/1/b/x", "twice"},
        {"{\"steps\":[{\"id\":\"a\"},{\"id\":b}]}", 1, 28, "/steps/1/id", "found b"},
        {"{\n  \"\xC3\xA9\xC3\xA9\": x\n}", 2, 9, "/\xC3\xA9\xC3\xA9", "found x"},
        {"{\"a/b~c\": x}", 1, 11, "/a~1b~0c", "found x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct diag diag;
        const enum err err = parse(cases[i].text, strlen(cases[i].text), &diag);
        const struct diag_entry *entry = &diag.entries[0];
        if (err != ERR_BAD_DATA || diag.count != 1 || entry->line != cases[i].line ||
            entry->column != cases[i].column || strcmp(entry->pointer, cases[i].pointer) != 0 ||
            !strstr(entry->text, cases[i].says)) {
            fail_msg("%s -> %d, %d entries, %d:%d: %s: %s", cases[i].text, (int)err, diag.count,
                     entry->line, entry->column, entry->pointer, entry->text);
        }
    }
}

static void a_zero_byte_is_no_end(void **state)
{
    (void)state;
    struct diag diag;
    assert_int_equal(parse("{}\0", 3, &diag), ERR_BAD_DATA);
    assert_int_equal(parse("\"a\0b\"", 5, &diag), ERR_BAD_DATA);
    assert_int_equal(parse("[1\0]", 4, &diag), ERR_BAD_DATA);
    assert_int_equal(parse("\0", 1, &diag), ERR_BAD_DATA);
}

static void every_duplicate_is_told(void **state)
{
    (void)state;
    struct diag diag;
    static const char text[] = "{\"a\":1,\"b\":{\"c\":0,\"c\":1,\"c\":2},\"a\":3}";
    assert_int_equal(parse(text, sizeof text - 1, &diag), ERR_BAD_DATA);
    assert_int_equal(diag.error_count, 3);
}

static char big[JSON_MAX_BYTES + 16];

static void limits_hold_at_their_edge(void **state)
{
    (void)state;
    struct diag diag;

    memset(big, ' ', sizeof big);
    big[0] = '1';
    assert_int_equal(parse(big, JSON_MAX_BYTES, &diag), ERR_OK);
    assert_int_equal(parse(big, JSON_MAX_BYTES + 1, &diag), ERR_BAD_DATA);
    assert_non_null(strstr(diag.entries[0].text, "longer than 1024 KiB"));

    memset(big, '[', JSON_MAX_DEPTH + 1);
    memset(big + JSON_MAX_DEPTH + 1, ']', JSON_MAX_DEPTH + 1);
    assert_int_equal(parse(big + 1, 2 * JSON_MAX_DEPTH, &diag), ERR_OK);
    assert_int_equal(parse(big, 2 * JSON_MAX_DEPTH + 2, &diag), ERR_BAD_DATA);
    assert_non_null(strstr(diag.entries[0].text, "more than 32"));

    big[0] = '[';
    for (size_t i = 0; i < JSON_MAX_NODES; i++) {
        memcpy(big + 1 + 2 * i, "1,", 2);
    }
    big[2 * (JSON_MAX_NODES - 1)] = ']';
    assert_int_equal(parse(big, 2 * JSON_MAX_NODES - 1, &diag), ERR_OK);
    big[2 * (JSON_MAX_NODES - 1)] = ',';
    big[2 * JSON_MAX_NODES] = ']';
    assert_int_equal(parse(big, 2 * JSON_MAX_NODES + 1, &diag), ERR_BAD_DATA);
    assert_non_null(strstr(diag.entries[0].text, "more than 65536"));

    memset(big, '1', JSON_MAX_NUMBER_BYTES + 1);
    assert_int_equal(parse(big, JSON_MAX_NUMBER_BYTES, &diag), ERR_OK);
    assert_int_equal(parse(big, JSON_MAX_NUMBER_BYTES + 1, &diag), ERR_BAD_DATA);
}

// Hostile, but quick: places of what is only counted are not looked up.
static void thousands_of_duplicates_are_counted(void **state)
{
    (void)state;
    struct diag diag;
    size_t used = 0;
    for (int i = 0; i < 40000; i++) {
        used += (size_t)snprintf(big + used, sizeof big - used, "%s\"k\":1", i ? "," : "{");
    }
    big[used++] = '}';
    assert_int_equal(parse(big, used, &diag), ERR_BAD_DATA);
    assert_int_equal(diag.error_count, 39999);
    assert_int_equal(diag.count, DIAG_MAX);
}

static void a_file_that_is_not_there_is_said_in_one_sentence(void **state)
{
    (void)state;
    struct json_doc doc = {0};
    struct diag diag = {0};
    char line[600];
    assert_int_equal(json_parse_file(&doc, "no/such.json", &diag), ERR_IO);
    assert_true(json_failed(&doc));
    json_fini(&doc);
    assert_int_equal(diag.count, 1);
    json_diag_line(&diag, 0, line, sizeof line);
    assert_string_equal(line, "no/such.json: the file cannot be read; check its name and that you "
                              "may read it");
}

// Fail the 1st allocation, then the 2nd, ... until a parse succeeds.
static void parsing_survives_every_single_allocation_failure(void **state)
{
    (void)state;
    static const char text[] = "{\"a\": [1, \"two\", {\"three\": null}], \"b\": {\"c\": true}}";
    const long live = mem_live();
    enum err err = ERR_NO_MEMORY;
    long nth = 1;
    for (; err == ERR_NO_MEMORY && nth < 10000; nth++) {
        struct diag diag;
        mem_fail_at(nth);
        err = parse(text, sizeof text - 1, &diag);
        mem_fail_at(0);
        assert_true(err == ERR_OK || err == ERR_NO_MEMORY);
        assert_int_equal(mem_live(), live);
    }
    assert_int_equal(err, ERR_OK);
    assert_true(nth > 10);
}

// A seeded walk over broken documents: no crash, no leak, an entry for each refusal, and what the
// scan accepts cJSON accepts.
static void broken_documents_never_break_the_reader(void **state)
{
    (void)state;
    static const char *const seeds[] = {
        "{\"name\": \"Shore\", \"minutes\": 3, \"list\": [1, -2.5e3, true, null, \"\\u00e9\"]}",
        "[[[{\"a\":{\"b\":[]}}]], \"\\ud83d\\ude00\", \"h\xC3\xA9\", 0.001, {}]",
    };
    static const char bits[] = "{}[]:,\"\\u0019.-+eEtrufalsn /\xC3\xA9\xF0\xED\t\n";
    uint32_t seed = 12345;
    const long live = mem_live();
    for (int round = 0; round < 40000; round++) {
        char text[256];
        const char *from = seeds[round % 2];
        size_t size = strlen(from);
        memcpy(text, from, size);
        const int changes = 1 + round % 4;
        for (int i = 0; i < changes; i++) {
            seed = seed * 1664525u + 1013904223u;
            const size_t at = (seed >> 8) % size;
            const char bit = bits[(seed >> 20) % (sizeof bits - 1)];
            if ((seed & 0x80u) != 0) {
                memmove(text + at, text + at + 1, size - at - 1);
                size--;
            } else {
                text[at] = bit;
            }
        }
        struct diag diag;
        const enum err err = parse(text, size, &diag);
        assert_true(err == ERR_OK || err == ERR_BAD_DATA);
        assert_int_equal(err == ERR_BAD_DATA, diag.error_count > 0);
        assert_int_equal(mem_live(), live);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_rfc_8259_allows_is_accepted),
        cmocka_unit_test(what_is_not_strict_is_refused_with_place_and_reason),
        cmocka_unit_test(a_zero_byte_is_no_end),
        cmocka_unit_test(every_duplicate_is_told),
        cmocka_unit_test(limits_hold_at_their_edge),
        cmocka_unit_test(thousands_of_duplicates_are_counted),
        cmocka_unit_test(a_file_that_is_not_there_is_said_in_one_sentence),
        cmocka_unit_test(parsing_survives_every_single_allocation_failure),
        cmocka_unit_test(broken_documents_never_break_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
