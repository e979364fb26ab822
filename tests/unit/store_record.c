// The record survives what a clinic does to it: killed programs, two at once, full disks,
// newer and damaged files.
#include "base/file.h"
#include "base/mem.h"
#include "store/read.h"
#include "store/store.h"

#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64];
static char path[96];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/respite-store-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/deep/respite.db", folder);
    return 0;
}

static int drop_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static struct store_session somebody(void)
{
    struct store_session session = {.alias = "P07",
                                    .plan_name = "first",
                                    .language = "en",
                                    .plan_text = "a plan",
                                    .seed = UINT64_MAX,
                                    .version = "0.1.0",
                                    .runtime = "simulated",
                                    .device = "none",
                                    .start_wall_ms = 1790000000000,
                                    .utc_offset_min = 60};
    return session;
}

static int64_t begin(struct store *store)
{
    const struct store_session session = somebody();
    int64_t id = 0;
    assert_int_equal(store_begin(store, &session, &id), ERR_OK);
    assert_true(id > 0);
    return id;
}

static struct store_event numbered(int64_t id, int n)
{
    struct store_event event = {.session_id = id, .t_ms = n, .has_value = true, .value = n};
    snprintf(event.kind, sizeof event.kind, "rating");
    snprintf(event.name, sizeof event.name, "nrs_pain");
    return event;
}

static void post(struct store *store, int64_t id, int n)
{
    const struct store_event event = numbered(id, n);
    assert_true(store_post(store, &event));
}

struct seen {
    int events, sessions;
    bool is_in_order;
    char stop_reason[24];
    int64_t duration_ms;
    struct store_read_minute minute;
};

static enum err see_event(void *user, const struct store_read_event *event)
{
    struct seen *seen = user;
    seen->is_in_order = seen->is_in_order && event->t_ms == seen->events;
    seen->events++;
    return ERR_OK;
}

static enum err see_session(void *user, const struct store_read_session *session)
{
    struct seen *seen = user;
    seen->sessions++;
    seen->duration_ms = session->duration_ms;
    snprintf(seen->stop_reason, sizeof seen->stop_reason, "%s", session->stop_reason);
    assert_string_equal(session->seed, "18446744073709551615");
    // BLAKE2b-256 of "a plan", by b2sum -l 256.
    assert_string_equal(session->plan_hash,
                        "b4408bdb1424294e92e0f3c98f1880fa48b0a348c22b4f70013b53d66df482c8");
    return ERR_OK;
}

static enum err see_minute(void *user, const struct store_read_minute *minute)
{
    ((struct seen *)user)->minute = *minute;
    return ERR_OK;
}

static struct seen see(int64_t id)
{
    struct seen seen = {.is_in_order = true};
    struct store_read *read = NULL;
    assert_int_equal(store_read_open(path, &read), ERR_OK);
    const struct store_read_filter filter = {.session_id = id};
    assert_int_equal(store_read_sessions(read, &filter, see_session, &seen), ERR_OK);
    assert_int_equal(store_read_events(read, id, see_event, &seen), ERR_OK);
    assert_int_equal(store_read_minutes(read, id, see_minute, &seen), ERR_OK);
    store_read_close(read);
    return seen;
}

static struct store *open_store(void)
{
    struct store *store = NULL;
    assert_int_equal(store_open(path, &store), ERR_OK);
    assert_non_null(store);
    return store;
}

static void are_the_same(double got, double wanted)
{
    assert_true(got == wanted || (isnan(got) && isnan(wanted)));
}

static void are_alike(const struct store_breath *got, const struct store_breath *wanted)
{
    are_the_same(got->rate_bpm, wanted->rate_bpm);
    are_the_same(got->guide_bpm, wanted->guide_bpm);
    are_the_same(got->rate_error_bpm, wanted->rate_error_bpm);
    are_the_same(got->cycle_match, wanted->cycle_match);
    are_the_same(got->synchrony, wanted->synchrony);
    are_the_same(got->lag, wanted->lag);
    are_the_same(got->exhale_share, wanted->exhale_share);
    are_the_same(got->sure_share, wanted->sure_share);
    assert_int_equal(got->cycles, wanted->cycles);
    assert_int_equal(got->eases, wanted->eases);
    assert_string_equal(got->source, wanted->source);
}

