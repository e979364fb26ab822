// Whole files, read with a limit and written so that a crash leaves the old or the new one.
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

// The file's bytes, with a zero behind them, in the arena. ERR_BAD_DATA when it is longer than
// `max_bytes` (one more byte is read to know), ERR_IO when it cannot be read. Both are logged as
// debug only: the caller knows how to say it to a person.
MUST_USE enum err file_read(const char *path, size_t max_bytes, struct arena *arena,
                            const char **out_bytes, size_t *out_size);

// Writes beside the target, syncs, renames. The old file stays until the new one is whole.
MUST_USE enum err file_write(const char *path, const void *bytes, size_t size);

bool file_exists(const char *path);

// Makes the folder and its parents (mode 0700). An existing folder is fine.
MUST_USE enum err file_make_folder(const char *path);

#endif
