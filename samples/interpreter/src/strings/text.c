#include "strings/text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/alloc.h"

char *text_copy(const char *text)
{
    if (text == NULL)
        return NULL;
    char *copy = malloc(strlen(text) + 1);
    if (copy == NULL)
        out_of_memory(strlen(text) + 1);
    strcpy(copy, text);
    return copy;
}

char *text_path(const char *directory, const char *name, const char *suffix)
{
    size_t directory_length = strlen(directory);
    size_t name_length = strlen(name);
    size_t suffix_length = strlen(suffix);
    char *path = malloc(directory_length + 1 + name_length + suffix_length + 1);
    if (path == NULL)
        out_of_memory(directory_length + name_length + suffix_length + 2);
    memcpy(path, directory, directory_length);
    path[directory_length] = '/';
    memcpy(path + directory_length + 1, name, name_length);
    memcpy(path + directory_length + 1 + name_length, suffix, suffix_length + 1);
    return path;
}

char *text_trimmed(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    char *copy = strdup(text);
    if (copy == NULL)
        out_of_memory(strlen(text) + 1);
    size_t length = strlen(copy);
    while (length > 0 && isspace((unsigned char)copy[length - 1]))
        copy[--length] = '\0'; /* the block keeps its size, the text doesn't */
    return copy;
}

/* A trimmed part that owns exactly its text, or NULL if nothing is left. */
static char *copy_part(const char *start, const char *end)
{
    char *part = strndup(start, (size_t)(end - start));
    if (part == NULL)
        out_of_memory((size_t)(end - start) + 1);
    char *trimmed = text_trimmed(part);
    free(part);
    if (*trimmed == '\0')
        FREE_AND_NULL(trimmed);
    return trimmed;
}

char **text_split(const char *text, char separator)
{
    size_t most = 1;
    for (const char *c = text; *c != '\0'; c++)
        most += *c == separator;

    char **parts = calloc(most + 1, sizeof(char *));
    if (parts == NULL)
        out_of_memory((most + 1) * sizeof(char *));
    size_t count = 0;
    for (const char *start = text;;) {
        const char *end = strchr(start, separator);
        char *part = copy_part(start, end != NULL ? end : start + strlen(start));
        if (part != NULL)
            parts[count++] = part;
        if (end == NULL)
            return parts;
        start = end + 1;
    }
}

void text_split_free(char **parts)
{
    if (parts == NULL)
        return;
    char **part = parts;
    while (*part != NULL)
        free(*part++);
    free(parts);
}

bool text_ends_with(const char *text, const char *suffix)
{
    size_t length = strlen(text);
    size_t suffix_length = strlen(suffix);
    return length >= suffix_length && strcmp(text + length - suffix_length, suffix) == 0;
}

char *text_number(double number, char *buffer)
{
    char *out = buffer ? buffer : malloc(TEXT_NUMBER_SIZE);
    if (out == NULL)
        out_of_memory(TEXT_NUMBER_SIZE);
    if (isnan(number))
        strcpy(out, "nan"); /* printf may add a sign */
    else
        snprintf(out, TEXT_NUMBER_SIZE, "%.14g", number);
    return out;
}
