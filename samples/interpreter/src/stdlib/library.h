/* The functions that every program has. */
#ifndef MARL_STDLIB_LIBRARY_H
#define MARL_STDLIB_LIBRARY_H

#include "vm/vm.h"

typedef struct NativeEntry {
    const char *name;
    NativeFunction function;
    int least; /* arguments */
    int most;
} NativeEntry;

/* Each ends with an entry without a name. */
extern const NativeEntry core_functions[];
extern const NativeEntry string_functions[];
extern const NativeEntry array_functions[];
extern const NativeEntry file_functions[];

void stdlib_install(Vm *vm);

#endif
