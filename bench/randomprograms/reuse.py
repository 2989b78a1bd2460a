"""Idioms of buffers that are used again while they are large enough.

How much of such a buffer is used is written as often as its room, and beside it, but only
the room is its size. Near misses: a room that shrinks, or is set outside of the growth.
"""

from typing import Callable

from .parts import ELEMENTS
from .program import Program


def _renewal(p: Program, r: str, element: str, wanted: str, room: str = "room") -> str:
    """Statements that give the buffer behind `r` place for `wanted` elements; its room is written before or behind it."""
    buf, room = f"{r}buf", f"{r}{room}"
    size = p.pick(f"sizeof *{buf}", f"sizeof({element})")
    fresh, kept = f"malloc({wanted} * {size})", f"malloc({room} * {size})"
    return p.pick(
        f"free({buf}); {buf} = {fresh}; if (!{buf}) abort(); {room} = {wanted};",
        f"{room} = {wanted}; free({buf}); {buf} = {kept}; if (!{buf}) abort();",
        f"free({buf}); {room} = {wanted}; {buf} = {p.pick(fresh, kept)}; if (!{buf}) abort();",
        f"if ({buf}) free({buf}); {buf} = NULL; if (!({buf} = calloc({wanted}, {size}))) abort(); {room} = {wanted};",
        f"{element} *more = realloc({buf}, {wanted} * {size}); if (!more) abort(); {buf} = more; {room} = {wanted};",
        f"{room} = {wanted}; {buf} = realloc({buf}, {room} * {size}); if (!{buf}) abort();",
        f"{buf} = realloc({buf}, {size} * {wanted}); if (!{buf}) abort(); {room} = {wanted};",
        f"{element} *fresh = {fresh}; if (!fresh) abort(); if ({buf}) memcpy(fresh, {buf}, {size}); free({buf}); "
        f"{buf} = fresh; {room} = {wanted};",
        f"{element} *fresh = {fresh}; if (fresh) {{ free({buf}); {buf} = fresh; {room} = {wanted}; }} if (!{buf}) abort();",
    )


def _growth(p: Program, r: str, element: str, leave: str) -> str:
    """Statements that make the buffer behind `r` hold `n` elements and note that they are used; `leave` skips the rest."""
    buf, room, used = f"{r}buf", f"{r}room", f"{r}used"
    wanted, ahead = p.pick(("n", ""), ("n", ""), ("want", f"size_t want = n + {p.number(1, 20)};"), ("want", "size_t want = n * 2;"),
                           ("want", f"size_t want = {room} ? {room} : {p.number(1, 8)}; while (want < n) want *= 2;"))
    renewal = f"{ahead} {_renewal(p, r, element, wanted)}"
    small = p.pick(f"n > {room}", f"{room} < n", f"!{buf} || n > {room}", f"{buf} == NULL || {room} < n")
    note = f"{used} = n;"
    near_miss = p.pick("", "", "", f"else {room} = n;", f"if ({room} > 1) {room} -= 1;", f"{room} = n;", f"else {note}")
    return p.pick(
        f"if ({small}) {{ {renewal} }} {near_miss} {note}",
        f"{note} if ({small}) {{ {renewal} }} {near_miss}",
        f"if ({small}) {{ {renewal} {note} }} else {note} {p.pick('', near_miss.removeprefix('else '))}",
        f"if ({small}) {{ {note} {renewal} }} else {{ {p.pick('', f'{room} = n;')} {note} }}",
        f"if (n <= {room}) {{ {note} }} else {{ {renewal} {note} }}",
        f"if (n <= {room}) {note} else {{ {note} {renewal} }}",
        f"if (!{buf}) {{ {_renewal(p, r, element, 'n')} {note} }} else if (n > {room}) {{ {renewal} {note} }} else {note}",
        f"if ({buf} && {room} >= n) {{ {note} {leave} }} {renewal} {note}",
        f"if (n > {used}) {{ {renewal} }} {note}",
    )


def _buffer(p: Program) -> tuple[str, str]:
    """Declares a buffer with its room and how much of it is used; its type and its element."""
    type_, element = p.name("Reused"), p.pick(*ELEMENTS)
    counter = p.pick("size_t", "size_t", "unsigned", "int", "long")
    fields = p.shuffled(f"{element} *buf;", f"{counter} room;", f"{counter} used;")
    p.declare(f"typedef struct {type_} {{ {' '.join(fields)} }} {type_};")
    return type_, element


def _ending(p: Program, r: str) -> str:
    """Statements that release the buffer behind `r`; the room may be gone by then."""
    return p.pick(
        f"free({r}buf);", f"free({r}buf); {r}buf = NULL; {r}room = {r}used = 0;", f"{r}used = 0; free({r}buf); {r}buf = NULL;",
        f"if ({r}buf) free({r}buf); {r}buf = 0;", f"{r}room = 0; free({r}buf);", f"if ({r}used) {r}used--; free({r}buf);")


