#include "world/lanterns.h"

#include "base/rand.h"
#include "world/noise.h"
#include "world/shape.h"

#include <math.h>

static const float LOOK_RAD = 0.052f; // 3 degrees: a glance nearby counts
static const float MATCH_S = 20.0f;   // of breathing together for one lantern
static const float MATCH_LEVEL = 0.25f;
static const float GLOW_S = 2.5f; // to come up: never a flash

// By themselves they light from here to there of the scene, and wait so long for an exhale.
static const double OWN_FIRST = 0.08, OWN_LAST = 0.72;
static const double OWN_WAIT_S = 6.0;

// Of a lantern's light: one that glimmers, the same when it is waited for, one that burns lower.
static const float EMBER = 0.22f, EMBER_HINT = 0.38f, LOWER = 0.5f;
static const float HINT_AFTER_S = 12.0f;
static const float SERIES_STEP_S = 2.5f;                        // between two of a series
static const float SERIES_REST_S = 5.0f, SERIES_CALL_S = 15.0f; // before the next one

// ---- level 0

static bool is_breathing_out(const struct world_input *input)
{
    return input->breath.is_sure ? input->breath.dir == BREATH_OUT
                                 : !input->guide.is_on || input->guide.dir == BREATH_OUT;
}

static void light_by_themselves(struct world_lanterns *lanterns,
                                const struct world_lantern_hour *hour,
                                const struct world_input *input, float step_s)
{
    const double gap_s = (OWN_LAST - OWN_FIRST) * hour->whole_s / (WORLD_LANTERN_COUNT - 1);
    for (int i = 0; i < WORLD_LANTERN_COUNT; i++) {
        const double due_s = OWN_FIRST * hour->whole_s + gap_s * i;
        const double over_s = input->scene_s - due_s;
        if (over_s >= OWN_WAIT_S || (over_s >= 0.0 && is_breathing_out(input))) {
            lanterns->is_lit[i] = true;
            // Who comes late finds it as bright as it would be by now.
            const float by_now = 1.0f - expf(-(float)(over_s - OWN_WAIT_S) / GLOW_S);
            lanterns->glow[i] =
                step_s > 0.0f ? lanterns->glow[i] : fmaxf(lanterns->glow[i], by_now);
        }
    }
}

// ---- what is asked for

static int first_unlit(const struct world_lanterns *lanterns)
{
    int i = 0;
    while (i < WORLD_LANTERN_COUNT && lanterns->is_lit[i]) {
        i++;
    }
    return i < WORLD_LANTERN_COUNT ? i : WORLD_TASK_NOTHING;
}

// Unlit ones before lit ones, and none twice.
static void begin_series(struct world_lanterns *lanterns, uint64_t seed, int count)
{
    struct rand rand = rand_seeded(seed + (uint64_t)lanterns->series_number, 61);
    int order[WORLD_LANTERN_COUNT] = {0};
    for (int i = 0; i < WORLD_LANTERN_COUNT; i++) {
        const int at = (int)rand_range(&rand, 0.0f, (float)i + 1.0f);
        order[i] = order[at];
        order[at] = i;
    }
    lanterns->series_count = lanterns->series_done = 0;
    for (int lit = 0; lit <= 1; lit++) {
        for (int i = 0; i < WORLD_LANTERN_COUNT && lanterns->series_count < count; i++) {
            if (lanterns->is_lit[order[i]] == lit) {
                lanterns->series[lanterns->series_count++] = order[i];
            }
        }
    }
    lanterns->series_number++;
    lanterns->series_s = lanterns->waited_s = 0.0f;
}

static bool has_series(const struct world_lanterns *lanterns)
{
    return lanterns->series_done < lanterns->series_count;
}

// Level 3: two, two, then three and four in turn.
static int series_length(int number)
{
    return number < 2 ? 2 : 3 + (number & 1);
}

static void ask(struct world_lanterns *lanterns, const struct world_lantern_hour *hour,
                int task_level, float step_s)
{
    lanterns->series_s += step_s;
    if (!has_series(lanterns)) {
        const bool is_called = hour->call_count != lanterns->call_count;
        const bool is_rested = lanterns->series_s >= (is_called ? SERIES_REST_S : SERIES_CALL_S);
        if (task_level == 2 && first_unlit(lanterns) >= 0) {
            begin_series(lanterns, hour->seed, 1);
        } else if (task_level == 3 && is_rested) {
            begin_series(lanterns, hour->seed, series_length(lanterns->series_number));
        }
    }
    for (int i = lanterns->series_done; i < lanterns->series_count; i++) {
        if (lanterns->series_s >= SERIES_STEP_S * (float)i) {
            lanterns->is_asked[lanterns->series[i]] = true;
        }
    }
    lanterns->waited_s += step_s;
}

