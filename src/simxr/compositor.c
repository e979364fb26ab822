#include "simxr/compositor.h"

#include "base/mem.h"
#include "image/image.h"
#include "simxr/sample.h"

#include <math.h>
#include <string.h>

// Below this a turn moves no pixel of the largest eye by a tenth.
static const float SAME_TURN_RAD = 3e-5f;
static const float SAME_FOV_RAD = 1e-5f;
static const float NEAR_M = 0.01f;

// A field of view as tangents.
struct edges {
    float left, right, up, down;
};

// Where an eye's rays meet a layer.
struct surface {
    const struct simxr_layer *layer;
    struct edges edges;   // projection: of this eye's picture
    mat3s layer_from_eye; // directions
    vec3s eye_in_layer_m;
    float width_m, height_m;
    int samples; // on a side of each pixel, when the picture is shown smaller than it is
};

// A part of an eye's picture, [from, to).
struct area {
    uint32_t x_from, x_to, y_from, y_to;
};

size_t simxr_compositor_pixel_bytes(enum simxr_pixel pixel)
{
    return pixel == SIMXR_PIXEL_RGBA16F ? 8 : 4;
}

static struct edges edges_of(struct fov fov)
{
    return (struct edges){tanf(fov.left_rad), tanf(fov.right_rad), tanf(fov.up_rad),
                          tanf(fov.down_rad)};
}

static bool find_in_projection(const struct surface *surface, vec3s ray, float *u, float *v)
{
    const struct edges e = surface->edges;
    if (ray.z >= 0.0f) {
        return false;
    }
    *u = (ray.x / -ray.z - e.left) / (e.right - e.left);
    *v = (e.up - ray.y / -ray.z) / (e.up - e.down);
    return *u >= 0.0f && *u <= 1.0f && *v >= 0.0f && *v <= 1.0f;
}

// Only the front is visible (OpenXR 1.0, XrCompositionLayerQuad).
static bool find_in_quad(const struct surface *surface, vec3s ray, float *u, float *v)
{
    const vec3s eye_m = surface->eye_in_layer_m;
    if (eye_m.z <= 0.0f || ray.z >= 0.0f) {
        return false;
    }
    const float reach = eye_m.z / -ray.z;
    *u = (eye_m.x + ray.x * reach) / surface->width_m + 0.5f;
    *v = 0.5f - (eye_m.y + ray.y * reach) / surface->height_m;
    return *u >= 0.0f && *u <= 1.0f && *v >= 0.0f && *v <= 1.0f;
}

// Seen from inside the sphere; one of no radius is infinitely far.
static bool find_in_equirect(const struct surface *surface, vec3s ray, float *u, float *v)
{
    const struct simxr_layer *layer = surface->layer;
    vec3s at = glms_vec3_normalize(ray);
    if (layer->radius_m > 0.0f) {
        const vec3s eye_m = surface->eye_in_layer_m;
        const float along = glms_vec3_dot(eye_m, at);
        const float rest = layer->radius_m * layer->radius_m - glms_vec3_dot(eye_m, eye_m);
        if (rest <= 0.0f) {
            return false;
        }
        const float reach = sqrtf(along * along + rest) - along;
        at = glms_vec3_scale(glms_vec3_add(eye_m, glms_vec3_scale(at, reach)),
                             1.0f / layer->radius_m);
    }
    const float across_rad = atan2f(at.x, -at.z);
    const float up_rad = asinf(fminf(fmaxf(at.y, -1.0f), 1.0f));
    *u = 0.5f + across_rad / layer->central_rad;
    *v = (layer->upper_rad - up_rad) / (layer->upper_rad - layer->lower_rad);
    return *u >= 0.0f && *u <= 1.0f && *v >= 0.0f && *v <= 1.0f;
}

static bool find(const struct surface *surface, vec3s ray_in_eye, float *u, float *v)
{
    const vec3s ray = glms_mat3_mulv(surface->layer_from_eye, ray_in_eye);
    switch (surface->layer->kind) {
    case SIMXR_LAYER_PROJECTION: return find_in_projection(surface, ray, u, v);
    case SIMXR_LAYER_QUAD: return find_in_quad(surface, ray, u, v);
    case SIMXR_LAYER_EQUIRECT2: return find_in_equirect(surface, ray, u, v);
    }
    return false;
}

// Through (x, y) of an eye's picture, in pixels from its top left.
static vec3s ray_through(const struct simxr_compositor *compositor, struct fov fov, float x,
                         float y)
{
    const struct edges e = edges_of(fov);
    return (vec3s){{e.left + (e.right - e.left) * x / (float)compositor->width_px,
                    e.up + (e.down - e.up) * y / (float)compositor->height_px, -1.0f}};
}

