#include "middle_refactored.h"
#include "other.h"
int main(void) { drop(0); }
