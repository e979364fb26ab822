#include "cli/breath.h"

#include "base/path.h"
#include "cli/quote.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static double seconds(int64_t ns)
{
    return (double)(ns - CLI_BREATH_START_NS) / (double)NS_PER_S;
}

// The file's name without folder and ending.
static bool read_name(const struct cli_breath_job *job, char out[PATH_BYTES])
{
    const char *path = job->name ? job->name : job->recordings[0];
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t length = strlen(name);
    const char *ending = strrchr(name, '.');
    const bool has_ending =
        ending && (strcmp(ending, ".csv") == 0 || job->source == CLI_BREATH_AUDIO);
    if (!job->name && has_ending && ending > name) {
        length = (size_t)(ending - name);
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

static FILE *open_file(const struct cli_breath_job *job, const char *name, const char *ending,
                       const char *header)
{
    char file[PATH_BYTES], path[PATH_BYTES];
    const int n = snprintf(file, sizeof file, "%s%s", name, ending);
    if (n < 0 || (size_t)n >= sizeof file || !path_join(path, job->out_folder, file)) {
        fprintf(stderr, "respite breath: the path %s/%s%s is too long; give a nearer --out\n",
                job->out_folder, name, ending);
        return NULL;
    }
    for (int i = 0; i < job->count; i++) {
        if (is_same_file(path, job->recordings[i])) {
            fprintf(stderr, "respite breath: %s is the recording itself; give another --out\n",
                    path);
            return NULL;
        }
    }
    FILE *out = fopen(path, "w");
    if (!out) {
        fprintf(stderr, "respite breath: %s cannot be written: %s\n", path, strerror(errno));
        return NULL;
    }
    fputs(header, out);
    return out;
}

bool cli_breath_out_open(struct cli_breath_out *out, const struct cli_breath_job *job)
{
    char name[PATH_BYTES];
    out->job = job;
    out->next_rate_ns = CLI_BREATH_START_NS + NS_PER_S;
    if (!job->out_folder) {
        return true;
    }
    if (!read_name(job, name)) {
        fprintf(stderr, "respite breath: '%s' is no name of a file\n", job->recordings[0]);
        return false;
    }
    out->inhales = open_file(job, name, ".csv", "time_s,emitted_s,quality\n");
    out->rates =
        out->inhales ? open_file(job, name, ".rate.csv", "time_s,rate_bpm,quality\n") : NULL;
    return out->rates;
}

static void show_rate(struct cli_breath_out *out, const struct breath *breath, int64_t t_ns)
{
    out->rates_asked++;
    if (breath->rate_bpm > 0.0f) {
        out->rates_shown++;
        out->rate_sum_bpm += (double)breath->rate_bpm;
    }
    if (!out->rates) {
        return;
    }
    fprintf(out->rates, "%.3f,", seconds(t_ns));
    if (breath->rate_bpm > 0.0f) {
        fprintf(out->rates, "%.2f", (double)breath->rate_bpm);
    }
    fprintf(out->rates, ",%.2f\n", (double)breath->rate_quality);
}

void cli_breath_out_show(struct cli_breath_out *out, int64_t t_ns,
                         struct breath (*at)(void *user, int64_t t_ns), void *user)
{
    for (; out->next_rate_ns < t_ns; out->next_rate_ns += NS_PER_S) {
        const struct breath breath = at(user, out->next_rate_ns);
        show_rate(out, &breath, out->next_rate_ns);
    }
}

void cli_breath_out_inhale(struct cli_breath_out *out, const struct breath *breath, int64_t t_ns)
{
    if (breath->count == out->inhale_count) {
        return;
    }
    out->inhale_count = breath->count;
    if (out->inhales) {
        const int64_t onset_ns = breath->onset_ns < t_ns ? breath->onset_ns : t_ns;
        fprintf(out->inhales, "%.3f,%.3f,%.2f\n", seconds(onset_ns), seconds(t_ns),
                (double)breath->quality);
    }
}

static bool close_file(FILE *file)
{
    if (!file) {
        return true;
    }
    const bool is_whole = !ferror(file);
    return fclose(file) == 0 && is_whole;
}

bool cli_breath_out_close(struct cli_breath_out *out)
{
    const bool is_inhales_whole = close_file(out->inhales);
    const bool is_rates_whole = close_file(out->rates);
    out->inhales = out->rates = NULL;
    if (!is_inhales_whole || !is_rates_whole) {
        fprintf(stderr, "respite breath: %s: not all could be written; is the disk full?\n",
                out->job->out_folder);
    }
    return is_inhales_whole && is_rates_whole;
}

void cli_breath_out_print(const struct cli_breath_out *out, double length_s)
{
    const struct cli_breath_job *job = out->job;
    const double shown = out->rates_asked > 0 ? (double)out->rates_shown / out->rates_asked : 0.0;
    const double rate_bpm = out->rates_shown > 0 ? out->rate_sum_bpm / out->rates_shown : 0.0;
    if (job->args.is_quiet) {
        return;
    }
    if (job->args.is_json) {
        char name[PATH_BYTES];
        (void)read_name(job, name);
        fputs("{\"recording\": ", stdout);
        cli_quote_print(name);
        printf(", \"seconds\": %.2f, \"inhales\": %u, \"rate_bpm\": ", length_s,
               (unsigned)out->inhale_count);
        printf(out->rates_shown > 0 ? "%.2f" : "null", rate_bpm);
        printf(", \"shown\": %.3f}\n", shown);
        return;
    }
    printf("%s: %u inhales in %.0f s", job->name ? job->name : job->recordings[0],
           (unsigned)out->inhale_count, length_s);
    if (out->rates_shown > 0) {
        printf("; %.1f a minute, sure for %.0f %% of the time\n", rate_bpm, 100.0 * shown);
    } else {
        puts("; never sure of a rate");
    }
}
