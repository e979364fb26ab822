// A program that uses `control` runs in a terminal of its own; this side types, sends signals and
// looks at the terminal afterwards.
#include "control/control.h"
#include "control/terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

struct terminal {
    int ours; // the side of the person who types
    pid_t program;
    struct termios before;
    char shown[256]; // by the program, up to its R
};

// Runs until it is told to stop, and ends with the commands it saw as its exit status:
// pauses + 8 * nexts.
static int run_program(void)
{
    int status = 0;
    control_init();
    write(STDOUT_FILENO, "R", 1);
    for (int i = 0; i < 5000; i++) {
        switch (control_poll()) {
        case CONTROL_PAUSE_RESUME: status += 1; break;
        case CONTROL_NEXT: status += 8; break;
        case CONTROL_STOP: control_fini(); return status;
        case CONTROL_NONE: poll(NULL, 0, 1); break;
        }
    }
    return 99;
}

// What the terminal shows up to `wanted`, without it.
static void read_until(int fd, char wanted, char *text, size_t size)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    size_t used = 0;
    for (;;) {
        assert_int_equal(poll(&ready, 1, 5000), 1);
        assert_int_equal(read(fd, text + used, 1), 1);
        if (text[used] == wanted || used + 1 == size) {
            text[used] = '\0';
            return;
        }
        used++;
    }
}

static void open_terminal(struct terminal *terminal, int (*program)(void))
{
    terminal->ours = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(terminal->ours >= 0);
    assert_int_equal(grantpt(terminal->ours), 0);
    assert_int_equal(unlockpt(terminal->ours), 0);
    const char *name = ptsname(terminal->ours);
    assert_non_null(name);
    const int theirs = open(name, O_RDWR | O_NOCTTY);
    assert_true(theirs >= 0);
    assert_int_equal(tcgetattr(theirs, &terminal->before), 0);
    const struct winsize size = {.ws_row = 24, .ws_col = 20};
    assert_int_equal(ioctl(theirs, TIOCSWINSZ, &size), 0);

    terminal->program = fork();
    assert_true(terminal->program >= 0);
    if (terminal->program == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); // a test that fails leaves nobody behind
        setsid();
        ioctl(theirs, TIOCSCTTY, 0);
        dup2(theirs, STDIN_FILENO);
        dup2(theirs, STDOUT_FILENO);
        setenv("TERM", "xterm", 1);
        _exit(program());
    }
    close(theirs);
    read_until(terminal->ours, 'R', terminal->shown, sizeof terminal->shown);
}

static void type(const struct terminal *terminal, const char *text)
{
    assert_int_equal(write(terminal->ours, text, strlen(text)), (ssize_t)strlen(text));
}

static int wait_for_end(const struct terminal *terminal)
{
    int status = 0;
    assert_int_equal(waitpid(terminal->program, &status, 0), terminal->program);
    return status;
}

static void assert_is_as_it_was(const struct terminal *terminal)
{
    struct termios now;
    assert_int_equal(tcgetattr(terminal->ours, &now), 0);
    assert_int_equal(now.c_lflag, terminal->before.c_lflag);
    assert_int_equal(now.c_iflag, terminal->before.c_iflag);
    close(terminal->ours);
}

static void keys_arrive_unechoed_and_at_once(void **state)
{
    (void)state;
    struct terminal terminal;
    open_terminal(&terminal, run_program);
    struct termios now;
    assert_int_equal(tcgetattr(terminal.ours, &now), 0);
    assert_int_equal(now.c_lflag & (tcflag_t)(ICANON | ECHO), 0);
    type(&terminal, "p\033[Pnppq"); // the sequence is an F key, not a p
    const int status = wait_for_end(&terminal);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3 + 8);
    assert_is_as_it_was(&terminal);
}

static void a_signal_asks_for_an_orderly_stop(void **state)
{
    (void)state;
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct terminal terminal;
        open_terminal(&terminal, run_program);
        kill(terminal.program, numbers[i]);
        const int status = wait_for_end(&terminal);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
        assert_is_as_it_was(&terminal);
    }
}

static void control_c_in_the_terminal_stops(void **state)
{
    (void)state;
    struct terminal terminal;
    open_terminal(&terminal, run_program);
    type(&terminal, "n\003");
    const int status = wait_for_end(&terminal);
    assert_true(WIFEXITED(status));
    assert_is_as_it_was(&terminal);
}

static int crash(void)
{
    control_init();
    write(STDOUT_FILENO, "R", 1);
    char byte;
    while (read(STDIN_FILENO, &byte, 1) != 1) {
        poll(NULL, 0, 1);
    }
    abort();
}

