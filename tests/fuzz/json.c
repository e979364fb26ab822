// Any bytes: no crash, no leak; a refusal has a reason; what the scan accepts, cJSON accepts.
#include "json/json.h"
#include "base/mem.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(const struct json_at *at, int depth)
{
    double number = 0.0;
    char text[16];
    struct json_at member = {0};
    for (int i = 0; i < json_count(at) && i < 4; i++) {
        const struct json_at element = json_element(at, i, true);
        json_element_number(at, i, 0.0, 1.0, &number);
        if (depth < JSON_MAX_DEPTH) {
            read_all(&element, depth + 1);
        }
    }
    while (json_next(at, &member)) {
        json_own_text(&member, text, sizeof text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json_doc doc = {0};
    static struct diag diag;
    diag = (struct diag){0};
    const enum err err = json_parse(&doc, "fuzz", (const char *)data, size, &diag);
    assert(err == ERR_OK || err == ERR_BAD_DATA);
    assert((err == ERR_BAD_DATA) == (diag.error_count > 0));
    if (err == ERR_OK) {
        static const char *const names[] = {"one", "two", NULL};
        struct json_at root = json_root(&doc);
        double numbers[3] = {0};
        int choice = 0;
        json_numbers(&root, "n", -1.0, 1.0, numbers, 3);
        json_choice(&root, "c", names, &choice);
        json_require(&root, "id");
        read_all(&root, 0);
        json_object_end(&root);
    }
    json_fini(&doc);
    assert(mem_live() == 0);
    return 0;
}
