#include "app/record.h"

#include "base/clock.h"
#include "base/log.h"

#include <stdio.h>

enum err app_record_open(struct app_record *record)
{
    if (!path_data(record->path, "respite.db")) {
        LOG_ERROR("there is no folder for the record (no home, or too long a path); name one with "
                  "--data");
        return ERR_IO;
    }
    return store_open(record->path, &record->store);
}

enum err app_record_begin(struct app_record *record, const struct store_session *session)
{
    return record->store ? store_begin(record->store, session, &record->session_id) : ERR_OK;
}

static void post(struct app_record *record, const struct store_event *event)
{
    if (!store_post(record->store, event)) {
        LOG_ERROR("the record lost an event: %s", event->kind);
    }
}

void app_record_note(struct app_record *record, const char *kind, const char *name, double value)
{
    if (!record->store || record->session_id == 0) {
        return;
    }
    struct store_event event = {
        .session_id = record->session_id, .has_value = true, .value = value};
    snprintf(event.kind, sizeof event.kind, "%s", kind);
    snprintf(event.name, sizeof event.name, "%s", name);
    post(record, &event);
}

static const char *source_name(uint8_t source)
{
    static const char *const names[BREATH_SOURCE_COUNT] = {"none", "head", "hand",
                                                           "mic",  "belt", "file"};
    return source < BREATH_SOURCE_COUNT ? names[source] : "none";
}

static struct store_breath breath_of(const struct breath_tally_figures *from)
{
    struct store_breath breath = {
        .rate_bpm = (double)from->rate_bpm,
        .guide_bpm = (double)from->guide_bpm,
        .rate_error_bpm = (double)from->rate_error_bpm,
        .cycle_match = (double)from->cycle_match,
        .synchrony = (double)from->synchrony,
        .exhale_share = (double)from->exhale_share,
        .sure_share = (double)from->sure_share,
        .lag = (double)from->lag,
        .cycles = from->cycles,
        .eases = from->eases,
    };
    snprintf(breath.source, sizeof breath.source, "%s", source_name(from->source));
    return breath;
}

static void describe_minute(const struct session_event *from, struct store_event *to)
{
    to->has_minute = true;
    to->minute = from->minute;
    to->breath = breath_of(&from->breath);
}

static bool has_value(const struct session_event *event)
{
    return event->kind == SESSION_EVENT_STEP_END || event->kind == SESSION_EVENT_FOUND ||
           ((event->kind == SESSION_EVENT_RATING || event->kind == SESSION_EVENT_ANSWER) &&
            event->value >= 0.0);
}

void app_record_post(struct app_record *record, const struct session *session)
{
    const bool is_kept = record->store && record->session_id != 0;
    for (int i = 0; is_kept && i < session->event_count; i++) {
        const struct session_event *from = &session->events[i];
        struct store_event to = {
            .session_id = record->session_id,
            .t_ms = from->t_ns / NS_PER_MS,
            .has_value = has_value(from),
            .value = from->value,
        };
        snprintf(to.kind, sizeof to.kind, "%s",
                 session_event_name((enum session_event_kind)from->kind));
        snprintf(to.step, sizeof to.step, "%s", from->step);
        snprintf(to.name, sizeof to.name, "%s", from->name);
        if (from->kind == SESSION_EVENT_MINUTE) {
            describe_minute(from, &to);
        }
        post(record, &to);
    }
}

enum err app_record_finish(struct app_record *record, const struct session *session,
                           const struct store_frames *frames)
{
    if (!record->store || record->session_id == 0) {
        return ERR_OK;
    }
    const int64_t duration_ms = (session->now_ns - session->start_ns) / NS_PER_MS;
    const struct breath_tally_figures figures = breath_tally_figures(&session->breathing.total);
    const struct store_breath breath = breath_of(&figures);
    TRY(store_finish(record->store, record->session_id, session_stop_name(session->stop),
                     duration_ms, frames, &breath));
    return store_flush(record->store);
}

void app_record_close(struct app_record *record)
{
    store_close(record->store);
    record->store = NULL;
}
