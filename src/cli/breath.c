// respite breath: the live estimator over recordings, sample after sample, as it would have been.
#include "cli/cli.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/path.h"
#include "breath/state.h"
#include "cli/args.h"
#include "cli/quote.h"
#include "sensor/replay.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char help[] =
    "usage: respite breath RECORDING... --source belt|imu|pose [--out FOLDER]\n"
    "Plays recordings through the estimator that works in a session and says what it found.\n"
    "A recording is CSV: time_s,value (belt), time_s,qx,qy,qz,qw (imu), and with ,px,py,pz "
    "(pose).\n"
    "\n"
    "    --source KIND    what was recorded: belt, imu, pose (audio comes later)\n"
    "    --out FOLDER     write NAME.csv (time_s,emitted_s,quality: each inhale, and when it was\n"
    "                     known) and NAME.rate.csv (time_s,rate_bpm,quality: what is shown each\n"
    "                     second, blank where it is not sure)\n"
    "    --json           one line of JSON for each recording\n\n"
    "example: respite breath belt.csv --source belt --out found\n";

enum { OPT_SOURCE = CLI_ARGS_OWN, OPT_OUT };

static const struct option long_options[] = {
    {"source", required_argument, NULL, OPT_SOURCE},
    {"out", required_argument, NULL, OPT_OUT},
    CLI_ARGS_COMMON,
};

enum source { SOURCE_BELT, SOURCE_IMU, SOURCE_POSE, SOURCE_AUDIO };
static const char *const source_names[] = {"belt", "imu", "pose", "audio", NULL};

// A recording begins at this time of the program's clock; any will do.
static const int64_t START_NS = 10 * NS_PER_S;

struct job {
    const char *recording;
    const char *out_folder; // NULL: nothing is written
    enum source source;
    bool has_source; // it was named
    struct cli_args args;
};

// One recording on its way through.
struct run {
    struct breath_state breath;
    FILE *inhales, *rates; // NULL: nothing is written
    int64_t next_rate_ns;
    uint32_t inhale_count;
    int rates_asked, rates_shown;
    double rate_sum_bpm;
};

static double seconds(int64_t ns)
{
    return (double)(ns - START_NS) / (double)NS_PER_S;
}

// The file's name without folder and ".csv".
static bool read_name(const char *path, char out[PATH_BYTES])
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t length = strlen(name);
    if (length > 4 && strcmp(name + length - 4, ".csv") == 0) {
        length -= 4;
    }
    const int n = snprintf(out, PATH_BYTES, "%.*s", (int)length, name);
    return length > 0 && n >= 0 && n < PATH_BYTES;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat stat_a, stat_b;
    return stat(a, &stat_a) == 0 && stat(b, &stat_b) == 0 && stat_a.st_dev == stat_b.st_dev &&
           stat_a.st_ino == stat_b.st_ino;
}

static FILE *open_out(const struct job *job, const char *name, const char *ending,
                      const char *header)
{
    char file[PATH_BYTES], path[PATH_BYTES];
    const int n = snprintf(file, sizeof file, "%s%s", name, ending);
    if (n < 0 || (size_t)n >= sizeof file || !path_join(path, job->out_folder, file)) {
        fprintf(stderr, "respite breath: the path %s/%s%s is too long; give a nearer --out\n",
                job->out_folder, name, ending);
        return NULL;
    }
    if (is_same_file(path, job->recording)) {
        fprintf(stderr, "respite breath: %s is the recording itself; give another --out\n", path);
        return NULL;
    }
    FILE *out = fopen(path, "w");
    if (!out) {
        fprintf(stderr, "respite breath: %s cannot be written: %s\n", path, strerror(errno));
        return NULL;
    }
    fputs(header, out);
    return out;
}

static bool open_outs(struct run *run, const struct job *job)
{
    char name[PATH_BYTES];
    if (!read_name(job->recording, name)) {
        fprintf(stderr, "respite breath: '%s' is no name of a file\n", job->recording);
        return false;
    }
    run->inhales = open_out(job, name, ".csv", "time_s,emitted_s,quality\n");
    run->rates =
        run->inhales ? open_out(job, name, ".rate.csv", "time_s,rate_bpm,quality\n") : NULL;
    return run->rates;
}

static bool close_out(FILE *out)
{
    if (!out) {
        return true;
    }
    const bool is_whole = !ferror(out);
    return fclose(out) == 0 && is_whole;
}

// What a display would show once a second.
static void show_rate(struct run *run, const struct breath *breath, int64_t t_ns)
{
    run->rates_asked++;
    if (breath->rate_bpm > 0.0f) {
        run->rates_shown++;
        run->rate_sum_bpm += (double)breath->rate_bpm;
    }
    if (!run->rates) {
        return;
    }
    fprintf(run->rates, "%.3f,", seconds(t_ns));
    if (breath->rate_bpm > 0.0f) {
        fprintf(run->rates, "%.2f", (double)breath->rate_bpm);
    }
    fprintf(run->rates, ",%.2f\n", (double)breath->rate_quality);
}

static void take(struct run *run, const struct breath_sample *sample)
{
    // A display asks every second, also while the source is silent.
    while (run->next_rate_ns < sample->t_ns) {
        const struct breath breath = breath_at(&run->breath, run->next_rate_ns);
        show_rate(run, &breath, run->next_rate_ns);
        run->next_rate_ns += NS_PER_S;
    }
    breath_push(&run->breath, sample);
}

