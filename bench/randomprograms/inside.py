"""Idioms of pointers that have something else than a block at first: an array in the object, one that
all share, a literal.

Counter and pointer belong together where nothing else than such memory comes without its counter; here
the array may be another's block, and the counter may change for itself.
"""

from typing import Callable

from .parts import ELEMENTS
from .program import Program


def inside(p: Program) -> None:
    """A record whose pointer has an array until it needs a block, and mostly its capacity beside it."""
    element, type_ = p.pick(*ELEMENTS), p.name("Small")
    # Where the array is the first member, its address is the object's.
    members = [f"{element} inside[4];", f"{element} *items;", "size_t room, used;"]
    members = members if p.chance(50) else members[::-1]
    p.declare(f"typedef struct {type_} {{ {' '.join(members)} }} {type_};")
    shared = p.name("shared")
    p.static(f"static {element} {shared}[2];", 0)
    begin, more, end, cut = p.name("begin"), p.name("more"), p.name("end"), p.name("cut")
    array, room = p.pick(("r->inside", "sizeof r->inside / sizeof *r->inside"), ("r->inside", "4"), ("r->inside", "n"),
                         (shared, f"sizeof {shared} / sizeof *{shared}"), (shared, "0"))
    is_block = f"r->items != {array}"
    sets = p.shuffled(f"r->items = {array};", f"r->room = {room};")
    p.function(f"void {begin}({type_} *r, size_t n)", f"    {sets[0]}\n    {sets[1]}\n    r->used = n;", 0)
    wanted = p.pick("r->room + n", "r->used * 2 + n", "n + 1")
    old = p.pick(f"{is_block} ? r->items : NULL", f"r->items == {array} ? NULL : r->items", f"r->items == {array} ? 0 : (void *)r->items")
    stores = p.shuffled("r->items = t;", p.pick("r->room = room;", "r->room = room;", "r->room = room;", "r->room = n;"))
    grows = p.pick(f"{element} *t = realloc({old}, room * sizeof *t);",
                   f"{element} *t = malloc(room * sizeof *t);\n    if ({is_block}) free(r->items);",
                   f"{element} *t = calloc(room, sizeof *t);\n    free({old});")
    p.function(f"void {more}({type_} *r, size_t n)", f"""
    size_t room = {wanted};
    if (n % 5 == 4) return;
    {grows}
    if (!t) abort();
    {stores[0]}
    {stores[1]}
    r->used += n;""", 0)
    p.function(f"void {cut}({type_} *r)", p.pick("    r->used = 0;", "    r->used = 0;", "    r->used = 0;", "    r->room = r->used;"), 0)
    resets = p.pick("", "", *sets, "\n    ".join(sets), "r->room = 1;")
    p.function(f"void {end}({type_} *r)", f"    if ({is_block}) free(r->items);\n    r->items = {array};\n    {resets.replace('= n', '= 4')}", 0)
    name, run = p.name("record"), p.name("run")
    on_heap = p.chance(40)
    made = f"{type_} *r = malloc(sizeof *r);\n    if (!r) abort();" if on_heap else f"{type_} {name}, *r = &{name};"
    copied = p.pick("", "", f"{type_} copy;\n    copy = *r;\n    r->items = copy.items;", f"{element} *held = r->items;\n    r->items = held;")
    p.function(f"void {run}(size_t n)", f"""
    {made}
    {begin}(r, n);
    {more}(r, n);
    {more}(r, n + 3);
    {copied}
    {cut}(r);
    {p.pick("", f"{end}(r);", f"{more}(r, 2);")}
    printf("%zu %zu\\n", r->used, r->room);
    {end}(r);
    {"free(r);" if on_heap else ""}""", 0)
    for _ in range(3):
        p.step(f"{run}({p.number(1, 9)});")


def given(p: Program) -> None:
    """A record that is given its pointer: a literal, a variable's address, or now and then a block."""
    type_ = p.name("Lent")
    p.declare(f"typedef struct {type_} {{ char *text; size_t room; int owned; }} {type_};")
    take, make, end = p.name("take"), p.name("make"), p.name("end")
    p.function(f"void {take}({type_} *l, char *text, size_t n)", "    l->text = text;\n    l->room = n;\n    l->owned = 0;")
    empty = p.pick('""', "(char[]){0}", "&nothing")
    variable = "static char nothing;\n    " if "nothing" in empty else ""
    # A compound literal of a function ends with its block, so it may only be kept, not read.
    p.function(f"void {make}({type_} *l, size_t n)", f"""
    {variable}l->text = (char *){empty};
    l->room = {p.pick("0", "1", "n")};
    l->owned = 0;
    if (n % 3 == 0) return;
    l->text = malloc({p.pick("n", "n", "n + 1")});
    if (!l->text) abort();
    l->room = n;
    l->owned = 1;""")
    p.function(f"void {end}({type_} *l)", "    if (l->owned) free(l->text);\n    l->text = NULL;\n    l->owned = 0;")
    run = p.name("run")
    second = p.pick("", "", f"{take}(&l, malloc(n + 2), n);\n    l.owned = 1;\n    {end}(&l);", f"{take}(&l, (char *)\"lent\", n);\n    {end}(&l);")
    p.function(f"void {run}(size_t n)", f"""
    {type_} l;
    {make}(&l, n);
    printf("%zu\\n", l.room);
    {end}(&l);
    {second}""")
    for _ in range(2):
        p.step(f"{run}({p.number(1, 12)});")


IDIOMS: tuple[Callable[[Program], None], ...] = (inside, given)
