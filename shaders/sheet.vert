#version 450
#extension GL_GOOGLE_include_directive : require

#include "label.h"

// Straight from the front: a panel as a picture of its own.
void main()
{
    const shared_panel panel = frame.panels[int(traits.y)];
    const vec2 at = label_vertex(panel);
    gl_Position = vec4(panel.place.xy + at * panel.place.zw, 0.0, 1.0);
}
