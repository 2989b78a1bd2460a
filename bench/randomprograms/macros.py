"""Idioms whose operators stand in the bodies of macros with arguments.

What a macro does to its arguments is not seen at its use: a comma between them may be a product,
and a name alone may be an assignment.
"""

from typing import Callable

from .parts import ELEMENTS
from .program import Program


def _assigning(p: Program) -> str:
    """The name of a macro that assigns its second argument to its first."""
    name = p.name("SET")
    p.declare(f"#define {name}(a, b) {p.pick('a = b', '(a) = (b)', '((a) = (b))', '(a = b)')}")
    return name


def _changing(p: Program) -> str:
    """The name of a macro that changes its argument, or reads it only."""
    name = p.name("STEP")
    body = p.pick("a++", "++a", "--(a)", "(a) += 1", "a -= 1", "a = a + 1", "(a) = 1", "(void)(a)", "(void)(a + 1)", "(void)(a, a)", "(void)-(a)")
    p.declare(f"#define {name}(a) {body}")
    return name


def _sizing(p: Program) -> str:
    """The name of a macro that makes a size of at least its first argument from two numbers above 1."""
    name = p.name("SIZE")
    body = p.pick("a * b", "(a) * (b)", "((a) * (b))", "(b * a)", "((a) + (b))", "(a + b)", "((b), (a))", "((a) > (b) ? (a) : (b) + (a))",
                  "((a) + 1) * (b)", "((a) << 1)", "((a) | (b)) + (a)", "((a) * (b) - (b) + 1)", "(a)")
    p.declare(f"#define {name}(a, b) {body}")
    return name


def macro_sized(p: Program) -> None:
    """A local block whose size a macro computes, from numbers that a macro may change before the release."""
    work, size, step = p.name("work"), _sizing(p), _changing(p)
    allocate = p.name("ALLOCATE")
    p.declare(f"#define {allocate}(a, b) {p.pick(f'malloc({size}(a, b))', f'((char *)malloc({size}(b, a) + {size}(a, b)))', f'malloc({size}(a, 2))')}")
    block = p.pick(f"{allocate}(n, m)", f"malloc({size}(n, m))", f"malloc({size}(n, 3))", f"calloc({size}(n, m), 2)")
    p.function(f"void {work}(size_t n, size_t m)", f"""
    char *b = {block};
    if (!b) abort();
    b[0] = 1;
    {p.pick("", f"{step}(n);", f"{step}(m);", f"if (m > 3) {step}(n);")}
    printf("%d\\n", b[0]);
    free(b);
    (void)m;""")
    p.step(f"{work}({p.number(2, 30)}, {p.number(2, 30)});")


def macro_assigned(p: Program) -> None:
    """A record with a block and its counter, which macros assign and may change alone."""
    type_, element = p.name("Counted"), p.pick(*ELEMENTS)
    p.declare(f"typedef struct {type_} {{ size_t room, used; {element} *items; }} {type_};")
    make, alter, drop = p.name("make"), p.name("alter"), p.name("drop")
    assign, step, new = _assigning(p), _changing(p), p.name("NEW")
    p.declare(f"#define {new}(t, n) {p.pick('((t *)malloc((n) * sizeof(t)))', 'malloc(sizeof(t) * (n))', 'calloc(n, sizeof(t))', '(t *)malloc(((n) + 1) * sizeof(t))')}")
    steps = p.shuffled(f"{assign}(c->room, n);", f"{assign}(c->items, {new}({element}, n));")
    p.function(f"void {make}({type_} *c, size_t n)", f"""
    {" ".join(steps)}
    if (!c->items) abort();
    {assign}(c->used, 0);""")
    member = p.pick("used", "used", "room")
    p.function(f"void {alter}({type_} *c)", f"    {step}(c->{member});")
    p.function(f"void {drop}({type_} *c)", f"    free(c->items);\n    {assign}(c->items, NULL);")
    p.step(f"{{ {type_} c; {make}(&c, {p.number(2, 20)}); {alter}(&c); printf(\"%d\\n\", c.items != NULL); {drop}(&c); }}")


def macro_grown(p: Program) -> None:
    """A vector that a macro grows: by a capacity, or a near miss of one."""
    type_, element = p.name("Grown"), p.pick(*ELEMENTS)
    p.declare(f"typedef struct {type_} {{ {element} *items; size_t used, room; }} {type_};")
    push, fill, drop = p.name("PUSH"), p.name("fill"), p.name("drop")
    grow = p.pick("(v)->room = (v)->room * 2 + 4", "(v)->room += 4", "(v)->room = (v)->used + 4", "(v)->room += (v)->used + 1")
    size = p.pick("(v)->room * sizeof *(v)->items", "sizeof *(v)->items * (v)->room", "((v)->room + 1) * sizeof *(v)->items")
    p.declare(f"""#define {push}(v, x) do {{ \\
        if ((v)->used == (v)->room) {{ {grow}; (v)->items = realloc((v)->items, {size}); if (!(v)->items) abort(); }} \\
        (v)->items[{p.pick("(v)->used++", "(v)->used")}] = (x); {p.pick("", "(v)->used += (v)->used < 1;")} }} while (0)""")
    p.function(f"void {fill}({type_} *v, int n)", f"    for (int i = 0; i < n; i++) {push}(v, ({element})i);")
    p.function(f"void {drop}({type_} *v)", f"    {p.pick('', '', 'v->room = v->used;')}\n    free(v->items);")
    p.step(f"{{ {type_} v = {{0}}; {fill}(&v, {p.number(1, 20)}); printf(\"%d\\n\", v.room > 0); {drop}(&v); }}")


IDIOMS: list[Callable[[Program], None]] = [macro_assigned, macro_grown, macro_sized]
