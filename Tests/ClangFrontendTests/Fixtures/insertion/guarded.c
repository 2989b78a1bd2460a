// licence
#if !defined(GUARD)
#  define GUARD
#  define OTHER
/* text */
void free(void *);
static inline void f(void *p) { free(p); }
#endif
