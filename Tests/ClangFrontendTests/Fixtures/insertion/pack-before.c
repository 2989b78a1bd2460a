#pragma pack(push, 1)
#pragma pack(push)
#pragma pack(2)
#include <stdlib.h>
#pragma pack()
#pragma pack(pop)
#include <stdio.h>
#pragma pack(pop)
#include <string.h>

void f(void) { free(malloc(3)); }
