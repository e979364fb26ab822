// Is a file people write right? The kind is named by its "$schema".
#ifndef SESSION_VALIDATE_H
#define SESSION_VALIDATE_H

#include "session/plan.h"

enum session_validate_kind {
    SESSION_VALIDATE_SCENE,
    SESSION_VALIDATE_SESSION,
    SESSION_VALIDATE_PROGRAM,
    SESSION_VALIDATE_SITE,
    SESSION_VALIDATE_LOCALE,
    SESSION_VALIDATE_HEADSETS,
    SESSION_VALIDATE_KIND_COUNT
};

// "scene", ... closed by NULL.
extern const char *const session_validate_kinds[];

// Reads `text` as a file called `file` of the kind its "$schema" names ("scene.schema.json", with
// or without folders before it), with the files it names. Adds every error and warning to `diag`;
// a session is also held against its locale (a text that is missing is a warning).
// ERR_OK, ERR_BAD_DATA with at least one error entry, or ERR_NO_MEMORY.
MUST_USE enum err session_validate(const char *file, const char *text, size_t size,
                                   const struct session_files *files, struct diag *diag);

#endif
