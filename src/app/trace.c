#include "app/trace.h"

#include "base/clock.h"
#include "base/log.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TRACK_FRAME = 1, TRACK_GPU, TRACK_DISPLAY };

enum err app_trace_init(struct app_trace *trace, uint32_t frames, struct arena *arena)
{
    *trace = (struct app_trace){.room = frames, .tick_ns = 1.0};
    trace->frames = arena_alloc(arena, frames, sizeof *trace->frames);
    return trace->frames ? ERR_OK : ERR_NO_MEMORY;
}

void app_trace_clear(struct app_trace *trace)
{
    trace->count = 0;
}

void app_trace_add(struct app_trace *trace, const struct app_trace_frame *frame)
{
    if (trace->count < trace->room) {
        trace->frames[trace->count++] = *frame;
    }
}

int64_t app_trace_ns(const struct app_trace *trace, int64_t ticks)
{
    const int64_t span = (int64_t)(trace->last.ticks - trace->first.ticks);
    const double tick_ns =
        span > 0 ? (double)(trace->last.at_ns - trace->first.at_ns) / (double)span : trace->tick_ns;
    return trace->first.at_ns + llround((double)(ticks - (int64_t)trace->first.ticks) * tick_ns);
}

struct writer {
    FILE *file;
    int64_t zero_ns; // all times are told since then
};

static double since_us(const struct writer *writer, int64_t at_ns)
{
    return (double)(at_ns - writer->zero_ns) / 1000.0;
}

static void name_track(const struct writer *writer, int track, const char *name)
{
    fprintf(writer->file,
            "{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":1,\"tid\":%d,\"args\":{\"name\":"
            "\"%s\"}},\n",
            track, name);
}

static void write_slice(const struct writer *writer, int track, const char *name, int64_t from_ns,
                        int64_t to_ns)
{
    fprintf(writer->file,
            "{\"name\":\"%s\",\"ph\":\"X\",\"pid\":1,\"tid\":%d,\"ts\":%.3f,\"dur\":%.3f},\n", name,
            track, since_us(writer, from_ns), (double)(to_ns - from_ns) / 1000.0);
}

// Slices of one track nest: a nap lies within its frame.
static void write_frame(const struct writer *writer, const struct app_trace_frame *frame)
{
    write_slice(writer, TRACK_FRAME, "wait for the display", frame->wait_ns, frame->begin_ns);
    write_slice(writer, TRACK_FRAME, "frame", frame->begin_ns, frame->end_ns);
    if (frame->locate_ns > 0) {
        if (frame->nap_ns > 0) {
            write_slice(writer, TRACK_FRAME, "nap", frame->nap_ns, frame->locate_ns);
        }
        write_slice(writer, TRACK_FRAME, "eyes located, submit", frame->locate_ns, frame->end_ns);
    }
    fprintf(writer->file,
            "{\"name\":\"display\",\"ph\":\"i\",\"s\":\"t\",\"pid\":1,\"tid\":%d,\"ts\":%.3f},\n",
            TRACK_DISPLAY, since_us(writer, frame->display_ns));
    fprintf(writer->file,
            "{\"name\":\"scale\",\"ph\":\"C\",\"pid\":1,\"ts\":%.3f,\"args\":{\"scale\":%.3f}},\n",
            since_us(writer, frame->begin_ns), (double)frame->scale);
}

static void write_gpu(const struct writer *writer, const struct app_trace *trace)
{
    int64_t last_end = 0;
    for (uint32_t i = 0; trace->has_clocks && i < trace->count; i++) {
        const struct app_trace_frame *frame = &trace->frames[i];
        if (frame->gpu_end > frame->gpu_begin && frame->gpu_end != last_end) {
            write_slice(writer, TRACK_GPU, "draw", app_trace_ns(trace, frame->gpu_begin),
                        app_trace_ns(trace, frame->gpu_end));
            last_end = frame->gpu_end;
        }
    }
}

static void write_all(const struct writer *writer, const struct app_trace *trace)
{
    fputs("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n", writer->file);
    name_track(writer, TRACK_FRAME, "frame's thread");
    name_track(writer, TRACK_GPU, "GPU");
    name_track(writer, TRACK_DISPLAY, "predicted display");
    for (uint32_t i = 0; i < trace->count; i++) {
        write_frame(writer, &trace->frames[i]);
    }
    write_gpu(writer, trace);
    // No comma may follow the last event.
    fputs(
        "{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":1,\"args\":{\"name\":\"respite\"}}\n]}\n",
        writer->file);
}

enum err app_trace_write(const struct app_trace *trace, const char *path)
{
    FILE *file = fopen(path, "we");
    if (!file) {
        LOG_ERROR("'%s' cannot be written: %s", path, strerror(errno));
        return ERR_IO;
    }
    const struct writer writer = {file, trace->count > 0 ? trace->frames[0].wait_ns : 0};
    write_all(&writer, trace);
    const bool has_failed = ferror(file) != 0;
    if (fclose(file) != 0 || has_failed) {
        LOG_ERROR("'%s' could not be written to its end", path);
        return ERR_IO;
    }
    return ERR_OK;
}
