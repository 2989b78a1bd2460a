#include "objects/value.h"

#include "objects/objects.h"
#include "strings/text.h"

/* Containers can hold themselves. */
#define MAX_PRINT_DEPTH 6

bool value_equals(Value left, Value right)
{
    if (left.kind != right.kind)
        return false;
    switch (left.kind) {
    case VALUE_NIL:
        return true;
    case VALUE_BOOL:
        return left.as.boolean == right.as.boolean;
    case VALUE_NUMBER:
        return left.as.number == right.as.number;
    case VALUE_OBJECT:
        break;
    }
    if (value_is(left, OBJECT_STRING) && value_is(right, OBJECT_STRING))
        return value_text(left) == value_text(right);
    return left.as.object == right.as.object;
}

const char *value_type_name(Value value)
{
    switch (value.kind) {
    case VALUE_NIL:
        return "nil";
    case VALUE_BOOL:
        return "bool";
    case VALUE_NUMBER:
        return "number";
    case VALUE_OBJECT:
        break;
    }
    return value.as.object->ops->name;
}

static void print_nested(Value value, StrBuf *out, int depth);

static void print_array(const ArrayObject *array, StrBuf *out, int depth)
{
    strbuf_char(out, '[');
    for (size_t i = 0; i < array->count; i++) {
        if (i > 0)
            strbuf_text(out, ", ");
        print_nested(array->items[i], out, depth + 1);
    }
    strbuf_char(out, ']');
}

static void print_table(const TableObject *table, StrBuf *out, int depth)
{
    strbuf_char(out, '{');
    size_t position = 0;
    const char *separator = "";
    for (const TableEntry *entry; (entry = table_next(table, &position)) != NULL;) {
        strbuf_format(out, "%s%s: ", separator, entry->key->chars);
        print_nested(entry->value, out, depth + 1);
        separator = ", ";
    }
    strbuf_char(out, '}');
}

static void print_object(const Object *object, StrBuf *out, int depth)
{
    switch (object->ops->kind) {
    case OBJECT_STRING: {
        const Interned *text = ((const StringObject *)object)->text;
        if (depth > 0)
            strbuf_char(out, '"');
        strbuf_add(out, text->chars, text->length);
        if (depth > 0)
            strbuf_char(out, '"');
        break;
    }
    case OBJECT_ARRAY:
        print_array((const ArrayObject *)object, out, depth);
        break;
    case OBJECT_TABLE:
        print_table((const TableObject *)object, out, depth);
        break;
    case OBJECT_CLOSURE: {
        const char *name = ((const ClosureObject *)object)->function->prototype->name;
        strbuf_format(out, "<fn %s>", name != NULL ? name : "(unnamed)");
        break;
    }
    case OBJECT_NATIVE:
        strbuf_format(out, "<native %s>", ((const NativeObject *)object)->name);
        break;
    case OBJECT_CELL:
    case OBJECT_FUNCTION: /* never seen by a program */
        strbuf_format(out, "<%s>", object->ops->name);
        break;
    }
}

static void print_nested(Value value, StrBuf *out, int depth)
{
    char digits[TEXT_NUMBER_SIZE];
    switch (value.kind) {
    case VALUE_NIL:
        strbuf_text(out, "nil");
        break;
    case VALUE_BOOL:
        strbuf_text(out, value.as.boolean ? "true" : "false");
        break;
    case VALUE_NUMBER:
        strbuf_text(out, text_number(value.as.number, digits));
        break;
    case VALUE_OBJECT:
        if (depth > MAX_PRINT_DEPTH)
            strbuf_text(out, "...");
        else
            print_object(value.as.object, out, depth);
        break;
    }
}

void value_print(Value value, StrBuf *out)
{
    print_nested(value, out, 0);
}