static void what_is_posted_is_read_again(void **state)
{
    (void)state;
    const long live = mem_live();
    struct store *store = open_store();
    const int64_t id = begin(store);
    assert_int_equal(id, 1);
    for (int n = 0; n < 20; n++) {
        post(store, id, n);
    }
    struct store_event minute = {.session_id = id, .t_ms = 60000, .has_minute = true, .minute = 3};
    const struct store_breath figures = {.rate_bpm = (double)NAN,
                                         .guide_bpm = 6.0,
                                         .rate_error_bpm = 0.5,
                                         .cycle_match = 0.75,
                                         .synchrony = 0.875,
                                         .lag = -0.0625,
                                         .exhale_share = (double)NAN,
                                         .sure_share = 0.25,
                                         .cycles = 4,
                                         .eases = 1,
                                         .source = "mic"};
    minute.breath = figures;
    assert_true(store_post(store, &minute));
    assert_int_equal(store_flush(store), ERR_OK);

    struct seen seen = see(id); // beside the writer
    assert_int_equal(seen.events, 20);
    assert_true(seen.is_in_order);
    assert_string_equal(seen.stop_reason, "");
    assert_int_equal(seen.minute.minute, 3);
    are_alike(&seen.minute.breath, &figures);

    const struct store_frames frames = {.frames = 100, .missed = 2, .fps = 89.5};
    assert_int_equal(store_finish(store, id, "completed", 61000, &frames, &figures), ERR_OK);
    store_close(store);
    seen = see(id);
    assert_string_equal(seen.stop_reason, "completed");
    assert_int_equal(seen.duration_ms, 61000);

    struct store_read *read = NULL;
    struct store_frames again = {0};
    bool is_found = false;
    assert_int_equal(store_read_open(path, &read), ERR_OK);
    assert_int_equal(store_read_frames(read, id, &again, &is_found), ERR_OK);
    assert_true(is_found && again.frames == 100 && again.missed == 2 && again.fps == 89.5);
    struct store_breath total = {0};
    assert_int_equal(store_read_breath(read, id, &total, &is_found), ERR_OK);
    assert_true(is_found);
    are_alike(&total, &figures);
    store_read_close(read);

    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(mem_live(), live);
}

// The child says over a pipe what it was told is safe; then it is killed between two instructions.
static void post_until_killed(int pipe_fd)
{
    struct store *store = NULL;
    int64_t id = 0;
    const struct store_session session = somebody();
    if (store_open(path, &store) != ERR_OK || store_begin(store, &session, &id) != ERR_OK) {
        _exit(1);
    }
    for (int n = 0;; n++) {
        const struct store_event event = numbered(id, n);
        if (!store_post(store, &event) || store_flush(store) != ERR_OK ||
            write(pipe_fd, &n, sizeof n) != sizeof n) {
            _exit(1);
        }
    }
}

static int read_acknowledged(int fd, int at_least)
{
    int n = 0;
    int last = -1;
    while (last < at_least && read(fd, &n, sizeof n) == sizeof n) {
        last = n;
    }
    return last;
}

static void nothing_acknowledged_is_lost_by_kill_9(void **state)
{
    (void)state;
    for (int round = 1; round <= 5; round++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        const pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            post_until_killed(ends[1]);
        }
        close(ends[1]);
        assert_true(read_acknowledged(ends[0], 7 * round) >= 7 * round);

        // A second program leaves the living one's session alone.
        struct store *store = open_store();
        assert_string_equal(see(round).stop_reason, "");
        store_close(store);

        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        assert_true(WIFSIGNALED(status));
        int last = 7 * round;
        int more = read_acknowledged(ends[0], 1 << 30);
        last = more > last ? more : last;
        close(ends[0]);

        struct seen seen = see(round); // before anyone mends it
        assert_true(seen.events >= last + 1);
        assert_true(seen.is_in_order);
        store_close(open_store());
        seen = see(round);
        assert_string_equal(seen.stop_reason, "torn");
        assert_int_equal(seen.duration_ms, seen.events - 1);
    }
}

static void two_stores_of_one_program_keep_their_sessions(void **state)
{
    (void)state;
    struct store *first = open_store();
    const int64_t a = begin(first);
    struct store *second = open_store();
    const int64_t b = begin(second);
    post(first, a, 0);
    post(second, b, 0);
    assert_int_equal(store_flush(first), ERR_OK);
    assert_int_equal(store_flush(second), ERR_OK);
    assert_string_equal(see(a).stop_reason, "");
    store_close(first);
    store_close(open_store());
    assert_string_equal(see(a).stop_reason, "torn");
    assert_string_equal(see(b).stop_reason, "");
    assert_int_equal(store_finish(second, b, "staff", 5, NULL, NULL), ERR_OK);
    store_close(second);
    assert_string_equal(see(b).stop_reason, "staff");
}

