"""Idioms in which a block comes by way of another value: chained assignments, conditional allocations, records by value.

Near misses: sizes that differ or change, and records of which a part is overwritten before they are passed.
"""

from typing import Callable

from .program import Program


def shared(p: Program) -> None:
    """Two pointers get one block in one statement; one of them is released."""
    work = p.name("share")
    made = p.pick("p = q = malloc(n)", "q = p = calloc(n, 1)", "if (n > 9) p = q = malloc(n); else q = p = calloc(2, n)")
    then = p.pick("", "q++;", "n += 3;", "n = 1; q = p;", "q = p = realloc(p, n + 60); if (!p) abort();",
                  "p = q = realloc(q, n += 60); if (!p) abort();",
                  "if (n > 20) { free(q); p = q = malloc(70); if (!p) abort(); }")
    p.function(f"int {work}(size_t n)", f"""
    char *p, *q;
    {made};
    if (!p) abort();
    *q = 3;
    int r = *p;
    {then}
    free(p);
    return r;""")
    p.step(f"printf(\"%d\\n\", {work}({p.number(1, 40)}));")


def either(p: Program) -> None:
    """A local pointer gets one of two blocks, of one size or not, which may change before the release."""
    work = p.name("either")
    other = p.pick("calloc(1, n)", "calloc(1, n)", "malloc(n)", "malloc(n + 1)", "calloc(2, n)")
    made = p.pick(f"c ? malloc(n) : {other}", f"c > 1 ? malloc(n) : c ? {other} : malloc(n)")
    form = p.pick(f"char *p = {made};", f"char *p = NULL; if (c) p = malloc(n); else p = {other};",
                  f"char *p = NULL; for (int i = 0; i < c + 1 && !p; i++) p = {made};",
                  f"char *p = NULL; for (int i = 0; i < 2; i++{p.pick('', ', n++')}) {{ free(p); p = {made}; }}")
    change = p.pick("", "", "n++;", "if (c) n = 2;")
    p.function(f"int {work}(int c, size_t n)", f"""
    {form}
    if (!p) abort();
    *p = 3;
    int r = *p;
    {change}
    free(p);
    return r;""")
    n = p.number(1, 40)
    p.step(f"printf(\"%d %d\\n\", {work}(0, {n}), {work}(1, {n}));")


def passed(p: Program) -> None:
    """A record with a pointer and its counter is passed by value to what releases it."""
    type_, fill, change, drop = p.name("Span"), p.name("fill"), p.name("change"), p.name("drop")
    p.declare(f"typedef struct {type_} {{ size_t n; char *data; }} {type_};")
    if p.chance(70):
        filled = f"{type_} s; {fill}(&s, {p.number(1, 40)});"
        p.function(f"void {fill}({type_} *s, size_t n)",
                   "    s->data = malloc(n);\n    if (!s->data) abort();\n    s->n = n;")
    else:
        filled = f"{type_} s = {fill}({p.number(1, 40)});"
        p.function(f"{type_} {fill}(size_t n)", f"    {type_} s = {{n, malloc(n)}};\n    if (!s.data) abort();\n"
                   + p.pick("    return s;", "    memset(&s, 0, sizeof s.n);\n    return s;"))
    p.function(f"void {change}({type_} *s)", p.pick(
        "    if (s->n) s->data[0] = 1;", "    memset(s, 0, sizeof s->n);", "    if (s->n > 1) s->n--;"))
    p.function(f"void {drop}({type_} s)", p.pick("    free(s.data);", f"    {type_} t = s;\n    free(t.data);"))
    pass_ = p.pick(f"{drop}(s);", f"{type_} t; memcpy(&t, &s, sizeof t); {p.pick('', f'{change}(&t);')} {drop}(t);",
                   f"{type_} *t = &s; {drop}(*t);")
    p.step(f"{{ {filled} {p.pick('', f'{change}(&s);')} {pass_} puts(\"dropped\"); }}")


IDIOMS: list[Callable[[Program], None]] = [either, passed, shared]
