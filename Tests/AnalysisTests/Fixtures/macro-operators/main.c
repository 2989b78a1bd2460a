/* A buffer to which a macro appends: what its operators do is known from their operands,
   also where libclang does not tell them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct buffer {
  char *text;
  int used, size;
};

static int extend(struct buffer *b, int least) {
  char *t;
  int size;
  if (b->size >= least) return 0;
  size = b->size * 2;
  if (size < least + 8) size = least + 8;
  if (!(t = (char *)realloc(b->text, (size_t)size))) return -1;
  b->size = size;
  b->text = t;
  return 0;
}

static int append(struct buffer *b, const char *text, int size) {
  if (b->size <= b->used + size + 1 && extend(b, b->used + size + 1) < 0) return -1;
  memcpy(b->text + b->used, text, (size_t)size);
  b->used += size;
  b->text[b->used] = 0;
  return size;
}

#define APPEND(b, from, count)                                 \
  do {                                                         \
    if ((b->size - b->used) > count) {                         \
      memcpy(b->text + b->used, (from), (size_t)count);        \
      b->used += count;                                        \
      b->text[b->used] = '\0';                                 \
    } else {                                                   \
      append(b, (from), count);                                \
    }                                                          \
  } while (0)

/* One that does change the counter. */
#define SHRINK(b) (b->size = b->used + 1)

static struct buffer *make(void) {
  struct buffer *b = calloc(1, sizeof *b);
  if (!b) return NULL;
  b->size = 32;
  if (!(b->text = (char *)malloc((size_t)b->size))) {
    free(b);
    return NULL;
  }
  b->text[0] = 0;
  return b;
}

static void drop(struct buffer *b) {
  if (!b) return;
  free(b->text);
  free(b);
}

struct shrunk {
  char *text;
  int used, size;
};

static void fill(struct shrunk *s, int n) {
  s->size = n;
  s->text = malloc((size_t)n);
  s->used = 0;
}

static void drop_shrunk(struct shrunk *s) { free(s->text); }

int main(int argc, char **argv) {
  struct buffer *b = make();
  struct shrunk s, *p = &s;
  char text[7];
  (void)argv;
  if (!b) return 1;
  snprintf(text, sizeof text, "x%d", argc);
  APPEND(b, text, (int)sizeof text - 1);
  APPEND(b, "0123456789012345678901234567890123456789", 40);
  drop(b);
  fill(p, 30);
  SHRINK(p);
  drop_shrunk(p);
  return 0;
}
