#include "modules/loader.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "modules/archive.h"
#include "strings/text.h"
#include "support/alloc.h"
#include "support/file.h"
#include "support/list.h"
#include "support/map.h"

typedef enum PlaceKind { PLACE_DIRECTORY, PLACE_ARCHIVE } PlaceKind;

/* Somewhere to look for modules. */
typedef struct Place {
    PlaceKind kind;
    char *path;
    union {
        char *directory; /* as the system knows it, without links */
        Archive *archive;
    } as;
} Place;

typedef struct Module {
    TableObject *exports;
    bool loading;
} Module;

struct Loader {
    Vm *vm;
    StringPool *pool;
    List *places;  /* of Place, in the order to search */
    Map *modules;  /* of Module, by where they were found */
    List *code;    /* of Prototype: functions may be left of any of them */
    List *pending; /* names of the modules that are being loaded */
};

/* A module's source; everything is owned. */
typedef struct Found {
    char *key;
    char *origin;
    char *source;
    size_t length;
} Found;

static void release_found(Found *found)
{
    FREE_AND_NULL(found->key);
    FREE_AND_NULL(found->origin);
    FREE_AND_NULL(found->source);
}

static void release_place(void *item)
{
    Place *place = item;
    switch (place->kind) {
    case PLACE_DIRECTORY:
        free(place->as.directory);
        break;
    case PLACE_ARCHIVE:
        archive_close(place->as.archive);
        break;
    }
    free(place->path);
    free(place);
}

static void release_module(void *value)
{
    Module *module = (Module *)value;
    free(module); /* the exports belong to the heap */
}

static bool import_module(Vm *vm, const char *name, TableObject **exports, void *context);

Loader *loader_create(Vm *vm, StringPool *pool)
{
    Loader *loader = NEW(Loader);
    if (loader == NULL)
        return NULL;
    loader->vm = vm;
    loader->pool = pool;
    loader->places = list_create();
    loader->modules = map_create(release_module);
    loader->code = list_create();
    loader->pending = list_create();
    if (loader->places == NULL || loader->modules == NULL || loader->code == NULL
        || loader->pending == NULL) {
        loader_destroy(loader);
        return NULL;
    }
    vm_set_importer(vm, import_module, loader);
    return loader;
}

void loader_destroy(Loader *loader)
{
    if (loader == NULL)
        return;
    vm_set_importer(loader->vm, NULL, NULL);
    list_free(loader->places, release_place);
    map_destroy(loader->modules);
    while (loader->code != NULL && list_length(loader->code) > 0)
        prototype_destroy(list_pop(loader->code), loader->pool);
    list_free(loader->code, NULL);
    list_free(loader->pending, free);
    free(loader);
}

/* --- the search path ----------------------------------------------------- */

/* The path without links and dots, for the caller to free; NULL if there is none. */
static char *canonical_path(const char *path)
{
#ifdef _WIN32
    char *full = malloc(_MAX_PATH);
    if (full != NULL && _fullpath(full, path, _MAX_PATH) == NULL) {
        free(full);
        full = NULL;
    }
    return full;
#else
    return realpath(path, NULL);
#endif
}

const char *loader_add_path(Loader *loader, const char *path)
{
    const char *problem = NULL;
    Place *place = NEW(Place);
    if (place == NULL)
        return "out of memory";
    place->path = text_copy(path);
    if (text_ends_with(path, ARCHIVE_SUFFIX)) {
        place->kind = PLACE_ARCHIVE;
        problem = archive_open(path, &place->as.archive);
    } else {
        place->kind = PLACE_DIRECTORY;
        place->as.directory = canonical_path(path);
        if (place->as.directory == NULL)
            problem = "no such directory";
    }
    if (problem == NULL && !list_push(loader->places, place))
        problem = "out of memory";
    if (problem != NULL)
        release_place(place);
    return problem;
}

const char *loader_add_path_list(Loader *loader, const char *paths)
{
    const char *problem = NULL;
    char **parts = text_split(paths, ':');
    for (char **part = parts; *part != NULL && problem == NULL; part++)
        problem = loader_add_path(loader, *part);
    text_split_free(parts);
    return problem;
}

