#include "simxr/motion.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/path.h"
#include "simxr/csv.h"
#include "simxr/script.h"
#include "json/json.h"

#include <math.h>
#include <string.h>

#define BIT(device) (1u << SIMXR_DEVICE_##device)

static const double END_S = 1e6; // a motion without an end

const char *const simxr_motion_devices[] = {"head", "left", "right", "gaze", "chest", NULL};

static const char *const kind_names[] = {
#define KIND_NAME(upper, lower) #lower,
    SIMXR_FORMULA_KINDS(KIND_NAME)
#undef KIND_NAME
        NULL,
};

// What can move that way.
static const unsigned devices_of[SIMXR_FORMULA_COUNT] = {
    [SIMXR_FORMULA_STILL] = BIT(HEAD) | BIT(LEFT) | BIT(RIGHT) | BIT(GAZE),
    [SIMXR_FORMULA_LOOK_AROUND] = BIT(HEAD) | BIT(GAZE),
    [SIMXR_FORMULA_DOZING] = BIT(HEAD),
    [SIMXR_FORMULA_NOD] = BIT(HEAD),
    [SIMXR_FORMULA_GAZE_AT] = BIT(HEAD) | BIT(LEFT) | BIT(RIGHT) | BIT(GAZE),
    [SIMXR_FORMULA_BREATHING] = BIT(CHEST),
    [SIMXR_FORMULA_ON_BELLY] = BIT(LEFT) | BIT(RIGHT),
    [SIMXR_FORMULA_REST] = BIT(LEFT) | BIT(RIGHT),
    [SIMXR_FORMULA_POINT_AHEAD] = BIT(LEFT) | BIT(RIGHT),
};

static int64_t nanoseconds(double seconds)
{
    return (int64_t)llround(seconds * (double)NS_PER_S);
}

static enum err read_targets(struct json_at *at, struct simxr_script *script,
                             struct simxr_formula *formula)
{
    const struct json_at list = json_array(at, "targets");
    const int count = json_count(&list);
    json_require(at, "targets");
    if (count == 0) {
        return ERR_OK;
    }
    struct simxr_target *targets = arena_alloc(&script->arena, (size_t)count, sizeof *targets);
    if (!targets) {
        return ERR_NO_MEMORY;
    }
    for (int i = 0; i < count; i++) {
        struct json_at one = json_element(&list, i, true);
        double yaw_deg = 0.0, pitch_deg = 0.0, from_s = 0.0, hold_s = 1.0;
        json_number(&one, "yaw_deg", -180.0, 180.0, &yaw_deg);
        json_number(&one, "pitch_deg", -90.0, 90.0, &pitch_deg);
        json_number(&one, "from_s", 0.0, END_S, &from_s);
        json_number(&one, "hold_s", 0.0, END_S, &hold_s);
        json_object_end(&one);
        targets[i] = (struct simxr_target){
            .yaw_rad = glm_rad((float)yaw_deg),
            .pitch_rad = glm_rad((float)pitch_deg),
            .from_ns = nanoseconds(from_s),
            .hold_ns = nanoseconds(hold_s),
        };
        if (i > 0 && targets[i].from_ns <= targets[i - 1].from_ns) {
            json_error(&one, "from_s", "must be later than the target before");
        }
    }
    formula->targets = targets;
    formula->target_count = count;
    return ERR_OK;
}

static enum err read_formula(struct json_at *at, struct simxr_script *script,
                             struct simxr_script_motion *motion)
{
    int kind = SIMXR_FORMULA_STILL;
    int count = 0;
    json_choice(at, "play", kind_names, &kind);
    struct simxr_formula *formula = &motion->formula;
    formula->kind = (enum simxr_formula_kind)kind;
    if (!(devices_of[kind] >> motion->device & 1)) {
        json_error(at, "play", "'%s' is no motion of '%s'", kind_names[kind],
                   simxr_motion_devices[motion->device]);
    }
    const struct simxr_formula_param *params = simxr_formula_params(formula->kind, &count);
    for (int i = 0; i < count; i++) {
        formula->params[i] = params[i].standard;
        json_number(at, params[i].name, params[i].lo, params[i].hi, &formula->params[i]);
    }
    return kind == SIMXR_FORMULA_GAZE_AT ? read_targets(at, script, formula) : ERR_OK;
}

