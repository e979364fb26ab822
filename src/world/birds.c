#include "world/birds.h"

#include "base/rand.h"
#include "world/shape.h"

#include <math.h>

static const float CALL_S = 1.1f; // as long as one can see it
static const float HEED_S = 2.8f; // others look to where it came from
static const float LOOK_S = 1.7f; // between two looks about

static float random01(uint32_t seed, uint32_t what)
{
    return (float)(rand_hash(seed + 7919u * what) >> 8) * 0x1p-24f;
}

static float yaw_to(vec3s from_m, vec3s to_m)
{
    return atan2f(from_m.x - to_m.x, from_m.z - to_m.z);
}

static float wrapped(float rad)
{
    return rad - 2.0f * GLM_PIf * roundf(rad / (2.0f * GLM_PIf));
}

static int stay_at(const struct world_bird *bird, double scene_s)
{
    int low = 0, high = WORLD_BIRD_STAYS - 1; // the next stay begins after now: still flying there
    while (low < high) {
        const int middle = (low + high + 1) / 2;
        const double leaves_s =
            (double)bird->stays[middle].from_s - (double)bird->stays[middle].fly_s;
        if (leaves_s <= scene_s) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

static vec3s place_of(const struct world_birds *birds, int which, double scene_s)
{
    const struct world_bird *bird = &birds->birds[which];
    return birds->perch_m[bird->stays[stay_at(bird, scene_s)].perch];
}

static int last_call(const struct world_birds *birds, double scene_s)
{
    int low = -1, high = WORLD_BIRD_CALLS - 1;
    while (low < high) {
        const int middle = (low + high + 1) / 2;
        if ((double)birds->calls[middle].at_s <= scene_s) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

uint32_t world_birds_call_count(const struct world_birds *birds, int which, double scene_s)
{
    uint32_t count = 0;
    for (int i = last_call(birds, scene_s); i >= 0; i--) {
        count += birds->calls[i].bird == which;
    }
    return count;
}

// When this bird called last, planned or for the task.
static double called_s(const struct world_birds *birds, const struct world_birds_task *task,
                       int which, double scene_s)
{
    double last_s = task->called_s[which] > 0.0 ? task->called_s[which] : -100.0;
    for (int i = last_call(birds, scene_s); i >= 0; i--) {
        if (scene_s - (double)birds->calls[i].at_s > (double)HEED_S) {
            break;
        }
        if (birds->calls[i].bird == which) {
            return fmax(last_s, (double)birds->calls[i].at_s);
        }
    }
    return last_s;
}

// Quick looks that hold, each another; a third of the time it minds whoever called or came.
static float look_rad(const struct world_birds *birds, const struct world_birds_task *task,
                      int which, double scene_s, vec3s at_m, float yaw_rad)
{
    const double turn =
        scene_s / (double)LOOK_S + (double)random01(birds->seed, 11u * (uint32_t)which);
    const uint32_t number = (uint32_t)(int64_t)floor(turn);
    const uint32_t own = birds->seed + 131u * (uint32_t)which;
    const float before = 2.2f * random01(own, number) - 1.1f;
    const float after = 2.2f * random01(own, number + 1u) - 1.1f;
    float look = glm_lerp(before, after, glm_smoothstep(0.0f, 0.14f, (float)(turn - floor(turn))));
    for (int other = 0; other < WORLD_BIRD_COUNT; other++) {
        const struct world_bird *bird = &birds->birds[other];
        const int stay = stay_at(bird, scene_s);
        const double since_s = fmin(scene_s - called_s(birds, task, other, scene_s),
                                    fabs(scene_s - (double)bird->stays[stay].from_s));
        const float heed = 1.0f - glm_smoothstep(HEED_S - 0.8f, HEED_S, (float)since_s);
        const float near = glms_vec3_distance(at_m, place_of(birds, other, scene_s)) < 9.0f;
        if (other != which && heed > 0.0f && near > 0.0f) {
            const float to = wrapped(yaw_to(at_m, place_of(birds, other, scene_s)) - yaw_rad);
            const float comes = glm_smoothstep(0.25f, 0.5f, (float)since_s) * heed;
            look = glm_lerp(look, glm_clamp(to, -1.6f, 1.6f), comes);
            break;
        }
    }
    return look;
}

static struct world_birds_now flying(const struct world_birds *birds, int which, int stay,
                                     double scene_s)
{
    const struct world_bird *bird = &birds->birds[which];
    const vec3s from_m = birds->perch_m[bird->stays[stay - 1].perch];
    const vec3s to_m = birds->perch_m[bird->stays[stay].perch];
    const float fly_s = bird->stays[stay].fly_s;
    const float part =
        glm_clamp(1.0f - (float)((double)bird->stays[stay].from_s - scene_s) / fly_s, 0.0f, 1.0f);
    const float eased = part * part * (3.0f - 2.0f * part);
    vec3s at_m = glms_vec3_lerp(from_m, to_m, eased);
    // Drops off, swings up to where it lands.
    const float arc = sinf(GLM_PIf * eased);
    at_m.y += 0.35f * arc * (2.0f * part - 0.8f);
    return (struct world_birds_now){
        .at_m = at_m,
        .yaw_rad = yaw_to(from_m, to_m),
        .pitch_rad = 0.25f * (part - 0.4f),
        // A few strokes and a short glide by turns.
        .wing_rad =
            0.15f + 0.75f * (float)sin(scene_s * 38.0) * (0.6f + 0.4f * (float)sin(scene_s * 5.0)),
        .is_flying = true,
    };
}

struct world_birds_now world_birds_at(const struct world_birds *birds,
                                      const struct world_birds_task *task, int which,
                                      double scene_s)
{
    const struct world_bird *bird = &birds->birds[which];
    const int stay = stay_at(bird, scene_s);
    if ((double)bird->stays[stay].from_s > scene_s && stay > 0) {
        return flying(birds, which, stay, scene_s);
    }
    const uint32_t own = birds->seed + 17u * (uint32_t)which + 1009u * (uint32_t)stay;
    struct world_birds_now now = {.at_m = birds->perch_m[bird->stays[stay].perch]};
    // Sits half turned to the light place where the viewer is, and shifts its feet now and then.
    const float shift = floorf((float)(scene_s / 9.0) + random01(own, 1));
    const uint32_t turn = own + 31u * (uint32_t)(int32_t)shift;
    now.yaw_rad = yaw_to(now.at_m, v3(0, 0, 0)) + 1.7f * (random01(turn, 2) - 0.5f);
    const float since_s = (float)(scene_s - called_s(birds, task, which, scene_s));
    now.calling = glm_smoothstep(0.0f, 0.15f, since_s) *
                  (1.0f - glm_smoothstep(CALL_S - 0.3f, CALL_S, since_s));
    now.pitch_rad = 0.10f + 0.22f * now.calling + 0.05f * sinf(14.0f * since_s) * now.calling;
    now.head_rad = look_rad(birds, task, which, scene_s, now.at_m, now.yaw_rad);
    if (task->is_found[which] && task->called_s[which] > 0.0 && since_s < 3.0f) {
        now.head_rad = wrapped(yaw_to(now.at_m, v3(0, 0, 0)) - now.yaw_rad); // looks at its finder
    }
    return now;
}

static void add_part(struct stage *stage, uint16_t mesh, uint8_t material, mat4s in_world,
                     vec3s glow)
{
    struct stage_draw *draw = stage_add_draw(stage);
    if (draw) {
        draw->mesh = mesh;
        draw->material = material;
        draw->world_from_mesh = in_world;
        draw->glow = glow;
        draw->radius_m = 0.3f;
    }
}

static void add_bird(const struct world_birds *birds, const struct world_birds_now *now, vec3s glow,
                     struct stage *stage)
{
    static const float size = 1.35f; // larger than life: seen from several metres
    mat4s body = glms_translate_make(now->at_m);
    body = glms_rotate(body, now->yaw_rad, v3(0, 1, 0));
    body = glms_scale_uni(glms_rotate(body, now->pitch_rad, v3(1, 0, 0)), size);
    add_part(stage, birds->body_mesh, STAGE_MATERIAL_SOLID, body, glow);
    mat4s head = glms_translate(body, v3(0.0f, 0.126f, -0.058f));
    head = glms_rotate(head, now->head_rad, v3(0, 1, 0));
    head = glms_rotate(head, 0.5f * now->calling - now->pitch_rad, v3(1, 0, 0));
    add_part(stage, birds->head_mesh, STAGE_MATERIAL_SOLID, head, v3(0, 0, 0));
    if (now->is_flying) {
        const mat4s right = glms_rotate(body, now->wing_rad, v3(0, 0, 1));
        const mat4s left = glms_rotate(body, -now->wing_rad, v3(0, 0, 1));
        add_part(stage, birds->wing_mesh, STAGE_MATERIAL_FOLIAGE, right, v3(0, 0, 0));
        add_part(stage, birds->wing_mesh, STAGE_MATERIAL_FOLIAGE, glms_scale(left, v3(-1, 1, 1)),
                 v3(0, 0, 0));
    }
}

void world_birds_stage(const struct world_birds *birds, const struct world_birds_task *task,
                       float gain, double scene_s, struct stage *stage)
{
    for (int i = 0; i < WORLD_BIRD_COUNT; i++) {
        const struct world_birds_now now = world_birds_at(birds, task, i, scene_s);
        const float glow = 0.55f * task->glow[i] / stage->light.exposure;
        add_bird(birds, &now, glms_vec3_scale(v3(1.0f, 0.42f, 0.10f), glow), stage);
        struct stage_sound *sound = stage_add_sound(stage);
        if (sound) {
            sound->kind = STAGE_SOUND_BIRD;
            sound->voice = (uint16_t)i;
            sound->count = world_birds_call_count(birds, i, scene_s) + task->calls[i];
            sound->at_m = now.at_m;
            sound->gain = gain;
            sound->reference_m = 5.0f;
        }
    }
}
