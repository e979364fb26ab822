#include "panel/show.h"

#include "panel/draw.h"
#include "session/question.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define CORNER_DMM 28.0f
#define CURSOR_DMM 5.0f

static const char *words_of(const struct panel *panel, const char *key)
{
    return panel->text(panel->text_user, key);
}

static struct panel_draw open_plate(const struct panel *panel, struct panel_layout_box plate,
                                    float opacity, struct stage *stage)
{
    // The panel's own size is about its origin; the plate may lie off it.
    const vec2s size_dmm = {{plate.size_dmm.x + 2.0f * fabsf(plate.at_dmm.x),
                             plate.size_dmm.y + 2.0f * fabsf(plate.at_dmm.y)}};
    struct panel_draw draw = panel_draw_open(stage, panel->anchor, size_dmm, opacity);
    panel_draw_rect(&draw, plate, CORNER_DMM, PANEL_DRAW_PLATE);
    return draw;
}

static void draw_cursor(const struct panel *panel, struct panel_layout_box plate,
                        struct panel_draw *draw)
{
    const float x_dmm = fabsf(panel->cursor_dmm.x - plate.at_dmm.x);
    const float y_dmm = fabsf(panel->cursor_dmm.y - plate.at_dmm.y);
    if (panel->has_cursor && x_dmm < plate.size_dmm.x / 2.0f - CURSOR_DMM &&
        y_dmm < plate.size_dmm.y / 2.0f - CURSOR_DMM) {
        panel_draw_disc(draw, panel->cursor_dmm, CURSOR_DMM, PANEL_DRAW_WARM);
    }
}

void panel_show_text(const struct panel *panel, const char *words, float opacity,
                     struct stage *stage)
{
    const struct panel_layout_box plate = panel_layout_plate(PANEL_MODE_TEXT, words);
    struct panel_layout_box inner = plate;
    inner.size_dmm.x -= 80.0f;
    struct panel_draw draw = open_plate(panel, plate, opacity, stage);
    panel_draw_words(&draw, words, inner, PANEL_LAYOUT_QUESTION_DMM, STAGE_ALIGN_CENTRE,
                     PANEL_DRAW_WORDS);
}

// "You chose {}." with the number in it. The text is a translator's, so it is never a format.
static void write_chosen(char *out, size_t size, const char *words, int value)
{
    const char *gap = strstr(words, "{}");
    const int before = gap ? (int)(gap - words) : (int)strlen(words);
    if (gap) {
        snprintf(out, size, "%.*s%d%s", before, words, value, gap + 2);
    } else {
        snprintf(out, size, "%s %d", words, value);
    }
}

static void draw_number(const struct panel *panel, int number, int answer, struct panel_draw *draw)
{
    char digits[12];
    snprintf(digits, sizeof digits, "%d", number);
    struct panel_layout_box box = panel_layout_target(PANEL_MODE_SCALE, number);
    const bool is_gazed = answer < 0 && panel->dwell.target == number;
    const bool is_answer = answer == number;
    const float part = is_answer  ? 1.0f
                       : is_gazed ? panel_dwell_part(&panel->dwell, panel->plan->dwell_s)
                                  : 0.0f;
    panel_draw_disc(draw, box.at_dmm, 31.0f,
                    is_gazed || is_answer ? PANEL_DRAW_GAZED : PANEL_DRAW_TARGET);
    panel_draw_ring(draw, box.at_dmm, 34.0f, 5.0f, part, PANEL_DRAW_WARM);
    panel_draw_words(draw, digits, box, PANEL_LAYOUT_LABEL_DMM, STAGE_ALIGN_CENTRE,
                     answer >= 0 && !is_answer ? PANEL_DRAW_FAINT : PANEL_DRAW_WORDS);
}

void panel_show_scale(const struct panel *panel, const struct session *session, float opacity,
                      struct stage *stage)
{
    static const struct panel_layout_box question = {{{0.0f, 76.0f}}, {{780.0f, 90.0f}}};
    static const struct panel_layout_box low = {{{-207.0f, -156.0f}}, {{400.0f, 40.0f}}};
    static const struct panel_layout_box high = {{{207.0f, -156.0f}}, {{400.0f, 40.0f}}};
    static const struct panel_layout_box hint = {{{0.0f, -212.0f}}, {{780.0f, 40.0f}}};
    const struct session_step *step = session_current(session);
    const struct panel_layout_box plate = panel_layout_plate(PANEL_MODE_SCALE, "");
    struct panel_draw draw = open_plate(panel, plate, opacity, stage);
    for (int i = 0; i < SESSION_CHOICE_MAX; i++) {
        draw_number(panel, i, session->answer, &draw);
    }
    panel_draw_words(&draw, words_of(panel, session_question_key(session)), question,
                     PANEL_LAYOUT_QUESTION_DMM, STAGE_ALIGN_CENTRE, PANEL_DRAW_WORDS);
    panel_draw_words(&draw, words_of(panel, step->low_key), low, PANEL_LAYOUT_LABEL_DMM,
                     STAGE_ALIGN_LEFT, PANEL_DRAW_WORDS);
    panel_draw_words(&draw, words_of(panel, step->high_key), high, PANEL_LAYOUT_LABEL_DMM,
                     STAGE_ALIGN_RIGHT, PANEL_DRAW_WORDS);
    char chosen[STAGE_TEXT_BYTES];
    const char *below = words_of(panel, session->answer < 0 ? "rate.hint" : "rate.chosen");
    if (session->answer >= 0) {
        write_chosen(chosen, sizeof chosen, below, session->answer);
        below = chosen;
    } else {
        draw_cursor(panel, plate, &draw);
    }
    panel_draw_words(&draw, below, hint, PANEL_LAYOUT_HINT_DMM, STAGE_ALIGN_CENTRE,
                     session->answer < 0 ? PANEL_DRAW_FAINT : PANEL_DRAW_WORDS);
}