// The one that is to be lit next, whoever asks; WORLD_TASK_NOTHING when none is.
static int next_one(const struct world_lanterns *lanterns, int task_level)
{
    if (task_level == 1) {
        return first_unlit(lanterns);
    }
    const int next = has_series(lanterns) ? lanterns->series[lanterns->series_done] : 0;
    return has_series(lanterns) && lanterns->is_asked[next] ? next : WORLD_TASK_NOTHING;
}

static void light_one(struct world_lanterns *lanterns, const struct world_lantern_hour *hour, int i)
{
    lanterns->is_lit[i] = true;
    lanterns->is_asked[i] = false;
    if (has_series(lanterns)) {
        lanterns->series_done++;
        lanterns->waited_s = 0.0f;
        if (!has_series(lanterns)) {
            lanterns->series_s = 0.0f;
            lanterns->call_count = hour->call_count;
        }
    }
}

static bool is_matched(struct world_lanterns *lanterns, const struct world_input *input,
                       float step_s)
{
    const bool is_together = input->guide.is_on && input->breath.is_sure &&
                             fabsf(input->breath.level - input->guide.level) < MATCH_LEVEL;
    // What was reached is never taken back: out of step only means waiting.
    lanterns->matched_s += is_together ? step_s : 0.0f;
    return lanterns->matched_s >= MATCH_S;
}

static void play(struct world_lanterns *lanterns, const struct world_jetty *jetty,
                 const struct world_lantern_hour *hour, const struct world_input *input,
                 float step_s)
{
    if (input->task_level >= 2) {
        ask(lanterns, hour, input->task_level, step_s);
    }
    const struct world_task_look look = {
        .head = input->head,
        .is_button_down = input->is_select_down,
        .seen = world_task_seen(&input->gaze, jetty->lantern_at_m, WORLD_LANTERN_COUNT, LOOK_RAD),
    };
    const int chosen = world_task_step(&lanterns->task, &look, step_s);
    const int next = next_one(lanterns, input->task_level);
    if (chosen >= 0 && (input->task_level == 1 || chosen == next)) {
        light_one(lanterns, hour, chosen);
    } else if (chosen == WORLD_TASK_ANY && next >= 0) {
        light_one(lanterns, hour, next);
    }
    if (is_matched(lanterns, input, step_s) && next_one(lanterns, input->task_level) >= 0) {
        lanterns->matched_s = 0.0f;
        light_one(lanterns, hour, next_one(lanterns, input->task_level));
    }
}

static float wished_glow(const struct world_lanterns *lanterns, int i)
{
    if (!lanterns->is_asked[i]) {
        return lanterns->is_lit[i] ? 1.0f : 0.0f;
    }
    const bool is_next = has_series(lanterns) && lanterns->series[lanterns->series_done] == i;
    const bool is_hinted = is_next && lanterns->waited_s > HINT_AFTER_S;
    const float ember = is_hinted ? EMBER_HINT : EMBER;
    return lanterns->is_lit[i] ? LOWER + (ember - EMBER) : ember;
}

void world_lanterns_step(struct world_lanterns *lanterns, const struct world_jetty *jetty,
                         const struct world_lantern_hour *hour, const struct world_input *input,
                         float step_s)
{
    if (input->task_level <= 0) {
        light_by_themselves(lanterns, hour, input, step_s);
    } else {
        play(lanterns, jetty, hour, input, step_s);
    }
    for (int i = 0; i < WORLD_LANTERN_COUNT; i++) {
        const float target = wished_glow(lanterns, i);
        lanterns->glow[i] += (target - lanterns->glow[i]) * (1.0f - expf(-step_s / GLOW_S));
    }
}

void world_lanterns_stage(const struct world_lanterns *lanterns, const struct world_jetty *jetty,
                          double scene_s, struct stage *stage)
{
    struct stage_light *light = &stage->light;
    const vec3s warm = v3(1.0f, 0.47f, 0.15f);
    for (int i = 0; i < WORLD_LANTERN_COUNT; i++) {
        struct stage_draw *draw = stage_add_draw(stage);
        if (!draw) {
            return;
        }
        // A flame breathes a little; far too little and too slow to flicker.
        const float calm = 1.0f + 0.05f * world_noise_line(scene_s / 1.7, 300u + (uint32_t)i);
        // The glass is as bright at any hour; daylight drowns what it throws about.
        const float glow = lanterns->glow[i] * calm / light->exposure;
        const float thrown = glow * glm_smoothstep(0.4f, 2.2f, light->exposure);
        draw->mesh = jetty->lantern_mesh;
        draw->material = STAGE_MATERIAL_SOLID;
        draw->casts_shadow = 1;
        draw->world_from_mesh = glms_translate_make(jetty->lantern_at_m[i]);
        draw->glow = glms_vec3_scale(warm, 1.3f * glow);
        draw->radius_m = 0.25f;
        if (glow > 0.0f && light->lamp_count < STAGE_LAMP_MAX) {
            light->lamps[light->lamp_count++] = (struct stage_lamp){
                .at_m = jetty->lantern_at_m[i],
                .color = glms_vec3_scale(warm, 3.0f * thrown),
            };
        }
    }
}
