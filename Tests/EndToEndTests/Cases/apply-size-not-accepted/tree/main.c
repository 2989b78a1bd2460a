#include <stdlib.h>

struct buffer {
  char *text;
  size_t capacity;
};

/* Nobody says what it does with the record: the size is inferred. */
void lib_read(struct buffer *buffer);

static void grow(struct buffer *buffer, size_t n) {
  buffer->capacity = n + 16;
  buffer->text = realloc(buffer->text, buffer->capacity);
}

int main(void) {
  struct buffer buffer = {0};
  grow(&buffer, 1);
  lib_read(&buffer);
  grow(&buffer, 100);
  return 0;
}