static uint8_t *pixel_at(const struct simxr_compositor *compositor, int eye, uint32_t x, uint32_t y)
{
    const size_t row = (size_t)compositor->width_px * 2;
    return compositor->rgba + 4 * (y * row + (size_t)eye * compositor->width_px + x);
}

// The mean over the pixel of what the layer has there.
static vec4s colour_at(const struct surface *surface, const struct simxr_sampler *sampler,
                       vec3s corner, vec3s step_x, vec3s step_y)
{
    const int n = surface->samples;
    vec4s sum = glms_vec4_zero();
    for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
            const vec3s across = glms_vec3_scale(step_x, ((float)i + 0.5f) / (float)n);
            const vec3s down = glms_vec3_scale(step_y, ((float)j + 0.5f) / (float)n);
            float u = 0.0f, v = 0.0f;
            if (find(surface, glms_vec3_add(corner, glms_vec3_add(across, down)), &u, &v)) {
                sum = glms_vec4_add(sum, simxr_sample_at(sampler, u, v));
            }
        }
    }
    return glms_vec4_scale(sum, 1.0f / (float)(n * n));
}

static void draw(const struct simxr_compositor *compositor, int eye, struct fov fov,
                 const struct surface *surface, const struct simxr_sampler *sampler,
                 struct area area)
{
    const vec3s origin = ray_through(compositor, fov, 0.0f, 0.0f);
    const vec3s step_x = glms_vec3_sub(ray_through(compositor, fov, 1.0f, 0.0f), origin);
    const vec3s step_y = glms_vec3_sub(ray_through(compositor, fov, 0.0f, 1.0f), origin);
    for (uint32_t y = area.y_from; y < area.y_to; y++) {
        uint8_t *out = pixel_at(compositor, eye, area.x_from, y);
        const vec3s row = glms_vec3_add(origin, glms_vec3_scale(step_y, (float)y));
        for (uint32_t x = area.x_from; x < area.x_to; x++, out += 4) {
            const vec3s corner = glms_vec3_add(row, glms_vec3_scale(step_x, (float)x));
            const vec4s colour = colour_at(surface, sampler, corner, step_x, step_y);
            if (colour.w > 0.0f || colour.x + colour.y + colour.z > 0.0f) {
                simxr_sample_blend(out, colour);
            }
        }
    }
}

static struct area whole(const struct simxr_compositor *compositor)
{
    return (struct area){0, compositor->width_px, 0, compositor->height_px};
}

static uint32_t limited(float value, uint32_t most)
{
    return value <= 0.0f ? 0 : value >= (float)most ? most : (uint32_t)value;
}

// The pixels that a quad may cover: around its corners when all are ahead, else all.
static struct area around_quad(const struct simxr_compositor *compositor, const struct view *view,
                               const struct simxr_layer *layer)
{
    const struct pose eye_from_world = pose_inverse(view->eye_in_world);
    const vec3s first = ray_through(compositor, view->fov, 0.0f, 0.0f);
    const vec3s last = ray_through(compositor, view->fov, (float)compositor->width_px,
                                   (float)compositor->height_px);
    float x_min = INFINITY, x_max = -INFINITY, y_min = INFINITY, y_max = -INFINITY;
    for (int i = 0; i < 4; i++) {
        const vec3s corner_m = {{(i & 1 ? 0.5f : -0.5f) * layer->width_m,
                                 (i & 2 ? 0.5f : -0.5f) * layer->height_m, 0.0f}};
        const vec3s at = pose_point(eye_from_world, pose_point(layer->poses[0], corner_m));
        if (at.z > -NEAR_M) {
            return whole(compositor);
        }
        const float x = (at.x / -at.z - first.x) / (last.x - first.x) * (float)compositor->width_px;
        const float y =
            (at.y / -at.z - first.y) / (last.y - first.y) * (float)compositor->height_px;
        x_min = fminf(x_min, x);
        x_max = fmaxf(x_max, x);
        y_min = fminf(y_min, y);
        y_max = fmaxf(y_max, y);
    }
    return (struct area){
        limited(x_min, compositor->width_px), limited(x_max + 1.0f, compositor->width_px),
        limited(y_min, compositor->height_px), limited(y_max + 1.0f, compositor->height_px)};
}

static bool is_same_view(const struct simxr_layer *layer, int eye, const struct view *view)
{
    const struct fov a = layer->fovs[eye], b = view->fov;
    const versors turn =
        glms_quat_mul(glms_quat_conjugate(layer->poses[eye].turn), view->eye_in_world.turn);
    const float turned_rad = 2.0f * sqrtf(turn.x * turn.x + turn.y * turn.y + turn.z * turn.z);
    return turned_rad < SAME_TURN_RAD && fabsf(a.left_rad - b.left_rad) < SAME_FOV_RAD &&
           fabsf(a.right_rad - b.right_rad) < SAME_FOV_RAD &&
           fabsf(a.up_rad - b.up_rad) < SAME_FOV_RAD &&
           fabsf(a.down_rad - b.down_rad) < SAME_FOV_RAD;
}

