#include "json/field.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

// Fields are set with memcpy: `object` is any struct, the offset says where.
static void *place(const struct json_field *field, void *object)
{
    return (char *)object + field->offset;
}

static void store_number(const struct json_field *field, void *object, double value)
{
    switch (field->kind) {
    case JSON_FIELD_FLOAT:
        memcpy(place(field, object), &(float){(float)value}, sizeof(float));
        break;
    case JSON_FIELD_INT: memcpy(place(field, object), &(int){(int)value}, sizeof(int)); break;
    case JSON_FIELD_U64:
        memcpy(place(field, object), &(uint64_t){(uint64_t)value}, sizeof(uint64_t));
        break;
    case JSON_FIELD_CHOICE:
        memcpy(place(field, object), &(uint8_t){(uint8_t)value}, sizeof(uint8_t));
        break;
    case JSON_FIELD_TEXT: break;
    }
}

void json_field_defaults(const struct json_field *fields, void *object)
{
    for (const struct json_field *field = fields; field->key; field++) {
        if (field->kind == JSON_FIELD_TEXT) {
            snprintf(place(field, object), field->size, "%s", field->text ? field->text : "");
        } else {
            store_number(field, object, field->initial);
        }
    }
}

static void read_one(const struct json_field *field, struct json_at *at, void *object)
{
    double number = 0.0;
    int64_t integer = 0;
    int choice = 0;
    switch (field->kind) {
    case JSON_FIELD_FLOAT:
        if (json_number(at, field->key, field->lo, field->hi, &number)) {
            store_number(field, object, number);
        }
        break;
    case JSON_FIELD_INT:
    case JSON_FIELD_U64:
        if (json_integer(at, field->key, (int64_t)field->lo, (int64_t)field->hi, &integer)) {
            store_number(field, object, (double)integer);
        }
        break;
    case JSON_FIELD_CHOICE:
        if (json_choice(at, field->key, field->names, &choice)) {
            store_number(field, object, (double)choice);
        }
        break;
    case JSON_FIELD_TEXT: json_text(at, field->key, place(field, object), field->size); break;
    }
}

void json_field_read(const struct json_field *fields, struct json_at *at, void *object,
                     bool is_whole)
{
    for (const struct json_field *field = fields; field->key; field++) {
        read_one(field, at, object);
        if (is_whole && field->is_required) {
            json_require(at, field->key);
        }
    }
}

static int write_value(const struct json_field *field, const void *object, char *out, size_t size)
{
    const void *from = (const char *)object + field->offset;
    float as_float = 0.0f;
    int as_int = 0;
    uint64_t as_u64 = 0;
    uint8_t as_u8 = 0;
    switch (field->kind) {
    case JSON_FIELD_FLOAT:
        memcpy(&as_float, from, sizeof as_float);
        return snprintf(out, size, "%.9g", (double)as_float);
    case JSON_FIELD_INT:
        memcpy(&as_int, from, sizeof as_int);
        return snprintf(out, size, "%d", as_int);
    case JSON_FIELD_U64:
        memcpy(&as_u64, from, sizeof as_u64);
        return snprintf(out, size, "%" PRIu64, as_u64);
    case JSON_FIELD_CHOICE:
        memcpy(&as_u8, from, sizeof as_u8);
        return snprintf(out, size, "%s", field->names[as_u8]);
    case JSON_FIELD_TEXT: break;
    }
    return snprintf(out, size, "%s", (const char *)from);
}

size_t json_field_text(const struct json_field *fields, const void *object, const char *prefix,
                       char *out, size_t size, size_t used)
{
    for (const struct json_field *field = fields; field->key; field++) {
        char value[512];
        write_value(field, object, value, sizeof value);
        const size_t room = used < size ? size - used : 0;
        const int n =
            snprintf(room ? out + used : NULL, room, "%s%s=%s\n", prefix, field->key, value);
        used += n > 0 ? (size_t)n : 0;
    }
    return used;
}
