#include "report/csv.h"

#include "report/export.h"

#include <inttypes.h>
#include <string.h>

static const char SESSION_HEADER[] =
    "session,alias,start_utc,utc_offset_min,duration_s,stop_reason,plan,plan_hash,language,seed,"
    "version,runtime,device\r\n";
#define BREATH_HEADER                                                                       \
    "rate_bpm,guide_bpm,sure_share,source,rate_error_bpm,cycle_match,cycles,synchrony,lag," \
    "exhale_share,eases\r\n"
static const char *const HEADERS[REPORT_CSV_COUNT] = {
    SESSION_HEADER,
    "session,event,t_s,time_utc,kind,step,name,loinc,value\r\n",
    "session,minute,t_s," BREATH_HEADER,
    "session," BREATH_HEADER,
    "session,frames,missed,fps,pose_age_p50_ms,pose_age_p99_ms,gpu_p50_ms,gpu_p99_ms\r\n",
};

// A cell behind others of its line.
static void then_text(struct report_text *text, const char *cell)
{
    report_text_add(text, ",");
    report_csv_cell(text, cell);
}

static void then_number(struct report_text *text, bool has_value, double value)
{
    report_text_add(text, ",");
    if (has_value) {
        report_text_number(text, value);
    }
}

static void then_time(struct report_text *text, int64_t wall_ms)
{
    char time[REPORT_TEXT_TIME_BYTES];
    report_text_utc(time, wall_ms);
    then_text(text, time);
}

// The rest of a line, as BREATH_HEADER has it; what is not known is an empty cell.
static void then_breath(struct report_text *text, const struct store_breath *breath)
{
    then_number(text, true, breath->rate_bpm);
    then_number(text, true, breath->guide_bpm);
    then_number(text, true, breath->sure_share);
    then_text(text, breath->source);
    then_number(text, true, breath->rate_error_bpm);
    then_number(text, true, breath->cycle_match);
    then_number(text, true, (double)breath->cycles);
    then_number(text, true, breath->synchrony);
    then_number(text, true, breath->lag);
    then_number(text, true, breath->exhale_share);
    then_number(text, true, (double)breath->eases);
    report_text_add(text, "\r\n");
}

static enum err add_event(void *user, const struct store_read_event *event)
{
    struct report_csv *csv = user;
    struct report_text *out = &csv->files[REPORT_CSV_EVENTS];
    const bool is_rating = strcmp(event->kind, "rating") == 0;
    report_text_format(out, "%" PRId64 ",%d", csv->session_id, ++csv->event);
    then_number(out, true, (double)event->t_ms / 1000.0);
    then_time(out, csv->start_wall_ms + event->t_ms);
    then_text(out, event->kind);
    then_text(out, event->step);
    then_text(out, event->name);
    then_text(out, is_rating ? report_export_loinc(event->name) : "");
    then_number(out, event->has_value && !(is_rating && event->value < 0.0), event->value);
    report_text_add(out, "\r\n");
    return ERR_OK;
}

static enum err add_minute(void *user, const struct store_read_minute *minute)
{
    struct report_csv *csv = user;
    struct report_text *out = &csv->files[REPORT_CSV_MINUTES];
    report_text_format(out, "%" PRId64 ",%d", csv->session_id, minute->minute);
    then_number(out, true, (double)minute->t_ms / 1000.0);
    then_breath(out, &minute->breath);
    return ERR_OK;
}

static enum err add_breath(struct report_csv *csv)
{
    struct store_breath breath;
    bool is_found = false;
    TRY(store_read_breath(csv->read, csv->session_id, &breath, &is_found));
    if (is_found) {
        report_text_format(&csv->files[REPORT_CSV_BREATH], "%" PRId64, csv->session_id);
        then_breath(&csv->files[REPORT_CSV_BREATH], &breath);
    }
    return ERR_OK;
}

static enum err add_frames(struct report_csv *csv)
{
    struct store_frames frames;
    bool is_found = false;
    TRY(store_read_frames(csv->read, csv->session_id, &frames, &is_found));
    if (!is_found) {
        return ERR_OK;
    }
    struct report_text *out = &csv->files[REPORT_CSV_FRAMES];
    report_text_format(out, "%" PRId64 ",%" PRId64 ",%" PRId64, csv->session_id, frames.frames,
                       frames.missed);
    then_number(out, true, frames.fps);
    then_number(out, true, frames.pose_age_p50_ms);
    then_number(out, true, frames.pose_age_p99_ms);
    then_number(out, true, frames.gpu_p50_ms);
    then_number(out, true, frames.gpu_p99_ms);
    report_text_add(out, "\r\n");
    return ERR_OK;
}

static enum err add_session(void *user, const struct store_read_session *session)
{
    struct report_csv *csv = user;
    csv->session_id = session->id;
    csv->start_wall_ms = session->start_wall_ms;
    csv->event = 0;
    struct report_text *out = &csv->files[REPORT_CSV_SESSIONS];
    report_text_format(out, "%" PRId64, session->id);
    then_text(out, session->alias);
    then_time(out, session->start_wall_ms);
    report_text_format(out, ",%" PRId64, session->utc_offset_min);
    then_number(out, !session->is_open, (double)session->duration_ms / 1000.0);
    then_text(out, session->stop_reason);
    const char *const texts[] = {session->plan_name, session->plan_hash, session->language,
                                 session->seed,      session->version,   session->runtime,
                                 session->device};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        then_text(out, texts[i]);
    }
    report_text_add(out, "\r\n");

    TRY(store_read_events(csv->read, session->id, add_event, csv));
    TRY(store_read_minutes(csv->read, session->id, add_minute, csv));
    TRY(add_breath(csv));
    return add_frames(csv);
}

enum err report_csv_read(struct report_csv *csv, const struct store_read_filter *filter)
{
    for (int i = 0; i < REPORT_CSV_COUNT; i++) {
        report_text_add(&csv->files[i], HEADERS[i]);
    }
    return store_read_sessions(csv->read, filter, add_session, csv);
}

void report_csv_fini(struct report_csv *csv)
{
    for (int i = 0; i < REPORT_CSV_COUNT; i++) {
        report_text_fini(&csv->files[i]);
    }
}

void report_csv_cell(struct report_text *text, const char *cell)
{
    const bool is_formula = cell[0] != '\0' && strchr("=+-@\t\r", cell[0]);
    const bool is_quoted = strpbrk(cell, ",\"\r\n") != NULL;
    report_text_add(text, is_quoted ? "\"" : "");
    report_text_add(text, is_formula ? "'" : "");
    char out[5] = "";
    for (size_t n = report_text_next(&cell, out); n > 0; n = report_text_next(&cell, out)) {
        out[n] = '\0';
        report_text_add(text, out[0] == '"' ? "\"\"" : out);
    }
    report_text_add(text, is_quoted ? "\"" : "");
}
