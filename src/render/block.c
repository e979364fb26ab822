#include "render/block.h"

#include "base/rand.h"
#include "render/pass.h"

#include <math.h>

static vec4s wide(vec3s v, float w)
{
    return (vec4s){{v.x, v.y, v.z, w}};
}

mat4s render_block_shadow(const struct stage_light *light, uint32_t map_px)
{
    const float radius = fmaxf(light->shadow_radius_m, 0.01f);
    const vec3s back = glms_vec3_normalize(light->key_direction);
    const vec3s up =
        fabsf(back.y) > 0.99f ? (vec3s){{0.0f, 0.0f, 1.0f}} : (vec3s){{0.0f, 1.0f, 0.0f}};
    const vec3s right = glms_vec3_normalize(glms_vec3_cross(up, back));
    const vec3s above = glms_vec3_cross(back, right);
    const float texel_m = 2.0f * radius / (float)map_px;
    const float x = roundf(glms_vec3_dot(right, light->shadow_centre_m) / texel_m) * texel_m;
    const float y = roundf(glms_vec3_dot(above, light->shadow_centre_m) / texel_m) * texel_m;
    const float z = glms_vec3_dot(back, light->shadow_centre_m);
    // What stands between the disc and the light casts too, as far as two radii.
    const float depth_m = 4.0f * radius;
    mat4s m = {0};
    for (int i = 0; i < 3; i++) {
        m.raw[i][0] = right.raw[i] / radius;
        m.raw[i][1] = -above.raw[i] / radius;
        m.raw[i][2] = back.raw[i] / depth_m;
    }
    m.raw[3][0] = -x / radius;
    m.raw[3][1] = y / radius;
    m.raw[3][2] = 0.5f - z / depth_m;
    m.raw[3][3] = 1.0f;
    return m;
}

// Exposed here, once a frame, instead of in every pixel.
static vec4s exposed(vec3s light, float exposure, float w)
{
    return wide(glms_vec3_scale(light, exposure), w);
}

static void fill_sky(struct shared_frame *block, const struct stage_sky *sky, float exposure)
{
    const float seed = (float)(rand_hash(sky->star_seed) >> 8) / 16777216.0f;
    block->sun_direction = wide(sky->sun_direction, sky->glow_width);
    block->zenith = exposed(sky->zenith, exposure, sky->stars);
    block->middle = exposed(sky->middle, exposure, sky->star_turn_rad);
    block->horizon = exposed(sky->horizon, exposure, sky->cloud_cover);
    block->glow = exposed(sky->glow, exposure, seed);
    block->cloud = exposed(sky->cloud, exposure, 0.0f);
    block->cloud_drift = (vec4s){{sky->cloud_drift.x, sky->cloud_drift.y, 0.0f, 0.0f}};
}

void render_block_set_shadow(struct shared_frame *block, const struct stage_light *light)
{
    // From clip space (-1..1) to the map's coordinates (0..1); depth stays.
    mat4s bias = glms_mat4_identity();
    bias.raw[0][0] = bias.raw[1][1] = bias.raw[3][0] = bias.raw[3][1] = 0.5f;
    block->shadow_from_world =
        glms_mat4_mul(bias, render_block_shadow(light, RENDER_PASS_SHADOW_PX));
}

static void fill_light(struct shared_frame *block, const struct stage_light *light, float sun_up)
{
    block->key_direction = wide(light->key_direction, glm_smoothstep(-0.015f, 0.01f, sun_up));
    block->key_color = exposed(light->key_color, light->exposure, 0.0f);
    block->sky_ambient = exposed(light->sky_ambient, light->exposure, 0.0f);
    block->ground_ambient = exposed(light->ground_ambient, light->exposure, 0.0f);
    block->fog = exposed(light->fog_color, light->exposure, light->fog_per_m);
    block->fog_shape.x = light->fog_height_m > 0.0f ? 1.0f / light->fog_height_m : 0.0f;
    block->fog_shape.y = light->gust_m;
    block->fog_shape.z = light->gust_age_s;
    block->fog_shape.w = light->gust_m_s > 0.0f ? 1.0f / light->gust_m_s : 0.0f;
    block->shadow_disc = wide(light->shadow_centre_m, light->shadow_radius_m);
    int lamps = light->lamp_count;
    lamps = lamps > SHARED_LAMPS ? SHARED_LAMPS : lamps;
    block->wind = (vec4s){{light->wind_m.x, light->wind_m.y, (float)lamps, 0.0f}};
    for (int i = 0; i < lamps; i++) {
        block->lamp_at[i] = wide(light->lamps[i].at_m, 1.0f);
        block->lamp_color[i] = exposed(light->lamps[i].color, light->exposure, 0.0f);
    }
    render_block_set_shadow(block, light);
}

