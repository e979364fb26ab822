#include "simxr/input.h"

#include "base/mem.h"
#include "simxr/check.h"
#include "simxr/entry.h"
#include "simxr/instance.h"
#include "simxr/session.h"

#include <math.h>

// A squeezed trigger is a pressed button from here on.
static const float PRESSED = 0.5f;

static const uint32_t EVERYBODY = (1u << SIMXR_USER_COUNT) - 1;

static struct simxr_attached_set *find_set(const struct simxr_inputs *inputs,
                                           const struct simxr_action_set_data *data)
{
    for (uint32_t i = 0; i < inputs->set_count; i++) {
        if (inputs->sets[i].data == data) {
            return &inputs->sets[i];
        }
    }
    return NULL;
}

static bool is_heard(const struct simxr_inputs *inputs, const struct simxr_binding *binding,
                     uint32_t *out_priority)
{
    const struct simxr_action_data *action = inputs->actions[binding->action].action;
    const struct simxr_attached_set *set = find_set(inputs, action->set);
    *out_priority = action->set->priority;
    return set && (set->users >> binding->source.user & 1);
}

// OpenXR 1.0, XrActionSetCreateInfo: of active sets that are bound to one source, only those of the
// highest priority hear it.
static bool is_covered(const struct simxr_inputs *inputs, const struct simxr_binding *binding,
                       uint32_t priority)
{
    for (uint32_t i = 0; i < inputs->binding_count; i++) {
        const struct simxr_binding *other = &inputs->bindings[i];
        uint32_t other_priority;
        if (simxr_profile_is_same_part(&other->source, &binding->source) &&
            is_heard(inputs, other, &other_priority) && other_priority > priority) {
            return true;
        }
    }
    return false;
}

static bool is_present(const struct simxr_session *session, enum simxr_user user)
{
    return session->inputs.profiles[user] != SIMXR_PROFILE_NONE;
}

// The stronger of what is there and what this source says, by the rules for actions with several
// sources: any pressed, the largest, the longest.
static void merge(struct simxr_value *into, struct simxr_value from)
{
    const float old_size = into->x * into->x + into->y * into->y;
    const float new_size = from.x * from.x + from.y * from.y;
    if (!into->is_active || new_size > old_size) {
        into->x = from.x;
        into->y = from.y;
    }
    into->is_active = true;
}

static struct simxr_value read_source(const struct simxr_session *session, XrActionType type,
                                      const struct simxr_source *source, int64_t elapsed_ns)
{
    struct simxr_value value = {.is_active = is_present(session, source->user)};
    if (!value.is_active || type == XR_ACTION_TYPE_POSE_INPUT ||
        type == XR_ACTION_TYPE_VIBRATION_OUTPUT) {
        return value;
    }
    if (session->automation.devices[source->user].is_set) {
        simxr_automation_value(&session->automation, source, &value.x, &value.y);
    } else {
        char path[XR_MAX_PATH_LENGTH];
        simxr_profile_source_path(source, path);
        const struct simxr_input input = simxr_body_input(&session->body, path, elapsed_ns);
        value.is_active = input.is_active;
        value.x = input.x;
        value.y = source->component == SIMXR_XY ? input.y : 0.0f;
    }
    if (type == XR_ACTION_TYPE_BOOLEAN_INPUT) {
        value.x = value.x >= PRESSED ? 1.0f : 0.0f;
    }
    return value;
}

// What changed against the state before: nothing where there was none. An inactive action is zero.
static void conclude(struct simxr_value *now, const struct simxr_value *before, XrTime time)
{
    if (!now->is_active) {
        *now = (struct simxr_value){0};
        return;
    }
    now->is_changed = before->is_active && (now->x != before->x || now->y != before->y);
    now->changed_at = now->is_changed || !before->is_active ? time : before->changed_at;
}

// A pose without subaction path follows one device, the first there was, and stays with it also
// while that one is away.
static void choose_pose(struct simxr_attached *attached, struct simxr_value *values)
{
    for (int user = 0; user < SIMXR_USER_COUNT && attached->pose_user == SIMXR_USER_ANY; user++) {
        attached->pose_user = values[user].is_active ? (enum simxr_user)user : SIMXR_USER_ANY;
    }
    if (attached->pose_user != SIMXR_USER_ANY) {
        values[SIMXR_USER_ANY] = values[attached->pose_user];
    }
}

