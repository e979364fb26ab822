#include "control/terminal.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { LINE_BYTES = 512, COLUMNS_ASSUMED = 80 };

static struct termios found;
static volatile sig_atomic_t is_taken;
static char shown[LINE_BYTES];

void control_terminal_take(void)
{
    // Changing the terminal from the background would stop the program (SIGTTOU).
    if (is_taken || !isatty(STDIN_FILENO) || tcgetpgrp(STDIN_FILENO) != getpgrp() ||
        tcgetattr(STDIN_FILENO, &found) != 0) {
        return;
    }
    struct termios keys = found;
    keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO); // ISIG stays: Ctrl+C and Ctrl+Z work as ever
    keys.c_iflag &= ~(tcflag_t)IXON;            // Ctrl+S would stall what we print
    keys.c_cc[VMIN] = 0; // read() returns at once; O_NONBLOCK would outlive us in the shell
    keys.c_cc[VTIME] = 0;
    is_taken = 1;
    tcsetattr(STDIN_FILENO, TCSANOW, &keys);
}

void control_terminal_give_back(void)
{
    if (is_taken) {
        is_taken = 0;
        tcsetattr(STDIN_FILENO, TCSANOW, &found);
    }
}

size_t control_terminal_read(uint8_t *bytes, size_t size, bool *out_is_gone)
{
    *out_is_gone = false;
    if (!is_taken || tcgetpgrp(STDIN_FILENO) != getpgrp()) {
        return 0; // reading from the background would stop the program (SIGTTIN)
    }
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&fd, 1, 0) <= 0) {
        return 0;
    }
    if (fd.revents & (POLLHUP | POLLERR | POLLNVAL)) {
        *out_is_gone = true;
        return 0;
    }
    const ssize_t got = read(STDIN_FILENO, bytes, size);
    return got > 0 ? (size_t)got : 0;
}

size_t control_terminal_fit(const char *text, size_t columns)
{
    size_t used = 0;
    for (size_t i = 0; text[i] != '\0'; i++) {
        const bool begins_character = ((uint8_t)text[i] & 0xc0) != 0x80;
        if (begins_character && used++ == columns) {
            return i;
        }
    }
    return strlen(text);
}

static bool can_show(void)
{
    const char *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

static size_t columns(void)
{
    struct winsize size = {0};
    const bool is_known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
    // The last column stays free: some terminals go to the next line when it is written.
    return (is_known ? size.ws_col : COLUMNS_ASSUMED) - 1u;
}

// A terminal that takes nothing now is skipped; the next line will be newer anyway.
static bool is_ready(void)
{
    struct pollfd fd = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&fd, 1, 0) == 1 && (fd.revents & POLLOUT);
}

void control_terminal_show(const char *line)
{
    if (!can_show() || strncmp(line, shown, sizeof shown - 1) == 0 || !is_ready()) {
        return;
    }
    snprintf(shown, sizeof shown, "%s", line);
    const size_t length = control_terminal_fit(shown, columns());
    char bytes[LINE_BYTES + 16];
    // The cursor goes back to the start, so that a log line begins there.
    const int n = snprintf(bytes, sizeof bytes, "\r\033[K%.*s\r", (int)length, shown);
    if (n > 0 && write(STDOUT_FILENO, bytes, (size_t)n) < 0) {
        shown[0] = '\0'; // try the same line again
    }
}
