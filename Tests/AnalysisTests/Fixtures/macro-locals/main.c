/* What macros declare in their bodies hides what their arguments would name. Run with proven sizes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WITH_N(action) \
  do { \
    size_t n = 3; \
    (void)n; \
    action; \
  } while (0)
#define WITH_OTHER(action) \
  do { \
    size_t other = 3; \
    (void)other; \
    action; \
  } while (0)
#define FROM_HERE(action) size_t n = 3; (void)n; action
#define NAMED(name, action) \
  do { \
    size_t name = 3; \
    (void)name; \
    action; \
  } while (0)

struct text { size_t n; char *p; };
static struct text other_text = {2, NULL};
#define WITH_TEXT(action) \
  do { \
    struct text *text = &other_text; \
    (void)text; \
    action; \
  } while (0)
#define EACH(item, count, action) \
  for (size_t n = 0, item = 0; n < (count); item = ++n) action

static void parameter(size_t n) {
  char *p = malloc(n);
  WITH_N(free(p)); /* not 'n' */
}
static void unhidden(size_t n) {
  char *p = malloc(n);
  WITH_OTHER(free(p)); /* n */
}
static void without_block(size_t n) {
  char *p = malloc(n);
  {
    FROM_HERE(free(p)); /* not 'n' */
  }
}
static void behind(size_t n) {
  char *p = malloc(n);
  {
    FROM_HERE((void)p);
    free(p); /* not 'n' */
  }
}
static void named(size_t n) {
  char *p = malloc(n);
  NAMED(n, free(p)); /* not 'n' */
}
static void in_loop(size_t n) {
  char *p = malloc(n);
  EACH(i, 2, { if (i == 1) free(p); }); /* not 'n' */
}
static void member(struct text *text) {
  char *p = malloc(text->n);
  WITH_TEXT(free(p)); /* not 'text->n' */
}
static void own_member(struct text *text) {
  (void)text;
  WITH_TEXT(free(text->p); text->p = NULL); /* that of other_text */
}

static size_t global_n = 7;
#define WITH_GLOBAL(action) \
  do { \
    size_t global_n = 2; \
    (void)global_n; \
    action; \
  } while (0)
static void global(void) {
  char *p = malloc(global_n);
  WITH_GLOBAL(free(p)); /* not 'global_n' */
}

/* Text in an array of a macro's own. */
#define WITH_NAME(number, action) \
  do { \
    char name[20]; \
    snprintf(name, sizeof name, "%d", number); \
    action; \
  } while (0)
static void name(void) {
  char *p = NULL;
  for (int i = 8; i < 12; i++) {
    WITH_NAME(i * i, free(p); p = malloc(strlen(name) + 1)); /* not 'strlen(name) + 1' */
  }
  free(p);
}

int main(void) {
  struct text text = {6, NULL};
  text.p = malloc(text.n);
  parameter(5);
  unhidden(5);
  without_block(6);
  behind(7);
  named(8);
  in_loop(9);
  member(&text);
  own_member(&text);
  global();
  name();
  free(text.p);
  return 0;
}
