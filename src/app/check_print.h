// A check's result for people and for scripts.
#ifndef APP_CHECK_PRINT_H
#define APP_CHECK_PRINT_H

#include "app/check.h"

#include <stddef.h>

void app_check_print_table(const char *file, const struct app_check *check,
                           const struct app_check_result *result);
// One JSON object, without a newline behind it.
void app_check_print_json(const char *file, const struct app_check *check,
                          const struct app_check_result *result);
// "flashes: 4 a second (limit 2) over 60 % of a 10-degree disc, left eye, minute 0.2, 12 degrees
// left, 5 up": the nth limit that does not hold, from 0; false when there are no more.
bool app_check_print_broken(const struct app_check_result *result, int nth, char *out, size_t size);

#endif
