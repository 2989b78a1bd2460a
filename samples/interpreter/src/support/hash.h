#ifndef MARL_SUPPORT_HASH_H
#define MARL_SUPPORT_HASH_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a, 32 bits: short keys, and the archive's checksum. */
static inline uint32_t hash_bytes(const void *data, size_t size)
{
    const unsigned char *byte = data;
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * 16777619u;
    return hash;
}

#endif
