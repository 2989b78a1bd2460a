/* What a function written in C sees of its call. */
#ifndef MARL_VM_NATIVE_H
#define MARL_VM_NATIVE_H

#include "vm/vm.h"

typedef struct NativeCall {
    Vm *vm;
    const char *name;
    size_t base; /* of the arguments on the stack, which may move */
    int count;
    Value result; /* nil unless set */
} NativeCall;

/* An argument, or nil if it wasn't given. */
Value native_argument(const NativeCall *call, int index);

/* These raise an error and return false when the argument is another kind. */
bool native_number(NativeCall *call, int index, double *number);
bool native_text(NativeCall *call, int index, const Interned **text);
bool native_array(NativeCall *call, int index, ArrayObject **array);
bool native_table(NativeCall *call, int index, TableObject **table);

/* Both set the result and return true. */
bool native_return(NativeCall *call, Value result);
bool native_return_buffer(NativeCall *call, StrBuf *buffer);

#endif
