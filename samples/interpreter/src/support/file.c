#include "support/file.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int read_file(const char *path, char **out, size_t *length)
{
    int status = 0;
    char *data = NULL;
    size_t used = 0;
    size_t capacity = 0;

    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return errno;

    /* Pipes have no size to ask for, so read until there is no more. */
    for (;;) {
        if (capacity - used < 2) {
            size_t wanted = capacity == 0 ? 4096 : capacity * 2;
            char *bigger = wanted > capacity ? realloc(data, wanted) : NULL;
            if (bigger == NULL) {
                status = ENOMEM;
                goto cleanup;
            }
            data = bigger;
            capacity = wanted;
        }
        size_t got = fread(data + used, 1, capacity - used - 1, file);
        used += got;
        if (got == 0)
            break;
    }
    if (ferror(file)) {
        status = errno != 0 ? errno : EIO;
        goto cleanup;
    }
    data[used] = '\0';
    *out = data;
    *length = used;
    data = NULL; /* handed over: the free below then does nothing */

cleanup:
    free(data);
    fclose(file);
    return status;
}

int write_file(const char *path, const char *data, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return errno;
    int status = 0;
    if (fwrite(data, 1, length, file) != length)
        status = errno != 0 ? errno : EIO;
    if (fclose(file) != 0 && status == 0)
        status = errno;
    return status;
}
