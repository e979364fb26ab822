#include "safety/camera.h"

#include "safety/limits.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { UNKNOWNS = 6, ROUNDS = 10 };

static const float agree_deg_s = 0.4f, agree_share = 0.25f;

// How the fitted motion's six numbers move a lead: a turn w moves a direction d by d x w (the
// world turns the other way), a shift v past things at distance 1 by d (d . v) - v.
static void basis(const struct safety_camera_lead *lead, float out[UNKNOWNS])
{
    const vec3s turn =
        glms_vec3_cross(lead->along, lead->direction); // along . (d x w) = w . (along x d)
    const float ahead = glms_vec3_dot(lead->along, lead->direction); // 0: along is tangent
    const vec3s shift = glms_vec3_sub(glms_vec3_scale(lead->direction, ahead), lead->along);
    const float row[UNKNOWNS] = {turn.x, turn.y, turn.z, shift.x, shift.y, shift.z};
    memcpy(out, row, sizeof row);
}

// Gauss with pivots; false when it has no one answer.
static bool solve(double m[UNKNOWNS][UNKNOWNS + 1], float out[UNKNOWNS])
{
    for (int column = 0; column < UNKNOWNS; column++) {
        int pivot = column;
        for (int row = column + 1; row < UNKNOWNS; row++) {
            pivot = fabs(m[row][column]) > fabs(m[pivot][column]) ? row : pivot;
        }
        if (fabs(m[pivot][column]) < 1e-12) {
            return false;
        }
        for (int k = 0; k <= UNKNOWNS; k++) {
            const double held = m[column][k];
            m[column][k] = m[pivot][k];
            m[pivot][k] = held;
        }
        for (int row = 0; row < UNKNOWNS; row++) {
            const double factor = row == column ? 0.0 : m[row][column] / m[column][column];
            for (int k = column; k <= UNKNOWNS; k++) {
                m[row][k] -= factor * m[column][k];
            }
        }
    }
    for (int i = 0; i < UNKNOWNS; i++) {
        out[i] = (float)(m[i][UNKNOWNS] / m[i][i]);
    }
    return true;
}

static float fitted(const struct safety_camera_lead *lead, const float motion[UNKNOWNS])
{
    float row[UNKNOWNS], sum = 0.0f;
    basis(lead, row);
    for (int i = 0; i < UNKNOWNS; i++) {
        sum += row[i] * motion[i];
    }
    return sum;
}

// The same, whichever way: how fast it moves what is in a direction.
static float fitted_speed(vec3s direction, const float motion[UNKNOWNS])
{
    const vec3s turn = {{motion[0], motion[1], motion[2]}};
    const vec3s shift = {{motion[3], motion[4], motion[5]}};
    const vec3s turned = glms_vec3_cross(direction, turn);
    const vec3s along = glms_vec3_scale(direction, glms_vec3_dot(direction, shift));
    return glms_vec3_norm(glms_vec3_add(turned, glms_vec3_sub(along, shift)));
}

static bool agrees(const struct safety_camera_lead *lead, const float motion[UNKNOWNS])
{
    const float own = fitted(lead, motion);
    return fabsf(lead->deg_s - own) <= fmaxf(agree_deg_s, agree_share * fabsf(own));
}

static bool fit(const struct safety_camera_lead *leads, int count, float motion[UNKNOWNS])
{
    memset(motion, 0, UNKNOWNS * sizeof *motion);
    for (int round = 0; round < ROUNDS; round++) {
        double m[UNKNOWNS][UNKNOWNS + 1] = {{0}};
        for (int n = 0; n < count; n++) {
            float row[UNKNOWNS];
            basis(&leads[n], row);
            // The first round takes all; later ones forget what is far off (Cauchy's weights).
            const float off =
                round == 0 ? 0.0f : (leads[n].deg_s - fitted(&leads[n], motion)) / agree_deg_s;
            const double weight = (double)(leads[n].weight_sr / (1.0f + off * off));
            for (int i = 0; i < UNKNOWNS; i++) {
                for (int k = 0; k < UNKNOWNS; k++) {
                    m[i][k] += weight * (double)(row[i] * row[k]);
                }
                m[i][UNKNOWNS] += weight * (double)(row[i] * leads[n].deg_s);
            }
        }
        for (int i = 0; i < UNKNOWNS; i++) {
            m[i][i] += 1e-6; // what nothing tells of stays zero
        }
        if (!solve(m, motion)) {
            return false;
        }
    }
    return true;
}

float safety_camera_speed(const struct safety_camera_lead *leads, int count)
{
    float motion[UNKNOWNS];
    if (count < 2 * UNKNOWNS || !fit(leads, count, motion)) {
        return 0.0f;
    }
    float agreeing_sr = 0.0f, all_sr = 0.0f, square = 0.0f;
    for (int n = 0; n < count; n++) {
        const float own = fitted_speed(leads[n].direction, motion);
        all_sr += leads[n].weight_sr;
        if (agrees(&leads[n], motion)) {
            agreeing_sr += leads[n].weight_sr;
            square += leads[n].weight_sr * own * own;
        }
    }
    return agreeing_sr >= SAFETY_CAMERA_SHARE * all_sr ? sqrtf(square / agreeing_sr) : 0.0f;
}
