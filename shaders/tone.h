// From light to the display, the same for every pass: exposure, a soft shoulder, fade, encoding.
#ifndef SHADERS_TONE_H
#define SHADERS_TONE_H

#include "frame.h"

// Hable's filmic toe is left out: dark stays linear, so that dusk has no crushed shadows. Above
// the knee a rational shoulder bends to 1: y = 1 - (1 - k)^2 / (x - 2k + 1), smooth at x = k.
vec3 tone_shoulder(vec3 x)
{
    const float knee = 0.6;
    const vec3 bent = 1.0 - (1.0 - knee) * (1.0 - knee) / (max(x, knee) - 2.0 * knee + 1.0);
    return mix(x, bent, step(knee, x));
}

vec3 tone_encode(vec3 linear)
{
    const vec3 low = 12.92 * linear;
    const vec3 high = 1.055 * pow(max(linear, 0.0031308), vec3(1.0 / 2.4)) - 0.055;
    return mix(low, high, step(0.0031308, linear));
}

// For flat things that are to be seen as they are: no exposure.
vec3 tone_flat(vec3 linear)
{
    const vec3 shown = clamp(linear, 0.0, 1.0) * frame.show.y;
    return ENCODES_SRGB ? tone_encode(shown) : shown;
}

// Light in, what the attachment stores out. Very bright colours lose a little of their saturation
// instead of changing their hue.
vec3 tone(vec3 light)
{
    const vec3 exposed = max(light, 0.0) * frame.show.z;
    const float peak = max(exposed.r, max(exposed.g, exposed.b));
    const float over = clamp((peak - 1.0) / (peak + 3.0), 0.0, 0.6);
    const float grey = dot(exposed, vec3(0.2126, 0.7152, 0.0722));
    const vec3 shown = tone_shoulder(mix(exposed, vec3(grey), over)) * frame.show.y;
    return ENCODES_SRGB ? tone_encode(shown) : shown;
}

#endif