static void tell_inhale(struct run *run, int64_t t_ns)
{
    const struct breath breath = breath_at(&run->breath, t_ns);
    if (breath.count == run->inhale_count) {
        return;
    }
    run->inhale_count = breath.count;
    if (run->inhales) {
        const int64_t onset_ns = breath.onset_ns < t_ns ? breath.onset_ns : t_ns;
        fprintf(run->inhales, "%.3f,%.3f,%.2f\n", seconds(onset_ns), seconds(t_ns),
                (double)breath.quality);
    }
}

// A pose does not say what wore it: it is heard as a head and as a hand, and breath chooses.
static void play(struct run *run, const struct job *job, const struct sensor_replay *replay)
{
    breath_init(&run->breath);
    run->next_rate_ns = START_NS + NS_PER_S;
    for (size_t row = 0; row < replay->count; row++) {
        const uint8_t source = job->source == SOURCE_BELT ? BREATH_SOURCE_BELT : BREATH_SOURCE_HEAD;
        struct breath_sample sample = sensor_replay_sample(replay, row, START_NS, source);
        take(run, &sample);
        if (replay->kind == SENSOR_REPLAY_POSE) {
            sample.source = BREATH_SOURCE_HAND;
            take(run, &sample);
        }
        tell_inhale(run, sample.t_ns);
    }
}

static void print(const struct run *run, const struct job *job, double length_s)
{
    const double shown = run->rates_asked > 0 ? (double)run->rates_shown / run->rates_asked : 0.0;
    const double rate_bpm = run->rates_shown > 0 ? run->rate_sum_bpm / run->rates_shown : 0.0;
    if (job->args.is_json) {
        char name[PATH_BYTES];
        (void)read_name(job->recording, name);
        fputs("{\"recording\": ", stdout);
        cli_quote_print(name);
        printf(", \"seconds\": %.2f, \"inhales\": %u, \"rate_bpm\": ", length_s,
               (unsigned)run->inhale_count);
        printf(run->rates_shown > 0 ? "%.2f" : "null", rate_bpm);
        printf(", \"shown\": %.3f}\n", shown);
        return;
    }
    printf("%s: %u inhales in %.0f s", job->recording, (unsigned)run->inhale_count, length_s);
    if (run->rates_shown > 0) {
        printf("; %.1f a minute, sure for %.0f %% of the time\n", rate_bpm, 100.0 * shown);
    } else {
        puts("; never sure of a rate");
    }
}

static bool suits(const struct job *job, const struct sensor_replay *replay)
{
    static const char *const columns[] = {
        [SOURCE_BELT] = "time_s,value",
        [SOURCE_IMU] = "time_s,qx,qy,qz,qw",
        [SOURCE_POSE] = "time_s,qx,qy,qz,qw,px,py,pz",
    };
    const bool is_scalar = replay->kind == SENSOR_REPLAY_SCALAR;
    if (is_scalar != (job->source == SOURCE_BELT) ||
        (job->source == SOURCE_POSE && replay->kind != SENSOR_REPLAY_POSE)) {
        fprintf(stderr,
                "respite breath: %s is no recording of --source %s, which has the columns %s\n",
                job->recording, source_names[job->source], columns[job->source]);
        return false;
    }
    return true;
}

static int run_job(const struct job *job)
{
    struct arena arena = {0};
    struct sensor_replay replay = {0};
    struct sensor_replay_error error = {0};
    struct run run = {0};
    int code = CLI_FAULT;
    if (sensor_replay_read(&replay, job->recording, &arena, &error) != ERR_OK) {
        fprintf(stderr, "%s\n", error.text);
    } else if (suits(job, &replay) && (!job->out_folder || open_outs(&run, job))) {
        play(&run, job, &replay);
        code = CLI_OK;
    }
    const bool is_inhales_whole = close_out(run.inhales);
    const bool is_rates_whole = close_out(run.rates);
    if (!is_inhales_whole || !is_rates_whole) {
        fprintf(stderr, "respite breath: %s: not all could be written; is the disk full?\n",
                job->out_folder);
        code = CLI_FAULT;
    }
    if (code == CLI_OK && !job->args.is_quiet) {
        print(&run, job, (double)replay.t_ns[replay.count - 1] / (double)NS_PER_S);
    }
    arena_fini(&arena);
    return code;
}

static bool take_option(int code, const char *text, void *user)
{
    struct job *job = user;
    if (code == OPT_OUT) {
        job->out_folder = text;
        return true;
    }
    int source = 0;
    job->has_source = cli_args_choice("source", text, source_names, &source);
    job->source = (enum source)source;
    return job->has_source;
}

int cli_breath(int argc, char **argv)
{
    struct job job = {0};
    const struct cli_args_command command = {long_options, help, take_option, &job};
    const int exit_code = cli_args_read(argc, argv, &command, &job.args);
    if (exit_code >= 0) {
        return exit_code;
    }
    if (!job.has_source || optind >= argc) {
        fputs("respite breath: name recordings, and what they are with --source belt, imu or "
              "pose\n",
              stderr);
        return CLI_USAGE;
    }
    if (job.source == SOURCE_AUDIO) {
        fputs("respite breath: breath from sound comes later; use --source belt, imu or pose\n",
              stderr);
        return CLI_USAGE;
    }
    if (job.out_folder && file_make_folder(job.out_folder) != ERR_OK) {
        fprintf(stderr, "respite breath: the folder %s cannot be made; give another --out\n",
                job.out_folder);
        return CLI_FAULT;
    }
    int worst = CLI_OK;
    for (int i = optind; i < argc; i++) {
        job.recording = argv[i];
        const int code = run_job(&job);
        worst = code > worst ? code : worst;
    }
    return worst;
}
