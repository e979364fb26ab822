#include "json/diag.h"

#include <stdio.h>
#include <string.h>

int json_diag_line(const struct diag *diag, int i, char *out, size_t size)
{
    const struct diag_entry *entry = &diag->entries[i];
    const char *label = entry->is_warning ? "warning: " : "";
    if (entry->line == 0) {
        return snprintf(out, size, "%s: %s%s", entry->file, label, entry->text);
    }
    return snprintf(out, size, "%s:%d:%d: %s: %s%s", entry->file, entry->line, entry->column,
                    entry->pointer[0] ? entry->pointer : "/", label, entry->text);
}

void json_diag_add_v(struct diag *diag, bool is_warning, int line, int column, const char *pointer,
                     const char *format, va_list args)
{
    if (is_warning) {
        diag->warning_count++;
    } else {
        diag->error_count++;
    }
    if (diag->count >= DIAG_MAX) {
        return;
    }
    struct diag_entry *entry = &diag->entries[diag->count++];
    *entry = (struct diag_entry){.line = line, .column = column, .is_warning = is_warning};
    memcpy(entry->file, diag->file, sizeof entry->file);
    snprintf(entry->pointer, sizeof entry->pointer, "%s", pointer ? pointer : "");
    vsnprintf(entry->text, sizeof entry->text, format, args);
}

void json_diag_add(struct diag *diag, bool is_warning, int line, int column, const char *pointer,
                   const char *format, ...)
{
    va_list args;
    va_start(args, format);
    json_diag_add_v(diag, is_warning, line, column, pointer, format, args);
    va_end(args);
}
