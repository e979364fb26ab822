// Values taken out by key: right ones are stored, wrong ones reported with place and reason.
#include "base/mem.h"
#include "json/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct diag diag;
static struct json_doc doc;

static struct json_at open_text(const char *text)
{
    diag = (struct diag){0};
    assert_int_equal(json_parse(&doc, "a.json", text, strlen(text), &diag), ERR_OK);
    return json_root(&doc);
}

// Closes the document; its entries must be exactly these lines.
static void expect_lines(const char *const *lines)
{
    int i = 0;
    for (; lines[i]; i++) {
        char line[700] = "(nothing)";
        if (i < diag.count) {
            json_diag_line(&diag, i, line, sizeof line);
        }
        assert_string_equal(line, lines[i]);
    }
    assert_int_equal(diag.count, i);
    json_fini(&doc);
    assert_int_equal(mem_live(), 0);
}

#define EXPECT(...) expect_lines((const char *const[]){__VA_ARGS__, NULL})

static void right_values_are_stored(void **state)
{
    (void)state;
    struct json_at root = open_text("{\"$schema\":\"s\",\"// why\":1,\"n\":0.5,\"i\":-3,\"b\":true,"
                                    "\"t\":\"h\\u00e9\",\"c\":\"two\",\"v\":[1,2,3],"
                                    "\"o\":{\"x\":1},\"a\":[7,\"x\",{\"y\":2}]}");
    static const char *const names[] = {"one", "two", NULL};
    double n = 0.0;
    double y = 0.0;
    double v[3] = {0};
    int64_t i = 0;
    bool b = false;
    char t[8];
    int c = 0;
    assert_true(json_number(&root, "n", 0.0, 1.0, &n));
    assert_true(json_integer(&root, "i", -3, 3, &i));
    assert_true(json_bool(&root, "b", &b));
    assert_true(json_text(&root, "t", t, sizeof t));
    assert_true(json_choice(&root, "c", names, &c));
    assert_true(json_numbers(&root, "v", 0.0, 3.0, v, 3));
    struct json_at o = json_object(&root, "o");
    assert_true(json_has(&o, "x"));
    json_object_end(&o);
    struct json_at a = json_array(&root, "a");
    assert_int_equal(json_count(&a), 3);
    assert_true(json_element_number(&a, 0, 0.0, 9.0, &n));
    assert_true(json_element_text(&a, 1, t, sizeof t));
    struct json_at last = json_element(&a, 2, true);
    assert_true(json_number(&last, "y", 0.0, 9.0, &y));
    json_object_end(&last);
    json_object_end(&root);
    assert_false(json_failed(&doc));
    assert_true(n == 7.0 && y == 2.0 && v[2] == 3.0 && i == -3 && b && c == 1);
    assert_string_equal(t, "x");
    json_fini(&doc);
}

static void an_absent_key_leaves_the_default_and_is_no_error(void **state)
{
    (void)state;
    struct json_at root = open_text("{}");
    double n = 4.0;
    assert_false(json_number(&root, "n", 0.0, 1.0, &n));
    struct json_at o = json_object(&root, "o");
    struct json_at a = json_array(&root, "a");
    assert_false(json_number(&o, "n", 0.0, 1.0, &n));
    assert_int_equal(json_count(&a), 0);
    assert_false(json_element_number(&a, 0, 0.0, 1.0, &n));
    json_require(&o, "n"); // what is not there misses nothing
    json_object_end(&o);
    json_object_end(&root);
    assert_true(n == 4.0);
    assert_false(json_failed(&doc));
    json_fini(&doc);
}

