#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* The child ends, but what it has changed is changed for the parent, too. */
struct state { size_t n; };
static struct state state;

static void fail(void) {
  state.n += 10;
  _exit(0);
}

static void spawn(void) {
  pid_t child = vfork();
  if (child == 0) fail();
  waitpid(child, NULL, 0);
}

static void around(struct state *s) {
  char *p = malloc(s->n);
  spawn();
  free(p);
}

int main(void) {
  state.n = 20;
  around(&state);
  return 0;
}
