/* A machine with its library, its loader and its pool, ready to run programs. */
#ifndef MARL_CLI_SESSION_H
#define MARL_CLI_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "modules/loader.h"
#include "strings/pool.h"
#include "vm/vm.h"

typedef struct Session {
    StringPool *pool;
    Vm *vm;
    Loader *loader;
    TableObject *globals; /* of the main program */
} Session;

bool session_open(Session *session, const VmConfig *config);
void session_close(Session *session);

/* Makes the program's arguments the global "args". */
void session_set_arguments(Session *session, char **arguments);

/* Both print what goes wrong on stderr. */
bool session_run(Session *session, const char *source, size_t length, const char *origin);
void session_report(const char *origin, const Diagnostics *diagnostics);
bool session_run_code(Session *session, const Prototype *prototype);

#endif
