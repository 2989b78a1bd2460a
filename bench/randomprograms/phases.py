"""Idioms of programs in phases: one counts in global variables, a later one allocates with what was
counted, and the last one gives the memory back.

A global counter tells the size where nothing changes it any more once there is a block; here any
order of the phases may come up, in loops, twice, or by way of a table of functions.
"""

from typing import Callable

from .parts import ELEMENTS
from .program import Program


def phases(p: Program) -> None:
    """Global counters and blocks whose phases run in some order, mostly the right one."""
    element = p.pick(*ELEMENTS)
    count, block, total = p.name("count"), p.name("block"), p.name("total")
    start = p.pick("", "", f" = {p.number(1, 9)}")
    p.static(f"static size_t {count}{start}, {total};\nstatic {element} *{block};", 0)
    counting, making, ending = p.name("counting"), p.name("making"), p.name("ending")
    counted = p.pick(f"{count} += n;", f"{count}++;", f"{count} = n + 2;", f"for (size_t i = 0; i < n; i++) {count}++;")
    p.function(f"void {counting}(size_t n)", f"    {counted}\n    {total} += n;", 0)
    size = p.pick(f"{count} * sizeof({element})", f"({count} + 1) * sizeof *{block}", f"rows * sizeof *{block}",
                  f"{count} * ({total} + 1)")
    rows = f"size_t rows = ({count} + 7) / 8;\n    " if "rows" in size else ""
    again = p.pick("", "", "", f"{count}++;", f"if (n == 3) {count} = 0;")
    guard = p.pick(f"if ({block}) return;", f"if ({block}) return;", f"free({block});")
    p.function(f"void {making}(size_t n)", f"""
    {rows}{guard}
    {block} = {p.pick(f"malloc({size})", f"malloc({size})", f"calloc(1, {size})")};
    {again}
    printf("%zu\\n", n + {count});""", 0)
    p.function(f"void {ending}(size_t n)", f"    free({block});\n    {block} = NULL;\n    {total} = n;", 0)
    calls = [f"{counting}({p.number(1, 6)});", f"{making}({p.number(1, 6)});"]
    if p.chance(30):
        calls.append(f"{counting}(2);")
    if p.chance(15):
        calls = p.shuffled(*calls)
    run = p.name("run")
    if p.chance(15):
        table = p.name("table")
        p.static(f"static void (*const {table}[])(size_t) = {{ {counting}, {making} }};", 0)
        calls.insert(p.number(0, len(calls)), f"for (size_t i = 0; i < 2; i++) {table}[i](i);")
    body = "\n    ".join(calls)
    if p.chance(20):
        body = f"for (int turn = 0; turn < 2; turn++) {{\n    {body}\n    }}"
    if p.chance(10):
        body = f"int turn = 0;\nagain:\n    {body}\n    if (turn++ < 2) goto again;"
    p.function(f"void {run}(void)", f"    {body}", 0)
    p.step(f"{run}();")
    if p.chance(20):
        p.step(f"{p.pick(run, f'(void)0, {run}')}();")
    if p.chance(20):
        p.step(p.pick(f"{counting}(4);", f"{making}(5);"))
    p.step(f"{ending}({p.number(0, 1)});")


def lazily(p: Program) -> None:
    """A record that gets its capacity when it is made, and its block when it is first used."""
    element, type_ = p.pick(*ELEMENTS), p.name("Lazy")
    p.declare(f"typedef struct {type_} {{ {element} *items; size_t room, used; }} {type_};")
    make, put, drop = p.name("make"), p.name("put"), p.name("drop")
    made = p.pick("calloc(1, sizeof *l)", "calloc(1, sizeof *l)", "malloc(sizeof *l)")
    first = p.pick("", "", f"l->items = malloc(sizeof *l->items);") if "calloc" in made else "l->items = NULL; l->used = 0;"
    fills = p.pick("", "", "l->room++;", "if (n == 4) l->room = 9;")
    p.function(f"{type_} *{make}(size_t n)", f"""
    {type_} *l = {made};
    if (!l) abort();
    {first}
    l->room = n;
    return l;""")
    p.function(f"void {put}({type_} *l, size_t n)", f"""
    if (!l->items) l->items = malloc(l->room * sizeof *l->items);
    {fills}
    if (l->used == l->room) {{
        l->room {p.pick("+= n;", "*= 2;", "= l->room + 4;")}
        l->items = realloc(l->items, l->room * sizeof *l->items);
    }}
    if (!l->items) abort();
    l->used++;""")
    p.function(f"void {drop}({type_} *l)", "    free(l->items);\n    free(l);")
    p.step(f"{{ {type_} *l = {make}({p.number(1, 5)}); for (int i = 0; i < 9; i++) {put}(l, 3);"
           f" printf(\"%zu\\n\", l->room); {drop}(l); }}")


IDIOMS: tuple[Callable[[Program], None], ...] = (phases, lazily)
