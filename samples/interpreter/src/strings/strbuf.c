#include "strings/strbuf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "support/alloc.h"

static void reserve(StrBuf *buffer, size_t extra)
{
    if (extra > SIZE_MAX - buffer->length - 1)
        out_of_memory(SIZE_MAX);
    size_t needed = buffer->length + extra + 1;
    if (needed <= buffer->capacity)
        return;

    if (buffer->capacity == 0)
        buffer->capacity = 32;
    while (buffer->capacity < needed)
        buffer->capacity = buffer->capacity > SIZE_MAX / 2 ? needed : buffer->capacity * 2;
    char *data = realloc(buffer->data, buffer->capacity);
    if (data == NULL)
        out_of_memory(buffer->capacity);
    buffer->data = data;
}

void strbuf_add(StrBuf *buffer, const char *text, size_t length)
{
    reserve(buffer, length);
    if (length > 0)
        memcpy(buffer->data + buffer->length, text, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void strbuf_text(StrBuf *buffer, const char *text)
{
    strbuf_add(buffer, text, strlen(text));
}

void strbuf_char(StrBuf *buffer, char c)
{
    strbuf_add(buffer, &c, 1);
}

void strbuf_format(StrBuf *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;

    reserve(buffer, (size_t)length);
    va_start(arguments, format);
    vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}

char *strbuf_take(StrBuf *buffer)
{
    reserve(buffer, 0);
    char *text = buffer->data;
    text[buffer->length] = '\0';
    buffer->data = NULL;
    buffer->length = 0;
    buffer->capacity = 0;
    return text;
}
