#include "report/summary.h"

#include "base/log.h"
#include "report/text.h"
#include "store/read.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { RATING_MAX = 24 };

struct rating {
    char step[32], name[32];
    bool has_value;
    bool is_yes_no; // 0 no, 1 yes; else 0 to 10
    double value;
};

struct story {
    bool is_found;
    int rating_count;
    struct rating ratings[RATING_MAX];
    int minutes, guide_minutes;
    double sure_sum;  // minutes of certainty
    double rated_sum; // of those, minutes with a rate
    double rate_sum;  // weighted by certainty
    double guide_first_bpm, guide_last_bpm;
    double found_bpm; // 0: none
    struct report_text text;
};

static const char *stop_words(const struct store_read_session *session)
{
    static const struct {
        const char *name, *words;
    } known[] = {
        {"completed", "it ran to its end"},
        {"patient", "the patient chose to stop"},
        {"staff", "staff stopped it"},
        {"time", "the time limit was reached"},
        {"headset", "the headset ended it (taken off, switched off or lost)"},
        {"fault", "the program could not go on"},
        {"torn", "the program ended without a word (switched off or crashed)"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(session->stop_reason, known[i].name) == 0) {
            return known[i].words;
        }
    }
    return session->is_open ? "it has not ended yet" : session->stop_reason;
}

static enum err tell_session(void *user, const struct store_read_session *session)
{
    struct story *story = user;
    story->is_found = true;
    struct report_text *out = &story->text;
    char local[REPORT_TEXT_TIME_BYTES];
    report_text_utc(local, session->start_wall_ms + session->utc_offset_min * 60000);
    const int64_t offset = session->utc_offset_min;
    const int64_t size = offset < 0 ? -offset : offset;
    const int64_t seconds = (session->duration_ms + 500) / 1000;
    report_text_format(out, "Session %" PRId64 ": %s", session->id, session->plan_name);
    if (session->alias[0]) {
        report_text_format(out, ", alias %s", session->alias);
    }
    report_text_format(out, "\n  When       %.10s %.5s (UTC%c%02" PRId64 ":%02" PRId64 ")", local,
                       local[0] ? local + 11 : "", offset < 0 ? '-' : '+', size / 60, size % 60);
    report_text_format(out, ", %" PRId64 " min %02" PRId64 " s\n", seconds / 60, seconds % 60);
    report_text_format(out, "  End        %s\n", stop_words(session));
    return ERR_OK;
}

static enum err note_event(void *user, const struct store_read_event *event)
{
    struct story *story = user;
    if (strcmp(event->kind, "found") == 0 && event->has_value) {
        story->found_bpm = event->value;
    }
    const bool is_answer = strcmp(event->kind, "answer") == 0;
    const bool is_rating = strcmp(event->kind, "rating") == 0;
    if ((!is_answer && !is_rating) || story->rating_count == RATING_MAX) {
        return ERR_OK;
    }
    struct rating *rating = &story->ratings[story->rating_count++];
    snprintf(rating->step, sizeof rating->step, "%s", event->step);
    snprintf(rating->name, sizeof rating->name, "%s", event->name);
    rating->has_value = event->has_value && event->value >= 0.0;
    rating->value = event->value;
    rating->is_yes_no = is_answer;
    return ERR_OK;
}

static enum err note_minute(void *user, const struct store_read_minute *minute)
{
    struct story *story = user;
    const struct store_breath *breath = &minute->breath;
    story->minutes++;
    story->sure_sum += breath->sure_share;
    if (!isnan(breath->rate_bpm)) {
        story->rated_sum += breath->sure_share;
        story->rate_sum += breath->rate_bpm * breath->sure_share;
    }
    if (!isnan(breath->guide_bpm)) {
        if (story->guide_minutes++ == 0) {
            story->guide_first_bpm = breath->guide_bpm;
        }
        story->guide_last_bpm = breath->guide_bpm;
    }
    return ERR_OK;
}

// "nrs_pain" is "pain" to a reader, "perceived_minutes" is "perceived minutes".
static void add_measure(struct report_text *out, const char *name)
{
    char words[32];
    snprintf(words, sizeof words, "%s", strncmp(name, "nrs_", 4) == 0 ? name + 4 : name);
    for (char *at = words; *at; at++) {
        *at = *at == '_' ? ' ' : *at;
    }
    report_text_add(out, words);
}

// The end of a step's id tells when: "pain_before" is "before".
static void add_when(struct report_text *out, const char *step)
{
    const char *last = strrchr(step, '_');
    report_text_format(out, " %s", last ? last + 1 : step);
}

static bool is_told(const struct story *story, int i)
{
    for (int earlier = 0; earlier < i; earlier++) {
        if (strcmp(story->ratings[earlier].name, story->ratings[i].name) == 0) {
            return true;
        }
    }
    return false;
}

static void tell_answer(struct report_text *out, const struct rating *rating)
{
    report_text_add(out, "  Asked      ");
    add_measure(out, rating->name);
    report_text_format(out, ": %s\n",
                       !rating->has_value    ? "no answer"
                       : rating->value > 0.5 ? "yes"
                                             : "no");
}

