#include "base/file.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err read_all(FILE *file, size_t max_bytes, struct arena *arena, const char **out_bytes,
                         size_t *out_size)
{
    struct stat info;
    if (fstat(fileno(file), &info) != 0 || S_ISDIR(info.st_mode)) {
        return ERR_IO;
    }
    if (info.st_size > 0 && (uintmax_t)info.st_size > max_bytes) {
        return ERR_BAD_DATA;
    }
    // Pipes and /proc files tell no size: then room for the most that is allowed.
    const size_t room = info.st_size > 0 ? (size_t)info.st_size : max_bytes;
    char *bytes = arena_alloc(arena, room + 2, 1);
    if (!bytes) {
        return ERR_NO_MEMORY;
    }
    const size_t got = fread(bytes, 1, room + 1, file);
    if (ferror(file)) {
        return ERR_IO;
    }
    if (got > room) {
        return ERR_BAD_DATA; // it grew while it was read, or passes the limit
    }
    bytes[got] = '\0';
    *out_bytes = bytes;
    *out_size = got;
    return ERR_OK;
}

enum err file_read(const char *path, size_t max_bytes, struct arena *arena, const char **out_bytes,
                   size_t *out_size)
{
    *out_bytes = NULL;
    *out_size = 0;
    FILE *file = fopen(path, "rbe");
    if (!file) {
        LOG_DEBUG("open '%s': %s", path, strerror(errno));
        return ERR_IO;
    }
    const enum err err = read_all(file, max_bytes, arena, out_bytes, out_size);
    fclose(file);
    return err;
}

static enum err write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return ERR_IO;
        }
        bytes += n;
        size -= (size_t)n;
    }
    return fsync(fd) == 0 ? ERR_OK : ERR_IO;
}

enum err file_write(const char *path, const void *bytes, size_t size)
{
    char beside[PATH_MAX];
    const int n = snprintf(beside, sizeof beside, "%s.%ld.new", path, (long)getpid());
    if (n < 0 || (size_t)n >= sizeof beside) {
        LOG_ERROR("path too long: '%s'", path);
        return ERR_IO;
    }
    const int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) {
        LOG_ERROR("create '%s': %s", beside, strerror(errno));
        return ERR_IO;
    }
    enum err err = write_all(fd, bytes, size);
    if (close(fd) != 0 || err != ERR_OK || rename(beside, path) != 0) {
        LOG_ERROR("write '%s': %s", path, strerror(errno));
        unlink(beside);
        err = ERR_IO;
    }
    return err;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

// False with errno set. A file of that name is "not a directory", not "exists".
static bool make_one(const char *path)
{
    struct stat info;
    if (mkdir(path, 0700) == 0) {
        return true;
    }
    if (errno != EEXIST || stat(path, &info) != 0) {
        return false;
    }
    errno = ENOTDIR;
    return S_ISDIR(info.st_mode);
}

enum err file_make_folder(const char *path)
{
    char part[PATH_MAX];
    const size_t length = strlen(path);
    if (length == 0 || length >= sizeof part) {
        LOG_ERROR("folder name empty or too long: '%s'", path);
        return ERR_IO;
    }
    memcpy(part, path, length + 1);
    for (size_t i = 1; i <= length; i++) {
        if (part[i] != '/' && part[i] != '\0') {
            continue;
        }
        const char kept = part[i];
        part[i] = '\0';
        if (!make_one(part)) {
            LOG_ERROR("make folder '%s': %s", part, strerror(errno));
            return ERR_IO;
        }
        part[i] = kept;
    }
    return ERR_OK;
}
