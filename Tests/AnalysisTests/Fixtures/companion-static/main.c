// A block and its counter in static variables of a function.
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
static char *line(size_t need) {
  static char *buf;
  static size_t cap;
  if (need > cap) {
    free(buf);
    cap = need * 2;
    buf = malloc(cap);
  }
  return buf;
}
static long *grown(int need) {
  static long *v;
  static int room;
  if (need > room) {
    room = need + 3;
    v = realloc(v, room * sizeof *v);
  }
  return v;
}
/* near misses: another variable of the name, a counter out of sight */
static void hidden(int n) {
  static int *p;
  static int count;
  free(p);
  p = malloc(n * sizeof *p);
  count = n;
  if (n > 5) {
    int count = 0;
    (void)count;
    free(p);
    p = NULL;
  }
  if (!p) count = 0;
}
static int *shared(int **out, int n) {
  static int *p;
  { static int count; if (count > n) return p; count = n; free(p); p = calloc(n, sizeof *p); }
  free(p);
  p = NULL;
  *out = p;
  return p;
}
static char *kept(const char *s, int first) {
  static char *copy; static size_t bytes;
  if (first) { bytes = strlen(s) + 4; copy = malloc(bytes); strcpy(copy, s); return copy; }
  bytes++;
  free(copy); copy = NULL; bytes = 0; return NULL;
}
int main(void) {
  line(3)[5] = 1; line(30)[59] = 1; grown(2)[4] = 1; grown(20)[22] = 1;
  hidden(3); hidden(9); int *o; shared(&o, 3); kept("abc", 1); kept("", 0);
  return 0;
}
