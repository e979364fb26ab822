// Belts, and poses of heads and hands: CSV files, sample after sample.
#include "cli/breath.h"
#include "cli/cli.h"

#include "breath/state.h"
#include "sensor/replay.h"

static struct breath ask(void *user, int64_t t_ns)
{
    return breath_at(user, t_ns);
}

static void take(struct cli_breath_out *out, struct breath_state *breath,
                 const struct breath_sample *sample)
{
    // A display asks every second, also while the source is silent.
    cli_breath_out_show(out, sample->t_ns, ask, breath);
    breath_push(breath, sample);
}

// A pose does not say what wore it: it is heard as a head and as a hand, and breath chooses.
static void play(struct cli_breath_out *out, const struct sensor_replay *replay)
{
    struct breath_state breath;
    breath_init(&breath);
    const bool is_belt = out->job->source == CLI_BREATH_BELT;
    for (size_t row = 0; row < replay->count; row++) {
        const uint8_t source = is_belt ? BREATH_SOURCE_BELT : BREATH_SOURCE_HEAD;
        struct breath_sample sample =
            sensor_replay_sample(replay, row, CLI_BREATH_START_NS, source);
        take(out, &breath, &sample);
        if (replay->kind == SENSOR_REPLAY_POSE) {
            sample.source = BREATH_SOURCE_HAND;
            take(out, &breath, &sample);
        }
        const struct breath now = breath_at(&breath, sample.t_ns);
        cli_breath_out_inhale(out, &now, sample.t_ns);
    }
}

static bool suits(const struct cli_breath_job *job, const struct sensor_replay *replay)
{
    static const char *const columns[] = {
        [CLI_BREATH_BELT] = "time_s,value",
        [CLI_BREATH_IMU] = "time_s,qx,qy,qz,qw",
        [CLI_BREATH_POSE] = "time_s,qx,qy,qz,qw,px,py,pz",
    };
    const bool is_scalar = replay->kind == SENSOR_REPLAY_SCALAR;
    if (is_scalar != (job->source == CLI_BREATH_BELT) ||
        (job->source == CLI_BREATH_POSE && replay->kind != SENSOR_REPLAY_POSE)) {
        fprintf(stderr,
                "respite breath: %s is no recording of --source %s, which has the columns %s\n",
                job->recordings[0], cli_breath_sources[job->source], columns[job->source]);
        return false;
    }
    return true;
}

int cli_breath_motion(const struct cli_breath_job *job)
{
    struct arena arena = {0};
    struct sensor_replay replay = {0};
    struct sensor_replay_error error = {0};
    struct cli_breath_out out = {0};
    int code = CLI_FAULT;
    if (sensor_replay_read(&replay, job->recordings[0], &arena, &error) != ERR_OK) {
        fprintf(stderr, "%s\n", error.text);
    } else if (suits(job, &replay) && cli_breath_out_open(&out, job)) {
        play(&out, &replay);
        code = CLI_OK;
    }
    if (!cli_breath_out_close(&out)) {
        code = CLI_FAULT;
    }
    if (code == CLI_OK) {
        cli_breath_out_print(&out, (double)replay.t_ns[replay.count - 1] / (double)NS_PER_S);
    }
    arena_fini(&arena);
    return code;
}
