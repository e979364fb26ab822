#include "render/chunk.h"

#include <math.h>

enum { WORTH_TRIANGLES = 96 };

static const float SLICE_RAD = 2.0f * GLM_PIf / RENDER_CHUNK_SLICES;
// A triangle that opens wider than this, seen from the origin, belongs to the middle.
static const float WIDEST_RAD = GLM_PIf / 4.0f;

// A slice while it grows: in cylindrical coordinates about the origin.
struct slice {
    bool is_used;
    float from_rad, to_rad; // from the slice's own middle
    float near_m, far_m;
    float low_m, high_m;
};

bool render_chunk_is_worth(const struct stage_mesh *mesh)
{
    return mesh->index_count / 3 >= WORTH_TRIANGLES;
}

static vec3s corner(const struct stage_mesh *mesh, const uint32_t *triangle, int k)
{
    return mesh->vertices[triangle[k]].at_m;
}

static float heading(vec3s at_m)
{
    return atan2f(at_m.x, -at_m.z);
}

// To -pi..pi.
static float turned(float rad)
{
    return rad - 2.0f * GLM_PIf * roundf(rad / (2.0f * GLM_PIf));
}

// 0: the middle; 1 and more: a slice.
static int chunk_of(const struct stage_mesh *mesh, const uint32_t *triangle)
{
    const vec3s a = corner(mesh, triangle, 0), b = corner(mesh, triangle, 1);
    const vec3s c = corner(mesh, triangle, 2);
    const float first = heading(a);
    const float to_b = turned(heading(b) - first), to_c = turned(heading(c) - first);
    const float low = fminf(0.0f, fminf(to_b, to_c)), high = fmaxf(0.0f, fmaxf(to_b, to_c));
    if (high - low > WIDEST_RAD) {
        return 0;
    }
    const float middle = turned(first + 0.5f * (low + high)) + GLM_PIf; // 0..2 pi
    const int slice = (int)(middle / SLICE_RAD);
    return 1 + (slice < RENDER_CHUNK_SLICES ? slice : 0);
}

static float middle_rad(int chunk)
{
    return ((float)(chunk - 1) + 0.5f) * SLICE_RAD - GLM_PIf;
}

static void grow(struct slice *slice, int chunk, vec3s at_m)
{
    const float far_m = hypotf(at_m.x, at_m.z);
    const float rad = turned(heading(at_m) - middle_rad(chunk));
    if (!slice->is_used) {
        *slice = (struct slice){true, rad, rad, far_m, far_m, at_m.y, at_m.y};
        return;
    }
    slice->from_rad = fminf(slice->from_rad, rad);
    slice->to_rad = fmaxf(slice->to_rad, rad);
    slice->near_m = fminf(slice->near_m, far_m);
    slice->far_m = fmaxf(slice->far_m, far_m);
    slice->low_m = fminf(slice->low_m, at_m.y);
    slice->high_m = fmaxf(slice->high_m, at_m.y);
}

// Of an upright box about the origin.
static void enclose_middle(const struct slice *slice, vec3s corners_m[RENDER_CHUNK_CORNERS])
{
    for (int i = 0; i < RENDER_CHUNK_CORNERS; i++) {
        corners_m[i] =
            (vec3s){{i & 1 ? slice->far_m : -slice->far_m, i & 2 ? slice->high_m : slice->low_m,
                     i & 4 ? slice->far_m : -slice->far_m}};
    }
}

// Of a wedge. Between its outer corners it would be cut off by their chord: they are moved out
// until the chord touches the circle. Inside the chord is nearer than the circle, as it should be.
static void enclose_slice(const struct slice *slice, int chunk,
                          vec3s corners_m[RENDER_CHUNK_CORNERS])
{
    const float half_rad = 0.5f * (slice->to_rad - slice->from_rad);
    const float far_m = slice->far_m / cosf(half_rad);
    for (int i = 0; i < RENDER_CHUNK_CORNERS; i++) {
        const float rad = middle_rad(chunk) + (i & 1 ? slice->to_rad : slice->from_rad);
        const float away_m = i & 4 ? far_m : slice->near_m;
        corners_m[i] = (vec3s){
            {sinf(rad) * away_m, i & 2 ? slice->high_m : slice->low_m, -cosf(rad) * away_m}};
    }
}

