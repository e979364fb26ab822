// From light to the display, the same for every pass: exposure, a soft shoulder, fade, encoding.
#ifndef SHADERS_TONE_H
#define SHADERS_TONE_H

#include "frame.h"

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

// Light in, what the attachment stores out. The brightest channel is bent and the others keep their
// ratio to it, so hues stay and dark is linear: dusk has no crushed shadows. Above the knee a
// rational shoulder bends to 1.
vec3 tone(vec3 light)
{
    const float knee = 0.55;
    const vec3 exposed = light * frame.show.z;
    const float peak = max(exposed.r, max(exposed.g, exposed.b)) + 1e-5;
    const float over = max(peak - knee, 0.0);
    const float bent = min(peak, knee) + over * (1.0 - knee) / (over + 1.0 - knee);
    // What is far too bright goes a little towards white.
    const float white = 0.1 * over * frame.show.y;
    const vec3 shown = exposed * (bent * frame.show.y / peak) + white;
    return ENCODES_SRGB ? tone_encode(min(shown, 1.0)) : shown;
}

// The same for wide soft gradients: a fixed pattern of half a step hides the steps of 8 bits
// (interleaved gradient noise, Jimenez 2014).
vec3 tone_smooth(vec3 light)
{
    const vec3 shown = tone(light);
    const float noise =
        fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    // One step of the encoded value is worth more where it is bright.
    const float step_size = ENCODES_SRGB ? 1.0 / 255.0 : (1.3 * shown.b + 0.3) / 255.0;
    return shown + step_size * noise;
}

#endif
