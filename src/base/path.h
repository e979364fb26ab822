// Where the program's files lie.
//
// Shipped files (scenes, config, assets, shaders, simxr.json) lie beside the program in a build
// folder, or under ../share/respite when it is installed. What a site changed lies under
// $XDG_CONFIG_HOME/respite and wins over the shipped file of the same name. The record is under
// $XDG_DATA_HOME/respite, caches under $XDG_CACHE_HOME/respite.
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>

enum { PATH_BYTES = 1024 };

// --data and --config; NULL goes back to the default. Before any thread starts.
void path_set_data(const char *folder);
void path_set_config(const char *folder);

// Each writes a full path and returns false (with an empty path) when it would not fit, for
// `shipped` and `config` when no such file exists, and for `data` and `cache` when this user has no
// home and none is named. `name` is relative: "scenes/shore.json".
bool path_shipped(char out[PATH_BYTES], const char *name);
bool path_config(char out[PATH_BYTES], const char *name); // the site's own, else the shipped one
bool path_data(char out[PATH_BYTES], const char *name);
bool path_cache(char out[PATH_BYTES], const char *name);

bool path_join(char out[PATH_BYTES], const char *folder, const char *name);

// True when `name` is relative and never climbs above its folder (no leading '/', no "..", no
// empty part, no backslash).
bool path_stays_inside(const char *name);

#endif
