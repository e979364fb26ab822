#include "json/tree.h"

#include "base/mem.h"
#include "json/place.h"

#include <cjson/cJSON.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static void *allocate(size_t size)
{
    return mem_alloc(1, size);
}

static void hook_cjson(void)
{
    cJSON_Hooks hooks = {allocate, mem_free};
    cJSON_InitHooks(&hooks);
}

struct member {
    const cJSON *item;
    const struct json_node *node;
};

static int by_key_then_place(const void *a, const void *b)
{
    const struct member *left = a;
    const struct member *right = b;
    const int order = strcmp(left->item->string, right->item->string);
    if (order != 0) {
        return order;
    }
    return (left->node > right->node) - (left->node < right->node);
}

static void report(struct json_doc *doc, const struct member *first, const struct member *again)
{
    int first_line = 0;
    int first_column = 0;
    int line = 0;
    int column = 0;
    char pointer[DIAG_POINTER_BYTES] = "";
    doc->error_count++;
    if (doc->diag->count < DIAG_MAX) { // else it is only counted: places are dear
        json_place_of(doc->text, first->node->key_at, &first_line, &first_column);
        json_place_of(doc->text, again->node->key_at, &line, &column);
        json_place_pointer(doc, again->item, pointer);
    }
    json_diag_add(
        doc->diag, false, line, column, pointer,
        "the key \"%.60s\" stands twice in one object; the first is at line %d, column %d",
        again->item->string, first_line, first_column);
}

// Members of an object under way lie in members[base..used), those of its children behind them.
struct walk {
    struct json_doc *doc;
    struct member *members;
    size_t used;
    size_t index; // of the next value, in document order
};

static void find_duplicates(struct walk *walk, const cJSON *item)
{
    const size_t base = walk->used;
    walk->index++;
    for (const cJSON *child = item->child; child; child = child->next) {
        if (cJSON_IsObject(item)) {
            walk->members[walk->used++] = (struct member){child, &walk->doc->nodes[walk->index]};
        }
        find_duplicates(walk, child);
    }
    struct member *members = walk->members + base;
    const size_t count = walk->used - base;
    if (count > 1) {
        qsort(members, count, sizeof *members, by_key_then_place);
    }
    for (size_t i = 1; i < count; i++) {
        if (strcmp(members[i - 1].item->string, members[i].item->string) == 0) {
            report(walk->doc, &members[i - 1], &members[i]);
        }
    }
    walk->used = base;
}

enum err json_tree_build(struct json_doc *doc)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, hook_cjson);

    // What the scan let through, cJSON understands: all that can fail is its memory.
    doc->tree = cJSON_ParseWithLengthOpts(doc->text, doc->size, NULL, 0);
    if (!doc->tree) {
        return ERR_NO_MEMORY;
    }
    struct member *members = mem_alloc(doc->node_count, sizeof *members);
    if (!members) {
        return ERR_NO_MEMORY;
    }
    struct walk walk = {.doc = doc, .members = members};
    find_duplicates(&walk, doc->tree);
    mem_free(members);
    return doc->error_count > 0 ? ERR_BAD_DATA : ERR_OK;
}
