#include <stdlib.h>
#line 7 "grammar.c"
static char *value;
#line 12 "src/grammar.y" /* yacc.c:337 */
void action(void) { free(value); value = malloc(4); }