static void wrong_values_are_all_told_and_leave_the_default(void **state)
{
    (void)state;
    struct json_at root = open_text("{\"n\": 2,\n \"i\": 1.5,\n \"b\": 1,\n \"t\": \"too long\",\n"
                                    " \"c\": \"tow\",\n \"v\": [1, 9, \"x\"],\n \"w\": [1],\n"
                                    " \"o\": [],\n \"a\": {},\n \"z\": null,\n \"big\": 1e300}");
    static const char *const names[] = {"one", "two", NULL};
    double n = 4.0;
    double v[3] = {5.0, 5.0, 5.0};
    int64_t i = 6;
    bool b = false;
    char t[4] = "abc";
    int c = 7;
    assert_false(json_number(&root, "n", 0.0, 1.0, &n));
    assert_false(json_integer(&root, "i", 0, 3, &i));
    assert_false(json_bool(&root, "b", &b));
    assert_false(json_text(&root, "t", t, sizeof t));
    assert_false(json_choice(&root, "c", names, &c));
    assert_false(json_numbers(&root, "v", 0.0, 3.0, v, 3));
    assert_false(json_numbers(&root, "w", 0.0, 3.0, v, 3));
    struct json_at o = json_object(&root, "o");
    struct json_at a = json_array(&root, "a");
    assert_null(o.item);
    assert_null(a.item);
    assert_false(json_number(&root, "z", 0.0, 1.0, &n));
    assert_false(json_integer(&root, "big", 0, INT64_MAX, &i));
    assert_true(n == 4.0 && v[0] == 5.0 && i == 6 && !b && c == 7);
    assert_string_equal(t, "abc");
    assert_true(json_failed(&doc));
    EXPECT("a.json:1:7: /n: expected a number from 0 to 1, found 2",
           "a.json:2:7: /i: expected a whole number from 0 to 3, found 1.5",
           "a.json:3:7: /b: expected true or false, found 1",
           "a.json:4:7: /t: expected a text of at most 3 bytes, found 8",
           "a.json:5:7: /c: expected one of \"one\", \"two\", found the text \"tow\"; did you mean "
           "\"two\"?",
           "a.json:6:11: /v/1: expected a number from 0 to 3, found 9",
           "a.json:6:14: /v/2: expected a number from 0 to 3, found the text \"x\"",
           "a.json:7:7: /w: expected exactly 3 numbers, found 1",
           "a.json:8:7: /o: expected an object in { }, found an array",
           "a.json:9:7: /a: expected an array in [ ], found an object",
           "a.json:10:7: /z: expected a number from 0 to 1, found null",
           "a.json:11:9: /big: expected a whole number from 0 to 9223372036854775807, found "
           "1e+300");
}

static void unknown_keys_are_told_with_the_nearest_right_one(void **state)
{
    (void)state;
    struct json_at root = open_text("{\"mintues\": 3, \"Cloud_Cover\": 0, \"xyz\": 1}");
    double n = 0.0;
    json_number(&root, "minutes", 0.0, 9.0, &n);
    json_number(&root, "cloud_cover", 0.0, 1.0, &n);
    json_object_end(&root);
    EXPECT("a.json:1:2: /mintues: this key is not known here; did you mean \"minutes\"?",
           "a.json:1:16: /Cloud_Cover: this key is not known here; did you mean \"cloud_cover\"?",
           "a.json:1:34: /xyz: this key is not known here");
}

static void keys_differ_by_case(void **state)
{
    (void)state;
    struct json_at root = open_text("{\"N\": 1, \"n\": 2}");
    double n = 0.0;
    assert_true(json_number(&root, "n", 0.0, 9.0, &n));
    assert_true(n == 2.0);
    json_fini(&doc);
}

static void paths_go_through_arrays(void **state)
{
    (void)state;
    struct json_at root =
        open_text("{\"steps\": [{}, {\"a/b\": 1}, {\"text\": 5, \"deep\": [[0, 9]]}]}");
    struct json_at steps = json_array(&root, "steps");
    struct json_at first = json_element(&steps, 0, true);
    json_require(&first, "id");
    struct json_at second = json_element(&steps, 1, true);
    json_object_end(&second);
    struct json_at third = json_element(&steps, 2, true);
    char text[8];
    json_text(&third, "text", text, sizeof text);
    struct json_at deep = json_array(&third, "deep");
    struct json_at inner = json_element(&deep, 0, false);
    double n = 0.0;
    json_element_number(&inner, 1, 0.0, 1.0, &n);
    json_element(&inner, 0, true);
    struct json_at absent = json_object(&third, "absent");
    json_error(&absent, "x", "rule %d", 3);
    json_warn(&root, NULL, "only a hint");
    EXPECT("a.json:1:12: /steps/0/id: is missing",
           "a.json:1:17: /steps/1/a~1b: this key is not known here",
           "a.json:1:37: /steps/2/text: expected a text in double quotes, found 5",
           "a.json:1:53: /steps/2/deep/0/1: expected a number from 0 to 1, found 9",
           "a.json:1:50: /steps/2/deep/0/0: expected an object in { }, found 0",
           "a.json:1:28: /steps/2/absent/x: rule 3", "a.json:1:1: /: warning: only a hint");
}

static void a_warning_does_not_fail(void **state)
{
    (void)state;
    struct json_at root = open_text("{\"a\": 1}");
    json_warn(&root, "a", "hm");
    assert_false(json_failed(&doc));
    assert_int_equal(diag.warning_count, 1);
    assert_int_equal(diag.error_count, 0);
    json_fini(&doc);
}

