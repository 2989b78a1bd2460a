#include <stdlib.h>
// One macro for two subsystems, and one for a single one.
#define NEW(n) (char *)malloc(n)
#define NEW_X(n) (char *)malloc(n)

void x_one(void) { char *p = NEW(3); free(p); }
void y_one(void) { char *p = NEW(4); free(p); }
void y_two(void) { char *p = NEW(5); free(p); }

void x_two(void) { char *p = NEW_X(6); free(p); }
void x_three(void) { char *p = NEW_X(7); free(p); }