void render_chunk_order(const struct stage_mesh *mesh, uint32_t *indices,
                        struct render_chunk chunks[RENDER_CHUNK_MAX])
{
    struct slice slices[RENDER_CHUNK_MAX] = {0};
    for (int i = 0; i < RENDER_CHUNK_MAX; i++) {
        chunks[i] = (struct render_chunk){0};
    }
    for (uint32_t i = 0; i + 2 < mesh->index_count; i += 3) {
        const int chunk = chunk_of(mesh, mesh->indices + i);
        chunks[chunk].index_count += 3;
        for (int k = 0; k < 3; k++) {
            grow(&slices[chunk], chunk, corner(mesh, mesh->indices + i, k));
        }
    }
    uint32_t next[RENDER_CHUNK_MAX] = {0};
    for (int i = 0; i < RENDER_CHUNK_MAX; i++) {
        next[i] = chunks[i].first_index =
            i > 0 ? chunks[i - 1].first_index + chunks[i - 1].index_count : 0;
        if (i == 0) {
            enclose_middle(&slices[i], chunks[i].corners_m);
        } else {
            enclose_slice(&slices[i], i, chunks[i].corners_m);
        }
    }
    for (uint32_t i = 0; i + 2 < mesh->index_count; i += 3) {
        uint32_t *at = &next[chunk_of(mesh, mesh->indices + i)];
        for (int k = 0; k < 3; k++) {
            indices[(*at)++] = mesh->indices[i + (uint32_t)k];
        }
    }
}

// A side of the view in the mesh's own space: seen is dot(inward, p) + offset_m >= 0.
struct side {
    vec3s inward;
    float offset_m;
};

static struct side bring(const struct render_cull *cull, int i, const mat4s *world_from_mesh)
{
    const vec3s n = cull->inward[i];
    struct side side;
    for (int axis = 0; axis < 3; axis++) {
        const float *m = world_from_mesh->raw[axis];
        side.inward.raw[axis] = n.x * m[0] + n.y * m[1] + n.z * m[2];
    }
    const float *at = world_from_mesh->raw[3];
    const vec3s from_eye = glms_vec3_sub((vec3s){{at[0], at[1], at[2]}}, cull->eye_m);
    side.offset_m = glms_vec3_dot(n, from_eye);
    return side;
}

static bool is_seen(const struct render_chunk *chunk, const struct side sides[4], float slack_m)
{
    for (int i = 0; i < 4; i++) {
        float most_m = -INFINITY;
        for (int k = 0; k < RENDER_CHUNK_CORNERS; k++) {
            most_m = fmaxf(most_m, glms_vec3_dot(sides[i].inward, chunk->corners_m[k]));
        }
        if (most_m + sides[i].offset_m < -slack_m) {
            return false;
        }
    }
    return true;
}

int render_chunk_see(const struct render_chunk chunks[RENDER_CHUNK_MAX],
                     const struct render_cull *cull, const mat4s *world_from_mesh, float slack_m,
                     struct render_chunk_run runs[RENDER_CHUNK_RUNS])
{
    struct side sides[4];
    for (int i = 0; i < 4; i++) {
        sides[i] = bring(cull, i, world_from_mesh);
    }
    int count = 0;
    bool is_open = false;
    for (int i = 0; i < RENDER_CHUNK_MAX; i++) {
        const struct render_chunk *chunk = &chunks[i];
        if (chunk->index_count == 0) {
            continue; // bridges what is on both sides of it
        }
        if (!is_seen(chunk, sides, slack_m + cull->slack_m)) {
            is_open = false;
            continue;
        }
        if (!is_open) {
            runs[count++] = (struct render_chunk_run){chunk->first_index, 0};
            is_open = true;
        }
        runs[count - 1].index_count += chunk->index_count;
    }
    return count;
}
