// What leaves the record: the same bytes for the same record, harmless to spreadsheets.
#include "base/file.h"
#include "base/mem.h"
#include "report/csv.h"
#include "report/export.h"
#include "report/summary.h"
#include "report/text.h"
#include "store/store.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/respite-report-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return 0;
}

static int drop_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static const char *inside(const char *name)
{
    static char paths[4][128];
    static int next;
    char *path = paths[next = (next + 1) % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void post(struct store *store, int64_t id, int64_t t_ms, const char *kind, const char *step,
                 const char *name, double value)
{
    struct store_event event = {.session_id = id, .t_ms = t_ms, .has_value = !isnan(value)};
    event.value = value;
    snprintf(event.kind, sizeof event.kind, "%s", kind);
    snprintf(event.step, sizeof event.step, "%s", step);
    snprintf(event.name, sizeof event.name, "%s", name);
    assert_true(store_post(store, &event));
}

static void post_minute(struct store *store, int64_t id, int minute, double rate, double sure)
{
    struct store_event event = {.session_id = id,
                                .t_ms = 60000 * (minute + 1),
                                .kind = "minute",
                                .has_minute = true,
                                .minute = minute,
                                .breath = {.rate_bpm = rate > 0.0 ? rate : (double)NAN,
                                           .guide_bpm = minute == 0 ? (double)NAN : 13.0 - minute,
                                           .rate_error_bpm = minute == 2 ? 3.0 : (double)NAN,
                                           .cycle_match = minute == 2 ? 0.75 : (double)NAN,
                                           .synchrony = minute == 2 ? 0.5 : (double)NAN,
                                           .lag = minute == 2 ? -0.125 : (double)NAN,
                                           .exhale_share = sure > 0.0 ? 0.6 : (double)NAN,
                                           .sure_share = sure,
                                           .cycles = minute == 2 ? 8 : 0,
                                           .eases = minute == 2 ? 1 : 0,
                                           .source = "head"}};
    assert_true(store_post(store, &event));
}

static int64_t record(struct store *store, const char *alias, int64_t start_wall_ms, double fps)
{
    struct store_session session = {.plan_name = "first",
                                    .language = "en",
                                    .plan_text = "plan",
                                    .seed = 7,
                                    .version = "0.1.0",
                                    .runtime = "simulated, \"one\"",
                                    .device = "none",
                                    .start_wall_ms = start_wall_ms,
                                    .utc_offset_min = -210};
    snprintf(session.alias, sizeof session.alias, "%s", alias);
    int64_t id = 0;
    assert_int_equal(store_begin(store, &session, &id), ERR_OK);
    post(store, id, 0, "step_begin", "pain_before", "", (double)NAN);
    post(store, id, 4250, "rating", "pain_before", "nrs_pain", 6.0);
    post_minute(store, id, 0, 14.04, 0.5);
    post_minute(store, id, 1, 0.0, 0.0);
    post_minute(store, id, 2, 8.0, 1.0);
    post(store, id, 185000, "rating", "pain_after", "nrs_pain", 4.0);
    post(store, id, 186000, "rating", "tension_after", "tension", -1.0);
    post(store, id, 186250, "found", "find", "", 5.5);
    post(store, id, 186500, "answer", "dizzy", "dizzy", 0.0);
    post(store, id, 187001, "end", "", "completed", (double)NAN);
    const struct store_frames frames = {.frames = 100, .missed = 1, .fps = fps};
    const struct store_breath breath = {.rate_bpm = 10.0,
                                        .guide_bpm = 11.5,
                                        .rate_error_bpm = 3.04,
                                        .cycle_match = 0.75,
                                        .synchrony = 0.5,
                                        .lag = -0.125,
                                        .exhale_share = 0.6,
                                        .sure_share = 0.5,
                                        .cycles = 8,
                                        .eases = 2,
                                        .source = "head"};
    assert_int_equal(store_finish(store, id, "completed", 187001, &frames, &breath), ERR_OK);
    return id;
}

static void make_record(const char *name, double fps)
{
    struct store *store = NULL;
    assert_int_equal(store_open(inside(name), &store), ERR_OK);
    record(store, "P07", 1790000000123, fps);
    record(store, "=cmd|' /C calc'!A0", 1790100000000, fps);
    store_close(store);
}

static void a_file_says(const char *name, const char *expected)
{
    struct arena arena = {0};
    const char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(file_read(inside(name), 1 << 20, &arena, &bytes, &size), ERR_OK);
    assert_string_equal(bytes, expected);
    arena_fini(&arena);
}

static void two_files_are_the_same(const char *a, const char *b, bool expected)
{
    struct arena arena = {0};
    const char *first = NULL;
    const char *second = NULL;
    size_t size = 0;
    assert_int_equal(file_read(inside(a), 1 << 20, &arena, &first, &size), ERR_OK);
    assert_int_equal(file_read(inside(b), 1 << 20, &arena, &second, &size), ERR_OK);
    assert_int_equal(strcmp(first, second) == 0, expected);
    arena_fini(&arena);
}

#define HASH "1026f647d7f04588ca86d24dd6f7fa4aee22ff66c2e0114fbc80f6d8803f5221"

static void csv_is_rfc_4180_with_utc_times_and_codes(void **state)
{
    (void)state;
    make_record("a.db", 89.956);
    const long live = mem_live();
    assert_int_equal(report_export(inside("a.db"), REPORT_EXPORT_CSV, NULL, inside("csv")), ERR_OK);
    assert_int_equal(mem_live(), live);
    a_file_says("csv/sessions.csv",
                "session,alias,start_utc,utc_offset_min,duration_s,stop_reason,plan,plan_hash,"
                "language,seed,version,runtime,device\r\n"
                "1,P07,2026-09-21T14:13:20.123Z,-210,187.001,completed,first," HASH
                ",en,7,0.1.0,\"simulated, \"\"one\"\"\",none\r\n"
                "2,'=cmd|' /C calc'!A0,2026-09-22T18:00:00.000Z,-210,187.001,completed,first," HASH
                ",en,7,0.1.0,\"simulated, \"\"one\"\"\",none\r\n");
    assert_int_equal(
        report_export(inside("a.db"), REPORT_EXPORT_CSV, "2026-09-22", inside("since")), ERR_OK);
    a_file_says("since/events.csv", "session,event,t_s,time_utc,kind,step,name,loinc,value\r\n"
                                    "2,1,0,2026-09-22T18:00:00.000Z,step_begin,pain_before,,,\r\n"
                                    "2,2,4.25,2026-09-22T18:00:04.250Z,rating,pain_before,"
                                    "nrs_pain,72514-3,6\r\n"
                                    "2,3,185,2026-09-22T18:03:05.000Z,rating,pain_after,nrs_pain,"
                                    "72514-3,4\r\n"
                                    "2,4,186,2026-09-22T18:03:06.000Z,rating,tension_after,"
                                    "tension,,\r\n"
                                    "2,5,186.25,2026-09-22T18:03:06.250Z,found,find,,,5.5\r\n"
                                    "2,6,186.5,2026-09-22T18:03:06.500Z,answer,dizzy,dizzy,,0\r\n"
                                    "2,7,187.001,2026-09-22T18:03:07.001Z,end,,completed,,\r\n");
    a_file_says("since/minutes.csv",
                "session,minute,t_s,rate_bpm,guide_bpm,sure_share,source,rate_error_bpm,"
                "cycle_match,cycles,synchrony,lag,exhale_share,eases\r\n"
                "2,0,60,14.04,,0.5,head,,,0,,,0.6,0\r\n"
                "2,1,120,,12,0,head,,,0,,,,0\r\n"
                "2,2,180,8,11,1,head,3,0.75,8,0.5,-0.125,0.6,1\r\n");
    a_file_says("since/breath.csv", "session,rate_bpm,guide_bpm,sure_share,source,rate_error_bpm,"
                                    "cycle_match,cycles,synchrony,lag,exhale_share,eases\r\n"
                                    "2,10,11.5,0.5,head,3.04,0.75,8,0.5,-0.125,0.6,2\r\n");
    a_file_says("since/frames.csv", "session,frames,missed,fps,pose_age_p50_ms,pose_age_p99_ms,"
                                    "gpu_p50_ms,gpu_p99_ms\r\n"
                                    "2,100,1,89.956,0,0,0,0\r\n");
}

static void json_lines_nest_what_happened(void **state)
{
    (void)state;
    struct store *store = NULL;
    assert_int_equal(store_open(inside("j.db"), &store), ERR_OK);
    struct store_session session = {.alias = "a\"\\\n\xff\xc3\xa4", .plan_text = "plan", .seed = 1};
    int64_t id = 0;
    assert_int_equal(store_begin(store, &session, &id), ERR_OK);
    post(store, id, 500, "rating", "pain_before", "nrs_pain", 0.0);
    assert_int_equal(store_flush(store), ERR_OK);
    assert_int_equal(report_export(inside("j.db"), REPORT_EXPORT_JSONL, NULL, inside("out")),
                     ERR_OK); // while it runs
    store_close(store);
    a_file_says("out/sessions.jsonl",
                "{\"session\":1,\"alias\":\"a\\\"\\\\\\u000a\xef\xbf\xbd\xc3\xa4\","
                "\"start_utc\":\"1970-01-01T00:00:00.000Z\",\"utc_offset_min\":0,"
                "\"duration_s\":null,\"stop_reason\":null,\"plan\":\"\",\"plan_hash\":\"" HASH
                "\",\"language\":\"\",\"seed\":\"1\",\"version\":\"\",\"runtime\":\"\","
                "\"device\":\"\",\"events\":[{\"t_s\":0.5,"
                "\"time_utc\":\"1970-01-01T00:00:00.500Z\",\"kind\":\"rating\","
                "\"step\":\"pain_before\",\"name\":\"nrs_pain\",\"loinc\":\"72514-3\","
                "\"value\":0}],\"minutes\":[],\"breath\":null}\n");
    a_file_says("out/frames.jsonl", "");
}

static void two_runs_that_went_alike_export_alike(void **state)
{
    (void)state;
    make_record("a.db", 89.9);
    make_record("b.db", 60.1); // a slower machine
    static const char *const alike[] = {"sessions.csv", "events.csv", "minutes.csv", "breath.csv",
                                        "sessions.jsonl"};
    static const char *const apart[] = {"frames.csv", "frames.jsonl"};
    static const enum report_export_format formats[] = {REPORT_EXPORT_CSV, REPORT_EXPORT_JSONL};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(report_export(inside("a.db"), formats[i], NULL, inside("a")), ERR_OK);
        assert_int_equal(report_export(inside("b.db"), formats[i], NULL, inside("b")), ERR_OK);
    }
    char a[64];
    char b[64];
    for (size_t i = 0; i < sizeof alike / sizeof alike[0]; i++) {
        snprintf(a, sizeof a, "a/%s", alike[i]);
        snprintf(b, sizeof b, "b/%s", alike[i]);
        two_files_are_the_same(a, b, true);
    }
    for (size_t i = 0; i < sizeof apart / sizeof apart[0]; i++) {
        snprintf(a, sizeof a, "a/%s", apart[i]);
        snprintf(b, sizeof b, "b/%s", apart[i]);
        two_files_are_the_same(a, b, false);
    }
}

static void since_is_a_day_by_the_clock_on_the_wall(void **state)
{
    (void)state;
    struct store *store = NULL;
    assert_int_equal(store_open(inside("s.db"), &store), ERR_OK);
    int64_t midnight = 0;
    assert_true(report_text_date("2026-11-22", &midnight));
    midnight += 210 * 60000; // of the place, in UTC
    record(store, "before", midnight - 1, 90.0);
    record(store, "after", midnight, 90.0);
    store_close(store);
    assert_int_equal(
        report_export(inside("s.db"), REPORT_EXPORT_JSONL, "2026-11-22", inside("out")), ERR_OK);
    struct arena arena = {0};
    const char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(file_read(inside("out/sessions.jsonl"), 1 << 20, &arena, &bytes, &size),
                     ERR_OK);
    assert_non_null(strstr(bytes, "\"alias\":\"after\""));
    assert_null(strstr(bytes, "\"alias\":\"before\""));
    arena_fini(&arena);
    assert_int_equal(report_export(inside("s.db"), REPORT_EXPORT_CSV, "22.11.26", inside("no")),
                     ERR_BAD_DATA);
    assert_false(file_exists(inside("no")));
}

static void cells_are_quoted_and_formulas_made_harmless(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *expected;
    } cases[] = {{"plain", "plain"},
                 {"", ""},
                 {"a,b", "\"a,b\""},
                 {"a\"b", "\"a\"\"b\""},
                 {"a\nb", "\"a\nb\""},
                 {"=1+1", "'=1+1"},
                 {"+49", "'+49"},
                 {"-1", "'-1"},
                 {"@x,y", "\"'@x,y\""},
                 {"\tx", "'\tx"},
                 {"\xc3\xa4", "\xc3\xa4"},
                 {"\xc3", "\xef\xbf\xbd"},
                 {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct report_text text = {0};
        report_text_add(&text, "");
        report_csv_cell(&text, cases[i].cell);
        assert_string_equal(text.bytes, cases[i].expected);
        report_text_fini(&text);
    }
}

static void numbers_have_a_point_and_no_noise(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *expected;
    } cases[] = {{0.0, "0"},        {6.0, "6"},        {-1.5, "-1.5"},    {0.1 + 0.2, "0.3"},
                 {1.0004, "1"},     {1.0006, "1.001"}, {-0.25, "-0.25"},  {1e9, "1000000000"},
                 {12.050, "12.05"}, {-0.0001, "0"},    {(double)NAN, ""}, {1e300, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct report_text text = {0};
        report_text_add(&text, "");
        report_text_number(&text, cases[i].value);
        assert_string_equal(text.bytes, cases[i].expected);
        report_text_fini(&text);
    }
}

static void dates_are_strict(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",           "2026-11-2",  "2026-13-01",
                                        "2026-02-29", "2026-11-31", "2026-11-22 ",
                                        "22-11-2026", "2026/11/22", "1969-12-31"};
    int64_t ms = 0;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(report_text_date(wrong[i], &ms));
    }
    assert_true(report_text_date("1970-01-02", &ms));
    assert_int_equal(ms, 86400000);
    assert_true(report_text_date("2028-02-29", &ms));
    assert_int_equal(ms, 1835395200000);
}

