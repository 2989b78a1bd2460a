#include <stdlib.h>
#include "a.h"

void f(int *p) {
	free(p);
	free(
		p // x
	);
}
