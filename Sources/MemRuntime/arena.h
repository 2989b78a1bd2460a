/* arena.h - what only arenas can do. With the arena's lock held. */
#ifndef MEM_ARENA_H
#define MEM_ARENA_H

#include "internal.h"

void mem_arena_mark(MemState *s, MemMark *mark);
bool mem_arena_can_rewind(MemState *s, const MemMark *mark); /* else errno EINVAL */
void mem_arena_rewind(MemState *s, const MemMark *mark);

/* Takes the children made since `since` births out of the arena, as a list. */
MemState *mem_arena_take_children(MemState *s, uint64_t since);
MemState *mem_arena_sibling(MemState *s); /* the next of such a list */
void mem_arena_leave_parent(MemState *s); /* takes the parent's lock itself */

#endif
