// The live estimator over recordings in which two people marked every breath. Where the recordings
// are not beside the repository, the test is skipped.
#include "breath/state.h"

#include "base/clock.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { BREATHS_MAX = 600, SKIPPED = 77 };

static const char FOLDER[] = SOURCE_FOLDER "/../shared/data/respiration";
static const char *const names[] = {"bidmc_04", "bidmc_14", "bidmc_19", "bidmc_25",
                                    "bidmc_26", "bidmc_27", "bidmc_32", "bidmc_34",
                                    "bidmc_40", "bidmc_41", "bidmc_50", "bidmc_53"};
enum { NAME_COUNT = sizeof names / sizeof names[0] };

static const double LEARN_S = 15.0;

struct times {
    double s[BREATHS_MAX], known_s[BREATHS_MAX];
    int count;
};

static FILE *open_file(const char *name, const char *ending)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s%s", FOLDER, name, ending);
    return fopen(path, "r");
}

// Where the first person saw inhales begin; breaths without a calculated start are left out.
static void read_truth(const char *name, struct times *truth)
{
    FILE *file = open_file(name, ".breaths.csv");
    assert_non_null(file);
    char line[128];
    while (fgets(line, sizeof line, file)) {
        double mark_s = 0.0, onset_s = 0.0;
        if (sscanf(line, "ann1,%lf,%lf", &mark_s, &onset_s) == 2 && truth->count < BREATHS_MAX) {
            truth->s[truth->count++] = onset_s;
        }
    }
    fclose(file);
}

static void detect(const char *name, struct times *found)
{
    static struct breath_state breath;
    FILE *file = open_file(name, ".csv");
    assert_non_null(file);
    breath_init(&breath);
    char line[128];
    uint32_t count = 0;
    while (fgets(line, sizeof line, file)) {
        double t_s = 0.0;
        float value = 0.0f;
        if (sscanf(line, "%lf,%f", &t_s, &value) != 2) {
            continue;
        }
        const struct breath_sample sample = {.t_ns = (int64_t)llround(t_s * 1e9) + NS_PER_S,
                                             .source = BREATH_SOURCE_BELT,
                                             .is_tracked = true,
                                             .value = value};
        breath_push(&breath, &sample);
        const struct breath now = breath_at(&breath, sample.t_ns);
        if (now.count != count && found->count < BREATHS_MAX) {
            count = now.count;
            assert_true(now.onset_ns <= sample.t_ns);
            found->known_s[found->count] = t_s;
            found->s[found->count++] = (double)(now.onset_ns - NS_PER_S) / 1e9;
        }
    }
    fclose(file);
}

struct score {
    int hits, missed, false_found;
    double delay_s, stamp_s; // means
};

// One to one within half a second, both in order.
static struct score compare(const struct times *truth, const struct times *found)
{
    struct score score = {0};
    int i = 0, j = 0;
    while (i < truth->count || j < found->count) {
        const double want_s = i < truth->count ? truth->s[i] : 1e9;
        const double got_s = j < found->count ? found->s[j] : 1e9;
        if (fabs(want_s - got_s) <= 0.5) {
            if (want_s >= LEARN_S) {
                score.hits++;
                score.stamp_s += got_s - want_s;
                score.delay_s += found->known_s[j] - want_s;
            }
            i++;
            j++;
        } else if (want_s < got_s) {
            score.missed += want_s >= LEARN_S;
            i++;
        } else {
            score.false_found += got_s >= LEARN_S;
            j++;
        }
    }
    score.delay_s /= fmax(score.hits, 1.0);
    score.stamp_s /= fmax(score.hits, 1.0);
    return score;
}

static void it_finds_what_people_marked_soon_and_dates_it_right(void **state)
{
    (void)state;
    double f1_sum = 0.0, delay_sum_s = 0.0;
    for (int k = 0; k < NAME_COUNT; k++) {
        static struct times truth, found;
        truth.count = found.count = 0;
        read_truth(names[k], &truth);
        detect(names[k], &found);
        const struct score score = compare(&truth, &found);
        const double f1 = 2.0 * score.hits / (2.0 * score.hits + score.missed + score.false_found);
        print_message("%s: F1 within 0.5 s %.3f, stamp %+.2f s, known after %.2f s\n", names[k], f1,
                      score.stamp_s, score.delay_s);
        assert_true(f1 > 0.82);
        assert_true(fabs(score.stamp_s) < 0.15);
        f1_sum += f1;
        delay_sum_s += score.delay_s;
    }
    assert_true(f1_sum / NAME_COUNT > 0.95);
    assert_true(delay_sum_s / NAME_COUNT < 0.45);
}

int main(void)
{
    FILE *file = open_file(names[0], ".csv");
    if (!file) {
        printf("skipped: there are no recordings in %s\n", FOLDER);
        return SKIPPED;
    }
    fclose(file);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_finds_what_people_marked_soon_and_dates_it_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
