#version 450
#extension GL_GOOGLE_include_directive : require

#include "light.h"
#include "tone.h"

// The open sea needs neither depth nor foam: two pipelines of one text.
layout(constant_id = 1) const bool IS_SHORE = true;

layout(location = 0) in vec3 to_eye;
layout(location = 1) in vec4 turn;
layout(location = 2) in vec4 steep;
layout(location = 3) in vec4 haze;
layout(location = 4) in vec4 ripple;
layout(location = 5) in vec3 shore;
layout(location = 6) in vec3 rough;

layout(location = 0) out vec4 out_color;

float squared(float x)
{
    return x * x;
}

void main()
{
    const vec4 wide = texture(surface_map, ripple.xy);
    const vec2 fine = texture(surface_map, ripple.zw).gr;
    float depth_m = 4.0;
    if (IS_SHORE) {
        const vec2 place = (shore.xy - frame.height_map.xy) * frame.height_map.zw;
        depth_m = shore.z - texture(height_map, place).r;
    }
    // Slopes of the ripples, then of the four waves; both already without what is too fine. Two
    // parabolas an oscillation do for a sine: with t from -1/2 to 1/2 it is 8 t (1 - 2 |t|).
    const float calm = IS_SHORE ? clamp(depth_m * 2.5, 0.15, 1.0) : 1.0; // no room in a thin sheet
    vec2 slope = (wide.rg + 0.8 * fine - 0.9) * (frame.water.y * 0.55 * calm);
    const vec4 t = turn - roundEven(turn);
    const vec4 part = steep * (t - 2.0 * t * abs(t));
    slope -= frame.waves[0].shape.xy * part.x + frame.waves[1].shape.xy * part.y;
    slope -= frame.waves[2].shape.xy * part.z + frame.waves[3].shape.xy * part.w;

    // Slopes are so small that the normal's length stays near one.
    const vec3 back = to_eye * inversesqrt(dot(to_eye, to_eye));
    const float facing = back.y - dot(slope, back.xz);
    const float miss = clamp(1.0 - facing, 0.0, 1.0);
    const float mirror = 0.02 + rough.y * squared(squared(miss)) * miss;
    // Seen flat, one sees the slopes that lean towards one: they mirror higher sky.
    const float lean = rough.x * (1.0 - back.y);
    const vec3 bounced = vec3(-2.0 * facing * slope - back.xz, abs(2.0 * facing - back.y) + lean);
    const vec3 sky = texture(sky_cube, bounced.xzy).rgb;

    // The sun's path: how well the slope fits a mirror from sun to eye, blurred by the slopes one
    // cannot see, so that it glows instead of sparkling.
    const vec3 half_way = frame.sun_direction.xyz + back;
    const vec2 off = half_way.xz / max(half_way.y, 0.02) + slope;
    const float path = exp2(dot(off, off) * rough.z);
    const vec3 path_color = frame.key_color.rgb * frame.key_direction.w;
    const vec3 mirrored = sky + path_color * path;

    if (!IS_SHORE) {
        const vec3 light = mix(frame.water_deep.rgb, mirrored, mirror);
        out_color = vec4(tone_stored(tone_behind(light, haze)), 1.0);
        return;
    }
    // Sand shows through the shallows; foam is a bright line where the sheet ends, lace behind it
    // that thins out seaward.
    const float clear = min(exp2(depth_m * -4.0), 1.0);
    const vec3 body = mix(frame.water_deep.rgb, frame.water_shallow.rgb, clear);
    const float edge = clamp(1.09 - 22.0 * depth_m, 0.0, 1.0);
    const float trail = frame.water.z * clear * clear * clear;
    const float lace = texture(surface_map, shore.xy * 0.43).b;
    const float bubbles = wide.b * 0.6 + lace * 0.55 + 0.35 * edge;
    const float foam = min(smoothstep(0.95, 1.25, bubbles + trail), 0.85);
    const vec3 froth = 0.75 * (frame.sky_ambient.rgb + frame.ground_ambient.rgb) +
                       0.12 * frame.key_color.rgb;

    const float murk = 1.0 - clear;
    const float solid = max(murk, foam);
    const float opaque = solid + mirror - solid * mirror;
    const vec3 light = mix(body * (murk - murk * mirror) + mirrored * mirror, froth, foam);
    const float cover = clamp(depth_m * 55.0, 0.0, 1.0);
    const vec3 shown = tone_behind(light, vec4(haze.rgb * opaque, haze.a));
    out_color = vec4(tone_stored_share(shown, opaque), opaque) * cover;
}
