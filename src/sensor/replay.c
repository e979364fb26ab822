#include "sensor/replay.h"

#include "base/clock.h"
#include "base/file.h"

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN_MAX = 64, CELL_BYTES = 48 };

// The columns that mean something, in the order of the row's values.
static const char *const POSE_NAMES[SENSOR_REPLAY_WIDTH_MAX] = {"qx", "qy", "qz", "qw",
                                                                "px", "py", "pz"};

// Where the reading stands.
struct reader {
    const char *name; // of the file
    const char *at;   // next character
    const char *end;
    int line; // of the line in hand, from 1
    struct sensor_replay_error *error;
    int time_column;
    int columns[SENSOR_REPLAY_WIDTH_MAX];
    int width;
};

__attribute__((format(printf, 2, 3))) static enum err fail(struct reader *reader,
                                                           const char *format, ...)
{
    char *out = reader->error->text;
    const size_t size = sizeof reader->error->text;
    const int used = snprintf(out, size, "%.200s:%d: ", reader->name, reader->line);
    va_list args;
    va_start(args, format);
    vsnprintf(out + used, size - (size_t)used, format, args);
    va_end(args);
    return ERR_BAD_DATA;
}

static bool next_line(struct reader *reader, const char **out_line, size_t *out_length)
{
    if (reader->at >= reader->end) {
        return false;
    }
    const size_t left = (size_t)(reader->end - reader->at);
    const char *stop = memchr(reader->at, '\n', left);
    const size_t length = stop ? (size_t)(stop - reader->at) : left;
    *out_line = reader->at;
    *out_length = length > 0 && reader->at[length - 1] == '\r' ? length - 1 : length;
    reader->at += length + (stop ? 1 : 0);
    reader->line++;
    return true;
}

static bool is_blank(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (line[i] != ' ' && line[i] != '\t') {
            return false;
        }
    }
    return true;
}

// Copies cell after cell of a line, without the blanks around it. False at the end of the line or
// where a cell is too long for any number or name (then it is cut, and no longer a number).
static bool next_cell(const char **at, const char *end, char out[CELL_BYTES])
{
    if (*at > end) {
        return false;
    }
    const char *stop = memchr(*at, ',', (size_t)(end - *at));
    stop = stop ? stop : end;
    const char *from = *at;
    const char *to = stop;
    while (from < to && (*from == ' ' || *from == '\t')) {
        from++;
    }
    while (to > from && (to[-1] == ' ' || to[-1] == '\t')) {
        to--;
    }
    const size_t length = (size_t)(to - from);
    const size_t kept = length < CELL_BYTES ? length : CELL_BYTES - 1;
    memcpy(out, from, kept);
    out[kept] = '\0';
    if (kept < length) {
        out[kept - 1] = '~';
    }
    *at = stop + 1;
    return true;
}

static void find_columns(struct reader *reader, const char *line, size_t length, int *out_value,
                         int out_pose[SENSOR_REPLAY_WIDTH_MAX])
{
    const char *at = line;
    char cell[CELL_BYTES];
    reader->time_column = *out_value = -1;
    for (int i = 0; i < SENSOR_REPLAY_WIDTH_MAX; i++) {
        out_pose[i] = -1;
    }
    for (int column = 0; column < COLUMN_MAX && next_cell(&at, line + length, cell); column++) {
        if (strcmp(cell, "time_s") == 0) {
            reader->time_column = column;
        } else if (strcmp(cell, "value") == 0) {
            *out_value = column;
        }
        for (int i = 0; i < SENSOR_REPLAY_WIDTH_MAX; i++) {
            if (strcmp(cell, POSE_NAMES[i]) == 0) {
                out_pose[i] = column;
            }
        }
    }
}

static int found(const int *columns, int from, int to)
{
    int count = 0;
    for (int i = from; i < to; i++) {
        count += columns[i] >= 0;
    }
    return count;
}

static enum err read_header(struct reader *reader, struct sensor_replay *replay)
{
    const char *line = NULL;
    size_t length = 0;
    do {
        if (!next_line(reader, &line, &length)) {
            reader->line = 1;
            return fail(reader, "the file is empty; a recording has a header such as "
                                "'time_s,value' and one row for each sample");
        }
    } while (is_blank(line, length));

