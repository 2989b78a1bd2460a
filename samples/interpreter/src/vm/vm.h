/* The virtual machine: runs prototypes, calls natives, raises errors. */
#ifndef MARL_VM_VM_H
#define MARL_VM_VM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "objects/objects.h"

typedef struct Vm Vm;

typedef struct VmConfig {
    /*
     * Where the value stack comes from: an embedding program may want it in
     * memory of its own. The C library's functions unless set.
     */
    void *(*alloc)(size_t size);
    void (*release)(void *block);
    size_t stack_limit; /* in values */
    FILE *output;
    bool gc_stress;
} VmConfig;

/* Turns the name in an import statement into the module's table. */
typedef bool (*Importer)(Vm *vm, const char *name, TableObject **module, void *context);

VmConfig vm_default_config(void);

/* The pool must outlive the machine. NULL when memory is exhausted. */
Vm *vm_create(const VmConfig *config, StringPool *pool);
void vm_destroy(Vm *vm);

void vm_set_importer(Vm *vm, Importer importer, void *context);

Heap *vm_heap(Vm *vm);
FILE *vm_output(const Vm *vm);

/* Makes a native function known to all programs. */
void vm_define(Vm *vm, const char *name, NativeFunction function, int least, int most);

/* A table that lives as long as the machine, for a module's globals. */
TableObject *vm_new_globals(Vm *vm);

/* Runs the top of a file. False if it ended with an error. */
bool vm_run(Vm *vm, const Prototype *prototype, TableObject *globals);

/* Calls a function. Nothing refers to the result afterwards but the caller. */
bool vm_call(Vm *vm, Value callee, const Value *arguments, size_t count, Value *result);

/* A value on the stack, counted from the bottom. */
Value vm_slot(const Vm *vm, size_t index);

/* Raise an error, and return false. */
bool vm_throw(Vm *vm, Value error);
bool vm_fail(Vm *vm, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The error that ended a run and where it was, as text that the caller frees. */
char *vm_take_error(Vm *vm);

#endif
