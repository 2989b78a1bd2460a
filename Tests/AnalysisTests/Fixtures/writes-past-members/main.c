/* Writes that begin at one member and go on to others. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct session_a {
  char *data; /* survives a reset */
  int used;
  size_t cap;
  int state;
};
static void session_init_a(struct session_a *s, size_t n) {
  s->data = malloc(n);
  s->cap = n;
}
/* clear everything but the buffer */
static void session_reset_a(struct session_a *s) {
  memset(&s->used, 0, sizeof *s - offsetof(struct session_a, used));
}
static void session_free_a(struct session_a *s) {
  free(s->data); /* MEM_FREE(..., s->data, s->cap) */
}
static int main_a(void) {
  struct session_a s = {0};
  session_init_a(&s, 50);
  session_reset_a(&s);
  session_free_a(&s);
  return 0;
}

struct frame_b { long id; int state, n; char d[]; };
static struct frame_b *frame_new_b(int n) {
  struct frame_b *p = malloc(sizeof *p + n);
  p->n = n;
  return p;
}
static void frame_reset_b(struct frame_b *p) {
  memset(&p->state, 0, offsetof(struct frame_b, d) - offsetof(struct frame_b, state));
}
static void frame_free_b(struct frame_b *p) {
  free(p);
}
static int main_b(void) {
  volatile int argc = 1;
  struct frame_b *p = frame_new_b(argc + 39), *q = frame_new_b(argc);
  frame_reset_b(p);
  frame_free_b(p);
  frame_free_b(q);
  return 0;
}

/* What has its size all the same. */
static void plain(void)
{
	int *p = malloc(sizeof *p);
	free(p);
}

int main(void)
{
	plain();
	return main_a() + main_b();
}
