#include "symbols/symbols.h"

#include <stdlib.h>
#include <string.h>

#include "support/alloc.h"
#include "support/hash.h"

#define BUCKETS 16

typedef struct Scope {
    struct Scope *outer;
    FunctionScope *function;
    Symbol **buckets;
    int first_slot;
} Scope;

struct SymbolTable {
    Scope *innermost;
    Symbol **symbols;
    size_t symbol_count;
    size_t symbol_capacity;
    FunctionScope **functions;
    size_t function_count;
    size_t function_capacity;
};

SymbolTable *symbols_create(void)
{
    SymbolTable *table = xmalloc(sizeof *table);
    memset(table, 0, sizeof *table);
    return table;
}

static void push_scope(SymbolTable *table, FunctionScope *function)
{
    Scope *scope = malloc(sizeof *scope);
    if (scope == NULL)
        out_of_memory(sizeof *scope);
    scope->outer = table->innermost;
    scope->function = function;
    scope->first_slot = function->next_slot;
    scope->buckets = calloc(BUCKETS, sizeof(Symbol *));
    if (scope->buckets == NULL)
        out_of_memory(BUCKETS * sizeof(Symbol *));
    table->innermost = scope;
}

static void pop_scope(SymbolTable *table)
{
    Scope *scope = table->innermost;
    table->innermost = scope->outer;
    scope->function->next_slot = scope->first_slot;
    free(scope->buckets);
    free(scope);
}

void symbols_destroy(SymbolTable *table)
{
    while (table->innermost != NULL)
        pop_scope(table);
    for (size_t i = 0; i < table->symbol_count; i++) {
        free(table->symbols[i]->name);
        free(table->symbols[i]);
    }
    free(table->symbols);
    while (table->function_count > 0) {
        FunctionScope *function = table->functions[--table->function_count];
        free(function->captures);
        free(function);
    }
    free(table->functions);
    free(table);
}

FunctionScope *symbols_enter_function(SymbolTable *table)
{
    FunctionScope *function = (FunctionScope *)calloc(1, sizeof *function);
    if (function == NULL)
        out_of_memory(sizeof *function);
    function->parent = table->innermost != NULL ? table->innermost->function : NULL;
    GROW_ARRAY(table->functions, table->function_count, table->function_capacity);
    table->functions[table->function_count++] = function;
    push_scope(table, function);
    return function;
}

void symbols_leave_function(SymbolTable *table)
{
    pop_scope(table);
}

void symbols_enter_scope(SymbolTable *table)
{
    push_scope(table, table->innermost->function);
}

void symbols_leave_scope(SymbolTable *table)
{
    pop_scope(table);
}

bool symbols_at_top(const SymbolTable *table)
{
    return table->innermost->outer == NULL;
}

static Symbol **bucket_of(const Scope *scope, const char *name)
{
    return &scope->buckets[hash_bytes(name, strlen(name)) % BUCKETS];
}

static Symbol *find_in_scope(const Scope *scope, const char *name)
{
    Symbol *symbol = *bucket_of(scope, name);
    while (symbol != NULL && strcmp(symbol->name, name) != 0)
        symbol = symbol->next;
    return symbol;
}

int symbols_reserve(SymbolTable *table, int count)
{
    FunctionScope *function = table->innermost->function;
    int first = function->next_slot;
    function->next_slot += count;
    if (function->next_slot > function->slot_count)
        function->slot_count = function->next_slot;
    return first;
}

Symbol *symbols_declare(SymbolTable *table, const char *name)
{
    Scope *scope = table->innermost;
    if (find_in_scope(scope, name) != NULL)
        return NULL;
    Symbol *symbol = malloc(sizeof *symbol);
    if (symbol == NULL)
        out_of_memory(sizeof *symbol);
    symbol->name = xstrdup(name);
    symbol->function = scope->function;
    symbol->slot = symbols_reserve(table, 1);
    symbol->captured = false;

    Symbol **bucket = bucket_of(scope, name);
    symbol->next = *bucket;
    *bucket = symbol;
    GROW_ARRAY(table->symbols, table->symbol_count, table->symbol_capacity);
    table->symbols[table->symbol_count++] = symbol;
    return symbol;
}

size_t symbols_capture_index(const FunctionScope *function, const Symbol *symbol)
{
    size_t index = 0;
    while (index < function->capture_count && function->captures[index] != symbol)
        index++;
    return index;
}

static void note_capture(FunctionScope *function, Symbol *symbol)
{
    symbol->captured = true;
    for (; function != symbol->function; function = function->parent) {
        if (symbols_capture_index(function, symbol) < function->capture_count)
            continue;
        GROW_ARRAY(function->captures, function->capture_count, function->capture_capacity);
        function->captures[function->capture_count++] = symbol;
    }
}

Symbol *symbols_find(SymbolTable *table, const char *name)
{
    FunctionScope *current = table->innermost->function;
    for (const Scope *scope = table->innermost; scope != NULL; scope = scope->outer) {
        Symbol *symbol = find_in_scope(scope, name);
        if (symbol == NULL)
            continue;
        if (symbol->function != current)
            note_capture(current, symbol);
        return symbol;
    }
    return NULL;
}
