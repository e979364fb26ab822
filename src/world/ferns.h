// What grows low: ferns along the brook, bushes between the trees, tufts of grass and sedge.
#ifndef WORLD_FERNS_H
#define WORLD_FERNS_H

#include "world/glade.h"

struct world_ferns {
    uint16_t fern_mesh, grass_mesh;
};

// `season` 0 spring .. 1 autumn.
MUST_USE enum err world_ferns_build(struct world_ferns *ferns, const struct world_glade *glade,
                                    float season, int detail, struct arena *arena,
                                    struct stage_geometry *geometry);

#endif
