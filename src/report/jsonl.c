#include "report/jsonl.h"

#include "report/export.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static void add_string(struct report_text *text, const char *string)
{
    report_text_add(text, "\"");
    char out[5] = "";
    for (size_t n = report_text_next(&string, out); n > 0; n = report_text_next(&string, out)) {
        out[n] = '\0';
        if (out[0] == '"' || out[0] == '\\') {
            report_text_format(text, "\\%c", out[0]);
        } else if ((unsigned char)out[0] < 0x20) {
            report_text_format(text, "\\u%04x", (unsigned)out[0]);
        } else {
            report_text_add(text, out);
        }
    }
    report_text_add(text, "\"");
}

// A member behind others of its object; `key` is ours and needs no escapes.
static void then_text(struct report_text *text, const char *key, const char *value)
{
    report_text_format(text, ",\"%s\":", key);
    add_string(text, value);
}

static void then_number(struct report_text *text, const char *key, bool has_value, double value)
{
    report_text_format(text, ",\"%s\":", key);
    if (has_value) {
        report_text_number(text, value);
    } else {
        report_text_add(text, "null");
    }
}

static void then_time(struct report_text *text, const char *key, int64_t wall_ms)
{
    char time[REPORT_TEXT_TIME_BYTES];
    report_text_utc(time, wall_ms);
    then_text(text, key, time);
}

static void then_known(struct report_text *text, const char *key, double value)
{
    then_number(text, key, !isnan(value), value);
}

static void then_breath(struct report_text *text, const struct store_breath *breath)
{
    then_known(text, "rate_bpm", breath->rate_bpm);
    then_known(text, "guide_bpm", breath->guide_bpm);
    then_known(text, "sure_share", breath->sure_share);
    then_text(text, "source", breath->source);
    then_known(text, "rate_error_bpm", breath->rate_error_bpm);
    then_known(text, "cycle_match", breath->cycle_match);
    then_known(text, "cycles", (double)breath->cycles);
    then_known(text, "synchrony", breath->synchrony);
    then_known(text, "lag", breath->lag);
    then_known(text, "exhale_share", breath->exhale_share);
    then_known(text, "eases", (double)breath->eases);
}

static void begin_element(struct report_jsonl *jsonl)
{
    report_text_add(&jsonl->sessions, jsonl->is_first ? "" : ",");
    jsonl->is_first = false;
}

static enum err add_event(void *user, const struct store_read_event *event)
{
    struct report_jsonl *jsonl = user;
    struct report_text *out = &jsonl->sessions;
    const bool is_rating = strcmp(event->kind, "rating") == 0;
    const char *loinc = is_rating ? report_export_loinc(event->name) : "";
    begin_element(jsonl);
    report_text_add(out, "{\"t_s\":");
    report_text_number(out, (double)event->t_ms / 1000.0);
    then_time(out, "time_utc", jsonl->start_wall_ms + event->t_ms);
    then_text(out, "kind", event->kind);
    then_text(out, "step", event->step);
    then_text(out, "name", event->name);
    if (loinc[0]) {
        then_text(out, "loinc", loinc);
    }
    then_number(out, "value", event->has_value && !(is_rating && event->value < 0.0), event->value);
    report_text_add(out, "}");
    return ERR_OK;
}

static enum err add_minute(void *user, const struct store_read_minute *minute)
{
    struct report_jsonl *jsonl = user;
    struct report_text *out = &jsonl->sessions;
    begin_element(jsonl);
    report_text_format(out, "{\"minute\":%d", minute->minute);
    then_number(out, "t_s", true, (double)minute->t_ms / 1000.0);
    then_breath(out, &minute->breath);
    report_text_add(out, "}");
    return ERR_OK;
}

static enum err add_breath(struct report_jsonl *jsonl, int64_t session_id)
{
    struct report_text *out = &jsonl->sessions;
    struct store_breath breath;
    bool is_found = false;
    TRY(store_read_breath(jsonl->read, session_id, &breath, &is_found));
    if (!is_found) {
        report_text_add(out, ",\"breath\":null");
        return ERR_OK;
    }
    report_text_format(out, ",\"breath\":{\"session\":%" PRId64, session_id);
    then_breath(out, &breath);
    report_text_add(out, "}");
    return ERR_OK;
}

static enum err add_frames(struct report_jsonl *jsonl, int64_t session_id)
{
    struct store_frames frames;
    bool is_found = false;
    TRY(store_read_frames(jsonl->read, session_id, &frames, &is_found));
    if (!is_found) {
        return ERR_OK;
    }
    struct report_text *out = &jsonl->frames;
    report_text_format(out, "{\"session\":%" PRId64 ",\"frames\":%" PRId64 ",\"missed\":%" PRId64,
                       session_id, frames.frames, frames.missed);
    then_number(out, "fps", true, frames.fps);
    then_number(out, "pose_age_p50_ms", true, frames.pose_age_p50_ms);
    then_number(out, "pose_age_p99_ms", true, frames.pose_age_p99_ms);
    then_number(out, "gpu_p50_ms", true, frames.gpu_p50_ms);
    then_number(out, "gpu_p99_ms", true, frames.gpu_p99_ms);
    report_text_add(out, "}\n");
    return ERR_OK;
}

static void add_head(struct report_text *out, const struct store_read_session *session)
{
    report_text_format(out, "{\"session\":%" PRId64, session->id);
    then_text(out, "alias", session->alias);
    then_time(out, "start_utc", session->start_wall_ms);
    report_text_format(out, ",\"utc_offset_min\":%" PRId64, session->utc_offset_min);
    then_number(out, "duration_s", !session->is_open, (double)session->duration_ms / 1000.0);
    if (session->is_open) {
        report_text_add(out, ",\"stop_reason\":null");
    } else {
        then_text(out, "stop_reason", session->stop_reason);
    }
    then_text(out, "plan", session->plan_name);
    then_text(out, "plan_hash", session->plan_hash);
    then_text(out, "language", session->language);
    then_text(out, "seed", session->seed); // a string: 64 bits do not fit a double
    then_text(out, "version", session->version);
    then_text(out, "runtime", session->runtime);
    then_text(out, "device", session->device);
}

static enum err add_session(void *user, const struct store_read_session *session)
{
    struct report_jsonl *jsonl = user;
    struct report_text *out = &jsonl->sessions;
    jsonl->start_wall_ms = session->start_wall_ms;
    add_head(out, session);
    report_text_add(out, ",\"events\":[");
    jsonl->is_first = true;
    TRY(store_read_events(jsonl->read, session->id, add_event, jsonl));
    report_text_add(out, "],\"minutes\":[");
    jsonl->is_first = true;
    TRY(store_read_minutes(jsonl->read, session->id, add_minute, jsonl));
    report_text_add(out, "]");
    TRY(add_breath(jsonl, session->id));
    report_text_add(out, "}\n");
    return add_frames(jsonl, session->id);
}

enum err report_jsonl_read(struct report_jsonl *jsonl, const struct store_read_filter *filter)
{
    return store_read_sessions(jsonl->read, filter, add_session, jsonl);
}

void report_jsonl_fini(struct report_jsonl *jsonl)
{
    report_text_fini(&jsonl->sessions);
    report_text_fini(&jsonl->frames);
}
