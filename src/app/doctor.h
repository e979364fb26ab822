// What this machine has and lacks, as a list of findings.
#ifndef APP_DOCTOR_H
#define APP_DOCTOR_H

#include <stdbool.h>

enum app_finding_level {
    APP_FINDING_OK,
    APP_FINDING_NOTE,    // a session plays, with less
    APP_FINDING_MISSING, // a session cannot be played
};

struct app_finding {
    enum app_finding_level level;
    const char *part;
    char what[400];
    char mend[300]; // the way out; "" when there is nothing to mend
};

enum { APP_FINDING_MAX = 32 };

struct app_doctor {
    int count;
    struct app_finding findings[APP_FINDING_MAX];
};

void app_doctor_look(struct app_doctor *doctor);
bool app_doctor_can_play(const struct app_doctor *doctor);

#endif
