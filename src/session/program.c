#include "session/program.h"

#include "session/name.h"

const struct json_field session_program_fields[] = {
    JSON_FIELD_WORDS("name", struct session_program, name, "", true),
    JSON_FIELD_LAST,
};

const struct json_field session_program_entry_fields[] = {
    {.key = "day",
     .kind = JSON_FIELD_INT,
     .offset = offsetof(struct session_program_entry, day),
     .lo = 1.0,
     .hi = 365.0,
     .initial = 1.0,
     .is_required = true},
    JSON_FIELD_WORDS("file", struct session_program_entry, file, "", true),
    JSON_FIELD_LAST,
};

static void read_entry(struct session_program *program, struct json_at *at)
{
    struct session_program_entry entry = {0};
    json_field_defaults(session_program_entry_fields, &entry);
    json_field_read(session_program_entry_fields, at, &entry, true);
    if (entry.file[0] != '\0' && !session_name_is_file(entry.file)) {
        json_error(at, "file",
                   "expected a name inside the program's folders, such as "
                   "\"sessions/first.json\"");
    }
    if (program->count > 0 && entry.day < program->entries[program->count - 1].day) {
        json_error(at, "day", "days go up: this is day %d after day %d", entry.day,
                   program->entries[program->count - 1].day);
    }
    json_object_end(at);
    program->entries[program->count++] = entry;
}

enum err session_program_read(struct session_program *program, struct json_at *root)
{
    *program = (struct session_program){0};
    json_field_defaults(session_program_fields, program);
    json_field_read(session_program_fields, root, program, true);
    json_require(root, "sessions");
    const struct json_at array = json_array(root, "sessions");
    const int count = json_count(&array);
    if (array.item && (count < 1 || count > SESSION_PROGRAM_MAX)) {
        json_error(root, "sessions", "expected 1 to %d sessions, found %d", SESSION_PROGRAM_MAX,
                   count);
    }
    for (int i = 0; i < count && i < SESSION_PROGRAM_MAX; i++) {
        struct json_at at = json_element(&array, i, true);
        if (at.item) {
            read_entry(program, &at);
        }
    }
    json_object_end(root);
    return json_failed(root->doc) ? ERR_BAD_DATA : ERR_OK;
}
