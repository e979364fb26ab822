#include "simxr/csv.h"

#include "base/clock.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POSE_COLUMNS = 8, VALUE_COLUMNS = 2, FIELD_BYTES = 64 };

static const double TIME_MAX_S = 1e6;
static const double NUMBER_MAX = 1e6;

struct reader {
    const char *at, *end;
    int line;
    char *text; // what is wrong
};

__attribute__((format(printf, 2, 3))) static enum err fail(struct reader *reader,
                                                           const char *format, ...)
{
    char what[120];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    snprintf(reader->text, SIMXR_CSV_TEXT_BYTES, "line %d: %s", reader->line, what);
    return ERR_BAD_DATA;
}

// The next line that says something, without its end; false at the end of the text.
static bool next_line(struct reader *reader, const char **out_line, size_t *out_length)
{
    while (reader->at < reader->end) {
        const size_t left = (size_t)(reader->end - reader->at);
        const char *end = memchr(reader->at, '\n', left);
        const char *line = reader->at;
        size_t length = end ? (size_t)(end - line) : left;
        reader->at = line + length + (end ? 1 : 0);
        reader->line++;
        while (length > 0 && (line[length - 1] == '\r' || line[length - 1] == ' ')) {
            length--;
        }
        if (length > 0 && line[0] != '#') {
            *out_line = line;
            *out_length = length;
            return true;
        }
    }
    return false;
}

// A field must be all number; strtod needs a closing zero, so it gets a copy.
static bool read_field(const char *field, size_t length, double *out)
{
    char copy[FIELD_BYTES];
    if (length == 0 || length >= sizeof copy) {
        return false;
    }
    memcpy(copy, field, length);
    copy[length] = '\0';
    char *end = NULL;
    const double value = strtod(copy, &end);
    if (*end != '\0' || !(fabs(value) <= NUMBER_MAX)) {
        return false;
    }
    *out = value;
    return true;
}

static enum err read_fields(struct reader *reader, const char *line, size_t length, double *out,
                            int count)
{
    for (int i = 0; i < count; i++) {
        const char *comma = memchr(line, ',', length);
        const size_t field = comma ? (size_t)(comma - line) : length;
        if ((comma != NULL) != (i + 1 < count)) {
            return fail(reader, "expected %d numbers", count);
        }
        if (!read_field(line, field, &out[i])) {
            return fail(reader, "field %d is no number in [%g, %g]", i + 1, -NUMBER_MAX,
                        NUMBER_MAX);
        }
        line += field + (comma ? 1 : 0);
        length -= field + (comma ? 1 : 0);
    }
    return ERR_OK;
}

static enum err make_row(struct reader *reader, const double *fields, bool has_poses,
                         struct simxr_csv_row *out)
{
    if (fields[0] < 0.0 || fields[0] > TIME_MAX_S) {
        return fail(reader, "the time must be in [0, %g]", TIME_MAX_S);
    }
    out->time_ns = (int64_t)llround(fields[0] * (double)NS_PER_S);
    out->pose = pose_identity();
    if (!has_poses) {
        out->value = (float)fields[1];
        return ERR_OK;
    }
    const versors turn = {{(float)fields[4], (float)fields[5], (float)fields[6], (float)fields[7]}};
    const float length = glms_quat_norm(turn);
    if (!(length > 0.9f && length < 1.1f)) {
        return fail(reader, "qx,qy,qz,qw must be a unit quaternion; its length is %g",
                    (double)length);
    }
    out->pose.turn = glms_quat_normalize(turn);
    out->pose.at_m = (vec3s){{(float)fields[1], (float)fields[2], (float)fields[3]}};
    return ERR_OK;
}

static bool is_header(const char *line, size_t length, const char *header)
{
    return length == strlen(header) && memcmp(line, header, length) == 0;
}

static size_t count_lines(const char *text, size_t size)
{
    size_t lines = 1;
    for (size_t i = 0; i < size; i++) {
        lines += text[i] == '\n' ? 1 : 0;
    }
    return lines;
}

static enum err read_rows(struct simxr_csv *csv, struct reader *reader)
{
    const char *line = NULL;
    size_t length = 0;
    while (next_line(reader, &line, &length)) {
        double fields[POSE_COLUMNS];
        struct simxr_csv_row *row = &csv->rows[csv->row_count];
        TRY(read_fields(reader, line, length, fields,
                        csv->has_poses ? POSE_COLUMNS : VALUE_COLUMNS));
        TRY(make_row(reader, fields, csv->has_poses, row));
        if (csv->row_count > 0 && row->time_ns <= row[-1].time_ns) {
            return fail(reader, "times must ascend");
        }
        csv->row_count++;
    }
    return csv->row_count > 0 ? ERR_OK : fail(reader, "there are no rows");
}

enum err simxr_csv_read(struct simxr_csv *csv, const char *text, size_t size, struct arena *arena,
                        char out_text[SIMXR_CSV_TEXT_BYTES])
{
    struct reader reader = {.at = text, .end = text + size, .text = out_text};
    *csv = (struct simxr_csv){0};
    out_text[0] = '\0';

    const char *line = NULL;
    size_t length = 0;
    if (!next_line(&reader, &line, &length)) {
        return fail(&reader, "the file is empty");
    }
    csv->has_poses = is_header(line, length, "time_s,x,y,z,qx,qy,qz,qw");
    if (!csv->has_poses && !is_header(line, length, "time_s,value")) {
        return fail(&reader, "expected the header time_s,x,y,z,qx,qy,qz,qw or time_s,value");
    }
    csv->rows = arena_alloc(arena, count_lines(text, size), sizeof *csv->rows);
    if (!csv->rows) {
        return ERR_NO_MEMORY;
    }
    return read_rows(csv, &reader);
}

// The last row that is not later.
static size_t row_before(const struct simxr_csv *csv, int64_t time_ns)
{
    size_t lo = 0, hi = csv->row_count; // the answer is in [lo, hi)
    while (hi - lo > 1) {
        const size_t mid = lo + (hi - lo) / 2;
        if (csv->rows[mid].time_ns <= time_ns) {
            lo = mid;
        } else {
            hi = mid;
        }
    }
    return lo;
}

struct simxr_csv_row simxr_csv_at(const struct simxr_csv *csv, int64_t time_ns, bool is_looped)
{
    const int64_t last_ns = csv->rows[csv->row_count - 1].time_ns;
    if (is_looped && last_ns > 0 && time_ns > last_ns) {
        time_ns %= last_ns;
    }
    const size_t i = row_before(csv, time_ns);
    const struct simxr_csv_row *a = &csv->rows[i];
    if (time_ns <= a->time_ns || i + 1 == csv->row_count) {
        return *a;
    }
    const struct simxr_csv_row *b = a + 1;
    const float part = (float)((double)(time_ns - a->time_ns) / (double)(b->time_ns - a->time_ns));
    return (struct simxr_csv_row){
        .time_ns = time_ns,
        .pose.turn = glms_quat_normalize(glms_quat_slerp(a->pose.turn, b->pose.turn, part)),
        .pose.at_m = glms_vec3_lerp(a->pose.at_m, b->pose.at_m, part),
        .value = a->value + (b->value - a->value) * part,
    };
}
