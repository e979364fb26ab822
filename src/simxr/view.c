// Where the eyes are, what they see, and what of it the lenses hide.
#include "simxr/check.h"
#include "simxr/display.h"
#include "simxr/entry.h"
#include "simxr/instance.h"
#include "simxr/session.h"
#include "simxr/system.h"

#include <math.h>

static XrViewStateFlags state_flags(const struct simxr_tracked *head,
                                    const struct simxr_tracked *base)
{
    XrViewStateFlags flags = 0;
    if (head->is_turn_valid && base->is_turn_valid) {
        flags |= XR_VIEW_STATE_ORIENTATION_VALID_BIT;
        if (head->is_turn_tracked && base->is_turn_tracked) {
            flags |= XR_VIEW_STATE_ORIENTATION_TRACKED_BIT;
        }
    }
    if (head->is_position_valid && base->is_position_valid && base->is_turn_valid) {
        flags |= XR_VIEW_STATE_POSITION_VALID_BIT;
        if (head->is_position_tracked && base->is_position_tracked && base->is_turn_tracked) {
            flags |= XR_VIEW_STATE_POSITION_TRACKED_BIT;
        }
    }
    return flags;
}

static void fill_views(struct simxr_session *session, struct pose head_in_base, XrView *views)
{
    const struct simxr_headset *headset = session->inst->config.headset;
    const vec3s mark = simxr_meter_mark(&session->frames.meter);
    for (int i = 0; i < SIMXR_SYSTEM_VIEW_COUNT; i++) {
        struct pose eye = pose_chain(head_in_base, simxr_display_eye_in_head(headset, i));
        eye.at_m = glms_vec3_add(eye.at_m, mark);
        if (i == 0) {
            simxr_meter_locate(&session->frames.meter, simxr_session_now(session), eye);
        }
        const struct fov fov = headset->fov[i];
        views[i].pose = simxr_check_from_pose(eye);
        views[i].fov = (XrFovf){fov.left_rad, fov.right_rad, fov.up_rad, fov.down_rad};
    }
}

XrResult simxr_view_locate(XrSession handle, const XrViewLocateInfo *info, XrViewState *state,
                           uint32_t capacity, uint32_t *out_count, XrView *views)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_VIEW_LOCATE_INFO));
    TRY_XR(simxr_check_type(state, XR_TYPE_VIEW_STATE));
    TRY_XR(simxr_system_check_view_type(info->viewConfigurationType));
    struct simxr_space *space;
    TRY_XR(simxr_space_get(session, info->space, &space));
    if (info->displayTime <= 0) {
        return XR_ERROR_TIME_INVALID;
    }
    bool fill;
    TRY_XR(simxr_check_list(capacity, out_count, views, SIMXR_SYSTEM_VIEW_COUNT, &fill));
    for (uint32_t i = 0; fill && i < SIMXR_SYSTEM_VIEW_COUNT; i++) {
        TRY_XR(simxr_check_type(&views[i], XR_TYPE_VIEW));
    }
    const int64_t elapsed_ns = simxr_session_elapsed(session, info->displayTime);
    const struct simxr_tracked head = simxr_body_head(&session->body, elapsed_ns);
    const struct simxr_tracked base = simxr_space_in_stage(session, space, info->displayTime);
    state->viewStateFlags = state_flags(&head, &base);
    if (fill) {
        fill_views(session, pose_chain(pose_inverse(base.pose_in_stage), head.pose_in_stage),
                   views);
    }
    return XR_SUCCESS;
}

// A mask: the four corners of the view are behind the lens, as triangles cut off an octagon.
enum { CORNER_COUNT = 4, HIDDEN_VERTICES = 12, VISIBLE_VERTICES = 8, LINE_VERTICES = 8 };

// The share of each side that a corner's triangle takes.
static const float CORNER = 0.2f;

