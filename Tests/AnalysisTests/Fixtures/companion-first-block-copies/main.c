// The old block of a record that gets a new counter: held in a local, and in a copy of the record.
#include <stdlib.h>
#include <string.h>
struct s { long *top; unsigned depth; };
static void init(struct s *s, unsigned depth) { s->top = NULL; s->depth = depth; }
static void use(struct s *s) { if (!s->top) s->top = malloc(s->depth * sizeof *s->top); s->top[0] = 1; }
static void reset(struct s *s, unsigned depth) {
  long *old = s->top;
  s->top = NULL;
  s->depth = depth;
  free(old);
}
static void reset2(struct s *s, unsigned depth) {
  long *old = s->top;
  init(s, depth);
  free(old);
}
static void reset3(struct s *s, unsigned depth) {
  struct s saved = *s;
  init(s, depth);
  free(saved.top);
}
static void done(struct s *s) { free(s->top); }
static int count; static char *names;
static void counts(int n) { count = n; }
static void make(void) { names = malloc(count); }
static void take(void) { char *old = names; names = NULL; free(old); }
int main(int c, char **v) {
  (void)v; struct s s, t;
  init(&s, 4); use(&s); reset(&s, 9); use(&s); reset2(&s, 3); use(&s); reset3(&s, 8); use(&s);
  init(&t, 20); use(&t);
  done(&s); done(&t);
  counts(c + 3); make(); take();
  return 0;
}
