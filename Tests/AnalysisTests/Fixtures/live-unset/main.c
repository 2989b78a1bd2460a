#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Variables that have no value where the pointer is null: compilers would warn of a
   release that reads them, though it does not. */

static int copied(const char *name) {
  char *other = NULL;
  size_t length;
  if (name) {
    length = strlen(name) + 5;
    other = malloc(length);
    if (!other) return 1;
    snprintf(other, length, "%s.lck", name);
  }
  puts(other ? other : "none");
  if (other) free(other);
  return 0;
}

static int left(int count, int is_ready) {
  int *numbers = NULL, bytes, result = 1;
  if (!is_ready) goto out;
  bytes = count * (int)sizeof *numbers;
  numbers = malloc(bytes);
  if (!numbers) goto out;
  memset(numbers, 0, bytes);
  result = numbers[0];
out:
  free(numbers);
  return result;
}

/* These have one. */

static void initialised(const char *name) {
  char *other = NULL;
  size_t length = 0;
  if (name) {
    length = strlen(name) + 5;
    other = malloc(length);
  }
  free(other);
}

static void always(const char *name, int is_ready) {
  char *other = NULL;
  size_t length;
  length = strlen(name) + 5;
  if (is_ready) other = malloc(length);
  free(other);
}

static void parameter(size_t length, int is_ready) {
  char *other = NULL;
  if (is_ready) other = malloc(length);
  free(other);
}

static void counted(int is_ready) {
  static size_t length;
  char *other = NULL;
  if (is_ready) {
    length = 12;
    other = malloc(length);
  }
  free(other);
}

int main(int argc, char **argv) {
  initialised(argv[0]);
  initialised(NULL);
  always(argv[0], argc);
  always(argv[0], 0);
  parameter(argc, argc);
  parameter(argc, 0);
  counted(argc);
  counted(0);
  return copied(argv[0]) + copied(NULL) + left(argc, 1) + left(argc, 0) - 1;
}