// The usual case: on time, opaque, pixel for pixel.
static bool is_copy(const struct simxr_compositor *compositor, const struct simxr_layer *layer,
                    int eye, const struct view *view)
{
    const struct simxr_picture *picture = &layer->pictures[eye];
    return layer->kind == SIMXR_LAYER_PROJECTION && !layer->blends_alpha &&
           picture->width_px == compositor->width_px &&
           picture->height_px == compositor->height_px && is_same_view(layer, eye, view);
}

static int samples_for(const struct simxr_picture *picture, struct area area)
{
    const uint32_t across = area.x_to > area.x_from ? area.x_to - area.x_from : 1;
    const uint32_t n = (picture->width_px + across / 2) / across;
    return n < 1 ? 1 : n > 4 ? 4 : (int)n;
}

static void lay(const struct simxr_compositor *compositor, const struct simxr_layer *layer, int eye,
                const struct view *view)
{
    const int which = layer->kind == SIMXR_LAYER_PROJECTION ? eye : 0;
    const struct simxr_picture *picture = &layer->pictures[which];
    if (!layer->is_seen[eye] || !picture->pixels) {
        return;
    }
    if (is_copy(compositor, layer, eye, view)) {
        for (uint32_t y = 0; y < compositor->height_px; y++) {
            simxr_sample_row(picture, y, pixel_at(compositor, eye, 0, y));
        }
        return;
    }
    const struct pose layer_from_eye =
        pose_chain(pose_inverse(layer->poses[which]), view->eye_in_world);
    const struct area area =
        layer->kind == SIMXR_LAYER_QUAD ? around_quad(compositor, view, layer) : whole(compositor);
    const struct surface surface = {
        .layer = layer,
        .edges = edges_of(layer->fovs[which]),
        .layer_from_eye = glms_mat4_pick3(glms_quat_mat4(layer_from_eye.turn)),
        .eye_in_layer_m = layer_from_eye.at_m,
        .width_m = layer->width_m,
        .height_m = layer->height_m,
        .samples = layer->kind == SIMXR_LAYER_QUAD ? samples_for(picture, area) : 1,
    };
    const struct simxr_sampler sampler = {
        .picture = *picture,
        .has_alpha = layer->blends_alpha,
        .is_unpremultiplied = layer->is_unpremultiplied,
    };
    draw(compositor, eye, view->fov, &surface, &sampler, area);
}

enum err simxr_compositor_init(struct simxr_compositor *compositor, uint32_t width_px,
                               uint32_t height_px)
{
    struct image both = {0};
    TRY(image_init(&both, width_px * 2, height_px));
    compositor->rgba = both.rgba;
    compositor->width_px = width_px;
    compositor->height_px = height_px;
    return ERR_OK;
}

void simxr_compositor_fini(struct simxr_compositor *compositor)
{
    mem_free(compositor->rgba);
    *compositor = (struct simxr_compositor){0};
}

void simxr_compositor_compose(struct simxr_compositor *compositor, const struct simxr_layer *layers,
                              int layer_count, const struct view views[SIMXR_EYE_COUNT])
{
    const size_t pixels = (size_t)compositor->width_px * 2 * compositor->height_px;
    for (size_t i = 0; i < pixels; i++) {
        memcpy(compositor->rgba + i * 4, (const uint8_t[]){0, 0, 0, 255}, 4);
    }
    for (int eye = 0; eye < SIMXR_EYE_COUNT; eye++) {
        for (int i = 0; i < layer_count; i++) {
            lay(compositor, &layers[i], eye, &views[eye]);
        }
    }
}

enum err simxr_compositor_write(const struct simxr_compositor *compositor, const char *path)
{
    const struct image both = {
        .rgba = compositor->rgba,
        .width_px = compositor->width_px * 2,
        .height_px = compositor->height_px,
    };
    return image_write_png(&both, path);
}

enum err simxr_compositor_write_eye(const struct simxr_compositor *compositor, int eye,
                                    const char *path)
{
    struct image one = {0};
    enum err err = image_init(&one, compositor->width_px, compositor->height_px);
    for (uint32_t y = 0; err == ERR_OK && y < compositor->height_px; y++) {
        memcpy(one.rgba + 4 * (size_t)y * compositor->width_px, pixel_at(compositor, eye, 0, y),
               4 * (size_t)compositor->width_px);
    }
    if (err == ERR_OK) {
        err = image_write_png(&one, path);
    }
    image_fini(&one);
    return err;
}
