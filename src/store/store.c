#include "store/store.h"

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/owner.h"
#include "store/queue.h"
#include "store/write.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { RETRY_S = 1 };

struct store {
    char path[PATH_MAX];
    struct store_owner owner;

    pthread_mutex_t db_lock; // the connection; taken by the writer and store_begin, never to post
    struct store_write write;

    struct store_queue queue;
    sem_t wake; // raised for every post: sem_post never waits
    _Atomic int64_t posted, spilled;
    _Atomic bool is_closing, is_hurried; // hurried: try again now

    pthread_mutex_t state_lock; // what follows; held for a few instructions only
    pthread_cond_t changed;
    int64_t written;    // or refused for good
    int64_t tries;      // begun
    int64_t failed_try; // the last that failed, counted from 1
    bool is_failing;
    char why[STORE_WHY_BYTES];

    pthread_t writer;
    bool has_locks, has_writer;
};

// Tells whoever waits in store_flush, and the log once per spell of failing.
static void note_result(struct store *store, bool is_written, const char *why)
{
    pthread_mutex_lock(&store->state_lock);
    const bool was_failing = store->is_failing;
    store->is_failing = !is_written;
    store->written += is_written ? 1 : 0;
    store->failed_try = is_written ? store->failed_try : store->tries;
    snprintf(store->why, sizeof store->why, "%s", why);
    pthread_cond_broadcast(&store->changed);
    pthread_mutex_unlock(&store->state_lock);

    if (!is_written && !was_failing) {
        LOG_ERROR("the record '%s' cannot be written: %s; events are kept and tried again each"
                  " second",
                  store->path, why);
    } else if (is_written && was_failing) {
        LOG_WARN("the record '%s' can be written again", store->path);
    }
}

// False when the item has to be tried again.
static bool write_item(struct store *store, const struct store_item *item)
{
    char why[STORE_WHY_BYTES] = "";
    pthread_mutex_lock(&store->state_lock);
    store->tries++;
    pthread_mutex_unlock(&store->state_lock);
    pthread_mutex_lock(&store->db_lock);
    enum err err = store_write_item(&store->write, item);
    if (err != ERR_OK) {
        snprintf(why, sizeof why, "%s", store->write.why);
    }
    pthread_mutex_unlock(&store->db_lock);

    if (err == ERR_UNSUPPORTED) { // our own fault; it must not hold up what comes after
        LOG_ERROR("event '%s' of session %lld is refused: %s", item->event.kind,
                  (long long)item->event.session_id, why);
        why[0] = '\0';
        err = ERR_OK;
    }
    note_result(store, err == ERR_OK, why);
    return err == ERR_OK;
}

static void wait_for_retry(struct store *store)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += RETRY_S;
    // Posts wake it too; only a flush or the end makes it try before its time.
    while (!atomic_exchange(&store->is_hurried, false)) {
        if (sem_clockwait(&store->wake, CLOCK_MONOTONIC, &until) != 0 && errno == ETIMEDOUT) {
            return;
        }
    }
}

static void wait_for_post(struct store *store)
{
    while (sem_wait(&store->wake) != 0 && errno == EINTR) {
    }
}

// Returns once the queue is empty; on closing, also when the disk refuses.
static void write_queue(struct store *store)
{
    struct store_item item;
    while (store_queue_pop(&store->queue, &item)) {
        while (!write_item(store, &item)) {
            if (atomic_load(&store->is_closing)) {
                return;
            }
            wait_for_retry(store);
        }
    }
}

static void *write_all(void *user)
{
    struct store *store = user;
    for (;;) {
        write_queue(store);
        // Waiting to try again may have used up the wake that came with the end.
        if (atomic_load(&store->is_closing)) {
            break;
        }
        wait_for_post(store);
    }
    write_queue(store); // what was posted before closing
    return NULL;
}

static enum err make_folder_of(const char *path)
{
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (!slash || slash == folder) {
        return ERR_OK;
    }
    *slash = '\0';
    return file_make_folder(folder);
}

static enum err start(struct store *store)
{
    if (sem_init(&store->wake, 0, 0) != 0) {
        LOG_ERROR("sem_init: %s", strerror(errno));
        return ERR_DEVICE;
    }
    pthread_mutex_init(&store->db_lock, NULL);
    pthread_mutex_init(&store->state_lock, NULL);
    pthread_cond_init(&store->changed, NULL);
    store->has_locks = true;
    const int failed = pthread_create(&store->writer, NULL, write_all, store);
    if (failed) {
        LOG_ERROR("pthread_create: %s", strerror(failed));
        return ERR_DEVICE;
    }
    store->has_writer = true;
    return ERR_OK;
}