// Another program holds the file: the ring fills, the rest waits in memory, in order.
static void a_full_queue_spills_and_loses_nothing(void **state)
{
    (void)state;
    struct store *store = open_store();
    const int64_t id = begin(store);
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    for (int n = 0; n < 1000; n++) {
        post(store, id, n);
    }
    assert_true(store_state(store).spilled >= 700);
    assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    for (int n = 1000; n < 1500; n++) {
        post(store, id, n);
    }
    assert_int_equal(store_flush(store), ERR_OK);
    const struct store_state now = store_state(store);
    assert_true(now.posted == 1500 && now.written == 1500 && !now.is_failing);
    store_close(store);
    const struct seen seen = see(id);
    assert_int_equal(seen.events, 1500);
    assert_true(seen.is_in_order);
}

// Fills the disk in one of two ways and gives the space back.
struct disk {
    struct rlimit before;
    char ballast[128];
};

static void limit_files(struct disk *disk)
{
    struct stat info;
    char wal[128];
    snprintf(wal, sizeof wal, "%s-wal", path);
    assert_int_equal(stat(wal, &info), 0);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &disk->before), 0);
    struct rlimit now = disk->before;
    now.rlim_cur = (rlim_t)info.st_size + 20000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
}

static void events_wait_for_space(struct store *store, int64_t id, int *n)
{
    enum err err = ERR_OK;
    while (err == ERR_OK && *n < 3000) {
        post(store, id, (*n)++);
        err = store_flush(store);
    }
    assert_int_equal(err, ERR_IO);
    for (int more = 0; more < 400; more++) {
        post(store, id, (*n)++);
    }
    assert_int_equal(store_flush(store), ERR_IO);
    assert_true(store_state(store).is_failing);
    assert_true(strlen(store_state(store).why) > 10);
}

static void all_is_there(struct store *store, int64_t id, int n)
{
    assert_int_equal(store_flush(store), ERR_OK);
    assert_false(store_state(store).is_failing);
    assert_int_equal(store_finish(store, id, "completed", n, NULL, NULL), ERR_OK);
    store_close(store);
    const struct seen seen = see(id);
    assert_int_equal(seen.events, n);
    assert_true(seen.is_in_order);
    assert_string_equal(seen.stop_reason, "completed");
}

static void a_limited_file_keeps_events_until_it_may_grow(void **state)
{
    (void)state;
    struct store *store = open_store();
    const int64_t id = begin(store);
    struct disk disk;
    int n = 0;
    limit_files(&disk);
    events_wait_for_space(store, id, &n);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &disk.before), 0);
    all_is_there(store, id, n);
}

static void fill(const char *ballast)
{
    FILE *file = fopen(ballast, "wb");
    assert_non_null(file);
    setvbuf(file, NULL, _IONBF, 0);
    char page[4096] = {0};
    while (fwrite(page, 1, sizeof page, file) == sizeof page) {
    }
    fclose(file);
}

static void a_full_disk_keeps_events_until_there_is_space(void **state)
{
    (void)state;
    if (mount("tmpfs", folder, "tmpfs", 0, "size=32m") != 0) {
        print_message("skipped: only root may mount a small disk here\n");
        return;
    }
    struct store *store = open_store();
    const int64_t id = begin(store);
    char ballast[96];
    snprintf(ballast, sizeof ballast, "%s/ballast", folder);
    int n = 0;
    fill(ballast);
    events_wait_for_space(store, id, &n);
    assert_non_null(strstr(store_state(store).why, "full"));

    struct store *late = NULL; // whoever comes now is told, and goes
    assert_int_equal(store_open(path, &late), ERR_IO);
    assert_null(late);

    unlink(ballast);
    all_is_there(store, id, n);
    assert_int_equal(umount(folder), 0);
}

static void damage(long offset, const char *bytes)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, offset, SEEK_SET);
    fwrite(bytes, 1, strlen(bytes), file);
    fclose(file);
}

