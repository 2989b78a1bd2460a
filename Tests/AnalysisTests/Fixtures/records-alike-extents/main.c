/* Records that begin alike and are met, as it seems, in variables: past the end of one there are no
   members. Run with proven sizes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Text and numbers in which the members have no room. */
struct base_a { int kind; void *user; };
struct names_a { struct base_a base; char *text; };
struct numbers_a { struct base_a base; char *all; };
static struct base_a *make_a(int kind, size_t n) {
  struct base_a *base = malloc(n);
  base->kind = kind;
  base->user = NULL;
  return base;
}
static void put_a(struct base_a *base) {
  if (base->kind == 1) free(((struct names_a *)base)->text); /* 10 bytes */
  if (base->kind == 2) free(((struct numbers_a *)base)->all); /* 20 bytes */
  if (base->kind == 3) put_a(base->user);
  free(base); /* unsized */
}
static int level_a;
static void main_a(void) {
  static char title[16] = "title";
  char note[] = "a note";
  int count = 3;
  struct base_a *names = make_a(1, sizeof(struct names_a));
  struct base_a *numbers = make_a(2, sizeof(struct numbers_a));
  struct base_a *outer = make_a(3, sizeof(struct base_a));
  ((struct names_a *)names)->text = malloc(10);
  ((struct numbers_a *)numbers)->all = malloc(20);
  names->user = note;
  numbers->user = level_a ? (void *)&count : title;
  outer->user = names;
  printf("%s %s\n", (char *)names->user, (char *)numbers->user);
  put_a(outer);
  put_a(numbers);
}

/* An array in which they have: just so. */
struct base_b { int kind; void *user; };
struct names_b { struct base_b base; char *text; };
struct numbers_b { struct base_b base; char *all; };
static struct base_b *made_b;
static void put_b(struct base_b *base) {
  if (base->kind == 1) {
    free(((struct names_b *)base)->text); /* unsized: of 20 bytes */
    ((struct names_b *)base)->text = malloc(10);
  }
  if (base->kind == 2) {
    free(((struct numbers_b *)base)->all); /* unsized: of 10 bytes */
    ((struct numbers_b *)base)->all = malloc(20);
  }
}
static void main_b(void) {
  static _Alignas(16) char room[24];
  void *start = room;
  made_b = start;
  made_b->kind = 2;
  ((struct numbers_b *)made_b)->all = malloc(10);
  put_b(start);
  made_b->kind = 1;
  put_b(start);
  free(((struct names_b *)made_b)->text); /* unsized */
}

/* An array of which this unit sees the beginning only. */
struct one_c { int kind; void *user; char *text; };
struct two_c { int kind; void *user; char *all; };
extern char room_c[];
static void swap_c(void *start) {
  struct two_c *two = start;
  free(two->all); /* unsized: of 10 bytes */
  two->all = malloc(20);
}
static void main_c(void) {
  struct one_c *one = (struct one_c *)(void *)room_c;
  one->text = malloc(10);
  swap_c(room_c);
  free(one->text); /* unsized */
}
_Alignas(16) char room_c[24];

int main(void) {
  struct base_a *alone = make_a(1, sizeof(struct names_a));
  ((struct names_a *)alone)->text = malloc(10);
  put_a(alone);
  main_a();
  main_b();
  main_c();
  return 0;
}
