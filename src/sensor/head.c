#include "sensor/head.h"

struct breath_sample sensor_head_sample(struct pose head, bool is_tracked, int64_t t_ns)
{
    return (struct breath_sample){
        .t_ns = t_ns,
        .source = BREATH_SOURCE_HEAD,
        .is_tracked = is_tracked,
        .pose = head,
        .head = head,
    };
}