static void a_refused_file_stays_untouched(enum err expected)
{
    struct arena arena = {0};
    const char *before = NULL;
    const char *after = NULL;
    size_t before_size = 0;
    size_t after_size = 0;
    assert_int_equal(file_read(path, 1 << 24, &arena, &before, &before_size), ERR_OK);
    struct store *store = NULL;
    assert_int_equal(store_open(path, &store), expected);
    assert_null(store);
    assert_int_equal(file_read(path, 1 << 24, &arena, &after, &after_size), ERR_OK);
    assert_int_equal(before_size, after_size);
    assert_memory_equal(before, after, before_size);
    arena_fini(&arena);
}

// As version 1 made it, letter for letter, with one session and a minute in it.
static const char VERSION_1[] =
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    "INSERT INTO meta VALUES('format', 'respite record'), ('opened', '0');"
    "CREATE TABLE plans(hash TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;"
    "CREATE TABLE sessions("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " alias TEXT NOT NULL, plan_hash TEXT NOT NULL REFERENCES plans(hash),"
    " plan_name TEXT NOT NULL, language TEXT NOT NULL,"
    " seed TEXT NOT NULL,"
    " version TEXT NOT NULL, runtime TEXT NOT NULL, device TEXT NOT NULL,"
    " start_wall_ms INTEGER NOT NULL, utc_offset_min INTEGER NOT NULL,"
    " owner INTEGER NOT NULL, duration_ms INTEGER, stop_reason TEXT) STRICT;"
    "CREATE TABLE events("
    " id INTEGER PRIMARY KEY,"
    " session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,"
    " t_ms INTEGER NOT NULL, kind TEXT NOT NULL, step TEXT NOT NULL, name TEXT NOT NULL,"
    " value REAL) STRICT;"
    "CREATE INDEX events_by_session ON events(session_id, id);"
    "CREATE TABLE minutes("
    " id INTEGER PRIMARY KEY,"
    " session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,"
    " t_ms INTEGER NOT NULL, minute INTEGER NOT NULL, rate_bpm REAL, guide_bpm REAL,"
    " sure_share REAL, source TEXT NOT NULL) STRICT;"
    "CREATE INDEX minutes_by_session ON minutes(session_id, id);"
    "CREATE TABLE frames("
    " session_id INTEGER PRIMARY KEY REFERENCES sessions(id) ON DELETE CASCADE,"
    " frames INTEGER NOT NULL, missed INTEGER NOT NULL,"
    " pose_age_p50_ms REAL, pose_age_p99_ms REAL, gpu_p50_ms REAL, gpu_p99_ms REAL,"
    " fps REAL) STRICT;"
    "INSERT INTO plans VALUES"
    "('b4408bdb1424294e92e0f3c98f1880fa48b0a348c22b4f70013b53d66df482c8', 'a plan');"
    "INSERT INTO sessions VALUES(1, 'P07',"
    " 'b4408bdb1424294e92e0f3c98f1880fa48b0a348c22b4f70013b53d66df482c8', 'first', 'en',"
    " '18446744073709551615', '0.1.0', 'simulated', 'none', 1790000000000, 60, 1, 61000,"
    " 'completed');"
    "INSERT INTO events VALUES(1, 1, 0, 'rating', 'before', 'nrs_pain', 6.0);"
    "INSERT INTO minutes VALUES(1, 1, 60000, 0, 14.5, NULL, 0.75, 'head');"
    "PRAGMA application_id = 1381191764; PRAGMA user_version = 1";