static void a_crash_leaves_the_terminal_as_it_was(void **state)
{
    (void)state;
    struct terminal terminal;
    open_terminal(&terminal, crash);
    type(&terminal, "x");
    const int status = wait_for_end(&terminal);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
    assert_is_as_it_was(&terminal);
}

static int never_polls(void)
{
    control_init();
    write(STDOUT_FILENO, "R", 1);
    for (int i = 0; i < 5000; i++) {
        poll(NULL, 0, 1);
    }
    return 99;
}

static void a_second_control_c_ends_a_program_that_hangs(void **state)
{
    (void)state;
    struct terminal terminal;
    open_terminal(&terminal, never_polls);
    kill(terminal.program, SIGINT);
    int status = 0;
    while (waitpid(terminal.program, &status, WNOHANG) == 0) {
        kill(terminal.program, SIGINT);
        poll(NULL, 0, 1);
    }
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGINT);
    assert_is_as_it_was(&terminal);
}

static void control_z_hands_the_terminal_back_until_it_goes_on(void **state)
{
    (void)state;
    struct terminal terminal;
    open_terminal(&terminal, run_program);
    kill(terminal.program, SIGTSTP);
    int status = 0;
    assert_int_equal(waitpid(terminal.program, &status, WUNTRACED), terminal.program);
    assert_true(WIFSTOPPED(status));
    struct termios now;
    assert_int_equal(tcgetattr(terminal.ours, &now), 0);
    assert_int_equal(now.c_lflag, terminal.before.c_lflag);

    kill(terminal.program, SIGCONT);
    do {
        poll(NULL, 0, 1);
        assert_int_equal(tcgetattr(terminal.ours, &now), 0);
    } while (now.c_lflag & (tcflag_t)ICANON);
    type(&terminal, "q");
    status = wait_for_end(&terminal);
    assert_true(WIFEXITED(status));
    assert_is_as_it_was(&terminal);
}

static int shows_status(void)
{
    control_init();
    control_status("Breathing \xc3\xbc\xc3\xbc with the waves for a while");
    control_status("Breathing \xc3\xbc\xc3\xbc with the waves for a while");
    write(STDOUT_FILENO, "R", 1);
    control_fini();
    return 0;
}

static void the_live_line_is_written_once_and_cut_to_the_width(void **state)
{
    (void)state;
    assert_int_equal(control_terminal_fit("abc", 3), 3);
    assert_int_equal(control_terminal_fit("abcd", 3), 3);
    assert_int_equal(control_terminal_fit("\xc3\xbc\xc3\xbc\xc3\xbc", 2), 4);
    assert_int_equal(control_terminal_fit("", 2), 0);

    struct terminal terminal;
    open_terminal(&terminal, shows_status);
    assert_string_equal(terminal.shown, "\r\033[KBreathing \xc3\xbc\xc3\xbc with t\r");
    assert_int_equal(wait_for_end(&terminal), 0);
    assert_is_as_it_was(&terminal);
}

static void without_a_terminal_signals_still_work(void **state)
{
    (void)state;
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    const pid_t program = fork();
    assert_true(program >= 0);
    if (program == 0) {
        const int nothing = open("/dev/null", O_RDONLY);
        dup2(nothing, STDIN_FILENO);
        dup2(pipes[1], STDOUT_FILENO);
        control_status("not for a file");
        _exit(run_program());
    }
    char first = '\0';
    assert_int_equal(read(pipes[0], &first, 1), 1);
    assert_int_equal(first, 'R'); // and no status line before it
    kill(program, SIGTERM);
    int status = 0;
    assert_int_equal(waitpid(program, &status, 0), program);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    close(pipes[0]);
    close(pipes[1]);
}

int main(void)
{
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0) {
        puts("skipped: this machine gives no pseudo-terminals (is /dev/pts mounted?)");
        return 77;
    }
    close(terminal);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_arrive_unechoed_and_at_once),
        cmocka_unit_test(a_signal_asks_for_an_orderly_stop),
        cmocka_unit_test(control_c_in_the_terminal_stops),
        cmocka_unit_test(a_crash_leaves_the_terminal_as_it_was),
        cmocka_unit_test(a_second_control_c_ends_a_program_that_hangs),
        cmocka_unit_test(control_z_hands_the_terminal_back_until_it_goes_on),
        cmocka_unit_test(the_live_line_is_written_once_and_cut_to_the_width),
        cmocka_unit_test(without_a_terminal_signals_still_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