static void a_summary_tells_what_happened_in_words(void **state)
{
    (void)state;
    make_record("a.db", 90.0);
    char out[2048] = "";
    assert_int_equal(report_summary(inside("a.db"), 1, out, sizeof out), ERR_OK);
    static const char expected[] =
        "Session 1: first, alias P07\n"
        "  When       2026-09-21 10:43 (UTC-03:30), 3 min 07 s\n"
        "  End        it ran to its end\n"
        "  Rating     pain: 6 before, 4 after (0 to 10)\n"
        "  Rating     tension: no answer after (0 to 10)\n"
        "  Asked      dizzy: no\n"
        "  Breath     10 a minute, as estimated while the program was sure: 50 % of the"
        " time\n"
        "  Guide      from 12 to 11 breaths a minute\n"
        "  Best pace  5.5 breaths a minute went best\n"
        "  Match      6 of 8 breaths went with the guide, 3 a minute apart on average\n"
        "  Synchrony  0.5 (0 to 1), 0.13 of a breath before the guide\n"
        "  Exhale     60 % of each breath\n"
        "  Eased      2 times: too much breath, or dizzy\n";
    assert_string_equal(out, expected);
    assert_int_equal(report_summary(inside("a.db"), 9, out, sizeof out), ERR_BAD_DATA);
    assert_int_equal(report_summary(inside("none.db"), 1, out, sizeof out), ERR_IO);
}

