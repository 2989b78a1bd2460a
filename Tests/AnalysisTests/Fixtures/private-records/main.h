#include <stddef.h>
void ints_add(int x);
void ints_end(void);
void doubles_set(int n);
void doubles_trim(void);
void doubles_end(void);
/* What it is, each source says for itself. */
struct view;
struct view *view_new(size_t n);
void view_cut(struct view *v);
void view_free(struct view *v);