    int value = -1;
    int pose[SENSOR_REPLAY_WIDTH_MAX];
    find_columns(reader, line, length, &value, pose);
    if (reader->time_column < 0) {
        return fail(reader, "no column 'time_s'; the header is 'time_s,value' for a belt or "
                            "'time_s,qx,qy,qz,qw,px,py,pz' for a pose");
    }
    const int turns = found(pose, 0, 4);
    const int places = found(pose, 4, SENSOR_REPLAY_WIDTH_MAX);
    if (turns == 0 && value >= 0) {
        replay->kind = SENSOR_REPLAY_SCALAR;
        reader->columns[0] = value;
        reader->width = 1;
        return ERR_OK;
    }
    if (turns != 4 || (places != 0 && places != 3)) {
        return fail(reader, "no column 'value', and not all of 'qx,qy,qz,qw' with all or none of "
                            "'px,py,pz'; name the columns so");
    }
    replay->kind = places == 3 ? SENSOR_REPLAY_POSE : SENSOR_REPLAY_TURN;
    reader->width = places == 3 ? 7 : 4;
    memcpy(reader->columns, pose, sizeof pose);
    return ERR_OK;
}

static enum err read_number(struct reader *reader, const char *cell, const char *name, double *out)
{
    if (cell[0] == '\0') {
        return fail(reader, "'%s' is blank; leave out the rows where the sensor had no value",
                    name);
    }
    // strtod also knows hexadecimal numbers and words; a recording has neither.
    char *stop = NULL;
    *out = (double)NAN;
    if (strspn(cell, "+-.0123456789eE") == strlen(cell)) {
        *out = strtod(cell, &stop);
    }
    if (!stop || *stop != '\0' || !isfinite(*out)) {
        return fail(reader,
                    "'%s' in column '%s' is not a finite number with '.' as decimal point; mend or "
                    "leave out the row",
                    cell, name);
    }
    return ERR_OK;
}

static const char *column_name(const struct reader *reader, int i)
{
    return reader->width == 1 ? "value" : POSE_NAMES[i];
}

static enum err read_row(struct reader *reader, const char *line, size_t length, double *out_s,
                         float *out_values)
{
    const char *at = line;
    char cell[CELL_BYTES];
    int got = 0;
    for (int column = 0; column < COLUMN_MAX && next_cell(&at, line + length, cell); column++) {
        if (column == reader->time_column) {
            TRY(read_number(reader, cell, "time_s", out_s));
            got++;
        }
        for (int i = 0; i < reader->width; i++) {
            if (column == reader->columns[i]) {
                double number = 0.0;
                TRY(read_number(reader, cell, column_name(reader, i), &number));
                out_values[i] = (float)number;
                got++;
            }
        }
    }
    if (got != reader->width + 1) {
        return fail(reader, "the row is shorter than the header; give every column a number");
    }
    return ERR_OK;
}

static enum err check_row(struct reader *reader, const struct sensor_replay *replay, double time_s,
                          double last_s, const float *values)
{
    if (!(fabs(time_s) < 1.0e10)) {
        return fail(reader, "time_s is %g; give seconds", time_s);
    }
    if (replay->count > 0 && time_s < last_s) {
        return fail(reader, "time goes back, from %.3f to %.3f s; sort the rows by time_s", last_s,
                    time_s);
    }
    if (!isfinite(values[0])) {
        return fail(reader, "the value is larger than any sensor's; mend or leave out the row");
    }
    if (replay->kind != SENSOR_REPLAY_SCALAR) {
        const float norm2 = values[0] * values[0] + values[1] * values[1] + values[2] * values[2] +
                            values[3] * values[3];
        if (!(norm2 > 0.8f && norm2 < 1.2f)) {
            return fail(reader, "qx,qy,qz,qw are no unit quaternion; leave out the rows where the "
                                "pose was not tracked");
        }
    }
    return ERR_OK;
}

