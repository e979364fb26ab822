// Sound: files of any rate, in blocks of the size that a microphone delivers.
#include "cli/breath.h"
#include "cli/cli.h"

#include "base/mem.h"
#include "breath/heard.h"
#include "breath/state.h"
#include "sensor/wav.h"

struct listener {
    struct breath_heard heard;
    struct breath_state breath;
    struct sensor_wav wav;
    float block[BREATH_SOUND_BLOCK];
    int filled;      // of the block: a file may end within
    int64_t samples; // heard so far
};

static const float NOTHING_OWN_DB = -120.0f;

_Static_assert((int)SENSOR_WAV_RATE_HZ == (int)BREATH_SOUND_RATE_HZ,
               "what is read is what is heard");

static struct breath ask(void *user, int64_t t_ns)
{
    return breath_at(user, t_ns);
}

static void hear(struct cli_breath_out *out, struct listener *ear)
{
    ear->samples += BREATH_SOUND_BLOCK;
    ear->filled = 0;
    const int64_t t_ns =
        CLI_BREATH_START_NS + ear->samples * (NS_PER_S / 1000) / (BREATH_SOUND_RATE_HZ / 1000);
    cli_breath_out_show(out, t_ns, ask, &ear->breath);
    if (!breath_heard_push(&ear->heard, ear->block, NOTHING_OWN_DB, t_ns)) {
        return;
    }
    const struct breath_sample sample = {
        .t_ns = t_ns, .source = BREATH_SOURCE_MIC, .is_tracked = true, .heard = ear->heard.news};
    breath_push(&ear->breath, &sample);
    const struct breath now = breath_at(&ear->breath, t_ns);
    cli_breath_out_inhale(out, &now, t_ns);
}

static bool play(struct cli_breath_out *out, struct listener *ear, const char *path)
{
    const enum err err = sensor_wav_open(&ear->wav, path);
    while (err == ERR_OK) {
        const int wanted = BREATH_SOUND_BLOCK - ear->filled;
        const int got = sensor_wav_read(&ear->wav, ear->block + ear->filled, wanted);
        ear->filled += got;
        if (got < wanted) {
            break;
        }
        hear(out, ear);
    }
    sensor_wav_close(&ear->wav);
    return err == ERR_OK;
}

int cli_breath_audio(const struct cli_breath_job *job)
{
    struct cli_breath_out out = {0};
    struct listener *ear = mem_alloc(1, sizeof *ear);
    if (!ear) {
        fputs("respite breath: out of memory\n", stderr);
        return CLI_USAGE;
    }
    breath_heard_init(&ear->heard);
    breath_init(&ear->breath);
    int code = cli_breath_out_open(&out, job) ? CLI_OK : CLI_FAULT;
    for (int i = 0; code == CLI_OK && i < job->count; i++) {
        code = play(&out, ear, job->recordings[i]) ? CLI_OK : CLI_FAULT;
    }
    if (!cli_breath_out_close(&out)) {
        code = CLI_FAULT;
    }
    if (code == CLI_OK) {
        cli_breath_out_print(&out, (double)ear->samples / BREATH_SOUND_RATE_HZ);
    }
    mem_free(ear);
    return code;
}
