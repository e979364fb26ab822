#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_multiview : require

// One triangle over each face of the cube; the direction through the face, by Vulkan's table of
// cube faces (+x -x +y -y +z -z).
layout(location = 0) out vec3 out_direction;

void main()
{
    const vec2 at = vec2(gl_VertexIndex & 1, gl_VertexIndex >> 1) * 4.0 - 1.0;
    const vec3 faces[6] = vec3[](vec3(1.0, -at.y, -at.x), vec3(-1.0, -at.y, at.x),
                                 vec3(at.x, 1.0, at.y), vec3(at.x, -1.0, -at.y),
                                 vec3(at.x, -at.y, 1.0), vec3(-at.x, -at.y, -1.0));
    out_direction = faces[gl_ViewIndex];
    gl_Position = vec4(at, 0.0, 1.0);
}
