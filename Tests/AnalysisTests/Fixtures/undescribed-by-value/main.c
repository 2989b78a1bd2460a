/* A library that no rule describes gets a record with functions as a value, as fopencookie
   does, and calls them with what it was given beside it. */
#include <stdlib.h>
#include <string.h>

struct operations {
  int (*read)(void *context, char *buffer);
  void (*close)(void *context);
};
struct stream;
struct stream *stream_new(void *context, struct operations operations);
void stream_close(struct stream *stream);

struct cookie {
  char *buffer;
  size_t size;
};

static int cookie_read(void *context, char *buffer) {
  struct cookie *c = context;
  memcpy(buffer, c->buffer, c->size);
  return (int)c->size;
}

static void cookie_close(void *context) {
  struct cookie *c = context;
  free(c->buffer);
  free(c);
}

static struct operations operations = {cookie_read, cookie_close};

int main(void) {
  struct cookie *c = malloc(sizeof *c);
  c->size = 20;
  c->buffer = malloc(c->size);
  memset(c->buffer, 'x', c->size);
  stream_close(stream_new(c, operations));
  return 0;
}