def reused(p: Program) -> None:
    """A buffer in a record, behind a parameter, or in a global one."""
    type_, element = _buffer(p)
    fill, drop, global_ = p.name("fill"), p.name("drop"), p.name("scratch")
    is_global, file = p.chance(30), p.number(0, 1)
    if is_global:
        p.static(f"static {type_} {global_};", file)
    r = f"{global_}." if is_global else "r->"
    parameter, argument = ("", "") if is_global else (f"{type_} *r, ", "&r, ")
    counter = p.pick("size_t", "size_t", "int", "unsigned")
    p.function(f"{element} *{fill}({parameter}{counter} n)", f"""
    {_growth(p, r, element, f"return {r}buf;")}
    memset({r}buf, 1, n * sizeof *{r}buf);
    return {r}buf;""", file)
    p.function(f"void {drop}({parameter.removesuffix(', ') or 'void'})", f"    {_ending(p, r)}", file)
    calls = " ".join(f"sum += {fill}({argument}{p.number(1, 40)})[0] != 0;" for _ in range(p.number(1, 5)))
    p.step(f"{{ int sum = 0; {'' if is_global else f'{type_} r = {{0}}; '}{calls} printf(\"%d\\n\", sum); {drop}({argument.removesuffix(', ')}); }}")


def reused_local(p: Program) -> None:
    """A buffer in local variables, or in a local record, used again in a loop."""
    type_, element = _buffer(p)
    work = p.name("work")
    in_record = p.chance(40)
    r = "r." if in_record else ""
    counter = p.pick("size_t", "unsigned", "int")
    leave = p.pick("", "", "if (sum == 2) break;", f"if (sum > {p.number(1, 5)}) {{ free({r}buf); return sum; }}")
    p.function(f"int {work}(int times)", f"""
    {f"{type_} r = {{0}};" if in_record else f"{element} *buf = NULL; {counter} room = 0, used = 0;"}
    int sum = 0;
    for (int i = 0; i < times; i++) {{
        {counter} n = (i * {p.number(3, 17)}) % {p.number(2, 40)} + 1;
        {_growth(p, r, element, "continue;")}
        memset({r}buf, 1, n * sizeof *{r}buf);
        sum += {r}buf[{r}used - 1] != 0;
        {leave}
    }}
    {_ending(p, r)}
    return sum;""")
    p.step(f"printf(\"%d %d\\n\", {work}({p.number(0, 3)}), {work}({p.number(4, 9)}));")


def reused_static(p: Program) -> None:
    """A buffer in static variables of a function or a file, released by another function or when it is asked for nothing."""
    line, element, file = p.name("line"), p.pick(*ELEMENTS), p.number(0, 1)
    buf, room, growth = p.name("buf"), p.name("room"), p.pick("n", "n + 16", "n * 2", "(n + 15) / 16 * 16")
    outside, known = p.chance(60), p.chance(60)  # The file knows the buffer, or its room.
    if outside:
        p.static(f"static {element} *{buf};", file)
    if known:
        p.static(f"static size_t {room};", file)
    apart = outside and known and p.chance(80)
    ending = f"free({buf}); {buf} = NULL; {room} = 0;"
    renewal = p.pick("free(BUF); BUF = malloc((GROWTH) * sizeof *BUF); ROOM = GROWTH;", "ROOM = GROWTH; free(BUF); BUF = calloc(ROOM, sizeof *BUF);",
                     "BUF = realloc(BUF, (GROWTH) * sizeof *BUF); ROOM = GROWTH;", "ROOM = GROWTH; BUF = realloc(BUF, ROOM * sizeof *BUF);")
    renewal = renewal.replace("BUF", buf).replace("ROOM", room).replace("GROWTH", growth)
    p.function(f"{element} *{line}(size_t n)", f"""
    {"" if outside else f"static {element} *{buf};"}
    {"" if known else f"static size_t {room};"}
    {"" if apart else f"if (!n) {{ {ending} return NULL; }}"}
    if (n > {room}) {{
        {renewal}
        if (!{buf}) abort();
    }}{p.pick("", "", "", f" else {room} = n;")}
    {buf}[n - 1] = {p.number(1, 9)};
    return {buf};""", file)
    drop = p.name("drop")
    p.function(f"void {drop}(void)", f"    {ending if apart else f'{line}(0);'}", file)
    calls = " ".join(f"printf(\"%d\\n\", (int){line}({n})[{n} - 1]);" for n in (p.number(1, 40), p.number(1, 40)))
    p.step(f"{calls} {drop}(); {p.pick('', f'{drop}();')}")


