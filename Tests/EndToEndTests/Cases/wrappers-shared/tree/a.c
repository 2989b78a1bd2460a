#include "mem.h"

struct node {
  struct node *next;
  int value;
};
static struct node *head;

void push(int value) {
  struct node *n = xmalloc(sizeof *n);
  n->value = value;
  n->next = head;
  head = n;
}

void clear(void) {
  while (head) {
    struct node *n = head;
    head = n->next;
    xfree(n);
  }
}
