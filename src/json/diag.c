#include "json/diag.h"

#include "json/utf8.h"

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

// An entry is one line of UTF-8, whatever stood in the document: control characters (a terminal
// would obey them) become blanks, and a character that was cut through goes.
static void tidy(char *text)
{
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        const size_t step = json_utf8_length(text + at, length - at);
        if ((unsigned char)text[at] < 0x20 || text[at] == 0x7F) {
            text[at] = ' ';
        } else if (step == 0) {
            memmove(text + at, text + at + 1, length - at);
            length--;
            continue;
        }
        at += step;
    }
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
    tidy(entry->pointer);
    tidy(entry->text);
}

void json_diag_add(struct diag *diag, bool is_warning, int line, int column, const char *pointer,
                   const char *format, ...)
{
    va_list args;
    va_start(args, format);
    json_diag_add_v(diag, is_warning, line, column, pointer, format, args);
    va_end(args);
}
