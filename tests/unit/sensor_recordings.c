// The ear over recordings of breath at known rates, and over everyday sounds without any. Where the
// recordings are not beside the repository, the test is skipped.
#include "breath/heard.h"
#include "sensor/wav.h"

#include "base/clock.h"
#include "base/mem.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CLIPS_MAX = 64, NAME_BYTES = 96, SECONDS_MAX = 4000, SKIPPED = 77 };

static const char FOLDER[] = SOURCE_FOLDER "/../shared/data/breath_audio";
static const double LEARN_S = 20.0;

struct clip {
    char name[NAME_BYTES];
    double bpm;
};

static struct breath_heard ear;
static struct sensor_wav wav;
static float shown_bpm[SECONDS_MAX];
static int shown_count;
static int64_t samples;

static FILE *open_labels(const char *folder)
{
    char path[1024];
    snprintf(path, sizeof path, "%s%s/labels.csv", FOLDER, folder);
    return fopen(path, "r");
}

static int read_labels(const char *folder, struct clip clips[CLIPS_MAX])
{
    FILE *file = open_labels(folder);
    assert_non_null(file);
    char line[1024];
    int count = 0;
    assert_non_null(fgets(line, sizeof line, file)); // the header
    while (count < CLIPS_MAX && fgets(line, sizeof line, file)) {
        char *comma = strchr(line, ',');
        assert_non_null(comma);
        *comma = '\0';
        snprintf(clips[count].name, NAME_BYTES, "%.90s", line);
        clips[count++].bpm = strtod(comma + 1, NULL);
    }
    fclose(file);
    return count;
}

static void begin(void)
{
    breath_heard_init(&ear);
    shown_count = 0;
    samples = 0;
}

static void play(const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s%s/%s", FOLDER, folder, name);
    wav = (struct sensor_wav){0};
    assert_int_equal(sensor_wav_open(&wav, path), ERR_OK);
    float block[BREATH_SOUND_BLOCK];
    while (sensor_wav_read(&wav, block, BREATH_SOUND_BLOCK) == BREATH_SOUND_BLOCK) {
        samples += BREATH_SOUND_BLOCK;
        const int64_t t_ns = NS_PER_S + samples * 62500;
        breath_heard_push(&ear, block, -120.0f, t_ns);
        const struct breath breath = breath_heard_at(&ear.news, t_ns);
        assert_true(breath.count == 0 || breath.onset_ns <= t_ns);
        const bool is_second = samples % BREATH_SOUND_RATE_HZ < BREATH_SOUND_BLOCK;
        const bool is_learned = (double)samples > LEARN_S * BREATH_SOUND_RATE_HZ;
        if (is_second && is_learned && breath.rate_bpm > 0.0f && shown_count < SECONDS_MAX) {
            shown_bpm[shown_count++] = breath.rate_bpm;
        }
    }
    sensor_wav_close(&wav);
}

static int rising(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static void rates_are_right_and_not_doubled(void **state)
{
    (void)state;
    static struct clip clips[CLIPS_MAX];
    const int count = read_labels("", clips);
    const long allocated = mem_count();
    int right = 0;
    for (int i = 0; i < count; i++) {
        begin();
        play("", clips[i].name);
        qsort(shown_bpm, (size_t)shown_count, sizeof shown_bpm[0], rising);
        const double bpm = shown_count > 0 ? (double)shown_bpm[shown_count / 2] : 0.0;
        print_message("%s: %.0f a minute, shown %.1f in %d s, %u breaths told\n", clips[i].name,
                      clips[i].bpm, bpm, shown_count, (unsigned)ear.news.count);
        right += fabs(bpm - clips[i].bpm) <= 0.1 * clips[i].bpm;
    }
    assert_true(right * 12 >= 10 * count);
    assert_int_equal(mem_count(), allocated);
}

static void everyday_sounds_are_no_breath(void **state)
{
    (void)state;
    static struct clip clips[CLIPS_MAX];
    const int count = read_labels("/distractors", clips);
    begin();
    for (int i = 0; i < count; i++) {
        play("/distractors", clips[i].name);
    }
    const double minutes = (double)samples / (60.0 * BREATH_SOUND_RATE_HZ);
    print_message("%u false breaths in %.1f minutes\n", (unsigned)ear.news.count, minutes);
    assert_true((double)ear.news.count <= 0.5 * minutes);
    assert_int_equal(shown_count, 0);
}

int main(void)
{
    FILE *file = open_labels("");
    if (!file) {
        printf("skipped: there are no recordings in %s\n", FOLDER);
        return SKIPPED;
    }
    fclose(file);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_are_right_and_not_doubled),
        cmocka_unit_test(everyday_sounds_are_no_breath),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
