#define _LARGEFILE64_SOURCE
#include <glob.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What other code can put into the members of a record that it is given. */

struct lib {
  char *buffer;
  int count;
};
typedef struct {
  char *text;
} reply;
extern void lib_fill(struct lib *out);
extern void lib_ask(reply *out);
extern void lib_call(void (*f)(void *), void *data);

/* The library's block or ours: the size rests on the library's manners. */
static void filled(int c) {
  struct lib l;
  if (c)
    lib_fill(&l);
  else
    l.buffer = malloc(16);
  char *taken = l.buffer;
  free(taken);
}

static void asked(int c) {
  reply r;
  r.text = NULL;
  if (c)
    lib_ask(&r);
  else
    r.text = strdup("none");
  free(r.text);
}

/* It only reads. */
struct seen {
  char *text;
};
extern void lib_see(const struct seen *in);
static void seen(void) {
  struct seen s;
  s.text = malloc(24);
  lib_see(&s);
  char *taken = s.text;
  free(taken);
}

/* It does not know what it is given. */
struct own {
  char *text;
};
static void use(void *data) {
  struct own *own = data;
  own->text[0] = 'x';
}
static void own(void) {
  struct own o;
  o.text = malloc(32);
  lib_call(use, &o);
  char *taken = o.text;
  free(taken);
}

/* Other names of the C library's functions. */
struct test {
  char *name;
  jmp_buf start;
  struct stat64 file;
};
static void jump(void) {
  struct test *t = malloc(sizeof *t);
  t->name = strdup("t");
  if (!setjmp(t->start)) stat64(t->name, &t->file);
  free(t->name);
  free(t);
}

/* The list and its strings are the C library's or ours. */
static int expand(const char *pattern, char ***list) {
  glob_t g;
  if (strchr(pattern, '*')) {
    if (glob(pattern, 0, NULL, &g)) return 1;
    *list = g.gl_pathv;
    g.gl_pathv = NULL;
    globfree(&g);
    return 0;
  }
  *list = calloc(2, sizeof **list);
  (*list)[0] = strdup(pattern);
  return 0;
}

int main(int argc, char **argv) {
  char **list = NULL;
  filled(argc);
  asked(argc);
  seen();
  own();
  jump();
  if (expand(argv[0], &list)) return 1;
  free(list[0]);
  free(list);
  return 0;
}
