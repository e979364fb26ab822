#include "app/check_print.h"

#include "safety/limits.h"

#include <math.h>
#include <stdio.h>

static const char *const eye_names[APP_WATCH_EYES] = {"left", "right"};

static void write_place(const struct safety_spot *spot, char *out, size_t size)
{
    snprintf(out, size, "minute %.2f, %.0f degrees %s, %.0f %s", spot->t_s / 60.0,
             (double)fabsf(spot->yaw_deg), spot->yaw_deg < 0.0f ? "right" : "left",
             (double)fabsf(spot->pitch_deg), spot->pitch_deg < 0.0f ? "down" : "up");
}

static void write_broken(const struct safety_figure *figure, enum safety_kind kind, int eye,
                         char *out, size_t size)
{
    char place[96], area[48] = "";
    write_place(&figure->spot, place, sizeof place);
    if (kind == SAFETY_FLASH || kind == SAFETY_RED) {
        snprintf(area, sizeof area, " over %.0f %% of a 10-degree disc",
                 (double)fminf(figure->share, 1.0f) * 100.0);
    }
    snprintf(out, size, "%s: %.3g %s (limit %g)%s, %s eye, %s", safety_figure_words(kind),
             (double)figure->value, safety_figure_unit(kind), (double)safety_figure_limit(kind),
             area, eye_names[eye], place);
}

bool app_check_print_broken(const struct app_check_result *result, int nth, char *out, size_t size)
{
    for (int kind = 0; kind < SAFETY_KIND_COUNT; kind++) {
        for (int eye = 0; eye < APP_WATCH_EYES; eye++) {
            const struct safety_figures *figures = &result->figures[eye];
            if (!safety_figure_holds(figures, (enum safety_kind)kind) && nth-- == 0) {
                write_broken(&figures->of[kind], (enum safety_kind)kind, eye, out, size);
                return true;
            }
        }
    }
    return false;
}

void app_check_print_table(const char *file, const struct app_check *check,
                           const struct app_check_result *result)
{
    printf("%s, task level %d: %.0f s of %.1f minutes, %ld pictures, %d pairs of stills, %d close "
           "looks; white %.0f cd/m2, %.0f Hz, %.0f degrees\n%s\n\n",
           file, check->task_level, result->seconds, (double)check->load->plan.scene.minutes,
           result->frames, result->stills, result->close_looks, (double)check->display.white_nits,
           (double)check->display.refresh_hz, (double)check->display.fov_deg, result->device);
    printf("%-24s %8s %8s %8s\n", "worst", "left", "right", "limit");
    for (int kind = 0; kind < SAFETY_KIND_COUNT; kind++) {
        printf("%-24s %8.2f %8.2f %8.4g %s\n", safety_figure_words((enum safety_kind)kind),
               (double)result->figures[0].of[kind].value, (double)result->figures[1].of[kind].value,
               (double)safety_figure_limit((enum safety_kind)kind),
               safety_figure_unit((enum safety_kind)kind));
    }
    printf("%-24s %8.2f %8.2f %8s cd/m2\n\n", "darkest view",
           (double)result->figures[0].darkest_nits, (double)result->figures[1].darkest_nits, "-");
    char line[256];
    for (int n = 0; app_check_print_broken(result, n, line, sizeof line); n++) {
        printf("does not hold: %s\n", line);
    }
    if (app_check_broken(result) == 0) {
        printf("every limit holds\n");
    }
}

static void print_text(const char *text)
{
    putchar('"');
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\') {
            putchar('\\');
        }
        putchar((unsigned char)*c < 0x20 ? ' ' : *c);
    }
    putchar('"');
}

static void print_eye(const struct safety_figure *figure, int eye)
{
    printf("\"%s\": {\"value\": %.4f, \"minute\": %.4f, \"yaw_deg\": %.1f, \"pitch_deg\": %.1f, "
           "\"disc_share\": %.3f}",
           eye_names[eye], (double)figure->value, figure->spot.t_s / 60.0,
           (double)figure->spot.yaw_deg, (double)figure->spot.pitch_deg, (double)figure->share);
}

void app_check_print_json(const char *file, const struct app_check *check,
                          const struct app_check_result *result)
{
    printf("{\n  \"file\": ");
    print_text(file);
    printf(",\n  \"task_level\": %d,\n  \"holds\": %s,\n  \"seconds\": %.2f,\n  \"pictures\": %ld",
           check->task_level, app_check_broken(result) == 0 ? "true" : "false", result->seconds,
           result->frames);
    printf(",\n  \"stills\": %d,\n  \"close_looks\": %d,\n  \"white_nits\": %.0f", result->stills,
           result->close_looks, (double)check->display.white_nits);
    printf(",\n  \"refresh_hz\": %.0f,\n  \"fov_deg\": %.0f", (double)check->display.refresh_hz,
           (double)check->display.fov_deg);
    printf(",\n  \"darkest_nits\": %.3f,\n  \"device\": ",
           (double)fminf(result->figures[0].darkest_nits, result->figures[1].darkest_nits));
    print_text(result->device);
    for (int kind = 0; kind < SAFETY_KIND_COUNT; kind++) {
        const enum safety_kind of = (enum safety_kind)kind;
        const bool holds = safety_figure_holds(&result->figures[0], of) &&
                           safety_figure_holds(&result->figures[1], of);
        printf(",\n  \"%s\": {\"limit\": %g, \"unit\": \"%s\", \"holds\": %s, ",
               safety_figure_key(of), (double)safety_figure_limit(of), safety_figure_unit(of),
               holds ? "true" : "false");
        print_eye(&result->figures[0].of[kind], 0);
        printf(", ");
        print_eye(&result->figures[1].of[kind], 1);
        printf("}");
    }
    printf("\n}");
}
