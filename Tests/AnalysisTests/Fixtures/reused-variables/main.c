/* Local pointers that are used for one thing and then for another: between an assignment and the
   next place where paths meet, they hold what was assigned. Run with proven sizes. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

static void *other(void) { return malloc(90); }

/* A table whose slots are looked up by the variable that it was made with. */
struct entry { struct entry *next; int key; };
struct table { struct entry **slots; size_t n; };
static struct entry **slot(struct table *t, size_t i) {
  struct entry *e = t->slots[i];
  return e ? &e->next : &t->slots[i];
}
static void grow(struct table *t, size_t n) {
  struct entry **p;
  p = realloc(t->slots, n * sizeof *p); /* t->n * sizeof *t->slots */
  if (!p) return;
  t->slots = p;
  t->n = n;
  memset(p, 0, n * sizeof *p);
  for (size_t i = 0; i < n; i++) {
    p = slot(t, i);
    *p = NULL;
  }
}
static void table(void) {
  struct table t = {NULL, 0};
  struct entry *e = malloc(sizeof *e);
  grow(&t, 2);
  grow(&t, 5);
  e->next = NULL;
  t.slots[0] = e;
  *slot(&t, 0) = NULL;
  free(t.slots[0]); /* sizeof(struct entry) */
  free(t.slots);
}

static void one_after_the_other(int n) {
  char *p = malloc(10);
  free(p); /* 10 */
  p = malloc(11);
  if (n) {
    p[0] = 1;
    free(p); /* 11 */
    p = malloc(12);
    free(p); /* 12 */
  } else {
    free(p); /* 11 */
  }
}

static void through_a_parameter(char *p) {
  free(p); /* 13 */
  p = malloc(14);
  free(p); /* 14 */
}

/* Where paths meet, or where it is not the function's assignments alone that count. */

static void branches(int n) {
  char *p = malloc(20);
  if (n) {
    free(p);
    p = malloc(21);
  }
  free(p); /* of 20 or 21 */
  p = malloc(22);
  if (n > 1) free(p), p = NULL;
  else if (n > 0) free(p), p = other();
  free(p);
}

static void operators(int n) {
  char *p = malloc(23), *kept = p;
  int found = n > 0 && (p = malloc(24)) != NULL;
  free(p); /* of 23 or 24 */
  if (found) free(kept);
  p = malloc(25);
  kept = p;
  n ? (p = malloc(26)) : p;
  free(p); /* of 25 or 26 */
  if (n) free(kept);
}

static void loops(int n) {
  char *p = malloc(27);
  for (int i = 0; i < n; i++) {
    free(p); /* of 27 or 28 */
    p = malloc(28);
  }
  free(p); /* of 27 or 28 */
  p = malloc(29);
  do {
    free(p); /* of 29 or 30 */
    p = malloc(30);
  } while (n-- > 0);
  free(p); /* 30 */
  p = malloc(31);
  char *first = p;
  while (p && (p = n < 0 ? malloc(32) : NULL) && n++ < 5) free(p); /* 32 */
  free(p);
  free(first); /* 31 */
}

static void leaving(int n) {
  char *p = malloc(33);
  for (;;) {
    if (n <= 1) break;
    free(p);
    p = malloc(34);
    if (n == 2) break;
    n--;
  }
  free(p); /* of 33 or 34 */
}

static void labels(int n) {
  char *p = malloc(35);
  if (n > 5) {
  again:
    free(p); /* of 35 or 36 */
    if (n == 6) return;
    n = 6;
  }
  if (n <= 6) {
    if (n < 6) free(p);
    p = malloc(36);
    n = 6;
    goto again;
  }
}

static void into_a_block(int n) {
  char *p = malloc(37);
  if (n == 1) goto inside;
  free(p);
  p = malloc(38);
  {
  inside:
    n = 0;
  }
  free(p); /* of 37 or 38 */
}

static void cases(int n) {
  char *p = malloc(39);
  switch (n) {
    case 0: free(p); p = malloc(40); /* fall through */
    case 1: free(p); /* of 39 or 40 */
      p = malloc(41);
      break;
    default: break;
  }
  free(p); /* of 39 or 41 */
}

static void duff(int n) {
  char *p = malloc(42);
  switch (n) {
    case 0:
      free(p); /* 42 */
      p = malloc(43);
      do {
        n--; /* fall through */
    case 1: n--;
      } while (n > 0);
      free(p); /* of 42 or 43 */
      return;
    default: free(p);
  }
}

static void change(char **p) {
  free(*p);
  *p = malloc(45);
}
static char **changed;
static void by_address(void) {
  char *p = malloc(44);
  change(&p);
  free(p); /* of 44 or 45 */
  p = malloc(46);
  changed = &p;
  char *q = p;
  changed[0] = malloc(47);
  free(p); /* of 46 or 47 */
  free(q);
}

static jmp_buf place;
static void again(void) { longjmp(place, 1); }
static void jumping(int n) {
  char *p = malloc(48);
  int turn = 0;
  volatile int kept = n;
  if (setjmp(place)) turn = 1;
  free(p); /* 48, or 49 where the variable stays in memory */
  if (turn) return;
  p = malloc(49);
  if (kept) again();
  free(p);
}
static void jumping_with_volatile(int n) {
  char *volatile p = malloc(50);
  volatile int kept = n;
  if (!setjmp(place)) {
    free(p);
    p = malloc(51);
    if (kept) again();
  }
  free(p); /* of 50 or 51 */
}

static void renew(char **p) {
  free(*p); /* of 52 or 53 */
}
static void with_cleanup(int n) {
  __attribute__((cleanup(renew))) char *p = malloc(52);
  if (n) {
    free(p);
    p = malloc(53);
  }
}

static void moved(int n) {
  char *p = malloc(54), *start = p;
  p++;
  p--;
  free(p); /* 54 */
  p = start = malloc(55);
  p += n > 9;
  free(start); /* 55 */
}

static void in_an_expression(int n) {
  char *p = malloc(56);
  int k = ({ free(p); p = malloc(57); n; });
  free(p); /* 57 */
  p = malloc(58);
  char *q = p;
  k = k ? ({ p = malloc(59); 1; }) : 0;
  free(p); /* of 58 or 59 */
  if (k) free(q);
}

static void by_assembly(void) {
  char *p = malloc(60), *q = malloc(61);
  __asm__("" : "+r"(p), "+r"(q));
  free(p);
  free(q);
}

static char *statics(void) {
  static char *p;
  char *last = p;
  p = malloc(62);
  free(last); /* 62 */
  return p;
}

int main(void) {
  table();
  for (int n = 0; n < 8; n++) {
    one_after_the_other(n);
    through_a_parameter(malloc(13));
    branches(n);
    operators(n);
    loops(n);
    leaving(n);
    labels(n);
    into_a_block(n);
    cases(n);
    if (n < 3) duff(n);
    by_address();
    jumping(0);
    jumping_with_volatile(n & 1);
    with_cleanup(n & 1);
    moved(n);
    in_an_expression(n);
    by_assembly();
    statics();
  }
  return 0;
}