static void a_root_that_is_no_object_is_told_once(void **state)
{
    (void)state;
    struct json_at root = open_text("[1]");
    double n = 3.0;
    assert_false(json_number(&root, "n", 0.0, 1.0, &n));
    json_require(&root, "n");
    json_object_end(&root);
    EXPECT("a.json:1:1: /: expected an object in { }, found an array");
}

static void past_the_kept_ones_errors_are_counted(void **state)
{
    (void)state;
    char text[2048] = "[";
    for (int i = 0; i < 100; i++) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s9", i ? "," : "");
    }
    snprintf(text + strlen(text), sizeof text - strlen(text), "]");
    struct json_at root = open_text(text);
    double n = 0.0;
    for (int i = 0; i < 100; i++) {
        json_element_number(&root, i, 0.0, 1.0, &n);
    }
    assert_int_equal(diag.count, DIAG_MAX);
    assert_int_equal(diag.error_count, 100);
    json_fini(&doc);
}

static void members_are_walked_in_order_without_remarks(void **state)
{
    (void)state;
    struct json_at root = open_text("{\"$schema\":\"x\",\"b\":\"1\",\"// c\":2,\"a\":3,\"//\":4}");
    struct json_at member = {0};
    char text[8];
    assert_true(json_next(&root, &member));
    assert_string_equal(member.key, "b");
    assert_true(json_own_text(&member, text, sizeof text));
    assert_true(json_next(&root, &member));
    assert_string_equal(member.key, "a");
    assert_false(json_own_text(&member, text, sizeof text));
    assert_false(json_next(&root, &member));
    EXPECT("a.json:1:37: /a: expected a text in double quotes, found 3");
}

static void elements_are_walked_in_order(void **state)
{
    (void)state;
    struct json_at root = open_text("[\"a\", 5, \"c\"]");
    struct json_at element = {0};
    char text[8];
    int right = 0;
    while (json_next(&root, &element)) {
        right += json_own_text(&element, text, sizeof text);
        assert_int_equal(element.index, right == 2 ? 2 : element.index);
    }
    assert_int_equal(right, 2);
    EXPECT("a.json:1:7: /1: expected a text in double quotes, found 5");
}

static void an_entry_is_one_line_of_utf_8(void **state)
{
    (void)state;
    // A key and a text with what a terminal would obey, and a text cut inside its 20th letter.
    struct json_at root = open_text("{\"a\\n\\u001b[2J\": 1, \"t\": \"x\\r\\ny\", \"u\": \"x"
                                    "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
                                    "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
                                    "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\"}");
    double n = 0.0;
    json_number(&root, "t", 0.0, 1.0, &n);
    json_number(&root, "u", 0.0, 1.0, &n);
    json_object_end(&root);
    EXPECT("a.json:1:26: /t: expected a number from 0 to 1, found the text \"x  y\"",
           "a.json:1:41: /u: expected a number from 0 to 1, found the text \"x"
           "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
           "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
           "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\"",
           "a.json:1:2: /a  [2J: this key is not known here");
}

static void the_nearest_word_is_near(void **state)
{
    (void)state;
    static const char *const names[] = {"minutes", "cloud_cover", "wind_m_s", "seed", "id", NULL};
    static const struct {
        const char *word;
        const char *near;
    } cases[] = {
        {"minuets", "minutes"},
        {"minute", "minutes"},
        {"MINUTES", "minutes"},
        {"cloudcover", "cloud_cover"},
        {"wind_ms", "wind_m_s"},
        {"sede", "seed"},
        {"di", NULL},
        {"hours", NULL},
        {"", NULL},
        {"a_word_that_is_longer_than_any_key_of_ours_could_ever_be", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *near = json_nearest(cases[i].word, names);
        if (cases[i].near) {
            assert_non_null(near);
            assert_string_equal(near, cases[i].near);
        } else {
            assert_null(near);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_values_are_stored),
        cmocka_unit_test(an_absent_key_leaves_the_default_and_is_no_error),
        cmocka_unit_test(wrong_values_are_all_told_and_leave_the_default),
        cmocka_unit_test(unknown_keys_are_told_with_the_nearest_right_one),
        cmocka_unit_test(keys_differ_by_case),
        cmocka_unit_test(paths_go_through_arrays),
        cmocka_unit_test(a_warning_does_not_fail),
        cmocka_unit_test(a_root_that_is_no_object_is_told_once),
        cmocka_unit_test(past_the_kept_ones_errors_are_counted),
        cmocka_unit_test(members_are_walked_in_order_without_remarks),
        cmocka_unit_test(elements_are_walked_in_order),
        cmocka_unit_test(an_entry_is_one_line_of_utf_8),
        cmocka_unit_test(the_nearest_word_is_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
