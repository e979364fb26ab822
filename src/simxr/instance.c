#include "simxr/instance.h"

#include "base/log.h"
#include "base/mem.h"
#include "simxr/binding.h"
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/past.h"
#include "simxr/session.h"
#include "json/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    uint32_t version;
} extensions[SIMXR_EXTENSION_COUNT] = {
#define SIMXR_EXTENSION_ROW(id, extension_name, extension_version) \
    [SIMXR_##id] = {extension_name, extension_version},
    SIMXR_EXTENSIONS(SIMXR_EXTENSION_ROW)
#undef SIMXR_EXTENSION_ROW
};

static struct simxr_instance *newest;

static enum simxr_extension find_extension(const char *name)
{
    for (int i = SIMXR_CORE + 1; i < SIMXR_EXTENSION_COUNT; i++) {
        if (strcmp(extensions[i].name, name) == 0) {
            return (enum simxr_extension)i;
        }
    }
    return SIMXR_EXTENSION_COUNT;
}

static XrResult read_extensions(const XrInstanceCreateInfo *info, const struct simxr_config *config,
                                uint64_t *out_bits)
{
    *out_bits = 1 << SIMXR_CORE;
    if (info->enabledExtensionCount > 0 && !info->enabledExtensionNames) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    for (uint32_t i = 0; i < info->enabledExtensionCount; i++) {
        if (!info->enabledExtensionNames[i]) {
            return XR_ERROR_VALIDATION_FAILURE;
        }
        const enum simxr_extension extension = find_extension(info->enabledExtensionNames[i]);
        if (extension == SIMXR_EXTENSION_COUNT ||
            !simxr_config_offers(config, extensions[extension].name)) {
            return XR_ERROR_EXTENSION_NOT_PRESENT;
        }
        *out_bits |= UINT64_C(1) << extension;
    }
    return XR_SUCCESS;
}

static XrResult check_application(const XrApplicationInfo *app)
{
    const size_t length = strnlen(app->applicationName, sizeof app->applicationName);
    if (length == 0 || length == sizeof app->applicationName ||
        strnlen(app->engineName, sizeof app->engineName) == sizeof app->engineName) {
        return XR_ERROR_NAME_INVALID;
    }
    if (XR_VERSION_MAJOR(app->apiVersion) != XR_VERSION_MAJOR(SIMXR_API_VERSION) ||
        XR_VERSION_MINOR(app->apiVersion) != XR_VERSION_MINOR(SIMXR_API_VERSION)) {
        return XR_ERROR_API_VERSION_UNSUPPORTED;
    }
    return XR_SUCCESS;
}

static void forget(void *object)
{
    struct simxr_instance *inst = object;
    for (struct simxr_instance **at = &newest; *at; at = &(*at)->older) {
        if (*at == inst) {
            *at = inst->older;
            break;
        }
    }
    for (int i = 0; i < SIMXR_PROFILE_COUNT; i++) {
        simxr_binding_forget(&inst->suggestions[i]);
    }
    simxr_path_fini(&inst->paths);
    if (inst->has_script) {
        simxr_past_keep(&inst->script, inst->config.script_path);
    }
    simxr_script_fini(&inst->script);
}

// Whoever named a script wants it played: a wrong one refuses the instance, and says why.
static enum err load_script(struct simxr_instance *inst)
{
    if (!inst->config.script_path[0]) {
        return ERR_OK;
    }
    struct diag *diag = mem_alloc(1, sizeof *diag);
    if (!diag) {
        return ERR_NO_MEMORY;
    }
    const enum err err = simxr_script_load(&inst->script, inst->config.script_path, diag);
    if (err != ERR_OK) {
        LOG_ERROR("simulated headset: the script %s cannot be played", inst->config.script_path);
        for (int i = 0; i < diag->count; i++) {
            char line[DIAG_TEXT_BYTES + DIAG_POINTER_BYTES + 300];
            json_diag_line(diag, i, line, sizeof line);
            LOG_ERROR("%s", line);
        }
    }
    mem_free(diag);
    inst->has_script = err == ERR_OK;
    if (inst->has_script) {
        simxr_past_recall(&inst->script, inst->config.script_path);
    }
    return err;
}

XrResult simxr_instance_get(XrInstance handle, struct simxr_instance **out)
{
    *out = simxr_handle_get(SIMXR_HANDLE(handle), SIMXR_INSTANCE);
    if (!*out) {
        return XR_ERROR_HANDLE_INVALID;
    }
    return (*out)->is_lost ? XR_ERROR_INSTANCE_LOST : XR_SUCCESS;
}

struct simxr_instance *simxr_instance_newest(void)
{
    return newest;
}

bool simxr_instance_has(const struct simxr_instance *inst, enum simxr_extension extension)
{
    return inst->extensions >> extension & 1;
}

void simxr_instance_tick(struct simxr_instance *inst)
{
    for (struct simxr_object *at = inst->object.first_child; at; at = at->next_sibling) {
        if (at->kind == SIMXR_SESSION) {
            simxr_session_tick((struct simxr_session *)at);
        }
    }
}

void simxr_instance_idle(struct simxr_instance *inst)
{
    for (struct simxr_object *at = inst->object.first_child; at; at = at->next_sibling) {
        if (at->kind == SIMXR_SESSION) {
            simxr_session_idle((struct simxr_session *)at);
        }
    }
}

XrResult simxr_instance_list_layers(uint32_t capacity, uint32_t *out_count,
                                    XrApiLayerProperties *properties)
{
    // Layers are the loader's business; a runtime has none.
    bool fill;
    return simxr_check_list(capacity, out_count, properties, 0, &fill);
}

XrResult simxr_instance_list_extensions(const char *layer_name, uint32_t capacity,
                                        uint32_t *out_count, XrExtensionProperties *properties)
{
    if (layer_name && *layer_name) {
        return XR_ERROR_API_LAYER_NOT_PRESENT;
    }
    struct simxr_config config = {0};
    simxr_config_read(&config, getenv);
    int offered[SIMXR_EXTENSION_COUNT];
    uint32_t count = 0;
    for (int id = SIMXR_CORE + 1; id < SIMXR_EXTENSION_COUNT; id++) {
        if (simxr_config_offers(&config, extensions[id].name)) {
            offered[count++] = id;
        }
    }
    bool fill;
    TRY_XR(simxr_check_list(capacity, out_count, properties, count, &fill));
    for (uint32_t i = 0; fill && i < count; i++) {
        TRY_XR(simxr_check_type(&properties[i], XR_TYPE_EXTENSION_PROPERTIES));
        snprintf(properties[i].extensionName, sizeof properties[i].extensionName, "%s",
                 extensions[offered[i]].name);
        properties[i].extensionVersion = extensions[offered[i]].version;
    }
    return XR_SUCCESS;
}

XrResult simxr_instance_create(const XrInstanceCreateInfo *info, XrInstance *out_instance)
{
    if (!out_instance) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    TRY_XR(simxr_check_type(info, XR_TYPE_INSTANCE_CREATE_INFO));
    if (info->createFlags != 0) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    TRY_XR(check_application(&info->applicationInfo));
    struct simxr_config config = {0};
    simxr_config_read(&config, getenv);
    uint64_t bits;
    TRY_XR(read_extensions(info, &config, &bits));

    void *object;
    TRY_XR(
        simxr_handle_create(SIMXR_INSTANCE, sizeof(struct simxr_instance), NULL, forget, &object));
    struct simxr_instance *inst = object;
    inst->extensions = bits;
    inst->config = config;
    if (load_script(inst) != ERR_OK) {
        simxr_handle_destroy(&inst->object);
        return XR_ERROR_RUNTIME_FAILURE;
    }
    inst->older = newest;
    newest = inst;
    *out_instance = SIMXR_HANDLE_AS(XrInstance, inst->object);
    LOG_INFO("simulated runtime: instance for '%s'", info->applicationInfo.applicationName);
    return XR_SUCCESS;
}

XrResult simxr_instance_destroy(XrInstance instance)
{
    // A lost instance can be destroyed, so this does not ask simxr_instance_get.
    struct simxr_instance *inst = simxr_handle_get(SIMXR_HANDLE(instance), SIMXR_INSTANCE);
    if (!inst) {
        return XR_ERROR_HANDLE_INVALID;
    }
    simxr_handle_destroy(&inst->object);
    return XR_SUCCESS;
}

XrResult simxr_instance_properties(XrInstance instance, XrInstanceProperties *properties)
{
    struct simxr_instance *inst;
    TRY_XR(simxr_instance_get(instance, &inst));
    TRY_XR(simxr_check_type(properties, XR_TYPE_INSTANCE_PROPERTIES));
    properties->runtimeVersion = XR_MAKE_VERSION(0, 1, 0);
    snprintf(properties->runtimeName, sizeof properties->runtimeName, "%s",
             "Respite simulated headset");
    return XR_SUCCESS;
}
