#include "simxr/watch.h"

#include "base/clock.h"
#include "base/log.h"
#include "simxr/vulkan.h"

// Called with the lock, which is given back while waiting.
static void finish_oldest(struct simxr_watch *watch)
{
    const uint64_t slot = watch->finished % SIMXR_WATCH_SLOTS;
    pthread_mutex_unlock(&watch->lock);
    // A lost device ends the wait as well; its frames then count as done.
    vkWaitForFences(watch->device, 1, &watch->fences[slot], VK_TRUE, UINT64_MAX);
    const int64_t now_ns = clock_now_ns();
    pthread_mutex_lock(&watch->lock);
    watch->frames[slot].done_ns = now_ns;
    watch->finished++;
    pthread_cond_broadcast(&watch->changed);
}

static void *run(void *user)
{
    struct simxr_watch *watch = user;
    pthread_mutex_lock(&watch->lock);
    for (;;) {
        if (watch->finished < watch->submitted) {
            finish_oldest(watch);
        } else if (watch->is_stopping) {
            break;
        } else {
            pthread_cond_wait(&watch->changed, &watch->lock);
        }
    }
    pthread_mutex_unlock(&watch->lock);
    return NULL;
}

XrResult simxr_watch_init(struct simxr_watch *watch, VkDevice device)
{
    watch->device = device;
    pthread_mutex_init(&watch->lock, NULL);
    pthread_cond_init(&watch->changed, NULL);
    watch->has_lock = true;
    const VkFenceCreateInfo info = {.sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    for (int i = 0; i < SIMXR_WATCH_SLOTS; i++) {
        const VkResult res = vkCreateFence(device, &info, NULL, &watch->fences[i]);
        if (res != VK_SUCCESS) {
            watch->fences[i] = VK_NULL_HANDLE;
            return simxr_vulkan_result(res, "vkCreateFence");
        }
    }
    if (pthread_create(&watch->thread, NULL, run, watch) != 0) {
        LOG_ERROR("simulated runtime: no thread to watch the GPU");
        return XR_ERROR_RUNTIME_FAILURE;
    }
    watch->has_thread = true;
    return XR_SUCCESS;
}

void simxr_watch_fini(struct simxr_watch *watch)
{
    if (!watch->has_lock) {
        return;
    }
    pthread_mutex_lock(&watch->lock);
    watch->is_stopping = true;
    pthread_cond_broadcast(&watch->changed);
    while (watch->waiting > 0) {
        pthread_cond_wait(&watch->changed, &watch->lock);
    }
    pthread_mutex_unlock(&watch->lock);
    if (watch->has_thread) {
        pthread_join(watch->thread, NULL);
    }
    for (int i = 0; i < SIMXR_WATCH_SLOTS; i++) {
        vkDestroyFence(watch->device, watch->fences[i], NULL);
    }
    pthread_cond_destroy(&watch->changed);
    pthread_mutex_destroy(&watch->lock);
    *watch = (struct simxr_watch){0};
}

XrResult simxr_watch_submit(struct simxr_watch *watch, VkQueue queue, struct simxr_watched frame)
{
    pthread_mutex_lock(&watch->lock);
    while (watch->submitted - watch->taken >= SIMXR_WATCH_SLOTS) {
        if (watch->taken < watch->finished) {
            watch->taken++; // nobody came for it: its row is lost, not the frame
        } else {
            pthread_cond_wait(&watch->changed, &watch->lock);
        }
    }
    const uint64_t slot = watch->submitted % SIMXR_WATCH_SLOTS;
    VkResult res = vkResetFences(watch->device, 1, &watch->fences[slot]);
    if (res == VK_SUCCESS) {
        res = vkQueueSubmit(queue, 0, NULL, watch->fences[slot]);
    }
    if (res == VK_SUCCESS) {
        watch->frames[slot] = frame;
        watch->submitted++;
        pthread_cond_broadcast(&watch->changed);
    }
    pthread_mutex_unlock(&watch->lock);
    return simxr_vulkan_result(res, "vkQueueSubmit");
}

void simxr_watch_enter(struct simxr_watch *watch)
{
    pthread_mutex_lock(&watch->lock);
    watch->waiting++;
    pthread_mutex_unlock(&watch->lock);
}

void simxr_watch_wait(struct simxr_watch *watch, uint64_t count)
{
    pthread_mutex_lock(&watch->lock);
    while (!watch->is_stopping && watch->submitted - watch->finished > count) {
        pthread_cond_wait(&watch->changed, &watch->lock);
    }
    watch->waiting--;
    pthread_cond_broadcast(&watch->changed);
    pthread_mutex_unlock(&watch->lock);
}

bool simxr_watch_take(struct simxr_watch *watch, struct simxr_watched *out)
{
    pthread_mutex_lock(&watch->lock);
    const bool has_one = watch->taken < watch->finished;
    if (has_one) {
        *out = watch->frames[watch->taken % SIMXR_WATCH_SLOTS];
        watch->taken++;
    }
    pthread_mutex_unlock(&watch->lock);
    return has_one;
}
