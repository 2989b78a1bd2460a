/* The names of one compilation: which variable a name means, and where it is. */
#ifndef MARL_SYMBOLS_SYMBOLS_H
#define MARL_SYMBOLS_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct SymbolTable SymbolTable;

typedef struct Symbol {
    struct Symbol *next; /* in its scope's bucket */
    char *name;
    struct FunctionScope *function;
    int slot;      /* in the function's frame */
    bool captured; /* by an inner function: the slot holds a cell */
} Symbol;

/* What the compiler has to know about a function. */
typedef struct FunctionScope {
    struct FunctionScope *parent;
    Symbol **captures; /* variables of outer functions */
    size_t capture_count;
    size_t capture_capacity;
    int next_slot;
    int slot_count;
} FunctionScope;

SymbolTable *symbols_create(void);

/* Symbols and function scopes live until here, longer than the scopes. */
void symbols_destroy(SymbolTable *table);

FunctionScope *symbols_enter_function(SymbolTable *table);
void symbols_leave_function(SymbolTable *table);

void symbols_enter_scope(SymbolTable *table);
void symbols_leave_scope(SymbolTable *table);

/* True outside all blocks and functions, where variables are global. */
bool symbols_at_top(const SymbolTable *table);

/* NULL if the innermost scope has the name already. */
Symbol *symbols_declare(SymbolTable *table, const char *name);

/* Slots without a name, for the compiler's own use until the scope ends. */
int symbols_reserve(SymbolTable *table, int count);

/*
 * The variable a name means here, or NULL for a global. Notes a capture in
 * every function between the variable's and the current one.
 */
Symbol *symbols_find(SymbolTable *table, const char *name);

/* The place of a variable among the captured ones. */
size_t symbols_capture_index(const FunctionScope *function, const Symbol *symbol);

#endif
