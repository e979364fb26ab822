#include "control/signals.h"

#include "control/terminal.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>

static volatile sig_atomic_t wants_stop;
static volatile sig_atomic_t has_asked_before;
static volatile sig_atomic_t has_continued;
static bool is_taken;

static void end_by(int number)
{
    control_terminal_give_back();
    signal(number, SIG_DFL);
    raise(number);
}

static void ask_to_stop(int number)
{
    // Whoever presses Ctrl+C again means it.
    if (number == SIGINT && has_asked_before) {
        end_by(number);
        return;
    }
    has_asked_before = has_asked_before || number == SIGINT;
    wants_stop = 1;
}

// Ctrl+Z: the shell gets its terminal as it was.
static void step_aside(int number)
{
    (void)number;
    const int kept = errno;
    control_terminal_give_back();
    raise(SIGSTOP);
    errno = kept;
}

static void go_on(int number)
{
    (void)number;
    has_continued = 1;
}

static const struct {
    int number;
    void (*handle)(int number);
} routes[] = {
    {SIGINT, ask_to_stop}, {SIGTERM, ask_to_stop}, {SIGHUP, ask_to_stop}, {SIGTSTP, step_aside},
    {SIGCONT, go_on},      {SIGSEGV, end_by},      {SIGABRT, end_by},     {SIGBUS, end_by},
    {SIGFPE, end_by},      {SIGILL, end_by},
};
enum { ROUTE_COUNT = sizeof routes / sizeof routes[0] };

static struct sigaction before[ROUTE_COUNT];

void control_signals_take(void)
{
    if (is_taken) {
        return;
    }
    is_taken = true;
    wants_stop = 0;
    has_asked_before = 0;
    for (int i = 0; i < ROUTE_COUNT; i++) {
        struct sigaction action = {.sa_handler = routes[i].handle, .sa_flags = SA_RESTART};
        sigemptyset(&action.sa_mask);
        sigaction(routes[i].number, NULL, &before[i]);
        // A debugger's or a sanitizer's own handler stays, and so does what nohup ignores.
        if (before[i].sa_handler == SIG_DFL) {
            sigaction(routes[i].number, &action, NULL);
        }
    }
}

void control_signals_give_back(void)
{
    for (int i = 0; is_taken && i < ROUTE_COUNT; i++) {
        sigaction(routes[i].number, &before[i], NULL);
    }
    is_taken = false;
}

bool control_signals_want_stop(void)
{
    const bool was_asked = wants_stop != 0;
    wants_stop = 0;
    return was_asked;
}

bool control_signals_continued(void)
{
    const bool has = has_continued != 0;
    has_continued = 0;
    return has;
}
