#include "store/owner.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// Locks of the open file description (Linux 3.15), not of the process: closing another
// descriptor of the file must not drop them, and two stores in one process are two owners.
static struct flock byte_at(int64_t id)
{
    return (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = id, .l_len = 1};
}

static bool lock_some_byte(struct store_owner *owner)
{
    for (int tries = 0; tries < 16; tries++) {
        owner->id = 1 + (int64_t)randombytes_uniform(0x7fffffff);
        struct flock lock = byte_at(owner->id);
        if (fcntl(owner->fd, F_OFD_SETLK, &lock) == 0) {
            return true;
        }
    }
    return false;
}

enum err store_owner_init(struct store_owner *owner, const char *record_path)
{
    char path[PATH_MAX];
    const int n = snprintf(path, sizeof path, "%s.lock", record_path);
    if (n < 0 || (size_t)n >= sizeof path) {
        LOG_ERROR("path too long: '%s'", record_path);
        return ERR_IO;
    }
    owner->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (owner->fd < 0) {
        LOG_ERROR("cannot open '%s': %s", path, strerror(errno));
        return ERR_IO;
    }
    owner->is_open = true;
    if (!lock_some_byte(owner)) {
        LOG_ERROR("cannot lock '%s': %s", path, strerror(errno));
        return ERR_IO;
    }
    return ERR_OK;
}

void store_owner_fini(struct store_owner *owner)
{
    if (owner->is_open) {
        close(owner->fd);
    }
    *owner = (struct store_owner){0};
}

bool store_owner_lives(const struct store_owner *owner, int64_t id)
{
    if (id == owner->id) {
        return true;
    }
    struct flock lock = byte_at(id);
    // When the lock cannot be asked, the session is left alone.
    return id > 0 && (fcntl(owner->fd, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK);
}
