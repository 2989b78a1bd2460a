#pragma once
#ifdef __cplusplus
extern "C" {
#endif
#include <stdlib.h>
static inline void f(void *p) { free(p); }
#ifdef __cplusplus
}
#endif
