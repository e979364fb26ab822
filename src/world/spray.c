#include "world/spray.h"

void world_spray_add(struct world_shape *shape, const struct world_spray *spray)
{
    static const float corners[4][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}}; // across, along
    uint32_t made[4];
    for (int i = 0; i < 4; i++) {
        const float u = corners[i][0], v = corners[i][1];
        vec3s at_m = glms_vec3_muladds(spray->along, v * spray->length_m, spray->stem_m);
        at_m = glms_vec3_muladds(spray->across, (2.0f * u - 1.0f) * spray->half_m, at_m);
        at_m.y -= 0.12f * v * spray->length_m; // the tip hangs a little
        const struct world_skin skin = {
            .albedo = spray->color,
            .open = spray->open,
            .roughness = u,
            .wetness = v,
            .sway = spray->sway * (0.5f + 0.5f * v),
            .grain = spray->kind,
        };
        made[i] = world_shape_vertex(shape, at_m, spray->normal, &skin);
    }
    world_shape_quad(shape, made[0], made[1], made[2], made[3]);
}

void world_spray_add_shade(struct world_shape *shape, const struct world_spray *spray)
{
    const struct world_skin skin = {0};
    const vec3s middle_m = glms_vec3_muladds(spray->along, 0.5f * spray->length_m, spray->stem_m);
    const vec3s side = glms_vec3_scale(spray->across, 0.62f * spray->half_m);
    const vec3s tip = glms_vec3_scale(spray->along, 0.42f * spray->length_m);
    const uint32_t a =
        world_shape_vertex(shape, glms_vec3_sub(middle_m, tip), spray->normal, &skin);
    const uint32_t b =
        world_shape_vertex(shape, glms_vec3_add(middle_m, side), spray->normal, &skin);
    const uint32_t c =
        world_shape_vertex(shape, glms_vec3_add(middle_m, tip), spray->normal, &skin);
    const uint32_t d =
        world_shape_vertex(shape, glms_vec3_sub(middle_m, side), spray->normal, &skin);
    world_shape_quad(shape, a, b, c, d);
}

vec3s world_spray_color(float season, float own)
{
    const vec3s fresh = glms_vec3_lerp(v3(0.095f, 0.200f, 0.026f), v3(0.165f, 0.265f, 0.036f), own);
    const vec3s full = glms_vec3_lerp(v3(0.055f, 0.130f, 0.024f), v3(0.095f, 0.175f, 0.030f), own);
    const vec3s gold = glms_vec3_lerp(v3(0.330f, 0.245f, 0.022f), v3(0.235f, 0.105f, 0.018f), own);
    const vec3s green = glms_vec3_lerp(fresh, full, glm_smoothstep(0.0f, 0.4f, season));
    // Not all trees turn at once.
    return glms_vec3_lerp(green, gold,
                          glm_smoothstep(0.45f + 0.25f * own, 0.75f + 0.25f * own, season));
}
