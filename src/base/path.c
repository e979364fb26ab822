#include "base/path.h"

#include "base/file.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char data_folder[PATH_BYTES];
static char config_folder[PATH_BYTES];

static void keep(char kept[PATH_BYTES], const char *folder)
{
    snprintf(kept, PATH_BYTES, "%s", folder ? folder : "");
}

void path_set_data(const char *folder)
{
    keep(data_folder, folder);
}

void path_set_config(const char *folder)
{
    keep(config_folder, folder);
}

bool path_join(char out[PATH_BYTES], const char *folder, const char *name)
{
    const int n = snprintf(out, PATH_BYTES, "%s/%s", folder, name);
    if (n < 0 || n >= PATH_BYTES) {
        out[0] = '\0';
        return false;
    }
    return true;
}

// $HOME, else what the machine's list of users says: nobody's record goes into a shared folder.
// NULL when neither is an absolute path.
static const char *home_folder(void)
{
    const char *home = getenv("HOME");
    if (!home || home[0] != '/') {
        const struct passwd *user = getpwuid(getuid());
        home = user ? user->pw_dir : NULL;
    }
    return home && home[0] == '/' ? home : NULL;
}

// $variable/respite/name, else ~/fallback/respite/name.
static bool user_path(char out[PATH_BYTES], const char *variable, const char *fallback,
                      const char *name)
{
    const char *folder = getenv(variable);
    const bool is_named = folder && folder[0] == '/'; // XDG Base Directory: no relative ones
    const char *home = is_named ? NULL : home_folder();
    int n = -1;
    if (is_named) {
        n = snprintf(out, PATH_BYTES, "%s/respite/%s", folder, name);
    } else if (home) {
        n = snprintf(out, PATH_BYTES, "%s/%s/respite/%s", home, fallback, name);
    }
    if (n < 0 || n >= PATH_BYTES) {
        out[0] = '\0';
        return false;
    }
    return true;
}

static bool program_folder(char out[PATH_BYTES])
{
    const ssize_t n = readlink("/proc/self/exe", out, PATH_BYTES - 1);
    if (n <= 0) {
        out[0] = '\0';
        return false;
    }
    out[n] = '\0';
    char *slash = strrchr(out, '/');
    if (!slash) {
        return false;
    }
    *slash = '\0';
    return true;
}

bool path_shipped(char out[PATH_BYTES], const char *name)
{
    // Tests lie in folders of their own below the build folder and set this.
    const char *root = getenv("RESPITE_SHIPPED");
    if (root && path_join(out, root, name) && file_exists(out)) {
        return true;
    }
    char folder[PATH_BYTES];
    char installed[PATH_BYTES];
    if (program_folder(folder)) {
        if (path_join(out, folder, name) && file_exists(out)) {
            return true;
        }
        if (path_join(installed, folder, "../share/respite") && path_join(out, installed, name) &&
            file_exists(out)) {
            return true;
        }
    }
    out[0] = '\0';
    return false;
}

bool path_config(char out[PATH_BYTES], const char *name)
{
    const bool is_named = config_folder[0] ? path_join(out, config_folder, name)
                                           : user_path(out, "XDG_CONFIG_HOME", ".config", name);
    if (is_named && file_exists(out)) {
        return true;
    }
    char shipped[PATH_BYTES];
    return path_join(shipped, "config", name) && path_shipped(out, shipped);
}

bool path_data(char out[PATH_BYTES], const char *name)
{
    return data_folder[0] ? path_join(out, data_folder, name)
                          : user_path(out, "XDG_DATA_HOME", ".local/share", name);
}

bool path_cache(char out[PATH_BYTES], const char *name)
{
    return user_path(out, "XDG_CACHE_HOME", ".cache", name);
}

bool path_stays_inside(const char *name)
{
    if (name[0] == '\0' || name[0] == '/' || strchr(name, '\\')) {
        return false;
    }
    const char *part = name;
    for (;;) {
        const size_t length = strcspn(part, "/");
        if (length == 0 || (length == 2 && part[0] == '.' && part[1] == '.')) {
            return false;
        }
        if (part[length] == '\0') {
            return true;
        }
        part += length + 1;
    }
}
