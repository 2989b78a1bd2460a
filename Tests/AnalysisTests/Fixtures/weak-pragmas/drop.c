#include "drop.h"

void drop(void *block) { free(block); }
#pragma weak release = drop

void drop_same(void *block) { free(block); }
#pragma weak release_same = drop_same

#pragma weak release_late = drop_late
void drop_late(void *block) { free(block); }

void drop_quoted(void *block) { free(block); }
_Pragma("weak release_quoted=drop_quoted")

#define WEAK(name, target) PRAGMA(weak name = target)
#define PRAGMA(text) _Pragma(#text)
void drop_named(void *block) { free(block); }
WEAK(release_named, drop_named)

void *make(void) { return malloc(48); }
#pragma weak create = make

int room = 4;
#pragma weak room_too = room

/* None of these is another name. */
void drop_other(void *block) { free(block); }
#pragma weak drop_other
#if 0
#pragma weak release_other = drop_other
#endif
void release_other(void *block) { free(block); }

static char *text;

int use(void) {
  drop(malloc(64));
  drop_same(malloc(32));
  drop_late(malloc(65));
  drop_quoted(malloc(66));
  drop_named(malloc(67));
  drop_other(malloc(68));
  text = malloc((size_t)room);
  set_room(100);
  free(text);
  return 0;
}
