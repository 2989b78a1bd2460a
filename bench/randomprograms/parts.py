"""What several idioms are put together from: records, allocations, strings and what is done to them."""

from .program import Program

ELEMENTS = ("int", "long", "char", "double", "short")
TEXTS = ("a.b c", "name", "", "hello world. again", "x")


def new_record(p: Program) -> tuple[str, str]:
    """Declares a record of random size and gives its type and the field that is printed."""
    name = p.name("Record")
    extra = "".join(f"    {p.pick(*ELEMENTS)} f{i}[{p.number(1, 9)}];\n" for i in range(p.number(0, 3)))
    p.declare(f"typedef struct {name} {{\n    int id;\n{extra}}} {name};")
    return name, "id"


def allocation(p: Program, type_: str, variable: str) -> str:
    """An expression that allocates one record for a variable."""
    cast = p.pick("", f"({type_} *)")
    return cast + p.pick(f"malloc(sizeof *{variable})", f"malloc(sizeof({type_}))",
                         f"calloc(1, sizeof({type_}))", f"calloc(1, sizeof *{variable})")


def copied_string(p: Program, source: str, target: str) -> str:
    """Statements that set `target` to a copy of the string `source`; some over-allocate."""
    return p.pick(
        f"{target} = strdup({source}); if (!{target}) abort();",
        f"{target} = malloc(strlen({source}) + 1); if (!{target}) abort(); strcpy({target}, {source});",
        f"{{ size_t room = strlen({source}) + 1; {target} = malloc(room); if (!{target}) abort(); memcpy({target}, {source}, room); }}",
        f"{target} = strndup({source}, {p.number(2, 30)}); if (!{target}) abort();",
        f"{target} = malloc(strlen({source}) + {p.number(2, 9)}); if (!{target}) abort(); strcpy({target}, {source});",
        f"{target} = calloc({p.number(40, 80)}, 1); if (!{target}) abort(); snprintf({target}, 40, \"%s\", {source});")


def changed_string(p: Program, string: str) -> str:
    """Something done to a string before it is released, which may cut it."""
    return p.pick(
        "", "", "",
        f"if (*{string}) *{string} = 'X';",
        f"if (strlen({string}) > 2) {string}[2] = '\\0';",
        f"{{ char *t = {string}; while (*t) t++; if (t > {string}) *--t = 0; }}",
        f"strtok({string}, \" \");",
        f"for (char *t = {string}; *t; t++) *t = (char)(*t == 'a' ? 'b' : *t);",
        f"for (char *t = {string}; *t; t++) if (*t == ' ') {{ *t = 0; break; }}",
        f"{{ char *dot = strchr({string}, '.'); if (dot) *dot = '\\0'; }}",
        f"memmove({string}, {string} + (strlen({string}) > 1), strlen({string} + (strlen({string}) > 1)) + 1);")
