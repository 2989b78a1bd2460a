"""Idioms of functions that make a block for their callers, and change what its size is computed from.

A caller knows what it passed; what the function made of it before the allocation, it does not.
"""

from typing import Callable

from .parts import ELEMENTS, TEXTS
from .program import Program


def _user(p: Program, element: str) -> str:
    """A statement that has another function use the new block `b`, which may keep it or return it."""
    use = p.name("use")
    if p.chance(30):
        return ""
    if p.chance(20):
        kept = p.name("kept")
        p.static(f"static {element} *{kept};", 0)
        p.function(f"void {use}({element} *b)", f"    {kept} = b{p.pick('', ' + 1')};\n    if ({kept} == NULL) abort();", 0)
        return f"{use}(b);"
    if p.chance(20):
        p.function(f"{element} *{use}({element} *b)", "    *b = 1;\n    return b;")
        return f"b = {use}(b);"
    p.function(f"void {use}({element} *b)", f"    {element} *q = b;\n    *q = {p.number(0, 9)};\n    q++;\n    if (q == b) abort();")
    return f"{use}(b);"


def _maker(p: Program, element: str) -> str:
    """The name of a function that makes a block of some elements."""
    make, change = p.name("make"), p.name("change")
    p.function(f"void {change}(size_t *n)", f"    *n += {p.number(1, 3)};")
    before = p.pick("", "", "", "if (n < 8) n = 8;", "n++;", f"{change}(&n);", "n = n / 2 + 1;",
                    "if (n == 0) n = 1;", "if (!n) n = 2;", "if (n % 4 == 0) n = 1;", "if (!(unsigned char)(n * 64)) n = 3;")
    after = p.pick("", "", "n = 0;", "while (n-- > 1) ;", "for (; n; n--) ;", f"{change}(&n);", "bytes = n = 1;")
    between = p.pick("", "", "", "n = 2;", "bytes += sizeof *b;", "if (n > 9) bytes *= 2;", f"{change}(&bytes);", f"{change}(&n);")
    size = p.pick("bytes", "bytes", "bytes + 1", "bytes + n", "n * sizeof *b", f"n * sizeof({element})", "bytes * 2",
                  "bytes ? bytes : 8", "bytes > 16 ? bytes : 16", "bytes % 16 ? bytes : 64")
    allocation = p.pick(f"b = malloc({size});", f"b = malloc({size});", f"b = calloc(1, {size});", "b = calloc(n + 1, sizeof *b);",
                        f"for (int i = 0; i < 2; i++) {{ free(b); b = malloc({size}); if (!b) abort(); n += {p.pick(0, 1, 2)}; }}")
    width = p.pick("size_t", "size_t", "size_t", "static size_t") if f"{change}(&bytes)" not in between else "size_t"
    p.function(f"{element} *{make}(size_t n)", f"""
    {element} *b = NULL;
    {before}
    {width} bytes; bytes = n * sizeof *b;
    {between}
    {allocation}
    if (!b) abort();
    {_user(p, element)}
    {after}
    return {p.pick("b", "b", "b", "bytes ? b : NULL")};""")
    return make


def made(p: Program) -> None:
    """A maker's block in a local variable, or in a record with a counter."""
    element = p.pick(*ELEMENTS)
    make, work = _maker(p, element), p.name("work")
    if p.chance(50):
        p.function(f"void {work}(size_t n)", f"""
    {element} *v = {make}({p.pick("n", "n", "n + 1", "2 * n")});
    {p.pick("", "", "n++;", "if (n > 7) n = 7;")}
    printf("%zu\\n", n);
    free(v);""")
        p.step(f"{work}({p.number(1, 30)});")
        return
    type_, drop = p.name("Made"), p.name("drop")
    p.declare(f"typedef struct {type_} {{ {element} *items; size_t count; }} {type_};")
    p.function(f"void {drop}({type_} *r)", "    free(r->items);\n    r->items = NULL;\n    r->count = 0;")
    p.function(f"void {work}({type_} *r, size_t n)", f"""
    r->count = n;
    r->items = {make}({p.pick("n", "r->count")});
    {p.pick("", "", "r->count--;", "n = r->count;")}""")
    p.step(f"{{ {type_} r = {{0}}; {work}(&r, {p.number(1, 30)}); printf(\"%zu\\n\", r.count); {drop}(&r); {drop}(&r); }}")


def cut_out(p: Program) -> None:
    """A text that another function copies into a maker's block, which it may not fill."""
    take, make, work = p.name("take"), p.name("cut"), p.name("work")
    p.function(f"size_t {take}(const char *from, size_t n, char *to)", f"""
    {p.pick("char *at = to;", "char *at = to + 0;")}
    size_t rest = n;
    while (rest > 0{p.pick(" && *from", " && *from", "")}) {{ *at = *from ? *from : '-'; at++; from += *from != 0; rest--; }}
    return n - rest;""")
    p.function(f"char *{make}(const char *from, size_t n)", f"""
    char *b = malloc(n + 1);
    if (!b) abort();
    {p.pick(f"n = {take}(from, n, b);", f"{take}(from, n, b);", f"n = {take}(from, n / 2, b);")}
    b[{p.pick("n", "n", "0")}] = 0;
    return b;""")
    text = p.pick(*TEXTS)
    if p.chance(50):
        p.function(f"void {work}(const char *s, size_t n)", f"""
    char *t = {make}(s, n);
    {p.pick("", "t[0] = 0;", "n = 0;")}
    printf("%zu\\n", n);
    free(t);""")
        p.step(f"{work}(\"{text}\", {p.number(0, 20)});")
        return
    type_, drop = p.name("Cut"), p.name("drop")
    p.declare(f"typedef struct {type_} {{ char *text; size_t length; }} {type_};")
    p.function(f"void {drop}({type_} *r)", "    free(r->text);")
    p.step(f"{{ {type_} r; r.length = {p.number(0, 20)}; r.text = {make}(\"{text}\", r.length); {drop}(&r); }}")


IDIOMS: list[Callable[[Program], None]] = [cut_out, made]
