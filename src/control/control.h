// What the staff asks for while a session runs: by keys in the terminal and by signals. Beside it
// one live line in the terminal.
//
// One object in a process, as signals and the terminal are. Main thread; nothing here blocks, so a
// terminal that has stalled never holds up a frame.
#ifndef CONTROL_CONTROL_H
#define CONTROL_CONTROL_H

enum control_command {
    CONTROL_NONE,
    CONTROL_PAUSE_RESUME, // p
    CONTROL_NEXT,         // n: next step
    CONTROL_STOP, // s, q, Ctrl+C, SIGTERM, a closed terminal: end kindly and keep the record
};

// Takes over SIGINT, SIGTERM and SIGHUP, and puts the terminal into a mode where keys arrive at
// once, if there is one and this program is in its foreground. Everything is given back by
// control_fini, at exit, at Ctrl+Z and in a crash. A second Ctrl+C ends the program at once.
void control_init(void);
void control_fini(void);

// The next command, oldest first; CONTROL_NONE when there is none.
enum control_command control_poll(void);

// Shows `line` (UTF-8) in place of the one before, cut to the width of the terminal. Nothing when
// standard output is no terminal.
void control_status(const char *line);

#endif
