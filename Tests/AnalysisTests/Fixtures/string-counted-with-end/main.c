// Copies of as many characters as callers say. One caller's count is that of a scanner's buffer,
// which counts the end, too: such a copy is longer than its string.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static char buffer[64];
static int used;
static void collect(int c) { buffer[used++] = (char)c; }
static char *table[4];
static int entries;
static void keep(const char *text, size_t length) {
  char *copy = malloc(length + 1);
  if (!copy) abort();
  strncpy(copy, text, length);
  copy[length] = 0;
  table[entries++] = copy;
}
static char *part(const char *text, size_t length) {
  char *copy = malloc(length + 1);
  if (!copy) abort();
  memcpy(copy, text, length);
  copy[length] = 0;
  return copy;
}
static void scan(const char *text) {
  used = 0;
  while (*text) collect(*text++);
  collect(0);
  keep(buffer, (size_t)used);
}
int main(int argc, char **argv) {
  scan("name");
  keep(argv[0], strlen(argv[0]));
  const char *end = argv[0] + (argc > 0 ? 2 : 1);
  char *two = part(argv[0], (size_t)(end - argv[0]));
  puts(two);
  free(two);
  while (entries > 0) free(table[--entries]);
  return 0;
}
