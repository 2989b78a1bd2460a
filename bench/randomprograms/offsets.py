"""Idioms of members that are reached by their offsets into a record, as tables of options do."""

from typing import Callable

from .parts import ELEMENTS, copied_string
from .program import Program


def _place(p: Program, type_: str, record: str, offset: str) -> tuple[str, str]:
    """Statements that lead to a member at an offset, and the member."""
    return p.pick(
        ("", f"*({type_} *)((char *){record} + {offset})"),
        ("", f"*({type_} *)(void *)((unsigned char *){record} + {offset})"),
        ("", f"*({type_} *)&((char *){record})[{offset}]"),
        (f"char *at = {p.pick('(char *)', '')}{record}; at += {offset};", f"*({type_} *)at"),
        (f"{type_} *place = (void *)((char *){record} + {offset});", "*place"))


def options(p: Program) -> None:
    """Strings that a table of offsets, or calls with one, set and release beside plain assignments."""
    type_, set_, drop, table = p.name("Options"), p.name("set"), p.name("drop"), p.name("offsets")
    members = p.shuffled("char *name;", "char *path;", "long number;")
    p.declare(f"typedef struct {type_} {{ {' '.join(members)} }} {type_};")
    ahead, place = _place(p, "char *", "record", "offset")
    p.function(f"void {set_}(void *record, size_t offset, const char *text)", f"""
    char *copy;
    {copied_string(p, "text", "copy")}
    {ahead}
    {p.pick(f"free({place});", "")}
    {place} = copy;""")
    ahead, place = _place(p, "char *", "record", "offset")
    p.function(f"void {drop}(void *record, size_t offset)", f"    {ahead} free({place}); {p.pick('', f'{place} = NULL;')}")
    run, file = p.name("run"), p.number(0, 1)
    p.static(f"static const size_t {table}[] = {{offsetof({type_}, name), offsetof({type_}, path)}};", file)
    member = p.pick("name", "path")
    offset = p.pick(f"offsetof({type_}, {member})", f"{table}[{int(member == 'path')}]")
    own = p.pick(f"o.{member} = strdup(\"own\"); if (!o.{member}) abort();",
                 f"o.{member} = malloc({p.number(4, 40)}); if (!o.{member}) abort(); strcpy(o.{member}, \"own\");")
    other = "path" if member == "name" else "name"
    end = p.pick(f"free(o.{member});", f"{drop}(&o, {offset});", f"if (n > 1) free(o.{member}); else {drop}(&o, {offset});")
    p.function(f"int {run}(int n)", f"""
    {type_} o = {{0}};
    o.{other} = malloc({p.number(2, 30)});
    if (!o.{other}) abort();
    strcpy(o.{other}, "o");
    {p.pick(f"if (n & 1) {{ {own} }}", own, f"if (n & 1) {{ {own} free(o.{member}); o.{member} = NULL; }}")}
    if (n & 2) {{ {p.pick(f"free(o.{member});", f"{drop}(&o, {offset});")} o.{member} = NULL; {set_}(&o, {offset}, "given here"); }}
    int length = (int)strlen(o.{other}) + (o.{member} ? (int)strlen(o.{member}) : 0);
    free(o.{other});
    {end}
    return length;""", file)
    p.step(f"for (int i = 0; i < 4; i++) printf(\"%d\\n\", {run}(i));")


def counter(p: Program) -> None:
    """A counter that is written by its offset, or cleared with what stands beside it."""
    type_, make, change = p.name("Counted"), p.name("make"), p.name("change")
    element, count = p.pick(*ELEMENTS), p.pick("size_t", "int", "unsigned")
    head = p.chance(50)
    rest = f"{element} *items;"
    p.declare(f"typedef struct {type_} {{ {f'{count} n; {rest}' if head else f'{rest} {count} n; long kind;'} }} {type_};")
    p.function(f"void {make}({type_} *r, {count} n)", f"""
    r->items = malloc(n * sizeof *r->items);
    if (!r->items) abort();
    r->n = n;
    memset(r->items, 0, n * sizeof *r->items);""")
    ahead, place = _place(p, count, "record", "offset")
    p.function(f"void {change}(void *record, size_t offset, {count} n)", f"    {ahead} {place} = n;")
    front = f"memset(&r, 0, offsetof({type_}, items));"
    back = f"memset((char *)&r + offsetof({type_}, n), 0, sizeof r - offsetof({type_}, n));"
    changes = p.pick("", f"{change}(&r, offsetof({type_}, n), {p.number(1, 4)});", front if head else back)
    run = p.name("run")
    p.function(f"int {run}(int n)", f"""
    {type_} r;
    {make}(&r, ({count})n + {p.number(5, 20)});
    {changes}
    int first = (int)r.items[0];
    free(r.items);
    return first;""")
    p.step(f"printf(\"%d\\n\", {run}({p.number(0, 9)}));")


IDIOMS: list[Callable[[Program], None]] = [counter, options]
