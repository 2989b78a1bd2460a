#ifndef OURS_H
#define OURS_H

#include <mem/mem.h>
#include <string.h>

/* realloc as allocate, copy and free: the smaller size is copied, and a failure leaves the old block. */
static inline void *ours_resize(Allocator *a, void *p, size_t old_size, size_t size) {
  void *q = size || !p ? MEM_ALLOC(a, size) : NULL;
  if (!q && size) return NULL;
  if (q && p) memcpy(q, p, old_size < size ? old_size : size);
  MEM_FREE(a, p, old_size);
  return q;
}

#endif