static void sync_action(struct simxr_session *session, uint32_t index, XrTime time)
{
    struct simxr_inputs *inputs = &session->inputs;
    struct simxr_attached *attached = &inputs->actions[index];
    const int64_t elapsed_ns = simxr_session_elapsed(session, time);
    struct simxr_value values[SIMXR_USER_COUNT + 1] = {0};
    for (uint32_t i = 0; i < inputs->binding_count; i++) {
        const struct simxr_binding *binding = &inputs->bindings[i];
        uint32_t priority;
        if (binding->action != index || !is_heard(inputs, binding, &priority) ||
            is_covered(inputs, binding, priority)) {
            continue;
        }
        const struct simxr_value value =
            read_source(session, attached->action->type, &binding->source, elapsed_ns);
        if (value.is_active) {
            merge(&values[binding->source.user], value);
            merge(&values[SIMXR_USER_ANY], value);
        }
    }
    if (attached->action->type == XR_ACTION_TYPE_POSE_INPUT) {
        choose_pose(attached, values);
    }
    for (int user = 0; user <= SIMXR_USER_ANY; user++) {
        conclude(&values[user], &attached->values[user], time);
        attached->values[user] = values[user];
    }
}

static void silence(struct simxr_inputs *inputs)
{
    for (uint32_t i = 0; i < inputs->action_count; i++) {
        for (int user = 0; user <= SIMXR_USER_ANY; user++) {
            inputs->actions[i].values[user] = (struct simxr_value){0};
        }
    }
}

// OpenXR 1.0, xrSyncActions: a subaction path that no action of the set has is unsupported.
static bool has_user(const struct simxr_action_set_data *set, enum simxr_user user)
{
    for (const struct simxr_action_data *at = set->actions; at; at = at->next) {
        if (at->users >> user & 1) {
            return true;
        }
    }
    return false;
}

static XrResult read_active(struct simxr_session *session, const XrActiveActionSet *active,
                            struct simxr_attached_set **out_set, uint32_t *out_users)
{
    struct simxr_action_set_data *data;
    TRY_XR(simxr_action_get_set(session->inst, active->actionSet, &data));
    enum simxr_user user;
    TRY_XR(simxr_action_user(session->inst, active->subactionPath, &user));
    *out_set = find_set(&session->inputs, data);
    if (!*out_set) {
        return XR_ERROR_ACTIONSET_NOT_ATTACHED;
    }
    if (user != SIMXR_USER_ANY && !has_user(data, user)) {
        return XR_ERROR_PATH_UNSUPPORTED;
    }
    *out_users = user == SIMXR_USER_ANY ? EVERYBODY : 1u << user;
    return XR_SUCCESS;
}

static XrResult activate(struct simxr_session *session, const XrActionsSyncInfo *info)
{
    struct simxr_attached_set *set;
    uint32_t users;
    for (uint32_t i = 0; i < info->countActiveActionSets; i++) {
        TRY_XR(read_active(session, &info->activeActionSets[i], &set, &users));
    }
    for (uint32_t i = 0; i < session->inputs.set_count; i++) {
        session->inputs.sets[i].users = 0;
    }
    for (uint32_t i = 0; i < info->countActiveActionSets; i++) {
        TRY_XR(read_active(session, &info->activeActionSets[i], &set, &users));
        set->users |= users;
    }
    return XR_SUCCESS;
}

// Between thumb and index when they meet; at the tip of the index.
static struct simxr_tracked finger_pose(const struct simxr_body *body, enum simxr_side side,
                                        int64_t elapsed_ns, bool is_pinch)
{
    struct simxr_joint joints[SIMXR_JOINT_COUNT];
    struct simxr_tracked pose = simxr_body_grip(body, side, elapsed_ns);
    if (!simxr_body_joints(body, side, elapsed_ns, joints)) {
        return pose;
    }
    const struct simxr_joint *index = &joints[XR_HAND_JOINT_INDEX_TIP_EXT];
    const struct simxr_joint *thumb = &joints[XR_HAND_JOINT_THUMB_TIP_EXT];
    const float to_thumb = is_pinch ? 0.5f : 0.0f;
    pose.pose_in_stage.turn = index->pose_in_stage.turn;
    pose.pose_in_stage.at_m =
        glms_vec3_lerp(index->pose_in_stage.at_m, thumb->pose_in_stage.at_m, to_thumb);
    pose.linear_m_s = glms_vec3_lerp(index->linear_m_s, thumb->linear_m_s, to_thumb);
    return pose;
}

static struct simxr_tracked source_pose(const struct simxr_session *session,
                                        const struct simxr_source *source, int64_t elapsed_ns)
{
    const struct simxr_body *body = &session->body;
    if (simxr_automation_is_off(&session->automation, source->user)) {
        return (struct simxr_tracked){.pose_in_stage = pose_identity()};
    }
    struct simxr_tracked automated = {
        .is_turn_valid = true,
        .is_turn_tracked = true,
        .is_position_valid = true,
        .is_position_tracked = true,
    };
    if (simxr_automation_pose(&session->automation, source, &automated.pose_in_stage)) {
        return automated;
    }
    if (source->user == SIMXR_USER_EYES) {
        return simxr_body_gaze(body, elapsed_ns);
    }
    const enum simxr_side side = source->user == SIMXR_USER_LEFT ? SIMXR_LEFT : SIMXR_RIGHT;
    switch (source->part[0]) {
    case 'a': return simxr_body_aim(body, side, elapsed_ns);
    case 'p': return finger_pose(body, side, elapsed_ns, source->part[1] == 'i');
    default: return simxr_body_grip(body, side, elapsed_ns);
    }
}