// The file's full path, or false with an error when it would lie outside the script's folder.
static bool find_file(struct json_at *at, const char *script_path, char out[PATH_BYTES])
{
    char name[256] = "", folder[PATH_BYTES] = ".";
    if (!json_text(at, "file", name, sizeof name)) {
        return false;
    }
    const char *slash = strrchr(script_path, '/');
    const size_t length = slash ? (size_t)(slash - script_path) : 0;
    if (slash && length < sizeof folder) {
        memcpy(folder, length > 0 ? script_path : "/", length > 0 ? length : 1);
        folder[length > 0 ? length : 1] = '\0';
    }
    if (!path_stays_inside(name) || length >= sizeof folder || !path_join(out, folder, name)) {
        json_error(at, "file", "must be a file in the script's own folder or below");
        return false;
    }
    return true;
}

static enum err read_csv(struct json_at *at, struct simxr_script *script,
                         struct simxr_script_motion *motion, const char *script_path)
{
    char path[PATH_BYTES];
    json_bool(at, "loop", &motion->is_looped);
    if (!find_file(at, script_path, path)) {
        return ERR_OK;
    }
    const char *text = NULL;
    size_t size = 0;
    char wrong[SIMXR_CSV_TEXT_BYTES] = "";
    struct simxr_csv *csv = arena_alloc(&script->arena, 1, sizeof *csv);
    enum err err =
        csv ? file_read(path, SIMXR_CSV_MAX_BYTES, &script->arena, &text, &size) : ERR_NO_MEMORY;
    if (err == ERR_IO) {
        json_error(at, "file", "'%s' cannot be read", path);
        return ERR_OK;
    }
    if (err == ERR_BAD_DATA) {
        json_error(at, "file", "'%s' is larger than %d MiB", path,
                   SIMXR_CSV_MAX_BYTES / 1024 / 1024);
        return ERR_OK;
    }
    if (err == ERR_OK) {
        err = simxr_csv_read(csv, text, size, &script->arena, wrong);
    }
    if (err == ERR_BAD_DATA) {
        json_error(at, "file", "'%s', %s", path, wrong);
        return ERR_OK;
    }
    if (err == ERR_OK && csv->has_poses != (motion->device != SIMXR_DEVICE_CHEST)) {
        json_error(at, "file", "'%s' has %s, but '%s' needs %s", path,
                   csv->has_poses ? "poses" : "values", simxr_motion_devices[motion->device],
                   csv->has_poses ? "values" : "poses");
    }
    motion->csv = csv;
    return err;
}

static enum err read_motion(struct json_at *at, struct simxr_script *script,
                            struct simxr_script_motion *motion, const char *script_path)
{
    int device = SIMXR_DEVICE_HEAD;
    double from_s = 0.0, to_s = END_S;
    json_require(at, "device");
    json_choice(at, "device", simxr_motion_devices, &device);
    json_number(at, "from_s", 0.0, END_S, &from_s);
    json_number(at, "to_s", 0.0, END_S, &to_s);
    if (to_s <= from_s) {
        json_error(at, "to_s", "must be later than from_s");
    }
    motion->device = (enum simxr_device)device;
    motion->from_ns = nanoseconds(from_s);
    motion->to_ns = nanoseconds(to_s);

    const bool has_file = json_has(at, "file"), has_play = json_has(at, "play");
    if (has_file == has_play) {
        json_error(at, NULL, "needs either \"play\" (a motion by formula) or \"file\" (a CSV)");
    }
    if (has_file) {
        TRY(read_csv(at, script, motion, script_path));
    } else {
        TRY(read_formula(at, script, motion));
    }
    json_object_end(at);
    return ERR_OK;
}

enum err simxr_motion_read(struct json_at *root, struct simxr_script *script,
                           const char *script_path)
{
    const struct json_at list = json_array(root, "motions");
    const int count = json_count(&list);
    script->motions = arena_alloc(&script->arena, (size_t)count, sizeof *script->motions);
    if (!script->motions) {
        return ERR_NO_MEMORY;
    }
    for (int i = 0; i < count; i++) {
        struct json_at one = json_element(&list, i, true);
        TRY(read_motion(&one, script, &script->motions[i], script_path));
        script->motion_count++;
    }
    return ERR_OK;
}
