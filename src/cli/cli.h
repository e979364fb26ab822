// One file per subcommand; each gets what stands behind its name and returns the exit code:
// 0 success, 1 the input or the result is at fault, 2 wrong usage or a missing part of the machine.
#ifndef CLI_CLI_H
#define CLI_CLI_H

enum { CLI_OK = 0, CLI_FAULT = 1, CLI_USAGE = 2 };

int cli_play(int argc, char **argv);
int cli_snapshot(int argc, char **argv);
int cli_listen(int argc, char **argv);
int cli_validate(int argc, char **argv);
int cli_breath(int argc, char **argv);
int cli_export(int argc, char **argv);
int cli_bench(int argc, char **argv);
int cli_check(int argc, char **argv);
int cli_doctor(int argc, char **argv);

#endif