// What an action's pose comes from; NULL while it is inactive.
static const struct simxr_source *pose_source(const struct simxr_inputs *inputs,
                                              const struct simxr_action_data *action,
                                              enum simxr_user user)
{
    for (uint32_t i = 0; i < inputs->binding_count; i++) {
        const struct simxr_binding *binding = &inputs->bindings[i];
        const struct simxr_attached *attached = &inputs->actions[binding->action];
        const enum simxr_user bound = binding->source.user;
        const enum simxr_user wanted = user == SIMXR_USER_ANY ? attached->pose_user : user;
        if (attached->action == action && bound == wanted && attached->values[bound].is_active) {
            return &binding->source;
        }
    }
    return NULL;
}

void simxr_input_init(struct simxr_inputs *inputs)
{
    for (int user = 0; user < SIMXR_USER_COUNT; user++) {
        inputs->profiles[user] = SIMXR_PROFILE_NONE;
    }
}

void simxr_input_fini(struct simxr_inputs *inputs)
{
    for (uint32_t i = 0; i < inputs->set_count; i++) {
        simxr_action_release_set(inputs->sets[i].data);
    }
    for (uint32_t i = 0; i < inputs->action_count; i++) {
        simxr_action_release(inputs->actions[i].action);
    }
    for (int i = 0; i < SIMXR_PROFILE_COUNT; i++) {
        simxr_binding_forget(&inputs->suggestions[i]);
    }
    mem_free(inputs->sets);
    mem_free(inputs->actions);
    mem_free(inputs->bindings);
    *inputs = (struct simxr_inputs){0};
}

XrResult simxr_input_attach(struct simxr_inputs *inputs, struct simxr_action_set_data **sets,
                            uint32_t count)
{
    uint32_t action_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        for (const struct simxr_action_data *at = sets[i]->actions; at; at = at->next) {
            action_count++;
        }
    }
    // An empty set is allowed; the list of its actions is one too long, so that it exists.
    inputs->sets = mem_alloc(count, sizeof *inputs->sets);
    inputs->actions = mem_alloc((size_t)action_count + 1, sizeof *inputs->actions);
    if (!inputs->sets || !inputs->actions) {
        mem_free(inputs->sets);
        mem_free(inputs->actions);
        inputs->sets = NULL;
        inputs->actions = NULL;
        return XR_ERROR_OUT_OF_MEMORY;
    }
    for (uint32_t i = 0; i < count; i++) {
        simxr_action_retain_set(sets[i]);
        inputs->sets[inputs->set_count++].data = sets[i];
        for (struct simxr_action_data *at = sets[i]->actions; at; at = at->next) {
            simxr_action_retain(at);
            inputs->actions[inputs->action_count++] =
                (struct simxr_attached){.action = at, .pose_user = SIMXR_USER_ANY};
        }
    }
    inputs->is_attached = true;
    return XR_SUCCESS;
}

struct simxr_attached *simxr_input_find(const struct simxr_inputs *inputs,
                                        const struct simxr_action_data *action)
{
    for (uint32_t i = 0; i < inputs->action_count; i++) {
        if (inputs->actions[i].action == action) {
            return &inputs->actions[i];
        }
    }
    return NULL;
}

bool simxr_input_pose_in_stage(const struct simxr_session *session,
                               const struct simxr_action_data *action, enum simxr_user user,
                               XrTime time, struct simxr_tracked *out)
{
    const struct simxr_source *source = pose_source(&session->inputs, action, user);
    if (source) {
        *out = source_pose(session, source, simxr_session_elapsed(session, time));
    }
    return source != NULL;
}

bool simxr_input_is_gaze(const struct simxr_session *session,
                         const struct simxr_action_data *action, enum simxr_user user)
{
    const struct simxr_source *source = pose_source(&session->inputs, action, user);
    return source && source->user == SIMXR_USER_EYES;
}

XrResult simxr_input_sync(XrSession handle, const XrActionsSyncInfo *info)
{
    struct simxr_session *session;
    TRY_XR(simxr_session_get(handle, &session));
    TRY_XR(simxr_check_type(info, XR_TYPE_ACTIONS_SYNC_INFO));
    if (info->countActiveActionSets > 0 && !info->activeActionSets) {
        return XR_ERROR_VALIDATION_FAILURE;
    }
    simxr_session_tick(session);
    TRY_XR(simxr_session_get(handle, &session)); // a script may have lost it
    TRY_XR(activate(session, info));
    if (session->state != XR_SESSION_STATE_FOCUSED) {
        silence(&session->inputs);
        return XR_SESSION_NOT_FOCUSED;
    }
    TRY_XR(simxr_binding_update(session));
    const XrTime now = simxr_session_now(session);
    for (uint32_t i = 0; i < session->inputs.action_count; i++) {
        sync_action(session, i, now);
    }
    return XR_SUCCESS;
}
