/* Compiled code: one prototype for each function, one for the top of a file. */
#ifndef MARL_BYTECODE_PROTOTYPE_H
#define MARL_BYTECODE_PROTOTYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "strings/pool.h"
#include "strings/strbuf.h"

/*
 * An instruction is 32 bits: the operation in the upper 8, its operand in the
 * lower 24. The comment says what the operand is, and what happens to the
 * values on the stack, top last.
 */
typedef enum Opcode {
    OP_CONSTANT,       /* constant             -> value            */
    OP_NIL,            /*                      -> nil              */
    OP_BOOL,           /* 0 or 1               -> bool             */
    OP_POP,            /* value                ->                  */
    OP_ECHO,           /* value                ->      (and prints) */
    OP_LOCAL_GET,      /* slot                 -> value            */
    OP_LOCAL_SET,      /* slot     value       ->                  */
    OP_CELL_NEW,       /* slot: puts its value in a cell           */
    OP_CELL_GET,       /* slot                 -> value            */
    OP_CELL_SET,       /* slot     value       ->                  */
    OP_CAPTURE_GET,    /* capture              -> value            */
    OP_CAPTURE_SET,    /* capture  value       ->                  */
    OP_GLOBAL_GET,     /* constant             -> value            */
    OP_GLOBAL_SET,     /* constant value       ->                  */
    OP_GLOBAL_DEFINE,  /* constant value       ->                  */
    OP_ARRAY,          /* count    values      -> array            */
    OP_TABLE,          /* pairs    keys+values -> table            */
    OP_INDEX_GET,      /* target key           -> value            */
    OP_INDEX_SET,      /* target key value     ->                  */
    OP_FIELD_GET,      /* constant target      -> value            */
    OP_FIELD_SET,      /* constant target value ->                 */
    OP_ADD,            /* left right           -> value, down to   */
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_REMAINDER,
    OP_EQUAL,
    OP_UNEQUAL,
    OP_LESS,
    OP_AT_MOST,
    OP_GREATER,
    OP_AT_LEAST,       /*                      here                */
    OP_NOT,            /* value                -> bool             */
    OP_NEGATE,         /* number               -> number           */
    OP_JUMP,           /* target                                   */
    OP_JUMP_IF_FALSE,  /* target   value       ->                  */
    OP_AND,            /* target: jumps and keeps a false value, else drops it */
    OP_OR,             /* target: jumps and keeps a true value, else drops it  */
    OP_CALL,           /* count    callee arguments -> value       */
    OP_RETURN,         /* value                ->                  */
    OP_CLOSURE,        /* constant             -> function         */
    OP_EACH_NEXT,      /* slot: pushes the next item and skips the jump that follows */
    OP_RANGE_NEXT,     /* slot: the same for numbers               */
    OP_TRY,            /* target: where an error continues         */
    OP_TRY_END,
    OP_THROW,          /* value                ->                  */
    OP_IMPORT          /* constant             -> table            */
} Opcode;

#define MAX_OPERAND 0xFFFFFFu

static inline Opcode instruction_opcode(uint32_t instruction)
{
    return (Opcode)(instruction >> 24);
}

static inline uint32_t instruction_operand(uint32_t instruction)
{
    return instruction & MAX_OPERAND;
}

typedef struct Prototype Prototype;

typedef enum ConstantKind { CONSTANT_NUMBER, CONSTANT_TEXT, CONSTANT_FUNCTION } ConstantKind;

/* What it points to is a different thing in each case, and owned. */
typedef struct Constant {
    ConstantKind kind;
    union {
        double number;
        Interned *text;
        Prototype *function;
    } as;
} Constant;

/* Where a new closure finds a variable of the functions around it. */
typedef struct CaptureSource {
    bool is_local; /* else it is a capture of the enclosing function itself */
    uint32_t index;
} CaptureSource;

struct Prototype {
    char *name;
    char *origin; /* the file's name, for messages */
    int parameter_count;
    int slot_count;
    uint32_t *code;
    uint32_t *lines; /* one for each instruction */
    size_t count;
    size_t code_capacity;
    size_t line_capacity;
    Constant *constants;
    size_t constant_count;
    size_t constant_capacity;
    CaptureSource *captures;
    size_t capture_count;
};

/* name may be NULL. */
Prototype *prototype_create(const char *name, const char *origin);
void prototype_destroy(Prototype *prototype, StringPool *pool);

/* All three return the index of what was added. */
size_t prototype_emit(Prototype *prototype, int line, Opcode opcode, uint32_t operand);
size_t prototype_add_constant(Prototype *prototype, Constant constant);
size_t prototype_add_text(Prototype *prototype, StringPool *pool, const char *text);

/* Sets the operand of an instruction that was emitted earlier. */
void prototype_patch(Prototype *prototype, size_t at, uint32_t operand);

/* The code in words, inner functions included. */
void prototype_print(const Prototype *prototype, StrBuf *out);

#endif
