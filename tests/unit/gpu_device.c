// The device, its objects, its cache. What needs a device is skipped without one.
#include "base/file.h"
#include "base/mem.h"
#include "gpu/cache.h"
#include "gpu/driver.h"
#include "gpu/make.h"
#include "gpu/retire.h"
#include "gpu/upload.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct gpu gpu;
static bool has_device;

static int open_gpu(void **state)
{
    (void)state;
    has_device = gpu_init(&gpu, &(struct gpu_desc){.want_validation = true}) == ERR_OK;
    return 0;
}

static int close_gpu(void **state)
{
    (void)state;
    gpu_fini(&gpu);
    return gpu.validation_messages == 0 ? 0 : -1;
}

static void need_device(void)
{
    if (!has_device) {
        skip();
    }
}

static void old_lavapipe_is_known_to_be_bad(void **state)
{
    (void)state;
    static const struct {
        const char *name, *info;
        bool is_bad;
    } drivers[] = {
        {"llvmpipe", "Mesa 22.3.6 (LLVM 15.0.6)", true},
        {"llvmpipe", "Mesa 23.2.1-1ubuntu3", true},
        {"llvmpipe", "Mesa 24.0.0", false},
        {"llvmpipe", "Mesa 25.0.7-2~bpo12+1 (LLVM 15.0.6)", false},
        {"llvmpipe", "", false},
        {"radv", "Mesa 22.3.6", false},
        {"turnip Mesa driver", "Mesa 25.0.7", false},
        {"NVIDIA", "550.54.14", false},
    };
    for (size_t i = 0; i < sizeof drivers / sizeof drivers[0]; i++) {
        assert_int_equal(gpu_driver_is_known_bad(drivers[i].name, drivers[i].info),
                         drivers[i].is_bad);
    }
}

static void a_driver_that_someone_chose_is_kept(void **state)
{
    (void)state;
    char *kept = getenv("VK_DRIVER_FILES");
    kept = kept ? strdup(kept) : NULL;
    setenv("VK_DRIVER_FILES", "/chosen/by/hand.json", 1);
    gpu_driver_prepare();
    assert_string_equal(getenv("VK_DRIVER_FILES"), "/chosen/by/hand.json");
    if (kept) {
        setenv("VK_DRIVER_FILES", kept, 1);
    } else {
        unsetenv("VK_DRIVER_FILES");
    }
    (free)(kept);
}

static void every_device_is_judged(void **state)
{
    (void)state;
    need_device();
    struct gpu_driver_verdict verdicts[GPU_DRIVER_DEVICE_MAX];
    int count = 0;
    assert_int_equal(gpu_driver_list(verdicts, &count), ERR_OK);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        assert_true(verdicts[i].device[0] && verdicts[i].driver[0]);
        assert_int_equal(verdicts[i].is_good, verdicts[i].reason[0] == '\0');
    }
}

static VkResult fail_to_create(void *user, const VkInstanceCreateInfo *info, VkInstance *out)
{
    (void)info;
    *out = (VkInstance)(uintptr_t)0xdead; // Vulkan leaves outputs undefined on failure
    return *(const VkResult *)user;
}

static void a_failing_creator_leaves_nothing_behind(void **state)
{
    (void)state;
    static const struct {
        VkResult result;
        enum err err;
    } cases[] = {
        {VK_ERROR_OUT_OF_HOST_MEMORY, ERR_NO_MEMORY},
        {VK_ERROR_INCOMPATIBLE_DRIVER, ERR_UNSUPPORTED},
        {VK_ERROR_INITIALIZATION_FAILED, ERR_DEVICE},
        {VK_ERROR_DEVICE_LOST, ERR_DEVICE_LOST},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        VkResult result = cases[i].result;
        struct gpu broken = {0};
        const struct gpu_desc desc = {
            .creator = {.user = &result, .create_instance = fail_to_create}};
        assert_int_equal(gpu_init(&broken, &desc), cases[i].err);
        assert_null(broken.instance);
        gpu_fini(&broken);
        gpu_fini(&broken); // also when finished already
    }
}

static VkResult pick_nothing(void *user, VkInstance instance, VkPhysicalDevice *out)
{
    (void)user;
    (void)instance;
    *out = VK_NULL_HANDLE;
    return VK_ERROR_INITIALIZATION_FAILED;
}

static void a_failing_choice_of_device_leaves_nothing_behind(void **state)
{
    (void)state;
    need_device();
    struct gpu broken = {0};
    const struct gpu_desc desc = {.creator = {.pick_device = pick_nothing}};
    assert_int_equal(gpu_init(&broken, &desc), ERR_DEVICE);
    gpu_fini(&broken);
    assert_null(broken.instance);
}

