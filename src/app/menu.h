// The menu of work before the first frame: what each step took, for respite bench.
#ifndef APP_MENU_H
#define APP_MENU_H

#include <stdint.h>

enum { APP_MENU_MAX = 16 };

struct app_menu {
    int64_t begin_ns; // of the process
    int count;
    const char *names[APP_MENU_MAX]; // borrowed, static
    int64_t end_ns[APP_MENU_MAX];
};

// The step that ends now began where the last one ended. Past the room for them, none is kept.
void app_menu_end(struct app_menu *menu, const char *name);

double app_menu_ms(const struct app_menu *menu, int step);

#endif
