"""Idioms of records whose block grows: by a local that one of several calls fills, with ways out
between counter and pointer, and by functions that go by another name.

What makes a counter wrong is a way out on which it has changed and the pointer has not, or a call
of another size.
"""

from typing import Callable

from .parts import ELEMENTS
from .program import Program


def _names(p: Program) -> tuple[str, str, str]:
    """What allocates, resizes and releases: libc's functions, or macros that are nothing but other names."""
    if p.chance(40):
        return "malloc", "realloc", "free"
    new, grow, drop = p.name("new"), p.name("grow"), p.name("DROP")
    p.declare(f"#define {new} {p.pick('malloc', 'malloc', '(malloc)')}")
    p.declare(f"#define {grow}{p.pick('(p, n) realloc(p, n)', '(p, n) (realloc((void *)(p), (size_t)(n)))', ' realloc')}")
    p.declare(f"#define {drop}{p.pick('(p) free(p)', '(p) (free((char *)(p)))', '(p) do { free(p); } while (0)', ' free')}")
    return new, grow, drop


def _record(p: Program, element: str) -> str:
    """The name of a record with a block and its counter."""
    type_ = p.name("Growing")
    p.declare(f"typedef struct {type_} {{ {element} *items; size_t room; }} {type_};")
    return type_


def grown(p: Program) -> None:
    """A record whose block a local gets from one of two calls."""
    element, (new, grow, drop) = p.pick(*ELEMENTS), _names(p)
    type_, more, end = _record(p, element), p.name("more"), p.name("end")
    sizes = p.pick(("n", "n"), ("n", "n"), ("n", "n"), ("n", "n + 1"), ("n + 1", "n"))
    calls = [f"t = {grow}(r->items, {sizes[0]} * sizeof *t);", f"t = {new}({sizes[1]} * sizeof *t);"]
    stores = p.shuffled("r->items = t;", p.pick("r->room = n;", "r->room = n;", "r->room = n + 1;"))
    # Where the old block may be gone, the new one must not get lost.
    early = p.pick("", "", "if (n > 40) return;", "if (n == 13) goto out;") if stores[0].startswith("r->items") else ""
    p.function(f"void {more}({type_} *r, size_t n)", f"""
    {element} *t{p.pick('', ' = NULL')};
    if ({p.pick('r->room >= n', 'n == 0', 'n < 2')}) return;
    if (r->items) {calls[0]}
    else {calls[1]}
    if (!t) abort();
    {stores[0]}
    {early}
    {stores[1]}
{"out:" if "out" in early else ""}
    printf("%zu\\n", n);""")
    p.function(f"void {end}({type_} *r)", f"    {drop}(r->items);\n    r->items = NULL;\n    r->room = 0;")
    name = p.name("record")
    p.static(f"static {type_} {name};", 0)
    keep = p.name("run")
    p.function(f"void {keep}(size_t n)", f"    {more}(&{name}, n);\n    if (n % 3 == 0) {end}(&{name});", 0)
    for _ in range(3):
        p.step(f"{keep}({p.number(1, 50)});")
    p.step(f"{keep}(51);")


def left(p: Program) -> None:
    """An object that a function makes, with ways out to a label before its block is there."""
    element, (new, _, drop) = p.pick(*ELEMENTS), _names(p)
    type_, make, end = _record(p, element), p.name("make"), p.name("end")
    test = p.pick("if (n == 13) goto fail;", "if (!r->room) goto fail;", "if (n % 5 == 0) goto fail;")
    counts = p.pick("r->room = n;", "r->room = n;", "r->room = n % 7;")
    block = p.pick("r->items = calloc(r->room, sizeof *r->items);", f"r->items = {new}(r->room * sizeof *r->items);",
                   f"r->items = {new}((r->room + 1) * sizeof *r->items);")
    start, fail = p.pick(
        (f"{type_} *r = {new}(sizeof *r);\n    if (!r) abort();", f"{drop}(r);"),
        (f"{type_} *r = {new}(sizeof *r);\n    if (!r) abort();", f"if (n) {drop}(r);"),
        (f"{type_} *r = calloc(1, sizeof *r);\n    if (!r) abort();", f"{drop}(r);"),
        (f"{type_} *r = calloc(1, sizeof *r);\n    if (!r) abort();", f"{drop}(r->items);\n    {drop}(r);"),
        (f"{type_} *r = old;", f"{drop}(r->items);\n    {drop}(r);"),
        (f"{type_} *r = old;", f"{drop}(old->items);\n    old->items = NULL;\n    {drop}(r);"),
        (f"{type_} *r = old;", ""))
    is_old = "old" in start
    # What an old object holds must not get lost.
    block = f"{drop}(r->items);\n    " * is_old + block
    p.function(f"{type_} *{make}({type_} *old, size_t n)", f"""
    {start}
    {p.pick("", "if (n == 17) goto fail;")}
    {counts}
    {test}
    {block}
    (void)old;
    return r;
fail:
    {fail}
    return NULL;""")
    p.function(f"void {end}({type_} *r)", f"    if (!r) return;\n    {drop}(r->items);\n    {drop}(r);")
    work = p.name("work")
    p.function(f"void {work}(size_t n)", f"""
    {type_} *o = calloc(1, sizeof *o);
    if (!o) abort();
    o->room = 3;
    o->items = calloc(o->room, sizeof *o->items);
    {type_} *r = {make}(o, n);
    printf("%zu\\n", r ? r->room : n);
    {end}(r);
    {"" if is_old and fail else f"if (r != o) {end}(o);"}""")
    for _ in range(2):
        p.step(f"{work}({p.number(1, 30)});")


IDIOMS: tuple[Callable[[Program], None], ...] = (grown, left)
