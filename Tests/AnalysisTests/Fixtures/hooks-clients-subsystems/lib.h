#include <stddef.h>

struct ops {
  void *(*allocate)(size_t);
  void (*release)(void *);
};

/* Clients set these and what they have set is called. */
extern void *(*lib_allocate)(size_t);
void lib_set(void *(*allocate)(size_t), void (*release)(void *));
void lib_get(void *(**allocate)(size_t));
char *lib_copy(const char *text);
void lib_drop(char *text);
int lib_pick(struct ops *ops, int own);
int lib_call(int n);
int lib_fixed(void);
