// The head's pose as a breath sample.
#ifndef SENSOR_HEAD_H
#define SENSOR_HEAD_H

#include "base/pose.h"
#include "breath/breath.h"

struct breath_sample sensor_head_sample(struct pose head, bool is_tracked, int64_t t_ns);

#endif
