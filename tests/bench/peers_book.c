#include "peers_book.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { VIEW_MAX = 4, LOCATED_MAX = 16, RESIDENT_EVERY = 16 };

static const int64_t ns_per_s = 1000000000;
static const char variable[] = "RESPITE_PEERS_CSV";

struct located {
    int64_t asked_ns; // 0: never
    uint32_t count;
    XrPosef poses[VIEW_MAX];
};

// Shared by the program's threads, under the lock.
static struct {
    pthread_mutex_t lock;
    FILE *csv;
    bool was_opened; // once, even if that failed
    struct located located[LOCATED_MAX];
    unsigned located_next;
    XrDuration period_ns;
    int64_t frames;
    int64_t resident_bytes;
} book = {.lock = PTHREAD_MUTEX_INITIALIZER};

static int64_t since_exec_ns(void)
{
    char text[1024];
    FILE *file = fopen("/proc/self/stat", "re");
    if (!file) {
        return -1;
    }
    const size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = '\0';
    // The name in brackets may hold anything; the start is the twentieth field after it.
    const char *at = strrchr(text, ')');
    for (int field = 0; at && field < 20; field++) {
        at = strchr(at + 1, ' ');
    }
    if (!at) {
        return -1;
    }
    const int64_t ticks = strtoll(at + 1, NULL, 10);
    return peers_book_clock_ns(CLOCK_BOOTTIME) - ticks * (ns_per_s / sysconf(_SC_CLK_TCK));
}

static int64_t resident_bytes(void)
{
    long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file || fscanf(file, "%*d %lld", &pages) != 1) {
        pages = 0;
    }
    if (file) {
        fclose(file);
    }
    return (int64_t)pages * sysconf(_SC_PAGESIZE);
}

static void open_book(void)
{
    const char *path = getenv(variable);
    if (book.was_opened || !path) {
        return;
    }
    book.was_opened = true;
    book.csv = fopen(path, "we");
    if (!book.csv) {
        perror(path);
        return;
    }
    fputs("frame,display_time,period_ns,end_ns,pose_age_ns,pose_xr_ns,pose_matched,app_cpu_ns,"
          "process_cpu_ns,since_exec_ns,resident_bytes\n",
          book.csv);
}

static const XrCompositionLayerProjection *projection_of(const XrFrameEndInfo *info)
{
    for (uint32_t i = 0; i < info->layerCount; i++) {
        if (info->layers[i] && info->layers[i]->type == XR_TYPE_COMPOSITION_LAYER_PROJECTION) {
            return (const XrCompositionLayerProjection *)info->layers[i];
        }
    }
    return NULL;
}

static bool has_poses_of(const XrCompositionLayerProjection *layer, const struct located *located)
{
    bool is_same = layer->viewCount <= located->count;
    for (uint32_t i = 0; is_same && i < layer->viewCount; i++) {
        is_same = memcmp(&layer->views[i].pose, &located->poses[i], sizeof(XrPosef)) == 0;
    }
    return is_same;
}

// When the poses were asked for: by the newest call that returned what was submitted. A program
// that reworks its poses, or submits none, is taken to have used the newest.
static int64_t find_asked_ns(const XrFrameEndInfo *info, bool *out_is_matched)
{
    const XrCompositionLayerProjection *layer = projection_of(info);
    int64_t newest_ns = 0;
    int64_t matched_ns = 0;
    for (int i = 0; i < LOCATED_MAX; i++) {
        const struct located *located = &book.located[i];
        if (located->asked_ns > newest_ns) {
            newest_ns = located->asked_ns;
        }
        if (layer && located->asked_ns > matched_ns && has_poses_of(layer, located)) {
            matched_ns = located->asked_ns;
        }
    }
    *out_is_matched = matched_ns != 0;
    return matched_ns ? matched_ns : newest_ns;
}

// One field; nothing where it is not known.
static void write_known(bool is_known, int64_t value)
{
    if (is_known) {
        fprintf(book.csv, "%lld", (long long)value);
    }
    fputc(',', book.csv);
}

static void write_line(const struct peers_book_frame *frame, const XrFrameEndInfo *info)
{
    bool is_matched = false;
    const int64_t asked_ns = find_asked_ns(info, &is_matched);
    if (book.frames % RESIDENT_EVERY == 0) {
        book.resident_bytes = resident_bytes();
    }
    fprintf(book.csv, "%lld,%lld,%lld,%lld,", (long long)book.frames, (long long)info->displayTime,
            (long long)book.period_ns, (long long)frame->end_ns);
    write_known(asked_ns != 0, frame->end_ns - asked_ns);
    write_known(asked_ns != 0 && asked_ns == frame->asked_ns, frame->pose_xr_ns);
    write_known(true, is_matched);
    write_known(frame->app_cpu_ns >= 0, frame->app_cpu_ns);
    fprintf(book.csv, "%lld,%lld,%lld\n", (long long)frame->process_cpu_ns,
            (long long)frame->since_exec_ns, (long long)book.resident_bytes);
    book.frames++;
}

int64_t peers_book_clock_ns(clockid_t clock)
{
    struct timespec ts = {0};
    clock_gettime(clock, &ts);
    return (int64_t)ts.tv_sec * ns_per_s + ts.tv_nsec;
}

bool peers_book_is_kept(void)
{
    return getenv(variable) != NULL;
}

void peers_book_note_period(XrDuration period_ns)
{
    pthread_mutex_lock(&book.lock);
    book.period_ns = period_ns;
    pthread_mutex_unlock(&book.lock);
}

void peers_book_note_located(int64_t asked_ns, uint32_t count, const XrView *views)
{
    pthread_mutex_lock(&book.lock);
    struct located *located = &book.located[book.located_next++ % LOCATED_MAX];
    *located = (struct located){
        .asked_ns = asked_ns,
        .count = count < VIEW_MAX ? count : VIEW_MAX,
    };
    for (uint32_t i = 0; i < located->count; i++) {
        located->poses[i] = views[i].pose;
    }
    pthread_mutex_unlock(&book.lock);
}

void peers_book_read_process(struct peers_book_frame *frame)
{
    frame->process_cpu_ns = peers_book_clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    frame->since_exec_ns = since_exec_ns();
}

void peers_book_write(const struct peers_book_frame *frame, const XrFrameEndInfo *info)
{
    pthread_mutex_lock(&book.lock);
    open_book();
    if (book.csv) {
        write_line(frame, info);
    }
    pthread_mutex_unlock(&book.lock);
}

void peers_book_flush(void)
{
    pthread_mutex_lock(&book.lock);
    if (book.csv) {
        fflush(book.csv);
    }
    pthread_mutex_unlock(&book.lock);
}
