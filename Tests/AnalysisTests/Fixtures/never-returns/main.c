#include <stdlib.h>

/* What runs only on the way to the program's end changes nothing for what
   follows. */
struct state { size_t n; };
static struct state state;
static int runs;
struct list { int *items; size_t room; };

static struct list list, *current = &list;

static void report(const char *text) {
  state.n += 100;
  current = NULL;
  runs += text[0];
}

static void stop(int status) {
  report("stop");
  exit(status);
}

static void die(const char *text) {
  static int calls;
  if (++calls > 1) exit(2);
  report(text);
  stop(0);
}

/* Declared so, whatever the loop looks like. */
__attribute__((noreturn)) static void halt(void) {
  while (1) {
    state.n++;
    if (runs < 1000) abort();
  }
}

static int fatal(void) {
  die("fatal");
  return 0;
}

static void *get(size_t size) {
  void *made = malloc(size);
  if (!made) die("no memory");
  return made;
}

static void direct(struct state *s, int bad) {
  char *p = malloc(s->n);
  if (!p) die("no memory");
  if (bad) {
    state.n = 7;
    report("bad");
    die("bad");
  }
  if (bad) halt();
  bad && fatal();
  free(p);
}

static void through_wrapper(struct state *s) {
  char *p = malloc(s->n);
  char *q = get(10);
  free(q);
  free(p);
}

/* Gone wrong, the block goes back before the end: there n is another. */
static void on_the_way(struct state *s, int bad) {
  char *p = malloc(s->n);
  if (bad) {
    state.n = 7;
    free(p);
    die("bad");
  }
  free(p);
}

/* What may return, does. */
static void may_stop(int status) {
  state.n += 3;
  if (status) exit(status);
}

static void returns_early(int quiet) {
  state.n += 3;
  if (quiet) return;
  stop(1);
}

static void jumps_over(int quiet) {
  state.n += 3;
  if (quiet) goto out;
  stop(1);
out:
  runs++;
}

static void breaks_out(int quiet) {
  do {
    state.n += 3;
    if (quiet) break;
    stop(1);
  } while (1);
}

static void one_case(int quiet) {
  state.n += 3;
  switch (quiet) {
    case 1: runs++; break;
    default: stop(1);
  }
}

static void never_evaluated(void) {
  state.n += 3;
  (void)sizeof(fatal());
  __typeof__(fatal()) x = 0;
  runs += x;
}

static void only_if(int bad) {
  state.n += 3;
  bad && fatal();
  bad ? fatal() : 0;
}

/* It is the parameter, or what the result points at, that never returns. */
typedef void (*end_fn)(void) __attribute__((noreturn));

static void at_end(end_fn end) {
  state.n += 3;
  if (runs < 0) end();
}

static void at_end_of_many(const end_fn *ends) {
  state.n += 3;
  if (runs < 0) ends[0]();
}

static end_fn choose(void) {
  state.n += 3;
  return halt;
}

static void after(struct state *s, void (*change)(int), int argument) {
  char *p = malloc(s->n);
  change(argument);
  free(p);
}

static void call_each(struct state *s) {
  {
    char *p = malloc(s->n);
    may_stop(0);
    free(p);
  }
  {
    char *p = malloc(s->n);
    returns_early(1);
    free(p);
  }
  {
    char *p = malloc(s->n);
    jumps_over(1);
    free(p);
  }
  {
    char *p = malloc(s->n);
    breaks_out(1);
    free(p);
  }
  {
    char *p = malloc(s->n);
    one_case(1);
    free(p);
  }
  {
    char *p = malloc(s->n);
    never_evaluated();
    free(p);
  }
  {
    char *p = malloc(s->n);
    only_if(0);
    free(p);
  }
  {
    char *p = malloc(s->n);
    at_end(halt);
    free(p);
  }
  {
    char *p = malloc(s->n);
    at_end_of_many((const end_fn[]){halt});
    free(p);
  }
  {
    char *p = malloc(s->n);
    choose();
    free(p);
  }
  after(s, may_stop, 0);
}

/* Behind the loop the program ends, but the loop comes back first. */
static void comes_back(struct state *s) {
  char *p = malloc(s->n);
  int i = 0;
  for (;;) {
    if (i++) {
      free(p);
      return;
    }
    state.n = 9;
    if (i > 5) break;
  }
  stop(1);
}

/* die may do what it likes with what leads to the pair. */
static void grow(void) {
  current->room += 8;
  int *made = realloc(current->items, current->room * sizeof *current->items);
  if (!made) die("no memory");
  current->items = made;
}

int main(int argc, char **argv) {
  (void)argv;
  state.n = 40;
  direct(&state, argc > 5);
  through_wrapper(&state);
  on_the_way(&state, argc > 2);
  call_each(&state);
  comes_back(&state);
  grow();
  grow();
  free(list.items);
  return 0;
}
