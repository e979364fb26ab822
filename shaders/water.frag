#version 450
#extension GL_GOOGLE_include_directive : require

#include "light.h"
#include "tone.h"

// The open sea needs neither depth nor foam: two pipelines of one text.
layout(constant_id = 1) const bool IS_SHORE = true;

layout(location = 0) in vec3 back;
layout(location = 1) in vec4 turn;
layout(location = 2) in vec4 steep;
layout(location = 3) in vec4 haze;
layout(location = 4) in vec4 ripple;
layout(location = 5) in vec4 rough;
layout(location = 6) in vec3 shore;
layout(location = 7) in vec2 swell;

layout(location = 0) out vec4 out_color;

// Of the four waves. Two parabolas an oscillation do for a sine: with t from -1/2 to 1/2 it is
// 8 t (1 - 2 |t|).
vec2 waves_slope()
{
    const vec4 t = turn - roundEven(turn);
    const vec4 part = steep * (t - 2.0 * (t * abs(t)));
    vec2 slope = frame.waves[0].shape.xy * part.x + frame.waves[1].shape.xy * part.y;
    slope += frame.waves[2].shape.xy * part.z + frame.waves[3].shape.xy * part.w;
    return -slope;
}

void main()
{
    const vec4 wide = texture(surface_map, ripple.xy);
    const vec3 fine = texture(surface_map, ripple.zw).grb;
    const float depth_m = IS_SHORE ? shore.z - texture(height_map, shore.xy).r : 4.0;
    const float strength = IS_SHORE ? rough.w : frame.water.y * 0.55;
    const vec2 slope = (wide.rg + (0.8 * fine.rg - 0.9)) * strength +
                       (IS_SHORE ? swell : waves_slope());

    // Slopes are so small that the normal's length stays near one.
    const float facing = back.y - dot(slope, back.xz);
    const float miss = clamp(1.0 - facing, 0.0, 1.0);
    const float miss2 = miss * miss;
    const float mirror = 0.02 + rough.x * miss2 * miss2 * miss;
    const vec2 bounced = -2.0 * facing * slope - back.xz;
    const vec4 sky =
        texture(sky_cube, vec3(bounced.x, abs(2.0 * facing - back.y) + rough.y, bounced.y));

    // The sun's path: how well the slope fits a mirror from sun to eye, blurred by the slopes one
    // cannot see, so that it glows instead of sparkling.
    const vec3 half_way = back + vec3(frame.sun_direction.x, max(frame.sun_direction.y, 0.02),
                                      frame.sun_direction.z);
    const vec2 off = half_way.xz / half_way.y + slope;
    const float path = exp2(dot(off, off) * rough.z);
    const vec3 path_color = frame.key_color.rgb * frame.key_direction.w;

    if (!IS_SHORE) {
        const vec3 mirrored = sky.rgb * sky.a + path_color * path;
        const vec3 light = mix(frame.water_deep.rgb, mirrored, mirror);
        out_color = vec4(tone_stored(tone_behind(light, haze)), 1.0);
        return;
    }
    // Sand shows through the shallows; foam is a bright line where the sheet ends, lace behind it
    // that thins out seaward.
    const float clear = exp2(depth_m * -4.0);
    const vec3 body = mix(frame.water_deep.rgb, frame.water_shallow.rgb, clear);
    const float edge = clamp(1.09 - 22.0 * depth_m, 0.0, 1.0);
    const float bubbles =
        wide.b * 0.6 + fine.b * 0.55 + 0.35 * edge + frame.water.z * clear * clear * clear;
    const float foam = 0.85 * clamp(bubbles * 4.0 - 3.85, 0.0, 1.0);
    const vec3 froth = 0.75 * (frame.sky_ambient.rgb + frame.ground_ambient.rgb) +
                       0.12 * frame.key_color.rgb;

    // Shares of what one sees: foam, mirrored sky, the water's own colour and, through it, sand.
    const float mirrored = (1.0 - foam) * mirror;
    const float inside = 1.0 - foam - mirrored;
    const float sand = inside * clear;
    const vec3 still = froth * foam + body * (inside - sand) + path_color * (path * mirrored);
    const vec3 light = still + sky.rgb * (sky.a * mirrored);
    const float cover = clamp(depth_m * 55.0, 0.0, 1.0);
    const float alpha = cover - cover * sand;
    const vec3 shown = tone_behind(light, vec4(haze.rgb * alpha, haze.a * cover));
    out_color = vec4(tone_stored_share(shown, alpha), alpha);
}
