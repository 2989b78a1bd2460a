/*
 * A growing text. capacity is what was allocated, length is what is in use;
 * the two are rarely the same.
 */
#ifndef MARL_STRINGS_STRBUF_H
#define MARL_STRINGS_STRBUF_H

#include <stddef.h>
#include <stdlib.h>

typedef struct StrBuf {
    char *data;
    size_t length;
    size_t capacity;
} StrBuf;

#define STRBUF_EMPTY {NULL, 0, 0}

void strbuf_add(StrBuf *buffer, const char *text, size_t length);
void strbuf_text(StrBuf *buffer, const char *text);
void strbuf_char(StrBuf *buffer, char c);
void strbuf_format(StrBuf *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));

/* Hands the text over, never NULL; the buffer is empty afterwards. */
char *strbuf_take(StrBuf *buffer);

static inline void strbuf_free(StrBuf *buffer)
{
    free(buffer->data);
    buffer->data = NULL;
    buffer->length = 0;
    buffer->capacity = 0;
}

#endif
