#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "stdlib/library.h"
#include "support/file.h"
#include "support/line.h"
#include "vm/native.h"

static bool fail_file(NativeCall *call, const char *path, int error)
{
    return vm_fail(call->vm, "%s: %s", path, strerror(error));
}

static bool native_read_file(NativeCall *call)
{
    const Interned *path;
    if (!native_text(call, 0, &path))
        return false;
    char *data = NULL;
    size_t length = 0;
    int error = read_file(path->chars, &data, &length);
    if (error != 0)
        return fail_file(call, path->chars, error);
    StringObject *text = string_from(vm_heap(call->vm), data, length);
    free(data);
    return native_return(call, value_object(text));
}

static bool native_write_file(NativeCall *call)
{
    const Interned *path;
    const Interned *text;
    if (!native_text(call, 0, &path) || !native_text(call, 1, &text))
        return false;
    int error = write_file(path->chars, text->chars, text->length);
    return error == 0 || fail_file(call, path->chars, error);
}

/* The lines of a file as an array. */
static bool native_lines(NativeCall *call)
{
    const Interned *path;
    if (!native_text(call, 0, &path))
        return false;
    FILE *file = fopen(path->chars, "r");
    if (file == NULL)
        return fail_file(call, path->chars, errno);

    Heap *heap = vm_heap(call->vm);
    ArrayObject *lines = array_new(heap, 0);
    heap_pin(heap, lines);
    char *line = NULL; /* one block for all lines; getline makes it longer */
    size_t capacity = 0;
    ssize_t length;
    while ((length = getline(&line, &capacity, file)) >= 0) {
        if (length > 0 && line[length - 1] == '\n')
            length--;
        array_push(lines, value_object(string_from(heap, line, (size_t)length)));
    }
    free(line);
    fclose(file);
    heap_unpin(heap);
    return native_return(call, value_object(lines));
}

/* A line of the standard input, nil at its end. */
static bool native_input(NativeCall *call)
{
    char *line = read_line(stdin);
    if (line != NULL)
        native_return(call, value_object(string_from(vm_heap(call->vm), line, strlen(line))));
    free(line);
    return true;
}

/* A path without links and dots; nil if there is no such file. */
static bool native_real_path(NativeCall *call)
{
    const Interned *path;
    if (!native_text(call, 0, &path))
        return false;
    char *resolved = realpath(path->chars, NULL);
    if (resolved == NULL)
        return true;
    StringObject *text = string_from(vm_heap(call->vm), resolved, strlen(resolved));
    free(resolved);
    return native_return(call, value_object(text));
}

static bool native_env(NativeCall *call)
{
    const Interned *name;
    if (!native_text(call, 0, &name))
        return false;
    const char *value = getenv(name->chars);
    if (value == NULL)
        return true;
    /* The environment's own text may change under us while we allocate. */
    char *copy = strdup(value);
    if (copy == NULL)
        return vm_fail(call->vm, "out of memory");
    StringObject *text = string_from(vm_heap(call->vm), copy, strlen(copy));
    free(copy);
    return native_return(call, value_object(text));
}

const NativeEntry file_functions[] = {
    {"read_file", native_read_file, 1, 1}, {"write_file", native_write_file, 2, 2},
    {"lines", native_lines, 1, 1},         {"input", native_input, 0, 0},
    {"real_path", native_real_path, 1, 1}, {"env", native_env, 1, 1},
    {NULL, NULL, 0, 0},
};
