"""Idioms of what stands beside a pointer while its block is made: counters of one less, a block
that `?:` chooses, one that never gets to its pointer, and pointers that outlive their function.

What makes a size wrong is a count that the counter cannot hold, an arm of another size, an old
block beside a new counter, or a block of another activation.
"""

from typing import Callable

from .parts import ELEMENTS
from .program import Program


def masked(p: Program) -> None:
    """A table whose counter is one less than its slots, or nearly so, in a type of its own."""
    element, type_, make, drop = p.pick(*ELEMENTS), p.name("Table"), p.name("make"), p.name("drop")
    number = p.pick("size_t", "unsigned", "int", "long", "unsigned short", "unsigned char")
    p.declare(f"typedef struct {type_} {{ {element} *slots; {number} mask; }} {type_};")
    count = p.pick("size_t", "unsigned", "int")
    less = p.pick("n - 1", "n - 1", "n - 1", "n - 1", "n - 2", "n + 1", "n * 2 - 1", "(n - 1) / 2", "n")
    block = p.pick("calloc(n, sizeof *t->slots)", "calloc(sizeof *t->slots, n)", "malloc(n * sizeof *t->slots)",
                   "malloc(8 + n * sizeof *t->slots)")
    stores = p.shuffled(f"t->slots = {block};", f"t->mask = {less};")
    p.function(f"void {make}({type_} *t, {count} n)", f"""
    {stores[0]}
    {p.pick("", "", "", "n++;")}
    {stores[1]}
    if (!t->slots && n) abort();""")
    p.function(f"void {drop}({type_} *t)", "    free(t->slots);\n    t->slots = NULL;")
    change = p.name("change")
    p.function(f"void {change}({type_} *t)", f"    {p.pick('(void)t;', '(void)t;', 't->mask = t->mask * 2 + 1;')}")
    for n in (0, p.number(1, 9), p.number(200, 300)):
        p.step(f"{{ {type_} t = {{0}}; {make}(&t, {n}); {change}(&t); {drop}(&t); printf(\"{n}\\n\"); }}")


def alternative(p: Program) -> None:
    """A record whose block one of two calls makes, chosen by `?:`."""
    element, type_, more, end = p.pick(*ELEMENTS), p.name("Chosen"), p.name("more"), p.name("end")
    p.declare(f"typedef struct {type_} {{ {element} *items; size_t room; }} {type_};")
    size = "n * sizeof(*r->items)"
    other = p.pick(size, size, size, "(n + 1) * sizeof(*r->items)")
    if p.chance(30):
        size, other = "bytes", p.pick("bytes", "bytes", "bytes + 1")
    choice = p.pick(f"r->items ? realloc(r->items, {size}) : malloc({other})",
                    f"r->items == NULL ? malloc({other}) : ({element} *)realloc(r->items, {size})",
                    f"!r->items ? calloc(1, {other}) : n > 20 ? realloc(r->items, {size}) : realloc(r->items, {other})")
    none = p.chance(25)
    if none:
        choice = f"n > 35 ? NULL : ({choice})"
    local = none or p.chance(60)
    counts = "r->room = n;"
    if local:
        test = p.pick("if (!t) return;", "if (t == NULL) return;") if none else "if (!t) abort();"
        lines = [f"{element} *t = {choice};", test, "r->items = t;"]
    else:
        lines = [f"r->items = {choice};", "if (!r->items) abort();"]
    lines.insert(p.number(0, len(lines)), counts)
    p.function(f"void {more}({type_} *r, size_t n)", f"""
    size_t bytes = n * sizeof(*r->items);
    (void)bytes;
    {(chr(10) + "    ").join(lines)}""")
    p.function(f"void {end}({type_} *r)", "    free(r->items);\n    r->items = NULL;\n    r->room = 0;")
    p.step(f"{{ {type_} r = {{0}}; {more}(&r, {p.number(1, 30)}); {more}(&r, {p.number(10, 50)}); printf(\"%zu\\n\", r.room); {end}(&r); }}")


def refused(p: Program) -> None:
    """A record whose new block may not get to it, after its counter has changed or before."""
    type_, put, end = p.name("Refusing"), p.name("put"), p.name("end")
    p.declare(f"typedef struct {type_} {{ char *text; size_t room; }} {type_};")
    out = p.pick("if (n > 30) { free(t); return; }", "if (n > 30) goto out;", "")
    made = p.pick("char *t = malloc(n);", "char *t = NULL;\n    if (n < 30) t = malloc(n);", "char *t = n < 30 ? malloc(n) : NULL;")
    test = "if (!t) abort();" if made == "char *t = malloc(n);" and p.chance(50) else "if (!t) return;"
    lines = [made, test, out, "free(r->text);\n    r->text = t;"]
    lines.insert(p.number(0, len(lines)), "r->room = n;")
    goes = "goto" in out
    p.function(f"void {put}({type_} *r, size_t n)", f"""
    {(chr(10) + "    ").join(lines)}
    {"return;" if goes else ""}
{"out: free(t);" if goes else ""}""")
    p.function(f"void {end}({type_} *r)", "    free(r->text);\n    r->text = NULL;")
    p.step(f"{{ {type_} r = {{0}}; {put}(&r, {p.number(1, 29)}); {put}(&r, {p.number(20, 40)}); printf(\"%zu\\n\", r.room); {end}(&r); }}")


def lasting(p: Program) -> None:
    """A pointer that all functions see, whose block one of them makes and gives back."""
    element, once, block, clear = p.pick(*ELEMENTS), p.name("once"), p.name("block"), p.name("clear")
    change, file = p.name("change"), p.number(0, 1)
    storage = p.pick("static ", "static ", "")
    p.static(f"{storage}{element} *{block};", file)
    p.function(f"void {clear}(void)", f"    free({block});\n    {block} = NULL;", file)
    replaced = p.chance(25)
    body = f"free({block});\n    {block} = malloc(n + 9);\n    if (!{block}) abort();" if replaced else "(void)n;"
    p.function(f"void {change}(size_t n)", f"    {body}", file)
    size = p.pick(f"n * sizeof *{block}", f"n * 2 * sizeof *{block}", "n + 16")
    again = p.pick("", "", f"""
    if (n > 9) {{
        {element} *own = {block};
        {block} = NULL;
        {once}(n / 2);
        {p.pick("free(own);", f"{clear}();{chr(10)}        {block} = own;", f"free({block});{chr(10)}        {block} = own;")}
    }}""")
    made = f"{clear}();\n    {block} = malloc({size});\n    if (!{block}) abort();"
    if p.chance(25):
        made = f"if (!{block} || n > 5) {{\n    {made}\n    }}"
    p.function(f"void {once}(size_t n)", f"""
    {made}
    {p.pick("", f"{change}(n);")}{again}
    {p.pick("", "", "if (n == 4) return;", "n++;")}
    printf("%zu\\n", n);
    free({block});
    {p.pick(f"{block} = NULL;", f"{block} = NULL;", f"{block} = malloc(3);")}""", file)
    for _ in range(3):
        p.step(f"{once}({p.number(1, 40)});")
    p.step(f"{once}(4); {clear}();")


IDIOMS: tuple[Callable[[Program], None], ...] = (alternative, lasting, masked, refused)
