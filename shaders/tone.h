// From light to the display, the same for every pass: a soft shoulder, haze, fade, encoding. Light
// is exposed already (render/block.c). Written to take few instructions: every pixel pays for it.
#ifndef SHADERS_TONE_H
#define SHADERS_TONE_H

#include "frame.h"

// What light is to be multiplied by. The brightest channel is bent and the others keep their ratio
// to it, so hues stay and dark is linear: dusk has no crushed shadows. Above the knee a rational
// shoulder bends to 1: with k = 0.55, p becomes 1 - (1 - k)^2 / (p + 1 - 2k).
float tone_scale(vec3 light)
{
    const float peak = max(max(light.r, light.g), max(light.b, 0.55));
    return (peak - 0.3025) / (peak * peak - 0.1 * peak);
}

// As shown, unfaded. What is far too bright goes a little towards white: for the sky and its lights
// alone.
vec3 tone_bright(vec3 light)
{
    const float over = max(max(light.r, max(light.g, light.b)) - 0.55, 0.0);
    return light * tone_scale(light) + 0.1 * over;
}

vec3 tone_encode(vec3 linear)
{
    const vec3 low = 12.92 * linear;
    const vec3 high = 1.055 * pow(max(linear, 0.0031308), vec3(1.0 / 2.4)) - 0.055;
    return mix(low, high, step(0.0031308, linear));
}

// What the attachment stores of a colour that is to be shown.
vec3 tone_stored(vec3 shown)
{
    return ENCODES_SRGB ? tone_encode(min(shown, 1.0)) : shown;
}

// The same of a colour that is multiplied by its alpha.
vec3 tone_stored_share(vec3 shown, float alpha)
{
    return ENCODES_SRGB ? tone_stored(shown / max(alpha, 0.05)) * alpha : shown;
}

// For flat things that are to be seen as they are.
vec3 tone_flat(vec3 linear)
{
    return tone_stored(clamp(linear, 0.0, 1.0) * frame.show.y);
}

// Light behind haze (light_haze) to what is shown; the fade comes with the haze.
vec3 tone_behind(vec3 light, vec4 haze)
{
    return light * (tone_scale(light) * haze.a) + haze.rgb;
}

#endif
