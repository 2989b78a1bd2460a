#include <stdlib.h>
#ifdef __cplusplus
extern "C" {
#endif
#include "late.h"
#if A
static int f(void) {
#else
static int g(void) {
#endif
  return 0;
}
static const int table[] = {
#include "table.inc"
};
#define OPEN {

void h(void *p) { free(p); }
#ifdef __cplusplus
}
#endif
