#include "render/sky.h"

#include <math.h>

enum { STAR_COUNT = 600, SLICE_COUNT = 8, SLICE_ROWS = RENDER_PASS_SKY_PX / SLICE_COUNT };

// The eye sees steps of brightness from about 1 % on; the cube's texels are 0.014 rad wide, and a
// cloud noise unit is about half a radian.
static const float COLOR_STEP = 0.003f;
static const float DRIFT_STEP = 0.0010f;
static const float JUMP_STEPS = 8.0f;          // so much at once is no slow change
static const float JUMP_EXPOSURE_STEPS = 2.0f; // which changes all, and would show as strips

static enum err make_stars(struct render_sky *sky, const struct render_pass_context *context)
{
    const struct gpu_pipeline_desc stars = {
        .name = "stars",
        .vertex = "star.vert",
        .fragment = "star.frag",
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .is_depth_tested = true,
        .blend = GPU_PIPELINE_PREMULTIPLIED,
    };
    return render_pass_pipeline(context, stars, &sky->stars);
}

enum err render_sky_init(struct render_sky *sky, const struct render_pass_context *context)
{
    const struct gpu_pipeline_desc bake = {
        .name = "sky bake",
        .vertex = "sky_bake.vert",
        .fragment = "sky_bake.frag",
        .layout = context->layout,
        .render_pass = context->sky_pass,
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .has_color = true,
    };
    TRY(gpu_pipeline_make(context->gpu, &bake, &sky->bake));
    const struct gpu_pipeline_desc show = {
        .name = "sky",
        .vertex = "sky.vert",
        .fragment = "sky.frag",
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
        .is_depth_tested = true, // at depth 0: only where nothing nearer was drawn
    };
    TRY(render_pass_pipeline(context, show, &sky->show));
    return make_stars(sky, context);
}

static bool has_changed(vec3s was, vec3s is, float steps)
{
    const float most = fmaxf(glms_vec3_norm(was), glms_vec3_norm(is)); // of directions too
    return glms_vec3_distance(was, is) > steps * COLOR_STEP * most;
}

static bool differs(const struct render_sky *sky, const struct stage *stage, float steps)
{
    const struct stage_sky *was = &sky->baked;
    const struct stage_sky *is = &stage->sky;
    const float exposure = stage->light.exposure;
    return has_changed(was->zenith, is->zenith, steps) ||
           has_changed(was->middle, is->middle, steps) ||
           has_changed(was->horizon, is->horizon, steps) ||
           has_changed(was->glow, is->glow, steps) || has_changed(was->cloud, is->cloud, steps) ||
           has_changed(was->sun_direction, is->sun_direction, steps) ||
           fabsf(sky->baked_exposure - exposure) >
               fminf(steps, JUMP_EXPOSURE_STEPS) * COLOR_STEP * exposure ||
           fabsf(was->glow_width - is->glow_width) > steps * COLOR_STEP ||
           fabsf(was->cloud_cover - is->cloud_cover) > steps * COLOR_STEP ||
           glms_vec2_distance(was->cloud_drift, is->cloud_drift) > steps * DRIFT_STEP;
}

bool render_sky_is_stale(const struct render_sky *sky, const struct stage *stage)
{
    return !sky->has_baked || sky->next_slice > 0 || differs(sky, stage, 1.0f);
}

VkRect2D render_sky_next(struct render_sky *sky, const struct stage *stage)
{
    const bool is_jump = !sky->has_baked || differs(sky, stage, JUMP_STEPS);
    if (is_jump || sky->next_slice == 0) {
        sky->baked = stage->sky;
        sky->baked_exposure = stage->light.exposure;
    }
    if (is_jump) {
        sky->has_baked = true;
        sky->next_slice = 0;
        return (VkRect2D){.extent = {RENDER_PASS_SKY_PX, RENDER_PASS_SKY_PX}};
    }
    const VkRect2D area = {
        .offset = {0, sky->next_slice * SLICE_ROWS},
        .extent = {RENDER_PASS_SKY_PX, SLICE_ROWS},
    };
    sky->next_slice = (sky->next_slice + 1) % SLICE_COUNT;
    return area;
}

void render_sky_bake(const struct render_sky *sky, const struct render_pass_frame *frame)
{
    vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, sky->bake);
    render_pass_draw_vertices(frame, 3, 1);
}

void render_sky_record(const struct render_sky *sky, const struct render_pass_frame *frame)
{
    vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, sky->show);
    render_pass_draw_vertices(frame, 3, 1);
    // Instance 0 is the sun; by day there is nothing else.
    vkCmdBindPipeline(frame->commands, VK_PIPELINE_BIND_POINT_GRAPHICS, sky->stars);
    render_pass_draw_vertices(frame, 6, frame->list->has_stars ? STAR_COUNT : 1);
}

void render_sky_fini(struct render_sky *sky, struct gpu *gpu)
{
    vkDestroyPipeline(gpu->device, sky->bake, NULL);
    vkDestroyPipeline(gpu->device, sky->show, NULL);
    vkDestroyPipeline(gpu->device, sky->stars, NULL);
    *sky = (struct render_sky){0};
}
