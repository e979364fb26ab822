#include "vr/validation.h"

#include "base/file.h"
#include "base/log.h"
#include "base/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LAYER_MAX = 64, LINE_BYTES = 900 };

const char vr_validation_layer[] = "XR_APILAYER_LUNARG_core_validation";

static const char file_variable[] = "XR_CORE_VALIDATION_FILE_NAME";

static bool find_layer(XrVersion *out_version)
{
    XrApiLayerProperties layers[LAYER_MAX];
    for (int i = 0; i < LAYER_MAX; i++) {
        layers[i] = (XrApiLayerProperties){.type = XR_TYPE_API_LAYER_PROPERTIES};
    }
    uint32_t count = 0;
    if (XR_FAILED(xrEnumerateApiLayerProperties(LAYER_MAX, &count, layers))) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(layers[i].layerName, vr_validation_layer) == 0) {
            *out_version = layers[i].specVersion;
            return true;
        }
    }
    return false;
}

bool vr_validation_prepare(XrVersion *out_version)
{
    char folder[PATH_BYTES];
    char file[PATH_BYTES];
    char name[64];
    if (!find_layer(out_version)) {
        return false;
    }
    snprintf(name, sizeof name, "openxr-validation-%d.txt", (int)getpid());
    if (!getenv(file_variable) && path_cache(folder, "") && file_make_folder(folder) == ERR_OK &&
        path_cache(file, name)) {
        setenv("XR_CORE_VALIDATION_EXPORT_TYPE", "text", 1);
        setenv(file_variable, file, 1);
    }
    return true;
}

// A finding is "[VALID_ERROR | rule | function]: text", then lines about the objects.
static void read_findings(struct vr *vr, FILE *file)
{
    char line[LINE_BYTES];
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "[VALID_", 7) == 0) {
            vr->info.validation_messages++;
            LOG_WARN("OpenXR validation: %s", line);
        }
    }
}

void vr_validation_collect(struct vr *vr)
{
    const char *path = getenv(file_variable);
    FILE *file = vr->is_validated && path ? fopen(path, "r") : NULL;
    if (!file) {
        return; // nothing was found yet
    }
    if (fseek(file, vr->validation_read_bytes, SEEK_SET) == 0) {
        read_findings(vr, file);
        vr->validation_read_bytes = ftell(file);
    }
    fclose(file);
}

void vr_validation_fini(struct vr *vr)
{
    const char *path = getenv(file_variable);
    if (vr->is_validated && path) {
        vr_validation_collect(vr);
        unlink(path);
    }
    vr->is_validated = false;
}
