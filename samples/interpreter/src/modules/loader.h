/* Finds, compiles and runs source files, each imported one once. */
#ifndef MARL_MODULES_LOADER_H
#define MARL_MODULES_LOADER_H

#include <stdbool.h>
#include <stddef.h>

#include "compiler/compiler.h"
#include "support/diagnostics.h"
#include "vm/vm.h"

#define SOURCE_SUFFIX ".marl"

typedef struct Loader Loader;

/* Becomes the machine's importer. The pool must outlive the loader. */
Loader *loader_create(Vm *vm, StringPool *pool);

/* After this, code that came from the loader can no longer run. */
void loader_destroy(Loader *loader);

/* Adds a directory or an archive to the search path; NULL or what is wrong. */
const char *loader_add_path(Loader *loader, const char *path);

/* The same for several, separated by colons; stops at the first problem. */
const char *loader_add_path_list(Loader *loader, const char *paths);

/* Code that belongs to the loader; NULL after adding a diagnostic. */
const Prototype *loader_compile(Loader *loader, const char *source, size_t length,
                                const CompileOptions *options, Diagnostics *diagnostics);

#endif