// Vertex i of the octagon, on the plane at z = -1: two to a side, counter-clockwise from the lower
// left.
static XrVector2f octagon(const struct fov *fov, int i)
{
    const float left = tanf(fov->left_rad), right = tanf(fov->right_rad);
    const float down = tanf(fov->down_rad), up = tanf(fov->up_rad);
    const float dx = CORNER * (right - left), dy = CORNER * (up - down);
    const XrVector2f vertices[] = {
        {left + dx, down}, {right - dx, down}, {right, down + dy}, {right, up - dy},
        {right - dx, up},  {left + dx, up},    {left, up - dy},    {left, down + dy},
    };
    return vertices[i];
}

static XrVector2f corner(const struct fov *fov, int i)
{
    const bool is_right = i == 1 || i == 2;
    const bool is_up = i >= 2;
    return (XrVector2f){tanf(is_right ? fov->right_rad : fov->left_rad),
                        tanf(is_up ? fov->up_rad : fov->down_rad)};
}

static uint32_t hidden_vertices(const struct fov *fov, XrVector2f out[HIDDEN_VERTICES])
{
    for (int i = 0; i < CORNER_COUNT; i++) {
        // Around corner i, counter-clockwise: before it on the outline, itself, after it.
        out[i * 3] = octagon(fov, (i * 2 + 7) % 8);
        out[i * 3 + 1] = corner(fov, i);
        out[i * 3 + 2] = octagon(fov, i * 2);
    }
    return HIDDEN_VERTICES;
}

static uint32_t mask_indices(XrVisibilityMaskTypeKHR type, uint32_t out[(VISIBLE_VERTICES - 2) * 3])
{
    uint32_t count = 0;
    if (type == XR_VISIBILITY_MASK_TYPE_VISIBLE_TRIANGLE_MESH_KHR) {
        for (uint32_t i = 1; i + 1 < VISIBLE_VERTICES; i++) {
            out[count++] = 0;
            out[count++] = i;
            out[count++] = i + 1;
        }
        return count;
    }
    const uint32_t vertices =
        type == XR_VISIBILITY_MASK_TYPE_HIDDEN_TRIANGLE_MESH_KHR ? HIDDEN_VERTICES : LINE_VERTICES;
    while (count < vertices) {
        out[count] = count;
        count++;
    }
    return count;
}

XrResult simxr_view_mask(XrSession handle, XrViewConfigurationType type, uint32_t view,
                         XrVisibilityMaskTypeKHR mask_type, XrVisibilityMaskKHR *mask)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(mask, XR_TYPE_VISIBILITY_MASK_KHR));
    TRY_XR(simxr_system_check_view_type(type));
    if (view >= SIMXR_SYSTEM_VIEW_COUNT ||
        mask_type < XR_VISIBILITY_MASK_TYPE_HIDDEN_TRIANGLE_MESH_KHR ||
        mask_type > XR_VISIBILITY_MASK_TYPE_LINE_LOOP_KHR) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    const struct fov *fov = &session->inst->config.headset->fov[view];
    XrVector2f vertices[HIDDEN_VERTICES];
    uint32_t vertex_count = VISIBLE_VERTICES;
    if (mask_type == XR_VISIBILITY_MASK_TYPE_HIDDEN_TRIANGLE_MESH_KHR) {
        vertex_count = hidden_vertices(fov, vertices);
    } else {
        for (int i = 0; i < VISIBLE_VERTICES; i++) {
            vertices[i] = octagon(fov, i);
        }
    }
    uint32_t indices[(VISIBLE_VERTICES - 2) * 3];
    const uint32_t index_count = mask_indices(mask_type, indices);

    // One call sizes both arrays, so both are sized before either is refused.
    mask->vertexCountOutput = vertex_count;
    mask->indexCountOutput = index_count;
    if (mask->vertexCapacityInput == 0 && mask->indexCapacityInput == 0) {
        return XR_SUCCESS;
    }
    TRY_XR(simxr_check_copy(mask->vertexCapacityInput, &mask->vertexCountOutput, mask->vertices,
                            vertices, vertex_count, sizeof vertices[0]));
    return simxr_check_copy(mask->indexCapacityInput, &mask->indexCountOutput, mask->indices,
                            indices, index_count, sizeof indices[0]);
}
