#include "vr/spent.h"

#include "base/clock.h"

#include <sys/resource.h>

struct vr_spent vr_spent_now(void)
{
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return (struct vr_spent){.cpu_ns = clock_thread_cpu_ns(), .waits = usage.ru_nvcsw};
}

void vr_spent_add(struct vr_spent *sum, struct vr_spent before)
{
    const struct vr_spent now = vr_spent_now();
    sum->cpu_ns += now.cpu_ns - before.cpu_ns;
    sum->waits += now.waits - before.waits;
}
