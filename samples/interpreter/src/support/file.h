#ifndef MARL_SUPPORT_FILE_H
#define MARL_SUPPORT_FILE_H

#include <stddef.h>

/*
 * Reads a whole file. On success returns 0 and stores a block that the caller
 * frees, with a NUL after its *length bytes. On failure returns an errno value
 * and leaves *out and *length alone.
 */
int read_file(const char *path, char **out, size_t *length);

/* Replaces the file's contents; 0 or an errno value. */
int write_file(const char *path, const char *data, size_t length);

#endif
