/* Assignments behind which control surely jumps past the release do not count. */
#include <stdlib.h>

static int cond(int n) { return n > 3; }

static void returns(size_t n) {
  char *p = malloc(n);
  if (n == 2) {
    free(p);
    n = 0;
    return;
  }
  free(p);
}
static void changes_first(size_t n) {
  char *p = malloc(n);
  if (n == 2) {
    n = 0;
    free(p);
    return;
  }
  free(p);
}
static void jumps(size_t n) {
  char *p = malloc(n);
  if (n == 2) {
    n = 0;
    goto out;
  }
  free(p);
  return;
out:
  free(p);
}

/* Near miss: not each time. */
static void jumps_rarely(size_t n, int rarely) {
  char *p = malloc(n);
  if (n == 2) {
    n++;
    if (rarely) goto out;
  }
  free(p);
  return;
out:
  free(p);
}
/* Near miss: another jump comes first. */
static void jumps_elsewhere(size_t n, int rarely) {
  char *p = malloc(n);
  if (n == 2) {
    n++;
    if (!rarely) goto here;
    goto out;
  }
here:
  free(p);
  return;
out:
  free(p);
}
/* Near miss: the jump leads to the next turn of a loop. */
static void turns(size_t n) {
  char *p = malloc(n);
  for (int i = 0; i < 3; i++) {
    if (i == 1) {
      n++;
      goto next;
    }
    if (i == 2) {
      free(p);
      break;
    }
  next:;
  }
}
/* The block is of the same turn. */
static void turns_alone(size_t n) {
  for (int i = 0; i < 3; i++) {
    char *p = malloc(n);
    if (i == 1) {
      free(p);
      n++;
      goto next;
    }
    free(p);
  next:;
  }
}
/* Near miss: a break that leads to the release. */
static void breaks(size_t n) {
  char *p = malloc(n);
  for (int i = 0; i < 3; i++) {
    if (i == 1) {
      n++;
      break;
    }
  }
  free(p);
}
/* A break past it. */
static void breaks_past(size_t n) {
  for (int i = 0; i < 3; i++) {
    char *p = malloc(n);
    if (i == 1) {
      free(p);
      n++;
      break;
    }
    free(p);
  }
}
/* Near miss: a jump back. */
static void back(size_t n) {
  char *p = malloc(n);
  int i = 0;
again:
  if (i++ == 0) {
    n++;
    goto again;
  }
  free(p);
}
/* Near miss: a jump past and back again. */
static void past_and_back(size_t n) {
  char *p = malloc(n);
  int i = 0;
release:
  if (i == 0) {
    n++;
    goto past;
  }
  free(p);
  return;
past:
  i = 1;
  goto release;
}
/* Near miss: a computed jump. */
static void computed(size_t n) {
  void *to = &&release;
  char *p = malloc(n);
  if (n == 2) {
    n++;
    goto past;
  }
release:
  free(p);
  return;
past:
  goto *to;
}
/* Near miss: the case before falls through. */
static void falls(size_t n) {
  char *p = malloc(n);
  switch (n) {
    case 2: n++; /* fall through */
    case 3: free(p); break;
    default: free(p); break;
  }
}
/* Cases that break. */
static void cases(size_t n) {
  char *p = malloc(n);
  switch (cond((int)n)) {
    case 0:
      free(p);
      n = 9;
      break;
    default: free(p); break;
  }
}

int main(void) {
  for (size_t n = 2; n < 5; n++) {
    returns(n);
    changes_first(n);
    jumps(n);
    jumps_rarely(n, 0);
    jumps_rarely(n, 1);
    jumps_elsewhere(n, 0);
    jumps_elsewhere(n, 1);
    turns(n);
    turns_alone(n);
    breaks(n);
    breaks_past(n);
    back(n);
    past_and_back(n);
    computed(n);
    falls(n);
    cases(n);
  }
  return 0;
}
