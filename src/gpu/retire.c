#include "gpu/retire.h"

#include "base/log.h"

#include <stdint.h>

static void release(struct gpu_retire_item *item, struct gpu *gpu)
{
    gpu_buffer_fini(&item->buffer, gpu);
    gpu_image_fini(&item->image, gpu);
}

static struct gpu_retire_item *add(struct gpu_retire *queue, struct gpu *gpu, uint64_t frame)
{
    if (queue->count == GPU_RETIRE_MAX) {
        LOG_WARN("the retire queue is full: waiting for the GPU");
        (void)vkQueueWaitIdle(gpu->queue); // on failure the device is lost and nothing runs
        gpu_retire_collect(queue, gpu, UINT64_MAX);
    }
    struct gpu_retire_item *item = &queue->items[queue->count++];
    *item = (struct gpu_retire_item){.frame = frame};
    return item;
}

void gpu_retire_buffer_take(struct gpu_retire *queue, struct gpu *gpu, uint64_t frame,
                            struct gpu_buffer *buffer)
{
    if (buffer->handle || buffer->memory) {
        add(queue, gpu, frame)->buffer = *buffer;
    }
    *buffer = (struct gpu_buffer){0};
}

void gpu_retire_image_take(struct gpu_retire *queue, struct gpu *gpu, uint64_t frame,
                           struct gpu_image *image)
{
    if (image->handle || image->memory) {
        add(queue, gpu, frame)->image = *image;
    }
    *image = (struct gpu_image){0};
}

void gpu_retire_collect(struct gpu_retire *queue, struct gpu *gpu, uint64_t done)
{
    int kept = 0;
    for (int i = 0; i < queue->count; i++) {
        if (queue->items[i].frame <= done) {
            release(&queue->items[i], gpu);
        } else {
            queue->items[kept++] = queue->items[i];
        }
    }
    queue->count = kept;
}
