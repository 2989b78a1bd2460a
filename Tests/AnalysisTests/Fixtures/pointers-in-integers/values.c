#include "values.h"

static struct {
  value words[4];
  int count;
} pile;

void push(value v) { pile.words[pile.count++] = v; }

value pop(void) { return pile.words[--pile.count]; }

value forward(value v) {
  value copy = v;
  return copy;
}