static enum err open_all(struct store *store, const char *path)
{
    if (sodium_init() < 0) {
        LOG_ERROR("libsodium does not start");
        return ERR_DEVICE;
    }
    const int n = snprintf(store->path, sizeof store->path, "%s", path);
    if (n < 0 || (size_t)n >= sizeof store->path) {
        LOG_ERROR("path too long: '%s'", path);
        return ERR_IO;
    }
    int torn = 0;
    TRY(make_folder_of(path));
    TRY(store_queue_init(&store->queue));
    TRY(store_write_init(&store->write, path));
    TRY(store_owner_init(&store->owner, path));
    const enum err err = store_write_torn(&store->write, &store->owner, &torn);
    if (err != ERR_OK) {
        LOG_ERROR("cannot use the record '%s': %s", path, store->write.why);
        return err;
    }
    if (torn > 0) {
        LOG_WARN("%d session(s) had ended without a word and are recorded as 'torn'", torn);
    }
    return start(store);
}

// Moves an item into the queue; any one thread.
static bool post(struct store *store, const struct store_item *item)
{
    bool is_spilled = false;
    if (!store_queue_push(&store->queue, item, &is_spilled)) {
        LOG_ERROR("no memory: event '%s' of session %lld is lost", item->event.kind,
                  (long long)item->event.session_id);
        return false;
    }
    if (is_spilled && atomic_fetch_add(&store->spilled, 1) == 0) {
        LOG_WARN("the record is written too slowly; events wait in memory");
    }
    atomic_fetch_add(&store->posted, 1);
    sem_post(&store->wake);
    return true;
}

enum err store_open(const char *path, struct store **out)
{
    *out = NULL;
    struct store *store = mem_alloc(1, sizeof *store);
    if (!store) {
        LOG_ERROR("no memory for the record");
        return ERR_NO_MEMORY;
    }
    const enum err err = open_all(store, path);
    if (err != ERR_OK) {
        store_close(store);
        return err;
    }
    *out = store;
    return ERR_OK;
}

void store_close(struct store *store)
{
    if (!store) {
        return;
    }
    if (store->has_writer) {
        atomic_store(&store->is_closing, true);
        atomic_store(&store->is_hurried, true);
        sem_post(&store->wake);
        pthread_join(store->writer, NULL);
        const int64_t left = atomic_load(&store->posted) - store->written;
        if (left > 0) {
            LOG_ERROR("%lld event(s) could not be written to '%s': %s", (long long)left,
                      store->path, store->why);
        }
    }
    if (store->has_locks) {
        pthread_cond_destroy(&store->changed);
        pthread_mutex_destroy(&store->state_lock);
        pthread_mutex_destroy(&store->db_lock);
        sem_destroy(&store->wake);
    }
    store_write_fini(&store->write);
    store_owner_fini(&store->owner);
    store_queue_fini(&store->queue);
    mem_free(store);
}

enum err store_begin(struct store *store, const struct store_session *session, int64_t *out_id)
{
    pthread_mutex_lock(&store->db_lock);
    const enum err err = store_write_begin(&store->write, store->owner.id, session, out_id);
    if (err != ERR_OK) {
        LOG_ERROR("the session cannot be recorded in '%s': %s", store->path, store->write.why);
    }
    pthread_mutex_unlock(&store->db_lock);
    return err;
}

bool store_post(struct store *store, const struct store_event *event)
{
    const struct store_item item = {.event = *event};
    return post(store, &item);
}

enum err store_finish(struct store *store, int64_t session_id, const char *stop_reason,
                      int64_t duration_ms, const struct store_frames *frames,
                      const struct store_breath *breath)
{
    struct store_item item = {
        .is_finish = true, .duration_ms = duration_ms, .has_frames = frames != NULL};
    item.event.session_id = session_id;
    snprintf(item.event.kind, sizeof item.event.kind, "finish");
    snprintf(item.stop_reason, sizeof item.stop_reason, "%s", stop_reason);
    if (frames) {
        item.frames = *frames;
    }
    if (breath) {
        item.has_breath = true;
        item.breath = *breath;
    }
    if (!post(store, &item)) {
        return ERR_NO_MEMORY;
    }
    return store_flush(store);
}

enum err store_flush(struct store *store)
{
    const int64_t target = atomic_load(&store->posted);
    pthread_mutex_lock(&store->state_lock);
    const int64_t begun = store->tries; // a try under way may not have seen the disk mended
    atomic_store(&store->is_hurried, true);
    sem_post(&store->wake);
    while (store->written < target && store->failed_try <= begun) {
        pthread_cond_wait(&store->changed, &store->state_lock);
    }
    const bool is_written = store->written >= target;
    pthread_mutex_unlock(&store->state_lock);
    return is_written ? ERR_OK : ERR_IO;
}

struct store_state store_state(struct store *store)
{
    struct store_state state = {.posted = atomic_load(&store->posted),
                                .spilled = atomic_load(&store->spilled)};
    pthread_mutex_lock(&store->state_lock);
    state.written = store->written;
    state.is_failing = store->is_failing;
    snprintf(state.why, sizeof state.why, "%s", store->why);
    pthread_mutex_unlock(&store->state_lock);
    return state;
}
