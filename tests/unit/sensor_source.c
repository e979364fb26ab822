#include "sensor/sensor.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/rand.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { HEARD_MAX = 1000 };

static struct {
    struct breath_sample samples[HEARD_MAX];
    int count;
} heard;

static char said[512];

static void hear(void *user, const struct breath_sample *sample)
{
    (void)user;
    assert_true(heard.count < HEARD_MAX);
    heard.samples[heard.count++] = *sample;
}

static void listen(void *user, enum log_level level, const char *line)
{
    (void)user;
    (void)level;
    snprintf(said, sizeof said, "%s", line);
}

static int begin(void **state)
{
    (void)state;
    heard.count = 0;
    said[0] = '\0';
    log_set_sink(listen, NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    log_set_sink(NULL, NULL);
    return 0;
}

static struct pose place(float x, float y, float z)
{
    struct pose pose = pose_identity();
    pose.at_m = (vec3s){{x, y, z}};
    return pose;
}

// Someone sits, with the left hand on the belly and the right in the air.
static struct sensor_input sitting(int64_t t_ns)
{
    return (struct sensor_input){
        .t_ns = t_ns,
        .has_head = true,
        .is_head_tracked = true,
        .head = place(0.0f, 1.2f, 0.0f),
        .hands = {{true, true, place(0.05f, 0.72f, -0.12f)},
                  {true, true, place(0.3f, 1.1f, -0.5f)}},
    };
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void each_word_opens_what_it_names(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        int kind, samples;
    } cases[] = {
        {"auto", SENSOR_AUTO, 2}, {"head", SENSOR_HEAD, 1}, {"hand", SENSOR_HAND, 1},
        {"none", SENSOR_NONE, 0}, {"mic", SENSOR_MIC, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sensor sensor = {0};
        heard.count = 0;
        assert_int_equal(sensor_init(&sensor, cases[i].word, NULL), ERR_OK);
        assert_int_equal(sensor.kind, cases[i].kind);
        const struct sensor_input input = sitting(NS_PER_S);
        sensor_drain(&sensor, &input, hear, NULL);
        assert_int_equal(heard.count, cases[i].samples);
        sensor_fini(&sensor);
    }
}

static void what_is_no_source_is_said(void **state)
{
    (void)state;
    static const char *const words[] = {
        "", "belt", "belt:", "file:", "nose", "lsl", "lsl:", "belt:/no/such", "file:/no/such.csv"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct sensor sensor = {0};
        struct arena arena = {0};
        said[0] = '\0';
        assert_int_not_equal(sensor_init(&sensor, words[i], &arena), ERR_OK);
        assert_true(strlen(said) > 10);
        sensor_fini(&sensor);
        arena_fini(&arena);
    }
}

static void without_a_head_there_is_no_sample(void **state)
{
    (void)state;
    struct sensor sensor = {0};
    assert_int_equal(sensor_init(&sensor, "auto", NULL), ERR_OK);
    struct sensor_input input = sitting(NS_PER_S);
    input.has_head = false;
    sensor_drain(&sensor, &input, hear, NULL);
    assert_int_equal(heard.count, 0);
    sensor_fini(&sensor);
}

static void the_hand_on_the_belly_is_chosen_and_kept(void **state)
{
    (void)state;
    for (int on_belly = 0; on_belly < SENSOR_HAND_COUNT; on_belly++) {
        struct sensor sensor = {0};
        assert_int_equal(sensor_init(&sensor, "hand", NULL), ERR_OK);
        heard.count = 0;
        for (int i = 0; i < 72 * 10; i++) {
            struct sensor_input input = sitting(NS_PER_S + i * NS_PER_S / 72);
            if (on_belly == 1) {
                const struct sensor_hand other = input.hands[0];
                input.hands[0] = input.hands[1];
                input.hands[1] = other;
            }
            sensor_drain(&sensor, &input, hear, NULL);
        }
        const struct breath_sample *last = &heard.samples[heard.count - 1];
        assert_int_equal(last->source, BREATH_SOURCE_HAND);
        assert_true(last->is_tracked);
        assert_float_equal(last->pose.at_m.y, 0.72, 1e-6);
        assert_float_equal(last->head.at_m.y, 1.2, 1e-6);
        sensor_fini(&sensor);
    }
}

// Lying on the back, the belly is along the body, not below the head.
static void the_belly_is_found_lying_down(void **state)
{
    (void)state;
    struct sensor_hand_choice choice = {0};
    struct pose head = place(0.0f, 0.8f, 0.5f);
    head.turn = pose_turn_yaw_pitch(0.0f, 1.5708f);
    const struct sensor_hand hands[SENSOR_HAND_COUNT] = {{true, true, place(0.0f, 0.3f, 0.5f)},
                                                         {true, true, place(0.05f, 0.95f, 0.0f)}};
    struct breath_sample sample;
    for (int i = 0; i < 72 * 5; i++) {
        assert_true(
            sensor_hand_sample(&choice, hands, head, NS_PER_S + i * NS_PER_S / 72, &sample));
    }
    assert_float_equal(sample.pose.at_m.y, 0.95, 1e-6);
    assert_true(sample.is_tracked);
}

// Tracking noise makes the hand on the belly look restless from frame to frame; the other lies dead
// still in the lap.
static void tracking_noise_does_not_pass_for_movement(void **state)
{
    (void)state;
    struct sensor_hand_choice choice = {0};
    struct rand rand = rand_seeded(1, 1);
    struct breath_sample sample = {0};
    struct sensor_hand hands[SENSOR_HAND_COUNT] = {{true, true, place(-0.17f, 0.55f, -0.21f)},
                                                   {true, true, place(0.03f, 0.68f, -0.05f)}};
    for (int i = 0; i < 90 * 8; i++) {
        const float noise_m = 0.0005f;
        hands[1].pose = place(0.03f + rand_range(&rand, -noise_m, noise_m),
                              0.68f + rand_range(&rand, -noise_m, noise_m),
                              -0.05f + rand_range(&rand, -noise_m, noise_m));
        assert_true(sensor_hand_sample(&choice, hands, place(0.0f, 1.2f, 0.0f),
                                       NS_PER_S + i * NS_PER_S / 90, &sample));
    }
    assert_int_equal(choice.chosen, 1);
}

static void a_hand_in_the_air_is_not_used(void **state)
{
    (void)state;
    struct sensor_hand_choice choice = {0};
    const struct sensor_hand hands[SENSOR_HAND_COUNT] = {{true, true, place(0.3f, 1.6f, -0.4f)}};
    struct breath_sample sample;
    assert_true(sensor_hand_sample(&choice, hands, place(0.0f, 1.2f, 0.0f), NS_PER_S, &sample));
    assert_false(sample.is_tracked);
    const struct sensor_hand none[SENSOR_HAND_COUNT] = {{0}};
    assert_false(sensor_hand_sample(&choice, none, place(0.0f, 1.2f, 0.0f), 2 * NS_PER_S, &sample));
}

static void a_recording_plays_once_from_the_start_of_the_session(void **state)
{
    (void)state;
    char path[] = "/tmp/sensor_recording_XXXXXX";
    close(mkstemp(path));
    write_text(path, "time_s,value\n5,1\n6,2\n7,3\n");
    char word[64];
    snprintf(word, sizeof word, "file:%s", path);
    struct sensor sensor = {0};
    struct arena arena = {0};
    assert_int_equal(sensor_init(&sensor, word, &arena), ERR_OK);
    struct sensor_input input = {.t_ns = 3 * NS_PER_S};
    sensor_drain(&sensor, &input, hear, NULL);
    assert_int_equal(heard.count, 0);
    sensor_begin(&sensor, 10 * NS_PER_S);
    static const struct {
        int64_t t_s;
        int heard;
    } steps[] = {{10, 1}, {10, 1}, {11, 2}, {12, 3}, {60, 3}};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        input.t_ns = steps[i].t_s * NS_PER_S;
        sensor_drain(&sensor, &input, hear, NULL);
        assert_int_equal(heard.count, steps[i].heard);
    }
    assert_int_equal(heard.samples[1].t_ns, 11 * NS_PER_S);
    assert_int_equal(heard.samples[1].source, BREATH_SOURCE_FILE);
    sensor_fini(&sensor);
    arena_fini(&arena);
    unlink(path);
}

// ---- the belt ----------------------------------------------------------------------------------

struct pipe {
    char folder[32], path[64];
    int in; // where the belt writes
    struct sensor sensor;
};

static void lay_pipe(struct pipe *pipe)
{
    *pipe = (struct pipe){.folder = "/tmp/sensor_belt_XXXXXX"};
    assert_non_null(mkdtemp(pipe->folder));
    snprintf(pipe->path, sizeof pipe->path, "%s/belt", pipe->folder);
    assert_int_equal(mkfifo(pipe->path, 0600), 0);
    char word[80];
    snprintf(word, sizeof word, "belt:%s", pipe->path);
    assert_int_equal(sensor_init(&pipe->sensor, word, NULL), ERR_OK);
    pipe->in = open(pipe->path, O_WRONLY);
    assert_true(pipe->in >= 0);
}

static void say(struct pipe *pipe, const char *text, int64_t now_ns)
{
    const size_t size = strlen(text);
    assert_int_equal(write(pipe->in, text, size), (ssize_t)size);
    const struct sensor_input input = {.t_ns = now_ns};
    sensor_drain(&pipe->sensor, &input, hear, NULL);
}

static void lift_pipe(struct pipe *pipe)
{
    sensor_fini(&pipe->sensor);
    if (pipe->in >= 0) {
        close(pipe->in);
    }
    unlink(pipe->path);
    rmdir(pipe->folder);
}

static void a_belts_lines_become_samples_on_our_clock(void **state)
{
    (void)state;
    struct pipe pipe;
    lay_pipe(&pipe);
    say(&pipe, "1000.0 0.25\n1000.04 0.", 50 * NS_PER_S);
    assert_int_equal(heard.count, 1);
    say(&pipe, "5\r\n", 50 * NS_PER_S + 40 * NS_PER_MS);
    assert_int_equal(heard.count, 2);
    assert_float_equal(heard.samples[0].value, 0.25, 0.0);
    assert_float_equal(heard.samples[1].value, 0.5, 0.0);
    assert_int_equal(heard.samples[1].t_ns - heard.samples[0].t_ns, 40 * NS_PER_MS);
    assert_int_equal(heard.samples[0].source, BREATH_SOURCE_BELT);
    lift_pipe(&pipe);
}

// A strap's lines between them are beats, no breath; the newest four of a drain are kept.
static void a_straps_beats_are_told_apart(void **state)
{
    (void)state;
    struct pipe pipe;
    lay_pipe(&pipe);
    say(&pipe, "1.00 0.25\n1.01 rr 812\n1.04 0.5\n1.80,rr,798.5\r\n", 50 * NS_PER_S);
    assert_int_equal(heard.count, 2);
    assert_int_equal(pipe.sensor.belt.rr_count, 2);
    assert_float_equal(pipe.sensor.belt.rr_ms[0], 812.0, 0.0);
    assert_float_equal(pipe.sensor.belt.rr_ms[1], 798.5, 0.0);
    say(&pipe, "2.00 0.5\n", 51 * NS_PER_S);
    assert_int_equal(pipe.sensor.belt.rr_count, 0);
    say(&pipe, "3 rr 1\n3 rr 2\n3 rr 3\n3 rr 4\n3 rr 5\n3 rr\n3 rrx 5\n", 52 * NS_PER_S);
    assert_int_equal(pipe.sensor.belt.rr_count, 4);
    assert_float_equal(pipe.sensor.belt.rr_ms[3], 5.0, 0.0);
    assert_int_equal(heard.count, 3);
    lift_pipe(&pipe);
}

// Four samples that were held up arrive together: they ended now, and are 40 ms apart.
static void a_burst_is_spread_out_backwards(void **state)
{
    (void)state;
    struct pipe pipe;
    lay_pipe(&pipe);
    say(&pipe, "1.00 1\n1.04 2\n1.08 3\n1.12 4\n", 9 * NS_PER_S);
    assert_int_equal(heard.count, 4);
    for (int i = 0; i < 4; i++) {
        const int64_t want_ns = 9 * NS_PER_S - (3 - i) * 40 * NS_PER_MS;
        assert_true(llabs(heard.samples[i].t_ns - want_ns) < 1000);
    }
    lift_pipe(&pipe);
}

static void a_belt_that_begins_anew_is_followed(void **state)
{
    (void)state;
    struct pipe pipe;
    lay_pipe(&pipe);
    say(&pipe, "5000.0 1\n", 20 * NS_PER_S);
    say(&pipe, "0.0 2\n", 40 * NS_PER_S);
    assert_int_equal(heard.count, 2);
    assert_int_equal(heard.samples[1].t_ns, 40 * NS_PER_S);
    lift_pipe(&pipe);
}

static void a_belts_nonsense_is_skipped_and_said_once(void **state)
{
    (void)state;
    struct pipe pipe;
    lay_pipe(&pipe);
    char noise[300];
    memset(noise, 'x', sizeof noise);
    noise[sizeof noise - 2] = '\n';
    noise[sizeof noise - 1] = '\0';
    say(&pipe, "1.0 1\n", NS_PER_S);
    say(&pipe, noise, 2 * NS_PER_S);
    say(&pipe, "hello\n1\n1 nan\ninf 1\n\n1 2 3\n", 3 * NS_PER_S);
    assert_non_null(strstr(said, "hello"));
    say(&pipe, "5.0 2\n", 5 * NS_PER_S);
    assert_int_equal(heard.count, 2);
    lift_pipe(&pipe);
}

static void an_unplugged_belt_is_silent_and_may_come_back(void **state)
{
    (void)state;
    struct pipe pipe;
    lay_pipe(&pipe);
    say(&pipe, "1.0 1\n", NS_PER_S);
    close(pipe.in);
    const struct sensor_input input = {.t_ns = 2 * NS_PER_S};
    sensor_drain(&pipe.sensor, &input, hear, NULL);
    assert_int_equal(heard.count, 1);
    pipe.in = open(pipe.path, O_WRONLY);
    assert_true(pipe.in >= 0);
    say(&pipe, "3.0 1\n", 3 * NS_PER_S);
    assert_int_equal(heard.count, 2);
    lift_pipe(&pipe);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_word_opens_what_it_names, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_source_is_said, begin, end),
        cmocka_unit_test_setup_teardown(without_a_head_there_is_no_sample, begin, end),
        cmocka_unit_test_setup_teardown(the_hand_on_the_belly_is_chosen_and_kept, begin, end),
        cmocka_unit_test_setup_teardown(the_belly_is_found_lying_down, begin, end),
        cmocka_unit_test_setup_teardown(tracking_noise_does_not_pass_for_movement, begin, end),
        cmocka_unit_test_setup_teardown(a_hand_in_the_air_is_not_used, begin, end),
        cmocka_unit_test_setup_teardown(a_recording_plays_once_from_the_start_of_the_session, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_belts_lines_become_samples_on_our_clock, begin, end),
        cmocka_unit_test_setup_teardown(a_straps_beats_are_told_apart, begin, end),
        cmocka_unit_test_setup_teardown(a_burst_is_spread_out_backwards, begin, end),
        cmocka_unit_test_setup_teardown(a_belt_that_begins_anew_is_followed, begin, end),
        cmocka_unit_test_setup_teardown(a_belts_nonsense_is_skipped_and_said_once, begin, end),
        cmocka_unit_test_setup_teardown(an_unplugged_belt_is_silent_and_may_come_back, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