static void exporting_survives_every_single_allocation_failure(void **state)
{
    (void)state;
    make_record("a.db", 90.0);
    enum err err = ERR_NO_MEMORY;
    const long live = mem_live();
    for (long nth = 1; err == ERR_NO_MEMORY && nth < 1000; nth++) {
        mem_fail_at(nth);
        err = report_export(inside("a.db"), REPORT_EXPORT_CSV, NULL, inside("csv"));
        mem_fail_at(0);
        assert_true(err == ERR_OK || err == ERR_NO_MEMORY);
        assert_int_equal(mem_live(), live);
    }
    assert_int_equal(err, ERR_OK);
}

int main(void)
{
#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, drop_folder)
    const struct CMUnitTest tests[] = {
        FILE_TEST(csv_is_rfc_4180_with_utc_times_and_codes),
        FILE_TEST(json_lines_nest_what_happened),
        FILE_TEST(two_runs_that_went_alike_export_alike),
        FILE_TEST(since_is_a_day_by_the_clock_on_the_wall),
        cmocka_unit_test(cells_are_quoted_and_formulas_made_harmless),
        cmocka_unit_test(numbers_have_a_point_and_no_noise),
        cmocka_unit_test(dates_are_strict),
        FILE_TEST(a_summary_tells_what_happened_in_words),
        FILE_TEST(exporting_survives_every_single_allocation_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
