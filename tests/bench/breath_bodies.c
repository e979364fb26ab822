// The live estimator on synthetic bodies (tests/unit/body.h): one line of the README's table for
// each source and posture, and what a sample costs. Run by breath.sh; nothing is judged here.
#include "../unit/body.h"
#include "base/clock.h"
#include "base/mem.h"
#include "breath/state.h"

#include <stdio.h>

static struct breath_state breath;

static const double RATES_BPM[] = {4.0, 4.5, 5.0, 6.0, 8.0, 10.0, 12.0, 15.0, 18.0, 21.0, 24.0};
enum { RATE_COUNT = sizeof RATES_BPM / sizeof RATES_BPM[0], SEEDS = 4 };
static const double HZ = 72.0, LEARN_S = 60.0, END_S = 300.0;

// The worst of all rates, each over all seeds.
struct worst {
    double phase_off; // share of the time that it is sure in which the phase is too far off
    double fast_off;  // likewise above 18 a minute, where twelve hundredths are allowed
    double rate_error_bpm, unsure, bias_s;
    double looks, silent; // of all rates: how often it tells no rate
    double exhale_off;    // share of breaths whose exhale is dated more than a tenth of them off
};

struct sums {
    double looks, sure, off, rated, error_bpm, bias_s;
    double exhales, exhales_off; // of breaths that it is sure of, as cycle match looks at them
};

static void look(struct sums *sums, const struct body *body, const struct breath *now, double most)
{
    sums->looks++;
    if (now->is_sure) {
        double apart = (double)now->phase - body_phase(body);
        apart -= round(apart);
        sums->sure++;
        sums->off += fabs(apart) > most;
        sums->bias_s += apart * 60.0 / body->bpm;
    }
    if (now->rate_bpm > 0.0f) {
        sums->rated++;
        sums->error_bpm += fabs((double)now->rate_bpm - body->bpm);
    }
}

// Three quarters through a breath: when did its exhale begin? (breath/match.h)
static void look_at_exhale(struct sums *sums, const struct body *body, const struct breath *now,
                           int64_t t_ns)
{
    if (!now->is_sure) {
        return;
    }
    const double turn_s =
        body->begin_s + body->inhale_share * (1.0 - body->pause_share) * body->period_s;
    const double said_s = body->last_s - (double)(t_ns - now->exhale_ns) / (double)NS_PER_S;
    sums->exhales++;
    sums->exhales_off += fabs(said_s - turn_s) > 0.1 * body->period_s;
}

static void live(struct sums *sums, struct body body, uint8_t source)
{
    breath_init(&breath);
    double before = 0.0;
    for (int i = 0; i < (int)(END_S * HZ); i++) {
        const double t_s = i / HZ;
        const struct breath_sample sample = body_sample(&body, t_s, source);
        breath_push(&breath, &sample);
        if (t_s > LEARN_S) {
            const struct breath now = breath_at(&breath, sample.t_ns);
            look(sums, &body, &now, body.bpm > 18.0 ? 0.12 : 0.10);
            if (before < 0.75 && body_phase(&body) >= 0.75) {
                look_at_exhale(sums, &body, &now, sample.t_ns);
            }
        }
        before = body_phase(&body);
    }
}

static struct worst over_rates(enum body_posture posture, uint8_t source, double look_s)
{
    struct worst worst = {0};
    for (int i = 0; i < RATE_COUNT; i++) {
        struct sums sums = {0};
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            struct body body = body_make(posture, RATES_BPM[i], 1000 * seed + (uint64_t)i);
            body.look_s = look_s;
            live(&sums, body, source);
        }
        const double off = sums.sure > 0.0 ? sums.off / sums.sure : 0.0;
        double *where = RATES_BPM[i] > 18.0 ? &worst.fast_off : &worst.phase_off;
        *where = fmax(*where, off);
        worst.rate_error_bpm =
            fmax(worst.rate_error_bpm, sums.rated > 0.0 ? sums.error_bpm / sums.rated : 0.0);
        worst.unsure = fmax(worst.unsure, 1.0 - sums.rated / sums.looks);
        worst.looks += sums.looks;
        worst.silent += sums.looks - sums.rated;
        if (RATES_BPM[i] >= 4.5 && RATES_BPM[i] <= 10.0 && sums.sure > 0.0) {
            worst.bias_s = fmax(worst.bias_s, fabs(sums.bias_s / sums.sure));
            worst.exhale_off = fmax(worst.exhale_off, sums.exhales_off / fmax(sums.exhales, 1.0));
        }
    }
    return worst;
}

static void print_hand(const char *words, enum body_posture posture)
{
    const struct worst w = over_rates(posture, BREATH_SOURCE_HAND, 0.0);
    printf("| %s: phase within 10 %% of the cycle (above 18 a minute 12 %%), at the worst rate | "
           "%.1f %% "
           "(%.1f %%) of the time | 95 %% |\n",
           words, 100.0 * (1.0 - w.phase_off), 100.0 * (1.0 - w.fast_off));
    printf("| … rate error at the worst rate | %.2f | 0.5 |\n", w.rate_error_bpm);
    printf("| … 4.5 to 10 a minute: phase early or late, at the worst rate | %.2f s | 0.15 s |\n",
           w.bias_s);
    printf("| … exhale dated within a tenth of its breath, likewise | %.0f %% of breaths | – |\n",
           100.0 * (1.0 - w.exhale_off));
}

static void print_head(const char *words, enum body_posture posture, double look_s,
                       double error_mark, int silent_mark)
{
    const struct worst w = over_rates(posture, BREATH_SOURCE_HEAD, look_s);
    printf("| %s: rate error at the worst rate, when it speaks | %.2f | %.1f |\n", words,
           w.rate_error_bpm, error_mark);
    printf("| … not sure, all rates (the worst) | %.0f %% (%.0f %%) | %d %% |\n",
           100.0 * w.silent / w.looks, 100.0 * w.unsure, silent_mark);
}

static void print_cost(const char *words, uint8_t source)
{
    enum { SAMPLES = 72 * 120 };
    static struct breath_sample samples[SAMPLES];
    struct body body = body_make(BODY_LYING, 8.0, 1);
    for (int i = 0; i < SAMPLES; i++) {
        samples[i] = body_sample(&body, i / HZ, source);
    }
    double best_us = 1e9;
    long allocations = 0;
    for (int round = 0; round < 9; round++) {
        breath_init(&breath);
        const long before = mem_count();
        const int64_t from_ns = clock_thread_cpu_ns();
        for (int i = 0; i < SAMPLES; i++) {
            breath_push(&breath, &samples[i]);
        }
        best_us = fmin(best_us, (double)(clock_thread_cpu_ns() - from_ns) / 1e3 / SAMPLES);
        allocations += mem_count() - before;
    }
    printf("| %s: CPU a sample, allocations | %.2f µs, %ld | 2 µs, 0 |\n", words, best_us,
           allocations);
}

int main(void)
{
    print_hand("hand on the belly, lying", BODY_LYING);
    print_hand("hand on the belly, seated", BODY_SEATED);
    print_head("head alone, lying", BODY_LYING, 0.0, 1.0, 20);
    print_head("head alone, seated, looking elsewhere every 15 s", BODY_SEATED, 15.0, 2.0, 50);
    print_cost("belt", BREATH_SOURCE_BELT);
    print_cost("hand", BREATH_SOURCE_HAND);
    print_cost("head", BREATH_SOURCE_HEAD);
    return 0;
}