static bool find_in_directory(const Place *place, const char *name, Found *found)
{
    char *path = text_path(place->as.directory, name, SOURCE_SUFFIX);
    found->key = canonical_path(path);
    free(path);
    if (found->key == NULL || read_file(found->key, &found->source, &found->length) != 0) {
        release_found(found);
        return false;
    }
    found->origin = text_path(place->path, name, SOURCE_SUFFIX);
    return true;
}

static bool find_in_archive(const Place *place, const char *name, Found *found)
{
    char *file = xmalloc(strlen(name) + sizeof SOURCE_SUFFIX);
    strcpy(file, name);
    strcat(file, SOURCE_SUFFIX);
    const ArchiveMember *member = archive_find(place->as.archive, file);
    if (member != NULL) {
        found->key = text_path(place->path, file, "");
        found->origin = text_copy(found->key);
        found->length = member->size;
        found->source = xmalloc(member->size + 1);
        memcpy(found->source, member->data, member->size + 1);
    }
    free(file);
    return member != NULL;
}

static bool find_module(const Loader *loader, const char *name, Found *found)
{
    for (size_t i = 0; i < list_length(loader->places); i++) {
        const Place *place = list_at(loader->places, i);
        if (place->kind == PLACE_DIRECTORY ? find_in_directory(place, name, found)
                                           : find_in_archive(place, name, found))
            return true;
    }
    return false;
}

/* --- loading ------------------------------------------------------------- */

const Prototype *loader_compile(Loader *loader, const char *source, size_t length,
                                const CompileOptions *options, Diagnostics *diagnostics)
{
    Prototype *prototype = compile_source(source, length, options, loader->pool, diagnostics);
    if (prototype != NULL && !list_push(loader->code, prototype)) {
        prototype_destroy(prototype, loader->pool);
        out_of_memory(sizeof(Prototype *));
    }
    return prototype;
}

static bool run_module(Loader *loader, const Found *found, TableObject *exports)
{
    Diagnostics diagnostics;
    diagnostics_init(&diagnostics);
    CompileOptions options = {.origin = found->origin};
    const Prototype *prototype =
        loader_compile(loader, found->source, found->length, &options, &diagnostics);
    bool done = false;
    if (prototype != NULL)
        done = vm_run(loader->vm, prototype, exports);
    else
        vm_fail(loader->vm, "%s:%d: %s", found->origin, diagnostics.first->line,
                diagnostics.first->message);
    diagnostics_clear(&diagnostics);
    return done;
}

static bool fail_circular(const Loader *loader, const char *name)
{
    StrBuf chain = STRBUF_EMPTY;
    for (size_t i = 0; i < list_length(loader->pending); i++)
        strbuf_format(&chain, "%s -> ", (const char *)list_at(loader->pending, i));
    strbuf_text(&chain, name);
    vm_fail(loader->vm, "circular import: %s", chain.data);
    strbuf_free(&chain);
    return false;
}

/* A module that failed is forgotten, so that a later import tries again. */
static bool load_module(Loader *loader, const char *name, const Found *found,
                        TableObject **exports)
{
    Module *module = NEW(Module);
    char *pending = text_copy(name);
    if (module == NULL || !list_push(loader->pending, pending)) {
        free(pending);
        free(module);
        return vm_fail(loader->vm, "out of memory");
    }
    module->loading = true;
    module->exports = vm_new_globals(loader->vm);
    if (!map_put(loader->modules, found->key, module))
        out_of_memory(sizeof(Module));

    bool done = run_module(loader, found, module->exports);
    module->loading = false;
    free(list_pop(loader->pending));
    if (done)
        *exports = module->exports;
    else
        release_module(map_take(loader->modules, found->key));
    return done;
}

static bool import_module(Vm *vm, const char *name, TableObject **exports, void *context)
{
    Loader *loader = context;
    Found found = {NULL, NULL, NULL, 0};
    if (!find_module(loader, name, &found))
        return vm_fail(vm, "no module '%s' in the search path", name);

    bool done = true;
    const Module *known = map_get(loader->modules, found.key);
    if (known == NULL)
        done = load_module(loader, name, &found, exports);
    else if (known->loading)
        done = fail_circular(loader, name);
    else
        *exports = known->exports;
    release_found(&found);
    return done;
}
