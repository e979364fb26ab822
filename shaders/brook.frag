#version 450
#extension GL_GOOGLE_include_directive : require

#include "light.h"
#include "tone.h"

layout(location = 0) in vec3 back;
layout(location = 1) in vec4 haze;
layout(location = 2) in vec4 place;
layout(location = 3) in vec4 drift;
layout(location = 4) in vec4 flow;
layout(location = 5) in vec3 shore;
layout(location = 6) in vec2 glinting;

layout(location = 0) out vec4 out_color;

void main()
{
    const vec4 wide = texture(surface_map, drift.xy);
    const vec4 fine = texture(surface_map, drift.zw);
    const vec2 own = (wide.rg + 0.7 * fine.rg - 0.85) * flow.w; // across, along
    const vec2 slope = own.x * vec2(-flow.y, flow.x) + own.y * flow.xy;
    const float depth_m = shore.z - texture(height_map, shore.xy).r;

    const float facing = back.y - dot(slope, back.xz);
    const float miss = clamp(1.0 - facing, 0.0, 1.0);
    const float miss2 = miss * miss;
    const float mirror = 0.02 + 0.7 * miss2 * miss2;
    const vec2 bounced = -2.0 * facing * slope - back.xz;
    const vec3 up = vec3(bounced.x, 0.25 + facing, bounced.y);
    const vec4 sky = texture(sky_cube, up);
    // Between the crowns one sees the sky; else the water mirrors leaves.
    const float open = clamp(wide.a * 5.0 - 2.4, 0.0, 1.0);
    const vec3 leaves = frame.ground_ambient.rgb * vec3(0.55, 0.75, 0.30);
    const vec3 mirrored = mix(leaves, sky.rgb * sky.a, open);

    // Glints of the sun, blurred so that they glow instead of sparkling.
    const float lit = light_shadow_hard(place);
    const vec2 off = glinting + slope;
    const vec3 glint = frame.key_color.rgb * (lit * 0.09 * exp2(dot(off, off) * -30.0));

    // Clear over the bed, brown-green where it is deep, white where it falls.
    const float clear = exp2(depth_m * -5.0);
    const vec3 around = frame.sky_ambient.rgb + (0.35 * lit) * frame.key_color.rgb;
    const float bubbles = wide.a * 2.8 + fine.b * 1.75 + 1.47 * flow.z;
    const float foam = 0.75 * clamp(bubbles - 3.9, 0.0, 1.0);
    const float water = 1.0 - foam;
    const float inside = water - water * mirror;
    const float seen_through = inside * clear;
    const vec3 own_light = 0.6 * foam + vec3(0.030, 0.036, 0.020) * (inside - seen_through);
    const vec3 light = around * own_light + (mirrored * mirror + glint) * water;
    const float cover = clamp(depth_m * 30.0, 0.0, 1.0);
    const float alpha = cover - cover * seen_through;
    const vec3 shown = tone_behind(light, vec4(haze.rgb * alpha, haze.a * cover));
    out_color = vec4(tone_stored_share(shown, alpha), alpha);
}