def lent(p: Program) -> None:
    """A buffer and its room that another function grows through pointers to both, or to its room alone."""
    need, element, file = p.name("need"), p.pick(*ELEMENTS), p.number(0, 1)
    counter = p.pick("size_t", "size_t", "unsigned", "int")
    returned = p.chance(50)  # The callee gives the buffer back, or sets it itself.
    buf, result = ("buf", f"{element} *") if returned else ("*buf", "void ")
    size = p.pick(f"sizeof *{buf}", f"sizeof({element})")
    wanted = p.pick("n", "n", "2 * n", f"n + {p.number(1, 9)}")
    grow = p.pick(
        f"free({buf}); {buf} = malloc(({wanted}) * {size}); if (!{buf}) abort(); *room = {wanted};",
        f"*room = {wanted}; {buf} = realloc({buf}, *room * {size}); if (!{buf}) abort();",
        f"{element} *more = realloc({buf}, ({wanted}) * {size}); if (!more) abort(); {buf} = more; *room = {wanted};",
        f"*room = {wanted}; free({buf}); if (!({buf} = calloc(*room, {size}))) abort();")
    p.function(f"{result}{need}({element} *{buf}, {counter} *room, {counter} n)", f"""
    if ({p.pick("*room < n", f"!{buf} || n > *room", "n > *room")}) {{
        {grow}
    }}
    {p.pick("", "", "else *room = n;", "*room = n;")}
    memset({buf}, 1, n * sizeof *{buf});
    {"return buf;" if returned else ""}""")

    def call(block: str, room: str, n: object) -> str:
        return f"{block} = {need}({block}, &{room}, {n});" if returned else f"{need}(&{block}, &{room}, {n});"
    type_, drop = p.name("Lender"), p.name("drop")
    fields = p.shuffled(f"{element} *buf;", f"{counter} room;", f"{counter} used;")
    p.declare(f"typedef struct {type_} {{ {' '.join(fields)} }} {type_};")
    add = p.name("add")
    which = p.pick("room", "room", "room", "used")
    p.function(f"int {add}({type_} *r, {counter} n)", f"""
    {call("r->buf", f"r->{which}", p.pick("n", f"n + {p.number(1, 5)}"))}
    {p.pick("r->used = n;", "r->room = r->used > r->room ? r->used : r->room;", "")}
    return r->buf[n - 1] != 0;""", file)
    p.function(f"void {drop}({type_} *r)", f"    {_ending(p, 'r->')}", file)
    numbers = [p.number(1, 40) for _ in range(3)]
    p.step(f"{{ {type_} r = {{0}}; int sum = 0; {' '.join(f'sum += {add}(&r, {n});' for n in numbers)} printf(\"%d\\n\", sum); {drop}(&r); }}")
    p.step(f"{{ {element} *b = NULL; {counter} room = 0; {call('b', 'room', numbers[0])} {p.pick('', call('b', 'room', numbers[1]))} "
           f"printf(\"%d\\n\", b[0] != 0); free(b); }}")


def lines(p: Program) -> None:
    """Lines read as getline does, by libc's or by the program's own, which grows the buffer by steps."""
    own, count = p.name("getline"), p.name("lines")
    step = p.number(2, 20)
    p.function(f"long {own}(char **line, size_t *room, const char **text)", f"""
    size_t used = 0;
    if (!**text) return -1;
    if (!*line) {{ {p.pick(f"*room = {step}; *line = malloc(*room);", f"*line = malloc({step}); *room = {step};")} if (!*line) abort(); }}
    while (**text) {{
        if (used + 1 >= *room) {{
            {p.pick(f"*room += {step}; *line = realloc(*line, *room); if (!*line) abort();",
                    "size_t more = *room * 2; char *longer = realloc(*line, more); if (!longer) abort(); *line = longer; *room = more;",
                    "char *longer = malloc(*room * 2); if (!longer) abort(); memcpy(longer, *line, used); free(*line); *line = longer; *room *= 2;")}
        }}
        if (((*line)[used++] = *(*text)++) == '\\n') break;
    }}
    (*line)[used] = 0;
    return (long)used;""")
    libc = p.chance(40)
    source = "FILE *f = fmemopen((char *)text, strlen(text), \"r\"); if (!f) abort();" if libc else ""
    read = "getline(&line, &room, f)" if libc else f"{own}(&line, &room, &text)"
    first = p.pick("", "", "line = malloc(16); if (!line) abort(); room = 16;")
    p.function(f"long {count}(const char *text)", f"""
    char *line = NULL, *kept = NULL;
    size_t room = 0;
    long n, sum = 0;
    {source}
    {first}
    while ((n = {read}) >= 0) {{
        sum += n;
        {p.pick("", "line[n - 1] = 0;", f"if (sum == 3) {{ free(kept); kept = line; line = NULL; {p.pick('room = 0;', 'room = 0; sum++;')} }}",
                "free(kept); kept = strdup(line); if (!kept) abort();")}
    }}
    {"fclose(f);" if libc else ""}
    {p.pick("room = 0;", "")}
    free(line);
    free(kept);
    return sum;""")
    p.step(f"printf(\"%ld\\n\", {count}(\"ab\\n{'long' * p.number(1, 9)} line\\n\\nend\"));")


IDIOMS: list[Callable[[Program], None]] = [lent, lines, reused, reused_local, reused_static]
