/* Values of the language: small ones in place, the others as heap objects. */
#ifndef MARL_OBJECTS_VALUE_H
#define MARL_OBJECTS_VALUE_H

#include <stdbool.h>

#include "strings/strbuf.h"

typedef struct Object Object;

typedef enum ValueKind { VALUE_NIL, VALUE_BOOL, VALUE_NUMBER, VALUE_OBJECT } ValueKind;

typedef struct Value {
    ValueKind kind;
    union {
        bool boolean;
        double number;
        Object *object;
    } as;
} Value;

static inline Value value_nil(void)
{
    return (Value){.kind = VALUE_NIL};
}

static inline Value value_bool(bool boolean)
{
    return (Value){.kind = VALUE_BOOL, .as.boolean = boolean};
}

static inline Value value_number(double number)
{
    return (Value){.kind = VALUE_NUMBER, .as.number = number};
}

static inline Value value_object(void *object)
{
    return (Value){.kind = VALUE_OBJECT, .as.object = object};
}

/* nil and false are false, everything else is true. */
static inline bool value_is_true(Value value)
{
    return value.kind == VALUE_BOOL ? value.as.boolean : value.kind != VALUE_NIL;
}

/* Strings by their text, other objects by identity. */
bool value_equals(Value left, Value right);

const char *value_type_name(Value value);

/* As print() shows it. */
void value_print(Value value, StrBuf *out);

#endif
