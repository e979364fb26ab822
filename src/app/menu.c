#include "app/menu.h"

#include "base/clock.h"

void app_menu_end(struct app_menu *menu, const char *name)
{
    if (menu->count < APP_MENU_MAX) {
        menu->names[menu->count] = name;
        menu->end_ns[menu->count++] = clock_now_ns();
    }
}

double app_menu_ms(const struct app_menu *menu, int step)
{
    const int64_t from_ns = step > 0 ? menu->end_ns[step - 1] : menu->begin_ns;
    return (double)(menu->end_ns[step] - from_ns) / NS_PER_MS;
}
