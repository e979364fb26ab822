#include "report/export.h"

#include "base/file.h"
#include "base/log.h"
#include "base/path.h"
#include "report/csv.h"
#include "report/jsonl.h"
#include "report/text.h"
#include "store/read.h"

#include <string.h>

static enum err write_text(const char *folder, const char *name, const struct report_text *text)
{
    char path[PATH_BYTES];
    TRY(report_text_end(text));
    if (!path_join(path, folder, name)) {
        LOG_ERROR("path too long: '%s/%s'", folder, name);
        return ERR_IO;
    }
    return file_write(path, text->bytes ? text->bytes : "", text->used);
}

static enum err export_csv(struct store_read *read, const struct store_read_filter *filter,
                           const char *folder)
{
    struct report_csv csv = {.read = read};
    enum err err = report_csv_read(&csv, filter);
    static const char *const names[REPORT_CSV_COUNT] = {"sessions.csv", "events.csv", "minutes.csv",
                                                        "breath.csv", "frames.csv"};
    for (int i = 0; err == ERR_OK && i < REPORT_CSV_COUNT; i++) {
        err = write_text(folder, names[i], &csv.files[i]);
    }
    report_csv_fini(&csv);
    return err;
}

static enum err export_jsonl(struct store_read *read, const struct store_read_filter *filter,
                             const char *folder)
{
    struct report_jsonl jsonl = {.read = read};
    enum err err = report_jsonl_read(&jsonl, filter);
    if (err == ERR_OK) {
        err = write_text(folder, "sessions.jsonl", &jsonl.sessions);
    }
    if (err == ERR_OK) {
        err = write_text(folder, "frames.jsonl", &jsonl.frames);
    }
    report_jsonl_fini(&jsonl);
    return err;
}

enum err report_export(const char *record_path, enum report_export_format format, const char *since,
                       const char *out_folder)
{
    struct store_read_filter filter = {.has_since = since != NULL};
    if (since && !report_text_date(since, &filter.since_local_ms)) {
        LOG_ERROR("'%s' is not a date; write it as 2026-11-22", since);
        return ERR_BAD_DATA;
    }
    struct store_read *read = NULL;
    TRY(file_make_folder(out_folder));
    TRY(store_read_open(record_path, &read));
    const enum err err = format == REPORT_EXPORT_CSV ? export_csv(read, &filter, out_folder)
                                                     : export_jsonl(read, &filter, out_folder);
    store_read_close(read);
    return err;
}

const char *report_export_loinc(const char *measure)
{
    // Pain severity 0-10 verbal numeric rating, reported.
    return strcmp(measure, "nrs_pain") == 0 ? "72514-3" : "";
}
