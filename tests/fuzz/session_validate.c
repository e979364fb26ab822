// Any bytes as any kind of file: no crash, no leak; a refusal has a reason.
#include "base/mem.h"
#include "session/validate.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err read_scene(void *user, const char *name, const char **out_text, size_t *out_size,
                           char *out_path, size_t path_size)
{
    (void)user;
    static const char scene[] = "{\"place\":\"shore\",\"name\":\"S\"}";
    snprintf(out_path, path_size, "%s", name);
    *out_text = scene;
    *out_size = sizeof scene - 1;
    return strncmp(name, "scenes/", 7) == 0 ? ERR_OK : ERR_IO;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct diag diag;
    const struct session_files files = {.read = read_scene};
    diag = (struct diag){0};
    const enum err err = session_validate("fuzz", (const char *)data, size, &files, &diag);
    assert(err == ERR_OK || err == ERR_BAD_DATA);
    assert((err == ERR_BAD_DATA) == (diag.error_count > 0));
    assert(mem_live() == 0);
    return 0;
}
