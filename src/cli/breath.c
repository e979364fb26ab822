// respite breath: the live estimator over recordings, sample after sample, as it would have been.
#include "cli/breath.h"

#include "base/file.h"
#include "cli/cli.h"

static const char help[] =
    "usage: respite breath RECORDING... --source belt|imu|pose|audio [--out FOLDER] [--stream]\n"
    "Plays recordings through the estimator that works in a session and says what it found.\n"
    "A recording is CSV: time_s,value (belt), time_s,qx,qy,qz,qw (imu), and with ,px,py,pz "
    "(pose);\n"
    "or sound of any rate, such as WAV (audio).\n"
    "\n"
    "    --source KIND    what was recorded: belt, imu, pose, audio\n"
    "    --out FOLDER     write NAME.csv (time_s,emitted_s,quality: each inhale, and when it was\n"
    "                     known) and NAME.rate.csv (time_s,rate_bpm,quality: what is shown each\n"
    "                     second, blank where it is not sure)\n"
    "    --stream         audio: hear all files as one, in the order given, and write them as\n"
    "                     distractors.csv\n"
    "    --json           one line of JSON for each recording\n\n"
    "example: respite breath belt.csv --source belt --out found\n";

enum { OPT_SOURCE = CLI_ARGS_OWN, OPT_OUT, OPT_STREAM };

static const struct option long_options[] = {
    {"source", required_argument, NULL, OPT_SOURCE},
    {"out", required_argument, NULL, OPT_OUT},
    {"stream", no_argument, NULL, OPT_STREAM},
    CLI_ARGS_COMMON,
};

const char *const cli_breath_sources[] = {"belt", "imu", "pose", "audio", NULL};

struct wish {
    const char *out_folder;
    enum cli_breath_source source;
    bool has_source, is_stream;
};

static bool take_option(int code, const char *text, void *user)
{
    struct wish *wish = user;
    int source = 0;
    switch (code) {
    case OPT_OUT: wish->out_folder = text; return true;
    case OPT_STREAM: wish->is_stream = true; return true;
    default:
        wish->has_source = cli_args_choice("source", text, cli_breath_sources, &source);
        wish->source = (enum cli_breath_source)source;
        return wish->has_source;
    }
}

static int run(const struct cli_breath_job *job)
{
    return job->source == CLI_BREATH_AUDIO ? cli_breath_audio(job) : cli_breath_motion(job);
}

int cli_breath(int argc, char **argv)
{
    struct wish wish = {0};
    struct cli_args args = {0};
    const struct cli_args_command command = {long_options, help, take_option, &wish};
    const int exit_code = cli_args_read(argc, argv, &command, &args);
    if (exit_code >= 0) {
        return exit_code;
    }
    if (!wish.has_source || optind >= argc) {
        fputs("respite breath: name recordings, and what they are with --source belt, imu, pose or "
              "audio\n",
              stderr);
        return CLI_USAGE;
    }
    if (wish.is_stream && wish.source != CLI_BREATH_AUDIO) {
        fputs("respite breath: --stream joins sounds alone; use it with --source audio\n", stderr);
        return CLI_USAGE;
    }
    if (wish.out_folder && file_make_folder(wish.out_folder) != ERR_OK) {
        fprintf(stderr, "respite breath: the folder %s cannot be made; give another --out\n",
                wish.out_folder);
        return CLI_FAULT;
    }
    struct cli_breath_job job = {.recordings = argv + optind,
                                 .count = wish.is_stream ? argc - optind : 1,
                                 .name = wish.is_stream ? "distractors" : NULL,
                                 .out_folder = wish.out_folder,
                                 .source = wish.source,
                                 .args = args};
    int worst = CLI_OK;
    for (; job.recordings < argv + argc; job.recordings += job.count) {
        const int code = run(&job);
        worst = code > worst ? code : worst;
    }
    return worst;
}