static size_t count_lines(const char *text, size_t size)
{
    size_t lines = 1;
    for (size_t i = 0; i < size; i++) {
        lines += text[i] == '\n';
    }
    return lines;
}

static enum err read_rows(struct reader *reader, struct sensor_replay *replay)
{
    const char *line = NULL;
    size_t length = 0;
    double first_s = 0.0, last_s = 0.0;
    while (next_line(reader, &line, &length)) {
        if (is_blank(line, length)) {
            continue;
        }
        if (replay->count >= SENSOR_REPLAY_ROWS_MAX) {
            return fail(reader, "more than %d rows; cut the recording into parts",
                        SENSOR_REPLAY_ROWS_MAX);
        }
        double time_s = 0.0;
        float *values = replay->values + replay->count * (size_t)replay->width;
        TRY(read_row(reader, line, length, &time_s, values));
        TRY(check_row(reader, replay, time_s, last_s, values));
        first_s = replay->count == 0 ? time_s : first_s;
        last_s = time_s;
        replay->t_ns[replay->count] = (int64_t)llround((time_s - first_s) * (double)NS_PER_S);
        replay->count++;
    }
    if (replay->count == 0) {
        return fail(reader, "there is a header and no row; record at least one sample");
    }
    return ERR_OK;
}

enum err sensor_replay_parse(struct sensor_replay *replay, const char *name, const char *text,
                             size_t size, struct arena *arena, struct sensor_replay_error *error)
{
    static const char mark[] = "\xEF\xBB\xBF"; // byte order mark, as spreadsheets write it
    *replay = (struct sensor_replay){0};
    error->text[0] = '\0';
    const size_t skip = size >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
    struct reader reader = {.name = name, .at = text + skip, .end = text + size, .error = error};
    TRY(read_header(&reader, replay));
    replay->width = reader.width;

    size_t rows = count_lines(text, size);
    rows = rows < SENSOR_REPLAY_ROWS_MAX ? rows : SENSOR_REPLAY_ROWS_MAX;
    replay->t_ns = arena_alloc(arena, rows, sizeof *replay->t_ns);
    replay->values = arena_alloc(arena, rows, (size_t)replay->width * sizeof *replay->values);
    if (!replay->t_ns || !replay->values) {
        snprintf(error->text, sizeof error->text, "%.200s: there is no memory for the recording",
                 name);
        return ERR_NO_MEMORY;
    }
    return read_rows(&reader, replay);
}

enum err sensor_replay_read(struct sensor_replay *replay, const char *path, struct arena *arena,
                            struct sensor_replay_error *error)
{
    const char *text = NULL;
    size_t size = 0;
    *replay = (struct sensor_replay){0};
    const enum err err = file_read(path, SENSOR_REPLAY_BYTES_MAX, arena, &text, &size);
    if (err != ERR_OK) {
        const char *why = err == ERR_BAD_DATA    ? "is longer than 64 MiB; cut it into parts"
                          : err == ERR_NO_MEMORY ? "does not fit into memory; cut it into parts"
                                                 : "cannot be read; is the name right?";
        snprintf(error->text, sizeof error->text, "%.200s: the recording %s", path, why);
        return err;
    }
    return sensor_replay_parse(replay, path, text, size, arena, error);
}

struct breath_sample sensor_replay_sample(const struct sensor_replay *replay, size_t row,
                                          int64_t start_ns, uint8_t source)
{
    const float *v = replay->values + row * (size_t)replay->width;
    struct breath_sample sample = {
        .t_ns = start_ns + replay->t_ns[row],
        .source = source,
        .is_tracked = true,
        .pose = pose_identity(),
        .head = pose_identity(),
    };
    if (replay->kind == SENSOR_REPLAY_SCALAR) {
        sample.value = v[0];
        return sample;
    }
    sample.pose.turn = glms_quat_normalize((versors){{v[0], v[1], v[2], v[3]}});
    if (replay->kind == SENSOR_REPLAY_POSE) {
        sample.pose.at_m = (vec3s){{v[4], v[5], v[6]}};
    }
    return sample;
}
