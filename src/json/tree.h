// cJSON's tree of a text that was scanned.
#ifndef JSON_TREE_H
#define JSON_TREE_H

#include "json/json.h"

// Fills the document's tree; every key that stands twice in one object is told. The only other
// failure is ERR_NO_MEMORY.
MUST_USE enum err json_tree_build(struct json_doc *doc);

#endif
