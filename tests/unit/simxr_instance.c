#include "simxr_api.h"

#include "base/mem.h"

static void negotiation_refuses_what_it_does_not_know(void **state)
{
    (void)state;
    const struct simxr_negotiate_loader good = {
        SIMXR_NEGOTIATE_LOADER_INFO, 1, sizeof good, 1, 1, XR_MAKE_VERSION(1, 0, 0),
        XR_MAKE_VERSION(1, 0, 99),
    };
    const struct simxr_negotiate_runtime wanted = {
        SIMXR_NEGOTIATE_RUNTIME_REQUEST, 1, sizeof wanted, 0, 0, NULL};
    struct simxr_negotiate_loader loaders[] = {good, good, good, good, good};
    loaders[0].kind = SIMXR_NEGOTIATE_RUNTIME_REQUEST;
    loaders[1].struct_version = 2;
    loaders[2].struct_size--;
    loaders[3].min_interface_version = loaders[3].max_interface_version = 2;
    loaders[4].min_api_version = XR_MAKE_VERSION(2, 0, 0);
    for (size_t i = 0; i < COUNT(loaders); i++) {
        struct simxr_negotiate_runtime runtime = wanted;
        assert_int_equal(xrNegotiateLoaderRuntimeInterface(&loaders[i], &runtime),
                         XR_ERROR_INITIALIZATION_FAILED);
    }
    struct simxr_negotiate_runtime runtime = wanted;
    assert_int_equal(xrNegotiateLoaderRuntimeInterface(NULL, &runtime),
                     XR_ERROR_INITIALIZATION_FAILED);
    assert_int_equal(xrNegotiateLoaderRuntimeInterface(&good, NULL),
                     XR_ERROR_INITIALIZATION_FAILED);
    assert_int_equal(xrNegotiateLoaderRuntimeInterface(&good, &runtime), XR_SUCCESS);
    assert_int_equal(XR_VERSION_MAJOR(runtime.api_version), 1);
    assert_non_null(runtime.get_instance_proc_addr);
}

// The header's own prototypes are the list of what there must be.
static void every_function_of_the_core_is_found(void **state)
{
    (void)state;
    FILE *header = fopen("/usr/include/openxr/openxr.h", "r");
    if (!header) {
        skip();
    }
    struct api api;
    api_open(&api);
    char line[512];
    int found = 0;
    while (fgets(line, sizeof line, header) && !strstr(line, "#define XR_VERSION_1_1") &&
           !strstr(line, "#define XR_KHR_composition_layer_cube 1")) {
        char name[128];
        if (sscanf(line, "XRAPI_ATTR XrResult XRAPI_CALL %127[A-Za-z0-9](", name) == 1) {
            PFN_xrVoidFunction function = NULL;
            assert_int_equal(get_proc(api.instance, name, &function), XR_SUCCESS);
            assert_non_null(function);
            found++;
        }
    }
    fclose(header);
    assert_int_equal(found, 55);
    api_close(&api);
}