// Two answers side by side; `answer` < 0: none yet.
static void draw_option(const struct panel *panel, int option, const char *key, int answer,
                        struct panel_draw *draw)
{
    const struct panel_layout_box box = panel_layout_target(PANEL_MODE_ASK, option);
    const bool is_answer = answer == option;
    const bool is_gazed = answer < 0 && panel->dwell.target == option;
    const struct panel_layout_box label = {{{box.at_dmm.x, box.at_dmm.y - 38.0f}}, box.size_dmm};
    const vec2s ring_dmm = {{box.at_dmm.x, box.at_dmm.y + 24.0f}};
    const float part = is_answer  ? 1.0f
                       : is_gazed ? panel_dwell_part(&panel->dwell, panel->plan->dwell_s)
                                  : 0.0f;
    panel_draw_rect(draw, box, 20.0f, is_gazed || is_answer ? PANEL_DRAW_GAZED : PANEL_DRAW_TARGET);
    panel_draw_ring(draw, ring_dmm, 26.0f, 2.0f, 1.0f, PANEL_DRAW_FAINT);
    if (is_gazed || is_answer) {
        panel_draw_ring(draw, ring_dmm, 28.0f, 6.0f, part, PANEL_DRAW_WARM);
    }
    panel_draw_words(draw, words_of(panel, key), label, PANEL_LAYOUT_LABEL_DMM, STAGE_ALIGN_CENTRE,
                     answer >= 0 && !is_answer ? PANEL_DRAW_FAINT : PANEL_DRAW_WORDS);
}

struct pair { // locale keys
    const char *question, *no, *yes, *hint;
};

static void show_pair(const struct panel *panel, const struct pair *pair, int answer, float opacity,
                      struct stage *stage)
{
    static const struct panel_layout_box question = {{{0.0f, 80.0f}}, {{580.0f, 80.0f}}};
    static const struct panel_layout_box hint = {{{0.0f, -180.0f}}, {{600.0f, 40.0f}}};
    const struct panel_layout_box plate = panel_layout_plate(PANEL_MODE_ASK, "");
    struct panel_draw draw = open_plate(panel, plate, opacity, stage);
    draw_option(panel, 0, pair->no, answer, &draw);
    draw_option(panel, 1, pair->yes, answer, &draw);
    panel_draw_words(&draw, words_of(panel, pair->question), question, PANEL_LAYOUT_QUESTION_DMM,
                     STAGE_ALIGN_CENTRE, PANEL_DRAW_WORDS);
    if (answer < 0) {
        panel_draw_words(&draw, words_of(panel, pair->hint), hint, PANEL_LAYOUT_HINT_DMM,
                         STAGE_ALIGN_CENTRE, PANEL_DRAW_FAINT);
        draw_cursor(panel, plate, &draw);
    }
}

void panel_show_ask(const struct panel *panel, float opacity, struct stage *stage)
{
    static const struct pair stop = {"exit.question", "exit.no", "exit.yes", "exit.hint"};
    show_pair(panel, &stop, -1, opacity, stage);
}

void panel_show_yes_no(const struct panel *panel, const struct session *session, float opacity,
                       struct stage *stage)
{
    const struct pair asked = {session_question_key(session), "ask.no", "ask.yes", "ask.hint"};
    show_pair(panel, &asked, session->answer, opacity, stage);
}

void panel_show_breath(const struct panel *panel, const struct breath_guide *guide,
                       struct stage *stage)
{
    enum { CYCLES_WITH_WORDS = 3 };
    static const struct panel_layout_box label = {{{0.0f, 0.0f}}, {{76.0f, 38.0f}}};
    const float rise_rad = 3.0f * 3.14159265f / 180.0f; // just above the horizon
    const struct pose pose =
        panel_layout_hang(panel->exit_from_m, pose_yaw_rad(panel->anchor), rise_rad);
    const float breaths = (float)guide->cycle + guide->phase;
    const float fading = fminf(fmaxf(breaths - (float)CYCLES_WITH_WORDS, 0.0f), 1.0f);
    const float begin = fminf(guide->since * 4.0f, 1.0f);
    struct panel_draw draw =
        panel_draw_open(stage, pose, (vec2s){{240.0f, 240.0f}}, begin * (0.85f - 0.60f * fading));
    panel_draw_ring(&draw, (vec2s){{0.0f, 0.0f}}, 46.0f + 54.0f * guide->level, 5.0f, 1.0f,
                    PANEL_DRAW_BREATH);
    if (guide->cycle < CYCLES_WITH_WORDS) {
        const char *key = guide->dir == BREATH_OUT ? "breathe.out" : "breathe.in";
        panel_draw_rect(&draw, label, 19.0f, PANEL_DRAW_PLATE);
        panel_draw_words(&draw, words_of(panel, key), label, PANEL_LAYOUT_HINT_DMM,
                         STAGE_ALIGN_CENTRE, PANEL_DRAW_WORDS);
    }
}