static void fill_water(struct shared_frame *block, const struct stage_water *water, float exposure)
{
    int count = water->wave_count;
    count = count > SHARED_WAVES ? SHARED_WAVES : count;
    block->water = (vec4s){{water->level_m, water->ripple, water->foam, water->swash_m}};
    block->water_deep = exposed(water->deep, exposure, (float)count);
    block->water_shallow = exposed(water->shallow, exposure, 0.0f);
    block->ripple_drift = (vec4s){{water->ripple_drift_m[0].x, water->ripple_drift_m[0].y,
                                   water->ripple_drift_m[1].x, water->ripple_drift_m[1].y}};
    const float *tile_m = water->ripple_tile_m;
    block->shore =
        (vec4s){{water->wet_m, water->beach_slope, tile_m[0] > 0.0f ? 1.0f / tile_m[0] : 0.0f,
                 tile_m[1] > 0.0f ? 1.0f / tile_m[1] : 0.0f}};
    for (int i = 0; i < count; i++) {
        const struct stage_wave *wave = &water->waves[i];
        const float per_m = 2.0f * GLM_PIf / fmaxf(wave->length_m, 0.01f);
        block->waves[i].shape =
            (vec4s){{wave->direction.x, wave->direction.y, per_m, wave->height_m}};
        block->waves[i].motion = (vec4s){{wave->phase_rad, wave->steepness, 0.0f, 0.0f}};
    }
}

static void fill_panels(struct shared_frame *block, const struct stage *stage)
{
    for (int i = 0; i < stage->panel_count && i < SHARED_PANELS; i++) {
        const struct stage_panel *panel = &stage->panels[i];
        const float metre_per_dmm = panel->distance_m / 1000.0f;
        block->panels[i].world_from_dmm =
            glms_scale_uni(pose_matrix(panel->in_world), metre_per_dmm);
        block->panels[i].traits.x = panel->opacity;
    }
}

void render_block_set_draws(struct shared_frame *block, const struct stage *stage,
                            const uint8_t *draw_at)
{
    for (int i = 0; i < stage->draw_count && i < SHARED_DRAWS; i++) {
        const struct stage_draw *draw = &stage->draws[draw_at[i]];
        block->draws[i].world_from_mesh = draw->world_from_mesh;
        block->draws[i].glow = exposed(draw->glow, stage->light.exposure, 0.0f);
    }
}

void render_block_set_sheet(struct shared_frame *block, const struct stage_sheet *sheet,
                            uint32_t width, uint32_t height)
{
    const float clip_per_x = 2.0f / (float)width, clip_per_y = 2.0f / (float)height;
    for (int i = 0; i < sheet->count && i < SHARED_PANELS; i++) {
        const struct stage_sheet_place *place = &sheet->places[i];
        const float x_px = (float)place->x_px + 0.5f * (float)place->width_px;
        const float y_px = (float)place->y_px + 0.5f * (float)place->height_px;
        block->panels[i].place =
            (vec4s){{x_px * clip_per_x - 1.0f, y_px * clip_per_y - 1.0f,
                     sheet->px_per_dmm * clip_per_x, -sheet->px_per_dmm * clip_per_y}};
    }
}

void render_block_fill(struct shared_frame *block, const struct stage *stage, uint32_t width,
                       uint32_t height, vec4s height_map_place)
{
    *block = (struct shared_frame){0};
    block->target =
        (vec4s){{(float)width, (float)height, 1.0f / (float)width, 1.0f / (float)height}};
    block->show = (vec4s){
        {(float)fmod(stage->scene_s, 3600.0), stage->fade, 0.0f, stage->has_water ? 1.0f : 0.0f}};
    fill_sky(block, &stage->sky, stage->light.exposure);
    fill_light(block, &stage->light, stage->sky.sun_direction.y);
    if (stage->has_water) {
        fill_water(block, &stage->water, stage->light.exposure);
    }
    block->height_map = height_map_place;
    if (stage->photo.is_shown) {
        block->photo_from_world = glms_quat_mat4(glms_quat_conjugate(stage->photo.turn));
        block->photo.x = stage->photo.brightness;
    }
    fill_panels(block, stage);
}

struct shared_eye render_block_eye(const struct view *view, float near_m)
{
    const mat4s projection = pose_projection(view->fov, near_m);
    const vec3s right = pose_direction(view->eye_in_world, (vec3s){{1.0f, 0.0f, 0.0f}});
    const vec3s up = pose_direction(view->eye_in_world, (vec3s){{0.0f, 1.0f, 0.0f}});
    const vec3s ahead = pose_ahead(view->eye_in_world);
    // x' = p00 x + p20 z and z = -1: x = (x' + p20) / p00; y alike.
    const float per_x = 1.0f / projection.raw[0][0];
    const float per_y = 1.0f / projection.raw[1][1];
    const vec3s centre =
        glms_vec3_add(ahead, glms_vec3_add(glms_vec3_scale(right, projection.raw[2][0] * per_x),
                                           glms_vec3_scale(up, projection.raw[2][1] * per_y)));
    return (struct shared_eye){
        .clip_from_world = glms_mat4_mul(projection, pose_inverse_matrix(view->eye_in_world)),
        .world_from_ray = {.col = {wide(glms_vec3_scale(right, per_x), 0.0f),
                                   wide(glms_vec3_scale(up, per_y), 0.0f),
                                   wide(centre, 0.0f),
                                   {{0.0f, 0.0f, 0.0f, 1.0f}}}},
        .at_m = wide(view->eye_in_world.at_m, 1.0f),
    };
}