static void functions_are_found_by_the_rules(void **state)
{
    (void)state;
    struct api api;
    api_open(&api);
    const XrInstance stale = (XrInstance)(uintptr_t)0x1234;
    const struct {
        XrInstance instance;
        const char *name;
        XrResult result;
    } cases[] = {
        {XR_NULL_HANDLE, "xrCreateInstance", XR_SUCCESS},
        {XR_NULL_HANDLE, "xrEnumerateInstanceExtensionProperties", XR_SUCCESS},
        {XR_NULL_HANDLE, "xrEnumerateApiLayerProperties", XR_SUCCESS},
        {XR_NULL_HANDLE, "xrGetSystem", XR_ERROR_HANDLE_INVALID},
        {XR_NULL_HANDLE, "xrNothing", XR_ERROR_HANDLE_INVALID},
        {stale, "xrCreateInstance", XR_ERROR_HANDLE_INVALID},
        {stale, "xrGetSystem", XR_ERROR_HANDLE_INVALID},
        {api.instance, "xrNothing", XR_ERROR_FUNCTION_UNSUPPORTED},
        {api.instance, "xrGetInstanceProcAddr", XR_SUCCESS},
        {api.instance, "xrCreateHandTrackerEXT", XR_SUCCESS},
        {api.instance, "xrGetVulkanDeviceExtensionsKHR", XR_ERROR_FUNCTION_UNSUPPORTED},
        {api.instance, "xrGetD3D11GraphicsRequirementsKHR", XR_ERROR_FUNCTION_UNSUPPORTED},
        {api.instance, NULL, XR_ERROR_VALIDATION_FAILURE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        PFN_xrVoidFunction function = (PFN_xrVoidFunction)get_proc;
        assert_int_equal(get_proc(cases[i].instance, cases[i].name, &function), cases[i].result);
        if (cases[i].name && cases[i].result != XR_SUCCESS) {
            assert_null(function);
        }
    }
    assert_int_equal(get_proc(api.instance, "xrGetSystem", NULL), XR_ERROR_VALIDATION_FAILURE);
    api_close(&api);
}

static void an_instance_is_refused_by_the_rules(void **state)
{
    (void)state;
    api_load(XR_NULL_HANDLE);
    const XrInstanceCreateInfo good = api_instance_info();
    const char *const unknown[] = {"XR_KHR_vulkan_enable2", "XR_NOBODY_knows"};
    const char *const null_name[] = {NULL};
    struct {
        XrInstanceCreateInfo info;
        XrResult result;
    } cases[11];
    for (size_t i = 0; i < COUNT(cases); i++) {
        cases[i].info = good;
        cases[i].result = XR_ERROR_VALIDATION_FAILURE;
    }
    cases[0].info.type = XR_TYPE_SESSION_CREATE_INFO;
    cases[1].info.createFlags = 1;
    cases[2].info.enabledExtensionNames = NULL;
    cases[3].info.enabledExtensionCount = 1;
    cases[3].info.enabledExtensionNames = null_name;
    cases[4].info.enabledExtensionCount = 2;
    cases[4].info.enabledExtensionNames = unknown;
    cases[4].result = XR_ERROR_EXTENSION_NOT_PRESENT;
    cases[5].info.applicationInfo.applicationName[0] = '\0';
    cases[5].result = XR_ERROR_NAME_INVALID;
    memset(cases[6].info.applicationInfo.applicationName, 'x', XR_MAX_APPLICATION_NAME_SIZE);
    cases[6].result = XR_ERROR_NAME_INVALID;
    memset(cases[7].info.applicationInfo.engineName, 'x', XR_MAX_ENGINE_NAME_SIZE);
    cases[7].result = XR_ERROR_NAME_INVALID;
    cases[8].info.applicationInfo.apiVersion = 0;
    cases[8].result = XR_ERROR_API_VERSION_UNSUPPORTED;
    cases[9].info.applicationInfo.apiVersion = XR_MAKE_VERSION(1, 1, 0);
    cases[9].result = XR_ERROR_API_VERSION_UNSUPPORTED;
    cases[10].info.applicationInfo.apiVersion = XR_MAKE_VERSION(2, 0, 0);
    cases[10].result = XR_ERROR_API_VERSION_UNSUPPORTED;
    for (size_t i = 0; i < COUNT(cases); i++) {
        XrInstance instance = XR_NULL_HANDLE;
        assert_int_equal(call.xrCreateInstance(&cases[i].info, &instance), cases[i].result);
        assert_null(instance);
    }
    assert_int_equal(call.xrCreateInstance(&good, NULL), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(simxr_handle_count(), 0);
}

static void an_unknown_structure_in_the_chain_is_passed_over(void **state)
{
    (void)state;
    api_load(XR_NULL_HANDLE);
    const XrBaseInStructure strange = {.type = (XrStructureType)0x70000000};
    XrInstanceCreateInfo info = api_instance_info();
    info.next = &strange;
    info.applicationInfo.apiVersion = XR_MAKE_VERSION(1, 0, 0xffff);
    XrInstance instance = XR_NULL_HANDLE;
    assert_int_equal(call.xrCreateInstance(&info, &instance), XR_SUCCESS);
    api_load(instance);
    assert_int_equal(call.xrDestroyInstance(instance), XR_SUCCESS);
    assert_int_equal(call.xrDestroyInstance(instance), XR_ERROR_HANDLE_INVALID);
    assert_int_equal(call.xrDestroyInstance(XR_NULL_HANDLE), XR_ERROR_HANDLE_INVALID);
}

static void lists_are_read_in_two_calls(void **state)
{
    (void)state;
    api_load(XR_NULL_HANDLE);
    uint32_t count = 99;
    assert_int_equal(call.xrEnumerateInstanceExtensionProperties(NULL, 0, &count, NULL),
                     XR_SUCCESS);
    assert_true(count >= COUNT(api_extensions));
    XrExtensionProperties list[64];
    for (uint32_t i = 0; i < 64; i++) {
        list[i] = (XrExtensionProperties){.type = XR_TYPE_EXTENSION_PROPERTIES};
    }
    const uint32_t all = count;
    assert_int_equal(call.xrEnumerateInstanceExtensionProperties(NULL, 1, &count, list),
                     XR_ERROR_SIZE_INSUFFICIENT);
    assert_int_equal(count, all);
    assert_string_equal(list[0].extensionName, "");
    assert_int_equal(call.xrEnumerateInstanceExtensionProperties(NULL, 64, &count, list),
                     XR_SUCCESS);
    for (size_t wanted = 0; wanted < COUNT(api_extensions); wanted++) {
        bool has_it = false;
        for (uint32_t i = 0; i < count; i++) {
            has_it = has_it || strcmp(list[i].extensionName, api_extensions[wanted]) == 0;
            assert_true(list[i].extensionVersion > 0);
        }
        assert_true(has_it);
    }
    assert_int_equal(call.xrEnumerateInstanceExtensionProperties(NULL, 0, NULL, NULL),
                     XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrEnumerateInstanceExtensionProperties(NULL, 64, &count, NULL),
                     XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrEnumerateInstanceExtensionProperties("no layer", 0, &count, NULL),
                     XR_ERROR_API_LAYER_NOT_PRESENT);
    list[0].type = XR_TYPE_UNKNOWN;
    assert_int_equal(call.xrEnumerateInstanceExtensionProperties(NULL, 64, &count, list),
                     XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrEnumerateApiLayerProperties(0, &count, NULL), XR_SUCCESS);
    assert_int_equal(count, 0);
}

static void an_extension_can_be_withheld(void **state)
{
    (void)state;
    setenv("RESPITE_SIMXR_WITHOUT", "XR_EXT_hand_tracking", 1);
    api_load(XR_NULL_HANDLE);
    const XrInstanceCreateInfo info = api_instance_info();
    XrInstance instance;
    assert_int_equal(call.xrCreateInstance(&info, &instance), XR_ERROR_EXTENSION_NOT_PRESENT);
    unsetenv("RESPITE_SIMXR_WITHOUT");
}

static void results_and_types_have_names(void **state)
{
    (void)state;
    struct api api;
    api_open(&api);
    char text[XR_MAX_STRUCTURE_NAME_SIZE];
    assert_int_equal(call.xrResultToString(api.instance, XR_ERROR_PATH_INVALID, text), XR_SUCCESS);
    assert_string_equal(text, "XR_ERROR_PATH_INVALID");
    assert_int_equal(call.xrResultToString(api.instance, (XrResult)-12345, text), XR_SUCCESS);
    assert_string_equal(text, "XR_UNKNOWN_FAILURE_-12345");
    assert_int_equal(call.xrResultToString(api.instance, (XrResult)12345, text), XR_SUCCESS);
    assert_string_equal(text, "XR_UNKNOWN_SUCCESS_12345");
    assert_int_equal(call.xrResultToString(api.instance, XR_SUCCESS, NULL),
                     XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrResultToString(XR_NULL_HANDLE, XR_SUCCESS, text),
                     XR_ERROR_HANDLE_INVALID);
    assert_int_equal(call.xrStructureTypeToString(api.instance, XR_TYPE_VIEW, text), XR_SUCCESS);
    assert_string_equal(text, "XR_TYPE_VIEW");
    assert_int_equal(call.xrStructureTypeToString(api.instance, (XrStructureType)4242, text),
                     XR_SUCCESS);
    assert_string_equal(text, "XR_UNKNOWN_STRUCTURE_TYPE_4242");
    XrInstanceProperties properties = {.type = XR_TYPE_INSTANCE_PROPERTIES};
    assert_int_equal(call.xrGetInstanceProperties(api.instance, &properties), XR_SUCCESS);
    assert_true(properties.runtimeName[0] && properties.runtimeVersion);
    properties.type = XR_TYPE_UNKNOWN;
    assert_int_equal(call.xrGetInstanceProperties(api.instance, &properties),
                     XR_ERROR_VALIDATION_FAILURE);
    api_close(&api);
}

static void paths_are_well_formed_or_refused(void **state)
{
    (void)state;
    struct api api;
    api_open(&api);
    char longest[XR_MAX_PATH_LENGTH + 1], too_long[XR_MAX_PATH_LENGTH + 1];
    memset(longest, 'a', sizeof longest);
    memset(too_long, 'a', sizeof too_long);
    longest[0] = too_long[0] = '/';
    longest[XR_MAX_PATH_LENGTH - 1] = too_long[XR_MAX_PATH_LENGTH] = '\0';
    const struct {
        const char *text;
        XrResult result;
    } cases[] = {
        {"/user/hand/left", XR_SUCCESS},
        {"/a_9-z.", XR_SUCCESS},
        {"/.f", XR_SUCCESS},
        {"/.....ok", XR_SUCCESS},
        {longest, XR_SUCCESS},
        {too_long, XR_ERROR_PATH_FORMAT_INVALID},
        {"", XR_ERROR_PATH_FORMAT_INVALID},
        {"/", XR_ERROR_PATH_FORMAT_INVALID},
        {"//", XR_ERROR_PATH_FORMAT_INVALID},
        {"/a/", XR_ERROR_PATH_FORMAT_INVALID},
        {"/a//b", XR_ERROR_PATH_FORMAT_INVALID},
        {"a", XR_ERROR_PATH_FORMAT_INVALID},
        {"/A", XR_ERROR_PATH_FORMAT_INVALID},
        {"/a b", XR_ERROR_PATH_FORMAT_INVALID},
        {"/.", XR_ERROR_PATH_FORMAT_INVALID},
        {"/a/../b", XR_ERROR_PATH_FORMAT_INVALID},
        {NULL, XR_ERROR_VALIDATION_FAILURE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        XrPath path = XR_NULL_PATH, again = XR_NULL_PATH;
        assert_int_equal(call.xrStringToPath(api.instance, cases[i].text, &path), cases[i].result);
        if (cases[i].result != XR_SUCCESS) {
            continue;
        }
        assert_int_equal(call.xrStringToPath(api.instance, cases[i].text, &again), XR_SUCCESS);
        assert_true(path == again && path != XR_NULL_PATH);
        char text[XR_MAX_PATH_LENGTH];
        uint32_t size = 0;
        assert_int_equal(call.xrPathToString(api.instance, path, sizeof text, &size, text),
                         XR_SUCCESS);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(size, strlen(text) + 1);
        assert_int_equal(call.xrPathToString(api.instance, path, size - 1, &size, text),
                         XR_ERROR_SIZE_INSUFFICIENT);
    }
    uint32_t size;
    assert_int_equal(call.xrPathToString(api.instance, XR_NULL_PATH, 0, &size, NULL),
                     XR_ERROR_PATH_INVALID);
    assert_int_equal(call.xrPathToString(api.instance, 0x1234567, 0, &size, NULL),
                     XR_ERROR_PATH_INVALID);
    assert_int_equal(call.xrStringToPath(api.instance, "/a", NULL), XR_ERROR_VALIDATION_FAILURE);
    api_close(&api);
}

static void thousands_of_paths_keep_their_texts(void **state)
{
    (void)state;
    struct api api;
    api_open(&api);
    XrPath paths[3000];
    char text[64];
    for (uint32_t i = 0; i < COUNT(paths); i++) {
        snprintf(text, sizeof text, "/path/%u", i);
        paths[i] = api_path(&api, text);
    }
    for (uint32_t i = 0; i < COUNT(paths); i++) {
        char back[64];
        uint32_t size;
        snprintf(text, sizeof text, "/path/%u", i);
        assert_int_equal(call.xrPathToString(api.instance, paths[i], sizeof back, &size, back),
                         XR_SUCCESS);
        assert_string_equal(back, text);
    }
    api_close(&api);
}

static void the_system_is_one_headset(void **state)
{
    (void)state;
    struct api api;
    api_open(&api);
    XrSystemGetInfo info = {.type = XR_TYPE_SYSTEM_GET_INFO,
                            .formFactor = XR_FORM_FACTOR_HANDHELD_DISPLAY};
    XrSystemId system;
    assert_int_equal(call.xrGetSystem(api.instance, &info, &system),
                     XR_ERROR_FORM_FACTOR_UNSUPPORTED);
    info.formFactor = XR_FORM_FACTOR_MAX_ENUM;
    assert_int_equal(call.xrGetSystem(api.instance, &info, &system),
                     XR_ERROR_FORM_FACTOR_UNSUPPORTED);
    info.formFactor = XR_FORM_FACTOR_HEAD_MOUNTED_DISPLAY;
    assert_int_equal(call.xrGetSystem(api.instance, &info, NULL), XR_ERROR_VALIDATION_FAILURE);
    system = api_system(&api);

    XrSystemHandTrackingPropertiesEXT hands = {.type = XR_TYPE_SYSTEM_HAND_TRACKING_PROPERTIES_EXT};
    XrSystemProperties properties = {.type = XR_TYPE_SYSTEM_PROPERTIES, .next = &hands};
    assert_int_equal(call.xrGetSystemProperties(api.instance, system, &properties), XR_SUCCESS);
    assert_true(properties.graphicsProperties.maxLayerCount >= XR_MIN_COMPOSITION_LAYERS_SUPPORTED);
    assert_true(hands.supportsHandTracking);
    assert_int_equal(call.xrGetSystemProperties(api.instance, 77, &properties),
                     XR_ERROR_SYSTEM_INVALID);
    properties.type = XR_TYPE_UNKNOWN;
    assert_int_equal(call.xrGetSystemProperties(api.instance, system, &properties),
                     XR_ERROR_VALIDATION_FAILURE);
    api_close(&api);
}

static void the_view_configuration_is_stereo(void **state)
{
    (void)state;
    struct api api;
    api_open(&api);
    const XrSystemId system = api_system(&api);
    const XrViewConfigurationType stereo = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO;
    const XrViewConfigurationType mono = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_MONO;
    uint32_t count = 0;
    XrViewConfigurationType types[4];
    assert_int_equal(call.xrEnumerateViewConfigurations(api.instance, system, 4, &count, types),
                     XR_SUCCESS);
    assert_true(count == 1 && types[0] == stereo);
    assert_int_equal(call.xrEnumerateViewConfigurations(api.instance, 5, 4, &count, types),
                     XR_ERROR_SYSTEM_INVALID);

    XrViewConfigurationProperties properties = {.type = XR_TYPE_VIEW_CONFIGURATION_PROPERTIES};
    assert_int_equal(
        call.xrGetViewConfigurationProperties(api.instance, system, stereo, &properties),
        XR_SUCCESS);
    assert_int_equal(call.xrGetViewConfigurationProperties(api.instance, system, mono, &properties),
                     XR_ERROR_VIEW_CONFIGURATION_TYPE_UNSUPPORTED);
    const XrViewConfigurationType foreign[] = {
        XR_VIEW_CONFIGURATION_TYPE_PRIMARY_QUAD_VARJO,
        XR_VIEW_CONFIGURATION_TYPE_SECONDARY_MONO_FIRST_PERSON_OBSERVER_MSFT,
        XR_VIEW_CONFIGURATION_TYPE_MAX_ENUM,
    };
    for (size_t i = 0; i < COUNT(foreign); i++) {
        assert_int_equal(
            call.xrGetViewConfigurationProperties(api.instance, system, foreign[i], &properties),
            XR_ERROR_VIEW_CONFIGURATION_TYPE_UNSUPPORTED);
    }

    XrViewConfigurationView views[2] = {{.type = XR_TYPE_VIEW_CONFIGURATION_VIEW},
                                        {.type = XR_TYPE_VIEW_CONFIGURATION_VIEW}};
    assert_int_equal(
        call.xrEnumerateViewConfigurationViews(api.instance, system, stereo, 1, &count, views),
        XR_ERROR_SIZE_INSUFFICIENT);
    assert_int_equal(
        call.xrEnumerateViewConfigurationViews(api.instance, system, stereo, 2, &count, views),
        XR_SUCCESS);
    assert_int_equal(views[1].recommendedImageRectWidth, 256);
    views[1].type = XR_TYPE_UNKNOWN;
    assert_int_equal(
        call.xrEnumerateViewConfigurationViews(api.instance, system, stereo, 2, &count, views),
        XR_ERROR_VALIDATION_FAILURE);

    XrEnvironmentBlendMode modes[2];
    assert_int_equal(
        call.xrEnumerateEnvironmentBlendModes(api.instance, system, stereo, 2, &count, modes),
        XR_SUCCESS);
    assert_true(count == 1 && modes[0] == XR_ENVIRONMENT_BLEND_MODE_OPAQUE);
    assert_int_equal(
        call.xrEnumerateEnvironmentBlendModes(api.instance, system, mono, 2, &count, modes),
        XR_ERROR_VIEW_CONFIGURATION_TYPE_UNSUPPORTED);
    api_close(&api);
}

static void times_convert_both_ways(void **state)
{
    (void)state;
    struct api api;
    api_open(&api);
    const struct timespec spec = {.tv_sec = 12, .tv_nsec = 345};
    XrTime time = 0;
    assert_int_equal(call.xrConvertTimespecTimeToTimeKHR(api.instance, &spec, &time), XR_SUCCESS);
    assert_true(time == 12000000345);
    struct timespec back;
    assert_int_equal(call.xrConvertTimeToTimespecTimeKHR(api.instance, time, &back), XR_SUCCESS);
    assert_true(back.tv_sec == 12 && back.tv_nsec == 345);
    assert_int_equal(call.xrConvertTimeToTimespecTimeKHR(api.instance, 0, &back),
                     XR_ERROR_TIME_INVALID);
    assert_int_equal(call.xrConvertTimeToTimespecTimeKHR(api.instance, -1, &back),
                     XR_ERROR_TIME_INVALID);
    api_close(&api);
}

static void no_event_is_a_success_of_its_own(void **state)
{
    (void)state;
    struct api api;
    api_open(&api);
    XrEventDataBuffer event = {.type = XR_TYPE_EVENT_DATA_BUFFER};
    assert_int_equal(call.xrPollEvent(api.instance, &event), XR_EVENT_UNAVAILABLE);
    event.type = XR_TYPE_UNKNOWN;
    assert_int_equal(call.xrPollEvent(api.instance, &event), XR_ERROR_VALIDATION_FAILURE);
    assert_int_equal(call.xrPollEvent(XR_NULL_HANDLE, &event), XR_ERROR_HANDLE_INVALID);
    api_close(&api);
}

// Fail the 1st allocation, then the 2nd, ...: each failure is an answer and gives all back.
static void an_instance_survives_every_allocation_failure(void **state)
{
    (void)state;
    api_load(XR_NULL_HANDLE);
    const long live = mem_live();
    const XrInstanceCreateInfo info = api_instance_info();
    XrResult result = XR_ERROR_OUT_OF_MEMORY;
    for (long nth = 1; result == XR_ERROR_OUT_OF_MEMORY && nth < 1000; nth++) {
        XrInstance instance = XR_NULL_HANDLE;
        XrPath path;
        mem_fail_at(nth);
        result = call.xrCreateInstance(&info, &instance);
        if (result == XR_SUCCESS) {
            api_load(instance);
            result = call.xrStringToPath(instance, "/a", &path);
        }
        mem_fail_at(0);
        if (instance) {
            assert_int_equal(call.xrDestroyInstance(instance), XR_SUCCESS);
        }
        assert_true(result == XR_SUCCESS || result == XR_ERROR_OUT_OF_MEMORY);
        assert_int_equal(mem_live(), live);
    }
    assert_int_equal(result, XR_SUCCESS);
}

int main(void)
{
    setenv("RESPITE_SIMXR_HEADSET", "small", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(negotiation_refuses_what_it_does_not_know),
        cmocka_unit_test(every_function_of_the_core_is_found),
        cmocka_unit_test(functions_are_found_by_the_rules),
        cmocka_unit_test(an_instance_is_refused_by_the_rules),
        cmocka_unit_test(an_unknown_structure_in_the_chain_is_passed_over),
        cmocka_unit_test(lists_are_read_in_two_calls),
        cmocka_unit_test(an_extension_can_be_withheld),
        cmocka_unit_test(results_and_types_have_names),
        cmocka_unit_test(paths_are_well_formed_or_refused),
        cmocka_unit_test(thousands_of_paths_keep_their_texts),
        cmocka_unit_test(the_system_is_one_headset),
        cmocka_unit_test(the_view_configuration_is_stereo),
        cmocka_unit_test(times_convert_both_ways),
        cmocka_unit_test(no_event_is_a_success_of_its_own),
        cmocka_unit_test(an_instance_survives_every_allocation_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
