#include "cli/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stdlib/library.h"

bool session_open(Session *session, const VmConfig *config)
{
    memset(session, 0, sizeof *session);
    session->pool = pool_create();
    session->vm = vm_create(config, session->pool);
    if (session->vm == NULL)
        goto fail;
    session->loader = loader_create(session->vm, session->pool);
    if (session->loader == NULL)
        goto fail;
    stdlib_install(session->vm);
    session->globals = vm_new_globals(session->vm);
    return true;

fail:
    session_close(session);
    return false;
}

void session_close(Session *session)
{
    loader_destroy(session->loader);
    vm_destroy(session->vm);
    pool_destroy(session->pool);
    memset(session, 0, sizeof *session);
}

void session_set_arguments(Session *session, char **arguments)
{
    Heap *heap = vm_heap(session->vm);
    ArrayObject *array = array_new(heap, 0);
    heap_pin(heap, array);
    for (; *arguments != NULL; arguments++)
        array_push(array, value_object(string_from(heap, *arguments, strlen(*arguments))));
    Interned *name = pool_intern_text(session->pool, "args");
    table_set(session->globals, name, value_object(array));
    pool_release(session->pool, name);
    heap_unpin(heap);
}

void session_report(const char *origin, const Diagnostics *diagnostics)
{
    fflush(stdout);
    for (const Diagnostic *entry = diagnostics->first; entry != NULL; entry = entry->next)
        fprintf(stderr, "%s:%d: error: %s\n", origin, entry->line, entry->message);
}

bool session_run_code(Session *session, const Prototype *prototype)
{
    bool done = vm_run(session->vm, prototype, session->globals);
    fflush(stdout);
    if (!done) {
        char *error = vm_take_error(session->vm);
        fprintf(stderr, "error: %s\n", error);
        free(error);
    }
    return done;
}

bool session_run(Session *session, const char *source, size_t length, const char *origin)
{
    Diagnostics diagnostics;
    diagnostics_init(&diagnostics);
    CompileOptions options = {.origin = origin};
    const Prototype *prototype =
        loader_compile(session->loader, source, length, &options, &diagnostics);
    session_report(origin, &diagnostics);
    diagnostics_clear(&diagnostics);
    return prototype != NULL && session_run_code(session, prototype);
}
