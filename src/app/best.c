#include "app/best.h"

#include "base/file.h"
#include "base/path.h"
#include "store/read.h"

#include <string.h>

struct search {
    struct store_read *read; // borrowed
    float found_bpm;
};

static enum err look_at_event(void *user, const struct store_read_event *event)
{
    struct search *search = user;
    if (strcmp(event->kind, "found") == 0 && event->has_value) {
        search->found_bpm = (float)event->value;
    }
    return ERR_OK;
}

static enum err look_at_session(void *user, const struct store_read_session *session)
{
    struct search *search = user;
    return store_read_events(search->read, session->id, look_at_event, search);
}

float app_best_bpm(const char *alias)
{
    char path[PATH_BYTES];
    struct search search = {0};
    if (!alias || alias[0] == '\0' || !path_data(path, "respite.db") || !file_exists(path) ||
        store_read_open(path, &search.read) != ERR_OK) { // why not is in the log
        return 0.0f;
    }
    const struct store_read_filter filter = {.alias = alias};
    const enum err err = store_read_sessions(search.read, &filter, look_at_session, &search);
    store_read_close(search.read);
    return err == ERR_OK ? search.found_bpm : 0.0f;
}
