// GPU objects that may be in flight wait here until the frames that could use them are done.
#ifndef GPU_RETIRE_H
#define GPU_RETIRE_H

#include "gpu/buffer.h"
#include "gpu/image.h"

enum { GPU_RETIRE_MAX = 64 };

struct gpu_retire_item {
    uint64_t frame; // the newest frame submitted when it was retired
    struct gpu_buffer buffer;
    struct gpu_image image;
};

struct gpu_retire {
    struct gpu_retire_item items[GPU_RETIRE_MAX];
    int count;
};

// Takes the object and leaves zero. When the queue is full, nothing is lost
// but the time of one wait.
void gpu_retire_buffer_take(struct gpu_retire *queue, struct gpu *gpu, uint64_t frame,
                            struct gpu_buffer *buffer);
void gpu_retire_image_take(struct gpu_retire *queue, struct gpu *gpu, uint64_t frame,
                           struct gpu_image *image);

// Frees what no frame after `done` frames can use: items retired at frame <= done.
void gpu_retire_collect(struct gpu_retire *queue, struct gpu *gpu, uint64_t done);

#endif
