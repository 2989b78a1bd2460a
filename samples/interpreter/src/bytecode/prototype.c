#include "bytecode/prototype.h"

#include <stdlib.h>
#include <string.h>

#include "strings/text.h"
#include "support/alloc.h"

Prototype *prototype_create(const char *name, const char *origin)
{
    Prototype *prototype = (Prototype *)calloc(1, sizeof(Prototype));
    if (prototype == NULL)
        out_of_memory(sizeof(Prototype));
    prototype->name = text_copy(name);
    prototype->origin = text_copy(origin);
    return prototype;
}

static void release_constant(Constant *constant, StringPool *pool)
{
    switch (constant->kind) {
    case CONSTANT_NUMBER:
        break;
    case CONSTANT_TEXT:
        pool_release(pool, constant->as.text);
        break;
    case CONSTANT_FUNCTION:
        prototype_destroy(constant->as.function, pool);
        break;
    }
}

void prototype_destroy(Prototype *prototype, StringPool *pool)
{
    if (prototype == NULL)
        return;
    for (size_t i = 0; i < prototype->constant_count; i++)
        release_constant(&prototype->constants[i], pool);
    free(prototype->constants);
    free(prototype->captures);
    free(prototype->code);
    free(prototype->lines);
    free(prototype->origin);
    free(prototype->name);
    free(prototype);
}

size_t prototype_emit(Prototype *prototype, int line, Opcode opcode, uint32_t operand)
{
    if (prototype->count == prototype->code_capacity) {
        /* Capacity first: the size then reads the same in both lines below. */
        prototype->code_capacity = prototype->code_capacity == 0 ? 16 : prototype->code_capacity * 2;
        uint32_t *code = realloc(prototype->code,
                                 prototype->code_capacity * sizeof *prototype->code);
        if (code == NULL)
            out_of_memory(prototype->code_capacity * sizeof *prototype->code);
        prototype->code = code;
    }
    if (prototype->count == prototype->line_capacity) {
        size_t capacity = prototype->line_capacity == 0 ? 16 : prototype->line_capacity * 2;
        uint32_t *lines = realloc(prototype->lines, capacity * sizeof(uint32_t));
        if (lines == NULL)
            out_of_memory(capacity * sizeof(uint32_t));
        prototype->lines = lines;
        prototype->line_capacity = capacity;
    }
    prototype->code[prototype->count] = (uint32_t)opcode << 24 | (operand & MAX_OPERAND);
    prototype->lines[prototype->count] = (uint32_t)line;
    return prototype->count++;
}

size_t prototype_add_constant(Prototype *prototype, Constant constant)
{
    GROW_ARRAY(prototype->constants, prototype->constant_count, prototype->constant_capacity);
    prototype->constants[prototype->constant_count] = constant;
    return prototype->constant_count++;
}

size_t prototype_add_text(Prototype *prototype, StringPool *pool, const char *text)
{
    Interned *interned = pool_intern_text(pool, text);
    for (size_t i = 0; i < prototype->constant_count; i++) {
        const Constant *known = &prototype->constants[i];
        if (known->kind == CONSTANT_TEXT && known->as.text == interned) {
            pool_release(pool, interned);
            return i;
        }
    }
    Constant constant = {.kind = CONSTANT_TEXT, .as.text = interned};
    return prototype_add_constant(prototype, constant);
}

void prototype_patch(Prototype *prototype, size_t at, uint32_t operand)
{
    uint32_t opcode = prototype->code[at] & ~MAX_OPERAND;
    prototype->code[at] = opcode | (operand & MAX_OPERAND);
}
