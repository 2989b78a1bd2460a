/* Several pointers get one block in one statement: `p = q = malloc(n)`; and what looks
 * like it. */
#include <stdlib.h>
#include <string.h>

static void locals(size_t n) {
  char *start, *p;
  start = p = malloc(n);
  if (!start) return;
  while (p < start + n) *p++ = 1;
  free(start);
}

static void initialised(size_t n) {
  char *p, *start = p = malloc(n);
  if (p) *p = 1;
  free(start);
}

static void saved(int many, size_t n) {
  char *p = NULL, *q = NULL;
  if (many) p = q = malloc(2 * n);
  else q = p = malloc(n);
  n = 0;
  if (q) *q = 1;
  free(p);
}

static void both(int more, size_t n) {
  char *p, *q;
  p = q = malloc(n);
  if (more) q = calloc(n, 2);
  n = 0;
  if (p != q) free(q);
  free(p);
}

static void three(int more, size_t n) {
  char *p, *q, *r = NULL;
  if (more) r = p = q = calloc(n, 2);
  else p = q = strdup("text");
  n = 0;
  if (q) *q = (char)n;
  if (r) free(r);
  else free(p);
}

static void resized(size_t n) {
  char *p, *q;
  p = q = malloc(n);
  n += 7;
  if (p) p = q = realloc(p, n);
  if (q) *q = (char)n;
  n = 0;
  free(p);
}

struct text {
  char *base, *next;
  size_t room;
};

static void make(struct text *text, size_t n) {
  text->base = text->next = malloc(n);
  text->room = n;
}

static void add(struct text *text, char c) {
  size_t used = (size_t)(text->next - text->base);
  if (used == text->room) {
    char *base = realloc(text->base, used + 8);
    if (!base) return;
    text->base = base;
    text->next = base + used;
    text->room = used + 8;
  }
  *text->next++ = c;
}

static void drop(struct text *text) { free(text->base); }

/* Not so: the size changes, or the other pointer is freed, which has got another block. */
static void changed(size_t n) {
  char *p, *q;
  p = q = malloc(n);
  n++;
  if (q) *q = (char)n;
  free(p);
}

static void replaced(size_t n) {
  char *p, *q;
  p = q = malloc(n);
  q = malloc(n + 1);
  free(p);
  free(q);
}

static void moved(int again, size_t n) {
  char *p, *q;
  p = q = malloc(n);
  if (again && p) {
    n *= 2;
    q = p = realloc(p, n);
    n = 1;
  }
  free(again ? q : p);
}

struct pair {
  char *one, *other;
  size_t room;
};

static void fill(struct pair *pair, size_t n) {
  pair->one = pair->other = malloc(n);
  pair->room = n;
}

static void part(struct pair *pair) {
  pair->other = malloc(3);
}

static void end(struct pair *pair) {
  free(pair->other);
  free(pair->one);
}

int main(void) {
  struct text text;
  struct pair pair;
  locals(10);
  initialised(11);
  saved(0, 12);
  saved(1, 13);
  both(0, 21);
  both(1, 22);
  three(0, 23);
  three(1, 24);
  resized(14);
  make(&text, 15);
  for (int i = 0; i < 40; i++) add(&text, 'x');
  drop(&text);
  changed(16);
  replaced(17);
  moved(0, 18);
  moved(1, 19);
  fill(&pair, 20);
  part(&pair);
  end(&pair);
  return 0;
}