static void bytes_reach_a_buffer_and_an_image(void **state)
{
    (void)state;
    need_device();
    const long allocations = gpu.memory_allocations;
    struct gpu_buffer buffer = {0};
    const struct gpu_buffer_desc desc = {
        .name = "seen by the host",
        .size = 64,
        .usage = VK_BUFFER_USAGE_TRANSFER_DST_BIT,
        .memory = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT,
    };
    assert_int_equal(gpu_buffer_init(&buffer, &gpu, &desc), ERR_OK);
    const char words[] = "the tide goes out";
    assert_int_equal(gpu_upload_buffer(&gpu, &buffer, 8, words, sizeof words), ERR_OK);
    assert_string_equal((const char *)buffer.mapped + 8, words);
    assert_true(gpu.memory_allocations >= allocations + 2);
    gpu_buffer_fini(&buffer, &gpu);
    gpu_buffer_fini(&buffer, &gpu);

    struct gpu_image image = {0};
    const struct gpu_image_desc small = {
        .name = "small",
        .format = VK_FORMAT_R8G8B8A8_UNORM,
        .width = 2,
        .height = 2,
        .usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT,
    };
    assert_int_equal(gpu_image_init(&image, &gpu, &small), ERR_OK);
    assert_int_equal(gpu_upload_image(&gpu, &image, words, 16), ERR_OK);
    gpu_image_fini(&image, &gpu);
    assert_int_equal(gpu.validation_messages, 0);
}

static void retired_things_live_until_their_frame_is_done(void **state)
{
    (void)state;
    need_device();
    static struct gpu_retire queue;
    for (uint64_t frame = 1; frame <= 3; frame++) {
        struct gpu_buffer buffer = {0};
        const struct gpu_buffer_desc desc = {
            .name = "retired",
            .size = 16,
            .usage = VK_BUFFER_USAGE_TRANSFER_DST_BIT,
        };
        assert_int_equal(gpu_buffer_init(&buffer, &gpu, &desc), ERR_OK);
        gpu_retire_buffer_take(&queue, &gpu, frame, &buffer);
        assert_null(buffer.handle);
    }
    gpu_retire_collect(&queue, &gpu, 0);
    assert_int_equal(queue.count, 3);
    gpu_retire_collect(&queue, &gpu, 2);
    assert_int_equal(queue.count, 1);
    gpu_retire_collect(&queue, &gpu, 3);
    assert_int_equal(queue.count, 0);
}

static void a_cache_is_whole_or_it_is_refused(void **state)
{
    (void)state;
    uint8_t bytes[GPU_CACHE_HEADER_BYTES + 100] = {0};
    const VkPhysicalDeviceProperties device = {
        .vendorID = 1, .deviceID = 2, .driverVersion = 3, .pipelineCacheUUID = {4, 5, 6}};
    memset(bytes + GPU_CACHE_HEADER_BYTES, 0x5a, 100);
    gpu_cache_header(&device, bytes + GPU_CACHE_HEADER_BYTES, 100, bytes);
    assert_true(gpu_cache_is_whole(&device, bytes, sizeof bytes));
    for (size_t size = 0; size < sizeof bytes; size++) {
        assert_false(gpu_cache_is_whole(&device, bytes, size));
    }
    for (size_t i = 0; i < sizeof bytes * 8; i++) {
        bytes[i / 8] ^= (uint8_t)(1u << i % 8);
        assert_false(gpu_cache_is_whole(&device, bytes, sizeof bytes));
        bytes[i / 8] ^= (uint8_t)(1u << i % 8);
    }
    VkPhysicalDeviceProperties newer = device;
    newer.driverVersion++;
    assert_false(gpu_cache_is_whole(&newer, bytes, sizeof bytes));
}

static void a_damaged_cache_file_is_replaced(void **state)
{
    (void)state;
    need_device();
    const char path[] = "pipeline_cache_of_a_test.bin";
    assert_int_equal(file_write(path, "nonsense", 8), ERR_OK);
    struct gpu second = {0};
    assert_int_equal(gpu_init(&second, &(struct gpu_desc){.cache_file = path}), ERR_OK);
    gpu_save_cache(&second);
    struct arena arena = {0};
    const char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(file_read(path, 64 << 20, &arena, &bytes, &size), ERR_OK);
    assert_true(gpu_cache_is_whole(&second.properties, bytes, size));
    arena_fini(&arena);
    gpu_fini(&second);
    unlink(path);
}

static void the_clocks_of_gpu_and_program_run_together(void **state)
{
    (void)state;
    need_device();
    if (!gpu.has_calibrated_timestamps) {
        skip();
    }
    uint64_t ticks[2];
    int64_t times_ns[2];
    assert_int_equal(gpu_clocks(&gpu, &ticks[0], &times_ns[0]), ERR_OK);
    assert_int_equal(gpu_clocks(&gpu, &ticks[1], &times_ns[1]), ERR_OK);
    assert_true(ticks[1] >= ticks[0] && times_ns[1] >= times_ns[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(old_lavapipe_is_known_to_be_bad),
        cmocka_unit_test(a_driver_that_someone_chose_is_kept),
        cmocka_unit_test(every_device_is_judged),
        cmocka_unit_test(a_failing_creator_leaves_nothing_behind),
        cmocka_unit_test(a_failing_choice_of_device_leaves_nothing_behind),
        cmocka_unit_test(bytes_reach_a_buffer_and_an_image),
        cmocka_unit_test(retired_things_live_until_their_frame_is_done),
        cmocka_unit_test(a_cache_is_whole_or_it_is_refused),
        cmocka_unit_test(a_damaged_cache_file_is_replaced),
        cmocka_unit_test(the_clocks_of_gpu_and_program_run_together),
    };
    return cmocka_run_group_tests(tests, open_gpu, close_gpu);
}
