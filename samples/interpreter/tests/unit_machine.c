/* The interpreter as a library: hooks, native functions, errors. */
#include <stdlib.h>
#include <string.h>

#include "compiler/compiler.h"
#include "modules/loader.h"
#include "stdlib/library.h"
#include "unit.h"
#include "vm/native.h"

/* --- allocation hooks ---------------------------------------------------- */

static int blocks_taken;
static int blocks_given_back;
static int blocks_left = -1; /* until the hook fails; never if negative */

static void *counting_alloc(size_t size)
{
    if (blocks_left == 0)
        return NULL;
    if (blocks_left > 0)
        blocks_left--;
    blocks_taken++;
    return malloc(size);
}

static void counting_release(void *block)
{
    blocks_given_back += block != NULL;
    free(block);
}

static VmConfig counting_config(int blocks)
{
    VmConfig config = vm_default_config();
    config.alloc = counting_alloc;
    config.release = counting_release;
    blocks_left = blocks;
    blocks_taken = 0;
    blocks_given_back = 0;
    return config;
}

/* --- a small embedding program ------------------------------------------- */

static double reported;

static bool native_report(NativeCall *call)
{
    return native_number(call, 0, &reported);
}

/* Runs a program; the text of its error, or NULL if there was none. */
static char *run(const VmConfig *config, const char *source)
{
    char *error = NULL;
    StringPool *pool = pool_create();
    Vm *vm = vm_create(config, pool);
    if (vm == NULL) {
        pool_destroy(pool);
        return strdup("no machine");
    }
    stdlib_install(vm);
    vm_define(vm, "report", native_report, 1, 1);
    Diagnostics diagnostics;
    diagnostics_init(&diagnostics);
    CompileOptions options = {.origin = "unit"};
    Prototype *prototype = compile_source(source, strlen(source), &options, pool, &diagnostics);
    if (prototype == NULL)
        error = strdup(diagnostics.first->message);
    else if (!vm_run(vm, prototype, vm_new_globals(vm)))
        error = vm_take_error(vm);
    diagnostics_clear(&diagnostics);
    vm_destroy(vm);
    prototype_destroy(prototype, pool);
    CHECK(pool_count(pool) == 0); /* nothing holds on to a string */
    pool_destroy(pool);
    return error;
}

static const char recursive[] =
    "fn sum(n) { if n == 0 { return 0 } return n + sum(n - 1) }\n"
    "report(sum(1000))\n";

static void test_run(void)
{
    VmConfig config = vm_default_config();
    CHECK(run(&config, recursive) == NULL);
    CHECK(reported == 500500);
    char *error = run(&config, "let x = ");
    CHECK(error != NULL && strcmp(error, "expected an expression") == 0);
    free(error);
    error = run(&config, "report(\"text\")");
    CHECK(error != NULL && strstr(error, "must be of type number") != NULL);
    CHECK(error != NULL && strstr(error, "at unit:1") != NULL);
    free(error);
    error = run(&config, "import \"anything\"");
    CHECK(error != NULL && strstr(error, "cannot import") != NULL);
    free(error);
}

static void test_hooks(void)
{
    VmConfig config = counting_config(-1);
    CHECK(run(&config, recursive) == NULL);
    CHECK(blocks_taken > 1);
    CHECK(blocks_taken == blocks_given_back);

    config = counting_config(0);
    char *error = run(&config, recursive);
    CHECK(error != NULL && strcmp(error, "no machine") == 0);
    free(error);

    config = counting_config(1); /* the first stack, but no larger one */
    error = run(&config, recursive);
    CHECK(error != NULL && strncmp(error, "stack overflow", 14) == 0);
    free(error);
    CHECK(blocks_taken == 1 && blocks_given_back == 1);
}

static void test_limit(void)
{
    VmConfig config = vm_default_config();
    config.stack_limit = 1000;
    char *error = run(&config, recursive);
    CHECK(error != NULL && strncmp(error, "stack overflow", 14) == 0);
    free(error);
    CHECK(run(&config, "report(sqrt(4))") == NULL);
    CHECK(reported == 2);
}

static void test_unclaimed_error(void)
{
    StringPool *pool = pool_create();
    VmConfig config = vm_default_config();
    Vm *vm = vm_create(&config, pool);
    CHECK(!vm_fail(vm, "nobody asks for %d", 1));
    vm_destroy(vm); /* frees the trace */
    vm_destroy(NULL);
    pool_destroy(pool);
}

/* --- the objects --------------------------------------------------------- */

static void test_collector(void)
{
    StringPool *pool = pool_create();
    Heap heap;
    heap_init(&heap, pool);
    ArrayObject *kept = array_new(&heap, 0);
    heap_pin(&heap, kept);
    array_push(kept, value_object(string_from(&heap, "kept", 4)));
    string_from(&heap, "dropped", 7);
    TableObject *table = table_new(&heap);
    Interned *key = pool_intern_text(pool, "key");
    table_set(table, key, value_number(1));
    pool_release(pool, key);
    CHECK(heap.count == 4 && pool_count(pool) == 3);
    CHECK(heap_collect(&heap) == 2);
    CHECK(heap.count == 2 && pool_count(pool) == 1);
    heap_unpin(&heap);
    for (int i = 0; i < 5000; i++)
        cell_new(&heap, value_nil());
    CHECK(heap.collections > 1 && heap.count < 5000);

    StrBuf text = STRBUF_EMPTY;
    value_print(value_object(cell_new(&heap, value_bool(true))), &text);
    CHECK(strcmp(text.data, "<cell>") == 0);
    strbuf_free(&text);
    heap_finish(&heap);
    CHECK(pool_count(pool) == 0);
    pool_destroy(pool);
}

int main(void)
{
    test_run();
    test_hooks();
    test_limit();
    test_unclaimed_error();
    test_collector();
    loader_destroy(NULL);
    return unit_result("unit_machine");
}