static void make_version_1(void)
{
    sqlite3 *db = NULL;
    store_close(open_store()); // makes the folder
    assert_int_equal(remove(path), 0);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, VERSION_1, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void is_brought_up_to_date(void)
{
    const struct seen seen = see(1);
    assert_int_equal(seen.events, 1);
    assert_string_equal(seen.stop_reason, "completed");
    // What was known is kept, what was not measured then is not known now.
    const struct store_breath wanted = {.rate_bpm = 14.5,
                                        .guide_bpm = (double)NAN,
                                        .rate_error_bpm = (double)NAN,
                                        .cycle_match = (double)NAN,
                                        .synchrony = (double)NAN,
                                        .lag = (double)NAN,
                                        .exhale_share = (double)NAN,
                                        .sure_share = 0.75,
                                        .source = "head"};
    are_alike(&seen.minute.breath, &wanted);
    struct store_read *read = NULL;
    struct store_breath total;
    bool is_found = true;
    assert_int_equal(store_read_open(path, &read), ERR_OK);
    assert_int_equal(store_read_breath(read, 1, &total, &is_found), ERR_OK);
    assert_false(is_found);
    store_read_close(read);
}

static void an_older_record_is_brought_up_to_date_and_written_on(void **state)
{
    (void)state;
    make_version_1();
    struct store *store = open_store();
    is_brought_up_to_date();
    assert_int_equal(begin(store), 2);
    store_close(store);
}

static void an_older_record_is_brought_up_to_date_to_be_read(void **state)
{
    (void)state;
    make_version_1();
    is_brought_up_to_date();
}

static void a_newer_record_is_refused_and_stays_untouched(void **state)
{
    (void)state;
    store_close(open_store());
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    a_refused_file_stays_untouched(ERR_UNSUPPORTED);
    struct store_read *read = NULL;
    assert_int_equal(store_read_open(path, &read), ERR_UNSUPPORTED);
    assert_null(read);
}

static void a_damaged_record_is_refused_and_stays_untouched(void **state)
{
    (void)state;
    struct store *store = open_store();
    const int64_t id = begin(store);
    for (int n = 0; n < 1000; n++) {
        post(store, id, n);
    }
    store_close(store);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    damage(info.st_size / 8192 * 4096 + 3,
           "this is no page of a database any more, not at all"); // an inner page
    a_refused_file_stays_untouched(ERR_BAD_DATA);
    damage(0, "no header"); // and a file that is no database
    a_refused_file_stays_untouched(ERR_BAD_DATA);
}

static void a_database_of_somebody_else_is_refused(void **state)
{
    (void)state;
    store_close(open_store());
    unlink(path);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE bills(x)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    a_refused_file_stays_untouched(ERR_BAD_DATA);
}

static void a_place_that_cannot_be_written_is_an_error(void **state)
{
    (void)state;
    struct store *store = NULL;
    assert_int_equal(store_open("/proc/respite/respite.db", &store), ERR_IO);
    assert_int_equal(store_open(folder, &store), ERR_IO); // a folder is no file
    struct store_read *read = NULL;
    assert_int_equal(store_read_open("/nowhere/respite.db", &read), ERR_IO);
}

static void an_event_of_no_session_does_not_hold_up_others(void **state)
{
    (void)state;
    struct store *store = open_store();
    const int64_t id = begin(store);
    post(store, id + 77, 0); // refused by the schema
    post(store, id, 0);
    assert_int_equal(store_flush(store), ERR_OK);
    store_close(store);
    assert_int_equal(see(id).events, 1);
    assert_int_equal(see(id + 77).events, 0);
}

static void opening_survives_every_single_allocation_failure(void **state)
{
    (void)state;
    const long live = mem_live();
    enum err err = ERR_NO_MEMORY;
    for (long nth = 1; err == ERR_NO_MEMORY && nth < 100; nth++) {
        struct store *store = NULL;
        mem_fail_at(nth);
        err = store_open(path, &store);
        mem_fail_at(0);
        assert_true(err == ERR_OK || err == ERR_NO_MEMORY);
        store_close(store);
        assert_int_equal(mem_live(), live);
    }
    assert_int_equal(err, ERR_OK);
}

int main(void)
{
#define RECORD_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, drop_folder)
    const struct CMUnitTest tests[] = {
        RECORD_TEST(what_is_posted_is_read_again),
        RECORD_TEST(nothing_acknowledged_is_lost_by_kill_9),
        RECORD_TEST(two_stores_of_one_program_keep_their_sessions),
        RECORD_TEST(a_full_queue_spills_and_loses_nothing),
        RECORD_TEST(a_limited_file_keeps_events_until_it_may_grow),
        RECORD_TEST(a_full_disk_keeps_events_until_there_is_space),
        RECORD_TEST(an_older_record_is_brought_up_to_date_and_written_on),
        RECORD_TEST(an_older_record_is_brought_up_to_date_to_be_read),
        RECORD_TEST(a_newer_record_is_refused_and_stays_untouched),
        RECORD_TEST(a_damaged_record_is_refused_and_stays_untouched),
        RECORD_TEST(a_database_of_somebody_else_is_refused),
        RECORD_TEST(a_place_that_cannot_be_written_is_an_error),
        RECORD_TEST(an_event_of_no_session_does_not_hold_up_others),
        RECORD_TEST(opening_survives_every_single_allocation_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
