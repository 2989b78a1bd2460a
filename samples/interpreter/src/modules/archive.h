/*
 * An archive: the files of a library, one after the other, in one file.
 *
 *     "MARL-ARC"  count
 *     for each:   name length, data length, checksum, name, data
 *
 * Numbers are 32 bits, lowest byte first.
 */
#ifndef MARL_MODULES_ARCHIVE_H
#define MARL_MODULES_ARCHIVE_H

#include <stddef.h>
#include <stdint.h>

#define ARCHIVE_SUFFIX ".mar"

typedef struct Archive Archive;

typedef struct ArchiveMember {
    struct ArchiveMember *next;
    char *name;
    char *data; /* with a NUL after its size bytes */
    size_t size;
    uint32_t checksum;
} ArchiveMember;

/* These return NULL, or what is wrong. */

const char *archive_open(const char *path, Archive **out);
const char *archive_save(const Archive *archive, const char *path);

/* Adds a file under its name without directories. */
const char *archive_add_file(Archive *archive, const char *path);

/* Writes every member into a directory, which must exist. */
const char *archive_unpack(const Archive *archive, const char *directory);

Archive *archive_create(void);
void archive_close(Archive *archive);

const ArchiveMember *archive_find(const Archive *archive, const char *name);
const ArchiveMember *archive_first(const Archive *archive);

#endif
