#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct node { char *name; int n; };
void die(const char *);
void *xmalloc(size_t n) { void *p = malloc(n); if (!p) die("out of memory"); return p; }
void *xcalloc(size_t n, size_t size) { return calloc(n, size); }
void *xrealloc(void *p, size_t n) { p = p ? realloc(p, n) : malloc(n); if (!p) { perror("x"); exit(1); } return p; }
char *xstrdup(const char *s) { size_t n = strlen(s) + 1; char *p = malloc(n); return p ? memcpy(p, s, n) : p; }
char *xstrdup2(const char *s) { return strdup(s ? s : ""); }
char *xstrdup3(const char *s) { char *p = strdup(s); if (p == NULL) die("x"); return p; }
void xfree(void *p) { if (p) free(p); }
void *xmalloc2(size_t n) { if (n == 0) n = 1; void *p = malloc(n); if (!p) die("out of memory"); return p; }
char *xstrndup(const char *s, size_t n) { return strndup(s, n); }
void *xrealloc2(void *p, size_t n) { n += 8; return realloc(p, n); }
void xfree2(char *p) { char *q = p; free(q); }
/* none of these is one */
char *join(const char *a, const char *b) { char *p = malloc(strlen(a) + strlen(b) + 1); strcpy(p, a); return strcat(p, b); }
struct node *make(int n) { struct node *p = malloc(sizeof *p + n); return p; }
void node_free(struct node *n) { free(n->name); free(n); }
void node_free2(void *v) { struct node *n = v; free(n->name); free(n); }
void reset(void **p) { free(*p); *p = NULL; }
char *constant(void) { return malloc(3); }
void use(void *p) { puts("x"); free(p); free(xmalloc(3)); }
void turn(int n) { char *p, *kept = 0, *rest = 0; while (n--) { p = rest; kept = p; rest = kept; } free(p); }
/* these do more than the family's functions would */
char *pad(const char *s, size_t n) {
  size_t length = strlen(s);
  if (length >= n) return strdup(s);
  char *p = malloc(n + 1);
  memset(p, ' ', n);
  strcpy(p + n - length, s);
  return p;
}
char *strip(const char *s) {
  char *p = malloc(strlen(s) + 1), *q = p;
  for (; *s; s++) if (*s != ' ') *q++ = *s;
  *q = 0;
  return p;
}
void make_text(char **out, int n);
char *text_or(const char *s, int n) { char *p = strdup(s); if (n) make_text(&p, n); return p; }
char *first_upper(const char *s) { char *p = strdup(s); if (p) p[0] = 'A'; return p; }
char *cached(const char *s) { static char *p; if (!p) p = strdup(s); return p; }
char *named(struct node *n, const char *s) { return n ? n->name : strdup(s); }
char *assign(char *old, char *new) { free(old); return new; }
union cell { union cell *next; char room[16]; };
static union cell *pool;
void give(void *p, size_t n) { if (n > 16) { free(p); } else { ((union cell *)p)->next = pool; pool = p; } }
void release(void *p, const char *why) { if (why) puts(why); free(p); }
unsigned char *copy_bytes(const unsigned char *s) { return s ? (unsigned char *)strdup((const char *)s) : 0; }
void *savebuf(const void *s, size_t n) { char *p = malloc(n); if (!p) die("x"); memcpy(p, s, n); return p; }
char *ended(size_t n) { char *p = malloc(n); if (p) p[n - 1] = 0; return p; }
void *cleared(size_t n) { void *p = malloc(n); if (p) memset(p, 0, n); return p; }
