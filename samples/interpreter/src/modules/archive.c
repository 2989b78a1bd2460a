#include "modules/archive.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "strings/text.h"
#include "support/alloc.h"
#include "support/file.h"
#include "support/hash.h"

#define MAGIC "MARL-ARC"
#define MAGIC_SIZE 8
#define MEMBER_HEADER_SIZE 12

static const char no_memory[] = "out of memory";
static const char damaged[] = "the archive is damaged";

struct Archive {
    ArchiveMember *first;
    ArchiveMember **last; /* where the next one is hung in */
    size_t count;
};

Archive *archive_create(void)
{
    Archive *archive = NEW(Archive);
    if (archive != NULL)
        archive->last = &archive->first;
    return archive;
}

static void free_member(ArchiveMember *member)
{
    if (member == NULL)
        return;
    free(member->name);
    free(member->data);
    free(member);
}

void archive_close(Archive *archive)
{
    if (archive == NULL)
        return;
    ArchiveMember *member = archive->first;
    while (member != NULL) {
        ArchiveMember *next = member->next;
        free_member(member);
        member = next;
    }
    free(archive);
}

const ArchiveMember *archive_first(const Archive *archive)
{
    return archive->first;
}

const ArchiveMember *archive_find(const Archive *archive, const char *name)
{
    const ArchiveMember *member = archive->first;
    while (member != NULL && strcmp(member->name, name) != 0)
        member = member->next;
    return member;
}

static void append(Archive *archive, ArchiveMember *member)
{
    *archive->last = member;
    archive->last = &member->next;
    archive->count++;
}

/* A member must not be able to leave the directory it is unpacked into. */
static bool is_safe_name(const char *name)
{
    return name[0] != '\0' && name[0] != '.' && strchr(name, '/') == NULL;
}

/* --- reading ------------------------------------------------------------- */

/* What is left of the file's contents. */
typedef struct Reader {
    const unsigned char *at;
    size_t left;
} Reader;

static bool read_u32(Reader *reader, uint32_t *number)
{
    if (reader->left < 4)
        return false;
    const unsigned char *at = reader->at;
    *number = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16
              | (uint32_t)at[3] << 24;
    reader->at += 4;
    reader->left -= 4;
    return true;
}

/* A copy with a NUL after it; NULL if there is not that much. */
static char *read_block(Reader *reader, size_t size)
{
    if (size > reader->left)
        return NULL;
    char *block = malloc(size + 1);
    if (block == NULL)
        return NULL;
    memcpy(block, reader->at, size);
    block[size] = '\0';
    reader->at += size;
    reader->left -= size;
    return block;
}

static ArchiveMember *read_member(Reader *reader)
{
    uint32_t name_size;
    uint32_t size;
    uint32_t checksum;
    if (!read_u32(reader, &name_size) || !read_u32(reader, &size) || !read_u32(reader, &checksum))
        return NULL;

    ArchiveMember *member = NEW(ArchiveMember);
    if (member == NULL)
        return NULL;
    member->name = read_block(reader, name_size);
    if (member->name == NULL || !is_safe_name(member->name))
        goto fail;
    member->data = read_block(reader, size);
    if (member->data == NULL || hash_bytes(member->data, size) != checksum)
        goto fail;
    member->size = size;
    member->checksum = checksum;
    return member;

fail:
    free_member(member);
    return NULL;
}

const char *archive_open(const char *path, Archive **out)
{
    const char *problem = NULL;
    char *contents = NULL;
    size_t length = 0;
    Archive *archive = NULL;

    int error = read_file(path, &contents, &length);
    if (error != 0)
        return strerror(error);
    Reader reader = {(const unsigned char *)contents, length};
    uint32_t count = 0;
    if (length < MAGIC_SIZE || memcmp(contents, MAGIC, MAGIC_SIZE) != 0) {
        problem = "not an archive";
        goto cleanup;
    }
    reader.at += MAGIC_SIZE;
    reader.left -= MAGIC_SIZE;
    if (!read_u32(&reader, &count)) {
        problem = damaged;
        goto cleanup;
    }

    archive = archive_create();
    if (archive == NULL) {
        problem = no_memory;
        goto cleanup;
    }
    while (archive->count < count) {
        ArchiveMember *member = read_member(&reader);
        if (member == NULL) {
            problem = damaged;
            goto cleanup;
        }
        append(archive, member);
    }
    *out = archive;
    archive = NULL;

cleanup:
    archive_close(archive);
    free(contents);
    return problem;
}

/* --- writing ------------------------------------------------------------- */

const char *archive_add_file(Archive *archive, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    if (!is_safe_name(name))
        return "not a file name for an archive";
    if (archive_find(archive, name) != NULL)
        return "the archive has a file of that name already";

    ArchiveMember *member = NEW(ArchiveMember);
    if (member == NULL)
        return no_memory;
    int error = read_file(path, &member->data, &member->size);
    if (error != 0 || member->size > UINT32_MAX) {
        free_member(member);
        return error != 0 ? strerror(error) : "the file is too large";
    }
    member->name = (char *)malloc(strlen(name) + 1);
    if (member->name == NULL) {
        free_member(member);
        return no_memory;
    }
    memcpy(member->name, name, strlen(name) + 1);
    member->checksum = hash_bytes(member->data, member->size);
    append(archive, member);
    return NULL;
}

static unsigned char *put_u32(unsigned char *at, size_t number)
{
    for (int i = 0; i < 4; i++)
        *at++ = (unsigned char)(number >> (8 * i));
    return at;
}

static unsigned char *put_block(unsigned char *at, const void *block, size_t size)
{
    memcpy(at, block, size);
    return at + size;
}

const char *archive_save(const Archive *archive, const char *path)
{
    size_t size = MAGIC_SIZE + 4;
    for (const ArchiveMember *member = archive->first; member != NULL; member = member->next)
        size += MEMBER_HEADER_SIZE + strlen(member->name) + member->size;

    unsigned char *contents = malloc(size);
    if (contents == NULL)
        return no_memory;
    unsigned char *at = put_block(contents, MAGIC, MAGIC_SIZE);
    at = put_u32(at, archive->count);
    for (const ArchiveMember *member = archive->first; member != NULL; member = member->next) {
        at = put_u32(at, strlen(member->name));
        at = put_u32(at, member->size);
        at = put_u32(at, member->checksum);
        at = put_block(at, member->name, strlen(member->name));
        at = put_block(at, member->data, member->size);
    }
    int error = write_file(path, (const char *)contents, size);
    free(contents);
    return error != 0 ? strerror(error) : NULL;
}

const char *archive_unpack(const Archive *archive, const char *directory)
{
    for (const ArchiveMember *member = archive->first; member != NULL; member = member->next) {
        char *path = text_path(directory, member->name, "");
        int error = write_file(path, member->data, member->size);
        free(path);
        if (error != 0)
            return strerror(error);
    }
    return NULL;
}
