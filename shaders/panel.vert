#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

#include "label.h"

void main()
{
    const shared_panel panel = frame.panels[int(traits.y)];
    const vec4 at = panel.world_from_dmm * vec4(label_vertex(panel), 0.0, 1.0);
    gl_Position = frame.eyes[gl_ViewIndex].clip_from_world * at;
}
