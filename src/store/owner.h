// Which running program holds a session that is still open.
//
// Every open store holds a lock on one byte of the file "RECORD.lock", at an offset of its own
// that its sessions name. The kernel drops the lock when the program ends, however it ends; so a
// session whose byte is free is torn, and no process number is ever compared.
#ifndef STORE_OWNER_H
#define STORE_OWNER_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct store_owner {
    bool is_open;
    int fd;
    int64_t id; // offset of the byte
};

MUST_USE enum err store_owner_init(struct store_owner *zeroed, const char *record_path);
void store_owner_fini(struct store_owner *owner);

bool store_owner_lives(const struct store_owner *owner, int64_t id);

#endif
