#include <stdlib.h>

#include "objects/objects.h"
#include "support/alloc.h"

static void free_string(Heap *heap, Object *object)
{
    StringObject *string = (StringObject *)object;
    pool_release(heap->pool, string->text);
    free(string);
}

static const ObjectOps string_ops = {OBJECT_STRING, "string", NULL, free_string};

StringObject *string_new(Heap *heap, Interned *text)
{
    heap_prepare(heap);
    StringObject *string = (StringObject *)malloc(sizeof(StringObject));
    if (string == NULL)
        out_of_memory(sizeof(StringObject));
    string->text = text;
    heap_link(heap, &string->header, &string_ops);
    return string;
}

StringObject *string_from(Heap *heap, const char *chars, size_t length)
{
    return string_new(heap, pool_intern(heap->pool, chars, length));
}

StringObject *string_from_buffer(Heap *heap, StrBuf *buffer)
{
    StringObject *string = string_from(heap, buffer->length > 0 ? buffer->data : "",
                                       buffer->length);
    strbuf_free(buffer);
    return string;
}
