// Is this text strict JSON, and where does each value stand?
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include "json/json.h"

// Fills the document's nodes from its text. ERR_BAD_DATA and one entry in the diag at the first
// fault; ERR_NO_MEMORY without one.
MUST_USE enum err json_scan(struct json_doc *doc);

#endif
