#include <stdlib.h>
#include <string.h>

/* Macros that another configuration makes something else: the rules name two of them. */
#ifdef DEBUGGING
#define xmalloc(n) debug_malloc(n, __LINE__)
#define xfree(p) debug_free(p, __LINE__)
#define drop(p) debug_free(p, __LINE__)
#else
#define xmalloc(n) malloc(n)
#define xfree(p) free((void *)(p))
#define drop(p) free(p)
#endif

struct node {
  struct node *next;
  long value;
};

int main(void) {
  struct node *list = NULL;
  for (int i = 0; i < 3; i++) {
    struct node *node = xmalloc(sizeof *node);
    node->value = i;
    node->next = list;
    list = node;
  }
  while (list) {
    struct node *next = list->next;
    xfree(list);
    list = next;
  }
  char *text = xmalloc(20);
  text[0] = 0;
  xfree(text);
  int *one = xmalloc(sizeof *one);
  drop(one);
  char *two = xmalloc(4);
  drop(two);
  return 0;
}
