#include "middle.h"
#include "other.h"
int main(void) { drop(0); }
