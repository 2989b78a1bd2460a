#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "stdlib/library.h"
#include "strings/text.h"
#include "support/alloc.h"
#include "vm/native.h"

/* Where a text begins in another one, from a position on; NULL if nowhere. */
static const char *find_text(const Interned *text, size_t from, const Interned *part)
{
    for (size_t i = from; i + part->length <= text->length; i++) {
        if (memcmp(text->chars + i, part->chars, part->length) == 0)
            return text->chars + i;
    }
    return NULL;
}

static bool change_case(NativeCall *call, int (*convert)(int))
{
    const Interned *text;
    if (!native_text(call, 0, &text))
        return false;
    char *copy = malloc(text->length + 1);
    if (copy == NULL)
        return vm_fail(call->vm, "out of memory");
    for (size_t i = 0; i < text->length; i++)
        copy[i] = (char)convert((unsigned char)text->chars[i]);
    StringObject *result = string_from(vm_heap(call->vm), copy, text->length);
    free(copy);
    return native_return(call, value_object(result));
}

static bool native_upper(NativeCall *call)
{
    return change_case(call, toupper);
}

static bool native_lower(NativeCall *call)
{
    return change_case(call, tolower);
}

static bool native_trim(NativeCall *call)
{
    const Interned *text;
    if (!native_text(call, 0, &text))
        return false;
    char *trimmed = text_trimmed(text->chars);
    StringObject *result = string_from(vm_heap(call->vm), trimmed, strlen(trimmed));
    free(trimmed);
    return native_return(call, value_object(result));
}

static bool native_split(NativeCall *call)
{
    const Interned *text;
    const Interned *separator;
    if (!native_text(call, 0, &text) || !native_text(call, 1, &separator))
        return false;
    if (separator->length == 0)
        return vm_fail(call->vm, "the separator is empty");
    Heap *heap = vm_heap(call->vm);
    ArrayObject *parts = array_new(heap, 0);
    heap_pin(heap, parts);
    size_t start = 0;
    for (;;) {
        const char *found = find_text(text, start, separator);
        size_t end = found != NULL ? (size_t)(found - text->chars) : text->length;
        array_push(parts, value_object(string_from(heap, text->chars + start, end - start)));
        if (found == NULL)
            break;
        start = end + separator->length;
    }
    heap_unpin(heap);
    return native_return(call, value_object(parts));
}

static bool native_join(NativeCall *call)
{
    ArrayObject *parts;
    const Interned *separator;
    if (!native_array(call, 0, &parts) || !native_text(call, 1, &separator))
        return false;
    StrBuf text = STRBUF_EMPTY;
    for (size_t i = 0; i < parts->count; i++) {
        if (i > 0)
            strbuf_add(&text, separator->chars, separator->length);
        value_print(parts->items[i], &text);
    }
    return native_return_buffer(call, &text);
}

static bool native_find(NativeCall *call)
{
    const Interned *text;
    const Interned *part;
    if (!native_text(call, 0, &text) || !native_text(call, 1, &part))
        return false;
    const char *found = find_text(text, 0, part);
    return native_return(call, value_number(found != NULL ? (double)(found - text->chars) : -1));
}

static bool native_replace(NativeCall *call)
{
    const Interned *text;
    const Interned *part;
    const Interned *other;
    if (!native_text(call, 0, &text) || !native_text(call, 1, &part)
        || !native_text(call, 2, &other))
        return false;
    StrBuf result = STRBUF_EMPTY;
    const char *from = text->chars;
    const char *found = NULL;
    while (part->length > 0
           && (found = find_text(text, (size_t)(from - text->chars), part)) != NULL) {
        strbuf_add(&result, from, (size_t)(found - from));
        strbuf_add(&result, other->chars, other->length);
        from = found + part->length;
    }
    strbuf_add(&result, from, text->length - (size_t)(from - text->chars));
    return native_return_buffer(call, &result);
}

static bool native_repeat(NativeCall *call)
{
    const Interned *text;
    double times;
    if (!native_text(call, 0, &text) || !native_number(call, 1, &times))
        return false;
    if (!(times >= 0 && times * (double)text->length <= INT_MAX))
        return vm_fail(call->vm, "cannot repeat a string %.14g times", times);

    size_t count = text->length > 0 ? (size_t)times : 0;
    char *chars = (char *)malloc(count * text->length + 1);
    if (chars == NULL)
        return vm_fail(call->vm, "out of memory");
    for (size_t i = 0; i < count; i++)
        memcpy(chars + i * text->length, text->chars, text->length);
    StringObject *result = string_from(vm_heap(call->vm), chars, count * text->length);
    free(chars);
    return native_return(call, value_object(result));
}

/* "{}" stands for the next argument. */
static bool native_format(NativeCall *call)
{
    const Interned *pattern;
    if (!native_text(call, 0, &pattern))
        return false;
    StrBuf text = STRBUF_EMPTY;
    int next = 1;
    for (size_t i = 0; i < pattern->length; i++) {
        if (pattern->chars[i] != '{' || pattern->chars[i + 1] != '}') {
            strbuf_char(&text, pattern->chars[i]);
            continue;
        }
        if (next >= call->count) {
            strbuf_free(&text);
            return vm_fail(call->vm, "too few arguments for the pattern");
        }
        value_print(native_argument(call, next++), &text);
        i++;
    }
    return native_return_buffer(call, &text);
}

static bool native_byte(NativeCall *call)
{
    const Interned *text;
    if (!native_text(call, 0, &text))
        return false;
    if (text->length == 0)
        return vm_fail(call->vm, "an empty string has no first byte");
    return native_return(call, value_number((unsigned char)text->chars[0]));
}

static bool native_char(NativeCall *call)
{
    double number;
    if (!native_number(call, 0, &number))
        return false;
    if (!(number >= 0 && number < 256))
        return vm_fail(call->vm, "a byte must be from 0 to 255");
    char c = (char)(unsigned char)number;
    return native_return(call, value_object(string_from(vm_heap(call->vm), &c, 1)));
}

const NativeEntry string_functions[] = {
    {"upper", native_upper, 1, 1},   {"lower", native_lower, 1, 1},
    {"trim", native_trim, 1, 1},     {"split", native_split, 2, 2},
    {"join", native_join, 2, 2},     {"find", native_find, 2, 2},
    {"replace", native_replace, 3, 3}, {"repeat", native_repeat, 2, 2},
    {"format", native_format, 1, INT_MAX}, {"byte", native_byte, 1, 1},
    {"char", native_char, 1, 1},     {NULL, NULL, 0, 0},
};
