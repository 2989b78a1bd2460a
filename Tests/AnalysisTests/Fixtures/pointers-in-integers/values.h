#include <stdlib.h>

typedef unsigned long value;

void push(value v);
value pop(void);
value forward(value v);