static void tell_measure(struct story *story, int first)
{
    struct report_text *out = &story->text;
    report_text_add(out, "  Rating     ");
    add_measure(out, story->ratings[first].name);
    const char *between = ": ";
    for (int i = first; i < story->rating_count; i++) {
        const struct rating *rating = &story->ratings[i];
        if (strcmp(rating->name, story->ratings[first].name) != 0) {
            continue;
        }
        report_text_add(out, between);
        between = ", ";
        if (rating->has_value) {
            report_text_number(out, rating->value);
        } else {
            report_text_add(out, "no answer");
        }
        add_when(out, rating->step);
    }
    report_text_add(out, " (0 to 10)\n");
}

// One decimal is what the measurement is worth.
static void add_rate(struct report_text *out, double bpm)
{
    report_text_number(out, (double)(int64_t)(bpm * 10.0 + 0.5) / 10.0);
}

static void tell_breath(struct story *story)
{
    struct report_text *out = &story->text;
    if (story->minutes == 0) {
        return;
    }
    report_text_add(out, "  Breath     ");
    if (story->rated_sum > 0.0) {
        add_rate(out, story->rate_sum / story->rated_sum);
        report_text_format(out,
                           " a minute, as estimated while the program was sure: %d %% of the"
                           " time\n",
                           (int)(100.0 * story->sure_sum / story->minutes + 0.5));
    } else {
        report_text_add(out, "the program was never sure of it\n");
    }
    if (story->guide_minutes > 0) {
        report_text_add(out, "  Guide      from ");
        add_rate(out, story->guide_first_bpm);
        report_text_add(out, " to ");
        add_rate(out, story->guide_last_bpm);
        report_text_add(out, " breaths a minute\n");
    }
}

static void add_hundredths(struct report_text *out, double share)
{
    report_text_number(out, round(share * 100.0) / 100.0);
}

// How the breath went with the guide; of sessions that were recorded before this was measured, or
// in which nothing could be judged, nothing is said.
static void tell_match(struct report_text *out, const struct store_breath *breath)
{
    if (!isnan(breath->cycle_match)) {
        const int matched = (int)(breath->cycle_match * (double)breath->cycles + 0.5);
        report_text_format(out, "  Match      %d of %" PRId64 " breaths went with the guide",
                           matched, breath->cycles);
        if (!isnan(breath->rate_error_bpm)) {
            report_text_add(out, ", ");
            add_rate(out, breath->rate_error_bpm);
            report_text_add(out, " a minute apart on average");
        }
        report_text_add(out, "\n");
    }
    if (!isnan(breath->synchrony)) {
        report_text_add(out, "  Synchrony  ");
        add_hundredths(out, breath->synchrony);
        report_text_add(out, " (0 to 1), ");
        add_hundredths(out, fabs(breath->lag));
        report_text_format(out, " of a breath %s the guide\n",
                           breath->lag < 0.0 ? "before" : "behind");
    }
    if (!isnan(breath->exhale_share)) {
        report_text_format(out, "  Exhale     %d %% of each breath\n",
                           (int)(100.0 * breath->exhale_share + 0.5));
    }
    if (breath->eases > 0) {
        report_text_format(out, "  Eased      %" PRId64 " times: too much breath, or dizzy\n",
                           breath->eases);
    }
}

static enum err tell(struct store_read *read, int64_t session_id, struct story *story)
{
    const struct store_read_filter filter = {.session_id = session_id};
    TRY(store_read_sessions(read, &filter, tell_session, story));
    if (!story->is_found || session_id == 0) {
        LOG_ERROR("the record has no session %" PRId64, session_id);
        return ERR_BAD_DATA;
    }
    TRY(store_read_events(read, session_id, note_event, story));
    TRY(store_read_minutes(read, session_id, note_minute, story));
    for (int i = 0; i < story->rating_count; i++) {
        if (story->ratings[i].is_yes_no) {
            tell_answer(&story->text, &story->ratings[i]);
        } else if (!is_told(story, i)) {
            tell_measure(story, i);
        }
    }
    tell_breath(story);
    if (story->found_bpm > 0.0) {
        report_text_add(&story->text, "  Best pace  ");
        add_rate(&story->text, story->found_bpm);
        report_text_add(&story->text, " breaths a minute went best\n");
    }
    struct store_breath breath;
    bool is_found = false;
    TRY(store_read_breath(read, session_id, &breath, &is_found));
    if (is_found) {
        tell_match(&story->text, &breath);
    }
    return ERR_OK;
}

enum err report_summary(const char *record_path, int64_t session_id, char *out, size_t size)
{
    struct story story = {0};
    struct store_read *read = NULL;
    TRY(store_read_open(record_path, &read));
    enum err err = tell(read, session_id, &story);
    store_read_close(read);
    if (err == ERR_OK) {
        err = report_text_end(&story.text);
    }
    if (err == ERR_OK) {
        snprintf(out, size, "%s", story.text.bytes);
    }
    report_text_fini(&story.text);
    return err;
}
