#include "bytecode/prototype.h"
#include "strings/text.h"

typedef enum OperandKind {
    OPERAND_NONE,
    OPERAND_NUMBER,
    OPERAND_CONSTANT,
    OPERAND_TARGET
} OperandKind;

static const struct {
    const char *name;
    OperandKind operand;
} descriptions[] = {
    [OP_CONSTANT] = {"constant", OPERAND_CONSTANT},
    [OP_NIL] = {"nil", OPERAND_NONE},
    [OP_BOOL] = {"bool", OPERAND_NUMBER},
    [OP_POP] = {"pop", OPERAND_NONE},
    [OP_ECHO] = {"echo", OPERAND_NONE},
    [OP_LOCAL_GET] = {"local.get", OPERAND_NUMBER},
    [OP_LOCAL_SET] = {"local.set", OPERAND_NUMBER},
    [OP_CELL_NEW] = {"cell.new", OPERAND_NUMBER},
    [OP_CELL_GET] = {"cell.get", OPERAND_NUMBER},
    [OP_CELL_SET] = {"cell.set", OPERAND_NUMBER},
    [OP_CAPTURE_GET] = {"capture.get", OPERAND_NUMBER},
    [OP_CAPTURE_SET] = {"capture.set", OPERAND_NUMBER},
    [OP_GLOBAL_GET] = {"global.get", OPERAND_CONSTANT},
    [OP_GLOBAL_SET] = {"global.set", OPERAND_CONSTANT},
    [OP_GLOBAL_DEFINE] = {"global.define", OPERAND_CONSTANT},
    [OP_ARRAY] = {"array", OPERAND_NUMBER},
    [OP_TABLE] = {"table", OPERAND_NUMBER},
    [OP_INDEX_GET] = {"index.get", OPERAND_NONE},
    [OP_INDEX_SET] = {"index.set", OPERAND_NONE},
    [OP_FIELD_GET] = {"field.get", OPERAND_CONSTANT},
    [OP_FIELD_SET] = {"field.set", OPERAND_CONSTANT},
    [OP_ADD] = {"add", OPERAND_NONE},
    [OP_SUBTRACT] = {"subtract", OPERAND_NONE},
    [OP_MULTIPLY] = {"multiply", OPERAND_NONE},
    [OP_DIVIDE] = {"divide", OPERAND_NONE},
    [OP_REMAINDER] = {"remainder", OPERAND_NONE},
    [OP_EQUAL] = {"equal", OPERAND_NONE},
    [OP_UNEQUAL] = {"unequal", OPERAND_NONE},
    [OP_LESS] = {"less", OPERAND_NONE},
    [OP_AT_MOST] = {"at-most", OPERAND_NONE},
    [OP_GREATER] = {"greater", OPERAND_NONE},
    [OP_AT_LEAST] = {"at-least", OPERAND_NONE},
    [OP_NOT] = {"not", OPERAND_NONE},
    [OP_NEGATE] = {"negate", OPERAND_NONE},
    [OP_JUMP] = {"jump", OPERAND_TARGET},
    [OP_JUMP_IF_FALSE] = {"jump-if-false", OPERAND_TARGET},
    [OP_AND] = {"and", OPERAND_TARGET},
    [OP_OR] = {"or", OPERAND_TARGET},
    [OP_CALL] = {"call", OPERAND_NUMBER},
    [OP_RETURN] = {"return", OPERAND_NONE},
    [OP_CLOSURE] = {"closure", OPERAND_CONSTANT},
    [OP_EACH_NEXT] = {"each.next", OPERAND_NUMBER},
    [OP_RANGE_NEXT] = {"range.next", OPERAND_NUMBER},
    [OP_TRY] = {"try", OPERAND_TARGET},
    [OP_TRY_END] = {"try.end", OPERAND_NONE},
    [OP_THROW] = {"throw", OPERAND_NONE},
    [OP_IMPORT] = {"import", OPERAND_CONSTANT},
};

static const char *shown_name(const Prototype *prototype)
{
    return prototype->name != NULL ? prototype->name : "(unnamed)";
}

static void print_constant(const Constant *constant, StrBuf *out)
{
    char digits[TEXT_NUMBER_SIZE];
    switch (constant->kind) {
    case CONSTANT_NUMBER:
        strbuf_text(out, text_number(constant->as.number, digits));
        break;
    case CONSTANT_TEXT:
        strbuf_format(out, "\"%s\"", constant->as.text->chars);
        break;
    case CONSTANT_FUNCTION:
        strbuf_format(out, "fn %s", shown_name(constant->as.function));
        break;
    }
}

static void print_instruction(const Prototype *prototype, size_t at, StrBuf *out)
{
    uint32_t instruction = prototype->code[at];
    uint32_t operand = instruction_operand(instruction);
    Opcode opcode = instruction_opcode(instruction);
    strbuf_format(out, "%5zu  line %-4u %s", at, (unsigned)prototype->lines[at],
                  descriptions[opcode].name);
    switch (descriptions[opcode].operand) {
    case OPERAND_NONE:
        break;
    case OPERAND_NUMBER:
        strbuf_format(out, " %u", (unsigned)operand);
        break;
    case OPERAND_CONSTANT:
        strbuf_char(out, ' ');
        print_constant(&prototype->constants[operand], out);
        break;
    case OPERAND_TARGET:
        strbuf_format(out, " -> %u", (unsigned)operand);
        break;
    }
    strbuf_char(out, '\n');
}

void prototype_print(const Prototype *prototype, StrBuf *out)
{
    strbuf_format(out, "fn %s: %d parameters, %d slots, %zu captures\n", shown_name(prototype),
                  prototype->parameter_count, prototype->slot_count, prototype->capture_count);
    for (size_t i = 0; i < prototype->count; i++)
        print_instruction(prototype, i, out);
    for (size_t i = 0; i < prototype->constant_count; i++) {
        if (prototype->constants[i].kind == CONSTANT_FUNCTION)
            prototype_print(prototype->constants[i].as.function, out);
    }
}
