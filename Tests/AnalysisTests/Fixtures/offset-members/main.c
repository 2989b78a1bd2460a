#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Members that are written and read by their offsets, as tables of options do. */

static char *fill(const char *text, size_t room) {
  char *copy = malloc(strlen(text) + room);
  strcpy(copy, text);
  return copy;
}

/* A table of offsets. */
struct config {
  int port;
  char *name;
};
struct option {
  int kind;
  size_t offset;
};
static const struct option options[] = {{0, offsetof(struct config, port)},
                                        {1, offsetof(struct config, name)}};

static void set(void *base, const struct option *option, const char *text) {
  if (option->kind == 0)
    *(int *)((char *)base + option->offset) = atoi(text);
  else
    *(char **)((char *)base + option->offset) = fill(text, 20);
}

static void table(void) {
  struct config config = {0, NULL};
  set(&config, &options[0], "80");
  config.name = strdup("default");
  free(config.name);
  set(&config, &options[1], "given");
  if (!config.name) config.name = strdup("default");
  free(config.name);
}

/* By a function that gives the place, and one that takes it. */
struct record {
  int number;
  char *text;
};

static void *place(void *base, size_t offset) { return (char *)base + offset; }

static void put(char **to, const char *text) { *to = fill(text, 30); }

static void functions(int argc) {
  struct record record = {0, NULL};
  if (argc > 1)
    put(place(&record, offsetof(struct record, text)), "given");
  else
    record.text = strdup("default");
  free(record.text);
}

/* By an index into the record. */
struct words {
  char *first;
  char *second;
};

static void word(void *base, size_t offset, const char *text) {
  ((char **)base)[offset / sizeof(char *)] = fill(text, 40);
}

static void indexed(int argc) {
  struct words words = {NULL, NULL};
  if (argc > 1)
    word(&words, offsetof(struct words, second), "given");
  else
    words.second = strdup("default");
  free(words.second);
}

/* By a pointer to bytes that moves there. */
struct walked {
  int code;
  char *text;
};

static void walk(void *base, size_t offset, const char *text) {
  char *at = base;
  at += offset;
  *(char **)at = fill(text, 50);
}

static void moved(int argc) {
  struct walked walked = {0, NULL};
  if (argc > 1)
    walk(&walked, offsetof(struct walked, text), "given");
  else
    walked.text = strdup("default");
  free(walked.text);
}

/* By a function that gets the record's bytes. */
struct passed {
  int code;
  char *text;
};

static void pass(char *base, size_t offset, const char *text) {
  *(char **)(base + offset) = fill(text, 60);
}

static void given(int argc) {
  struct passed passed = {0, NULL};
  if (argc > 1)
    pass((char *)&passed, offsetof(struct passed, text), "given");
  else
    passed.text = strdup("default");
  free(passed.text);
}

/* What the C library puts there. */
struct message {
  int code;
  char *line;
};

static void print(void *base, size_t offset, int number) {
  if (asprintf((char **)((char *)base + offset), "%d", number) < 0) abort();
}

static void printed(int argc) {
  struct message message = {0, NULL};
  if (argc > 1)
    print(&message, offsetof(struct message, line), argc);
  else
    message.line = strdup("default");
  free(message.line);
}

/* A count that is changed so. */
#define FIELD(base, offset, type) (*(type *)((char *)(base) + (offset)))

struct numbers {
  int *values;
  int count;
};

static void counted(int argc) {
  struct numbers numbers;
  numbers.count = argc + 5;
  numbers.values = malloc(numbers.count * sizeof *numbers.values);
  FIELD(&numbers, offsetof(struct numbers, count), int) = 1;
  free(numbers.values);
}

/* A count that memset clears. */
struct tail {
  char *bytes;
  size_t size;
  int flags;
};

static void clear(struct tail *tail) {
  memset((char *)tail + offsetof(struct tail, size), 0, sizeof *tail - offsetof(struct tail, size));
}

static void cleared(int argc) {
  struct tail tail;
  tail.size = (size_t)argc + 50;
  tail.bytes = malloc(tail.size);
  clear(&tail);
  free(tail.bytes);
}

/* What is released so. */
struct owner {
  long id;
  char *held;
};

static void drop(void *base, size_t offset) { free(*(char **)((char *)base + offset)); }

static void released(void) {
  struct owner owner = {1, malloc(4)};
  drop(&owner, offsetof(struct owner, held));
}

/* A member of no table, beside one: its size is known. */
struct plain {
  char *own;
};

static void untouched(void) {
  struct plain plain = {malloc(12)};
  free(plain.own);
}

/* The block behind a header: moved by the size of a type. */
struct header {
  size_t size;
};

static void *behind(struct header *header) { return (char *)header + sizeof *header; }

static void headed(void) {
  struct header *header = malloc(sizeof *header + 8);
  memset(behind(header), 0, 8);
  free(header);
}

int main(int argc, char **argv) {
  table();
  functions(argc);
  indexed(argc);
  moved(argc);
  given(argc);
  printed(argc);
  counted(argc);
  cleared(argc);
  released();
  untouched();
  headed();
  return argv[0] == NULL;
}
