"""Idioms of allocating functions of the program's own that allocate in one arm and resize in the other.

Their callers keep the results in variables, members and arrays. Near misses: functions that
allocate more than they were asked for.
"""

from typing import Callable

from .parts import ELEMENTS, TEXTS, changed_string, new_record
from .program import Program


class _Family:
    """The allocating functions of a program, each of some form, declared when something first calls it."""

    def __init__(self, p: Program) -> None:
        self._p = p
        self._names: dict[str, str] = {}
        self._exact = p.chance(70)
        self._resizes_first = p.chance(20)

    def _function(self, word: str, signature: str, body: Callable[[], str]) -> str:
        """The name of the function for `word`, which stands as NAME in its signature."""
        if word not in self._names:
            self._names[word] = self._p.name(word)
            self._p.function(signature.replace("NAME", self._names[word]), body())
        return self._names[word]

    def get(self) -> str:
        """Allocates or ends the program."""
        def body() -> str:
            if self._resizes_first:
                return f"    return {self.resize()}(NULL, n);"
            adjusted = "malloc(n)" if self._exact else self._p.pick("malloc(n ? n : 1)", "malloc(n + !n)")
            return self._p.pick(
                f"    void *p = {adjusted};\n    if (!p) abort();\n    return p;",
                f"    void *p;\n    if ((p = {adjusted}) == NULL) abort();\n    return p;",
                f"    void *p = {adjusted};\n    if (p) return p;\n    abort();",
                "    void *p = calloc(1, n);\n    if (!p) abort();\n    return p;",
                f"    {'' if self._exact else 'if (n == 0) n = 1;'}\n    void *p = malloc(n);\n    if (!p) abort();\n    return p;")
        return self._function("xmalloc", "void *NAME(size_t n)", body)

    def resize(self) -> str:
        """Allocates where there is nothing to resize; near misses among its forms."""
        def body() -> str:
            p, failed = self._p, "if (!p) abort();"
            forms = [
                f"    p = p ? realloc(p, n) : malloc(n);\n    {failed}\n    return p;",
                f"    if (p) p = realloc(p, n);\n    else p = malloc(n);\n    {failed}\n    return p;",
                f"    if (p == NULL) {{\n        p = malloc(n);\n    }} else {{\n        p = realloc(p, n);\n    }}\n    {failed}\n    return p;",
                "    void *r;\n    if (!p) r = malloc(n);\n    else r = realloc(p, n);\n    if (!r) abort();\n    return r;",
                "    void *r = p == NULL ? malloc(n) : realloc(p, n);\n    if (r == NULL) abort();\n    return r;",
                f"    if (!p) p = calloc({p.pick('n, 1', '1, n')});\n    else p = realloc(p, n);\n    {failed}\n    return p;",
                "    void *old = p;\n    p = realloc(old, n);\n    if (p) return p;\n    abort();",
                f"    if (!p) {{ p = malloc(n); {failed} return p; }}\n    p = realloc(p, n);\n    {failed}\n    return p;",
            ]
            if not self._resizes_first:
                forms += [f"    if (!p) return {self.get()}(n);\n    p = realloc(p, n);\n    {failed}\n    return p;",
                          f"    void *r = p ? realloc(p, n) : {self.get()}(n);\n    if (!r) abort();\n    return r;"]
            near_misses = [
                f"    if (!n) n = 1;\n    p = p ? realloc(p, n) : malloc(n);\n    {failed}\n    return p;",
                f"    p = p ? realloc(p, n ? n : 1) : malloc(n ? n : 1);\n    {failed}\n    return p;",
                f"    p = p ? realloc(p, n) : malloc(n + {p.number(1, 9)});\n    {failed}\n    return p;",
                f"    p = p ? realloc(p, n + {p.number(1, 9)}) : malloc(n);\n    {failed}\n    return p;",
                f"    n = (n + 7) & ~(size_t)7;\n    if (p) p = realloc(p, n);\n    else p = malloc(n);\n    {failed}\n    return p;",
                f"    if (!p) n += 8;\n    p = p ? realloc(p, n) : malloc(n);\n    {failed}\n    return p;",
                f"    if (n == 0) {{ free(p); return NULL; }}\n    p = p ? realloc(p, n) : malloc(n);\n    {failed}\n    return p;",
                "    void *r = calloc(n, 1);\n    if (!r) abort();\n    if (p) { memcpy(r, p, 1); free(p); }\n    return r;",
                f"    if (p && n < 40) n += {p.number(5, 40)};\n    p = p ? realloc(p, n) : malloc(n + 40);\n    {failed}\n    return p;",
            ]
            return p.pick(*(forms if self._exact else near_misses))
        return self._function("xrealloc", "void *NAME(void *p, size_t n)", body)

    def zeroed(self) -> str:
        """Allocates several elements, zeroed."""
        return self._function("xcalloc", "void *NAME(size_t n, size_t s)", lambda: self._p.pick(
            "    void *r = calloc(n, s);\n    if (!r) abort();\n    return r;",
            f"    void *r = {self.get()}(n * s);\n    memset(r, 0, n * s);\n    return r;",
            f"    return memset({self.get()}(n * s), 0, n * s);",
            "    n *= s;\n    void *r = calloc(1, n);\n    if (!r) abort();\n    return r;",
            f"    void *r = {'calloc(n, s)' if self._exact else 'calloc(n ? n : 1, s ? s : 1)'};\n    if (!r) abort();\n    return r;"))

    def copied(self) -> str:
        """Copies a string."""
        return self._function("xstrdup", "char *NAME(const char *s)", lambda: self._p.pick(
            f"    return strcpy({self.get()}(strlen(s) + 1), s);",
            f"    size_t n = strlen(s) + 1;\n    char *r = {self.resize()}(NULL, n);\n    memcpy(r, s, n);\n    return r;",
            "    char *r = strdup(s);\n    if (!r) abort();\n    return r;",
            f"    size_t n = strlen(s);\n    return memcpy({self.zeroed()}(n + 1, 1), s, n);",
            f"    char *r = s ? {self.get()}(strlen(s) + 1) : NULL;\n    if (r) strcpy(r, s);\n    return r;"))

    def array(self) -> str:
        """Resizes to several elements."""
        return self._function("xreallocarray", "void *NAME(void *p, size_t n, size_t s)", lambda: self._p.pick(
            f"    return {self.resize()}(p, n * s);",
            f"    if (s && n > (size_t)-1 / s) abort();\n    return {self.resize()}(p, n * s);",
            "    void *r = p ? realloc(p, n * s) : malloc(n * s);\n    if (!r) abort();\n    return r;",
            f"    if (!p) return {self.zeroed()}(n, s);\n    return {self.resize()}(p, s * n);",
            "    p = reallocarray(p, n, s);\n    if (!p) abort();\n    return p;"))

    def more(self) -> str:
        """Resizes to more elements, and says how many, or fewer than it could."""
        first = self._p.number(1, 9)
        return self._function("x2nrealloc", "void *NAME(void *p, size_t *count, size_t s)", lambda: self._p.pick(
            f"    size_t n = *count;\n    if (!p) {{ if (!n) n = {first}; }} else n += n / 2 + 1;\n    *count = n;\n"
            f"    return {self.array()}(p, n, s);",
            f"    *count = p ? *count * 2 : *count ? *count : {first};\n    return {self.resize()}(p, *count * s);",
            f"    p = {self.array()}(p, *count + {first}, s);\n    *count += {first if self._exact else 1};\n    return p;"))

    def put(self) -> str:
        """Releases: libc's free as likely as a function of the program's own."""
        if self._p.chance(70):
            return "free"
        return self._function("xfree", "void NAME(void *p)", lambda: f"    {self._p.pick('', 'if (p) ')}free(p);")


def _in_record(p: Program, f: _Family) -> None:
    """A record of constant size."""
    type_, shown = new_record(p)
    make, drop = p.name("make"), p.name("drop")
    p.function(f"{type_} *{make}(int id)", f"""
    {type_} *r = {p.pick(f"{f.get()}(sizeof *r)", f"{f.zeroed()}(1, sizeof({type_}))", f"{f.resize()}(NULL, sizeof *r)")};
    r->{shown} = id;
    {p.pick("", "", f"r = {f.resize()}(r, {p.number(2, 3)} * sizeof *r);")}
    return r;""")
    p.function(f"void {drop}({type_} *r)", f"    {f.put()}(r);")
    p.step(f"{{ {type_} *r = {make}({p.number(1, 99)}); printf(\"%d\\n\", r->{shown}); {drop}(r); }}")


def _in_variable(p: Program, f: _Family) -> None:
    """A block in a local variable, its size's variable changing or not."""
    work, element = p.name("work"), p.pick(*ELEMENTS)
    size = p.pick("sizeof *b", f"sizeof({element})")
    first = p.pick(lambda: f"{f.get()}(n * {size})", lambda: f"{f.resize()}(NULL, n * {size})", lambda: f"{f.zeroed()}(n, {size})",
                   lambda: f"{f.array()}(NULL, n, {size})", lambda: f"{f.get()}({size})")()
    change = p.pick("", "", f"n += {p.number(1, 9)};", f"n *= {p.number(2, 3)};")
    again = p.pick(lambda: "", lambda: f"b = {f.resize()}(b, n * {size});", lambda: f"b = {f.array()}(b, n, {size});",
                   lambda: f"b = {f.more()}(b, &n, {size});", lambda: f"{element} *c = {f.resize()}(b, (n + 1) * {size}); b = c;")()
    p.function(f"int {work}(size_t n)", f"""
    {element} *b = {first};
    b[0] = 1;
    {change}
    {again}
    int sum = b[0] == 1;
    {p.pick("", "", "n = 0;", "n--;")}
    {f.put()}(b);
    return sum;""")
    p.step(f"printf(\"%d\\n\", {work}({p.number(1, 30)}));")


def _in_members(p: Program, f: _Family) -> None:
    """A growing array and a string in a record."""
    type_, element = p.name("Bag"), p.pick(*ELEMENTS)
    counter = p.pick("size_t", "size_t", "unsigned", "int")
    fields = p.shuffled(f"{element} *items;", f"{counter} count;", f"{counter} room;", "char *name;")
    p.declare(f"typedef struct {type_} {{ {' '.join(fields)} }} {type_};")
    make, push, drop = p.name("make"), p.name("push"), p.name("drop")
    size = p.pick("sizeof *b->items", f"sizeof({element})")
    room = p.number(1, 9)
    start = p.pick(lambda: "b->items = NULL;", lambda: f"b->items = {f.get()}({room} * {size}); b->room = {room};",
                   lambda: f"b->room = {room}; b->items = {f.zeroed()}(b->room, {size});",
                   lambda: f"b->room = {room}; b->items = {f.resize()}(NULL, b->room * {size});")()
    record = p.pick(f"{f.zeroed()}(1, sizeof *b)", f"memset({f.get()}(sizeof({type_})), 0, sizeof({type_}))", "calloc(1, sizeof *b)")
    p.function(f"{type_} *{make}(const char *name)", f"""
    {type_} *b = {record};
    {p.pick("", "if (!b) return NULL;")}
    {start}
    b->name = {f.copied()}(name);
    return b;""")
    step = p.pick(f"b->room + {p.number(1, 9)}", "b->room * 2 + 1", "(b->room ? b->room * 2 : 4)")
    grow = p.pick(
        lambda: f"b->room = {step}; b->items = {f.resize()}(b->items, b->room * {size});",
        lambda: f"b->items = {f.resize()}(b->items, ({step}) * {size}); b->room = {step};",
        lambda: f"b->room = {step}; b->items = {f.array()}(b->items, b->room, {size});",
        lambda: f"size_t n = b->room; b->items = {f.more()}(b->items, &n, {size}); b->room = n;",
        lambda: f"{counter} room = {step}; b->items = {f.resize()}(b->items, room * {size}); b->room = room;")()
    p.function(f"void {push}({type_} *b, {element} x)", f"""
    if (b->count {p.pick("==", ">=")} b->room) {{ {grow} }}
    b->items[b->count++] = x;""")
    trim = p.pick(lambda: "", lambda: "", lambda: "", lambda: f"b->items = {f.resize()}(b->items, b->count * {size}); b->room = b->count;",
                  lambda: "b->room = b->count;")()
    put = f.put()
    p.function(f"void {drop}({type_} *b)", f"""
    {changed_string(p, "b->name")}
    {put}(b->name);
    {put}(b->items);
    {put}(b);""")
    p.step(f"{{ {type_} *b = {make}(\"{p.pick(*TEXTS)}\"); for (int i = 0; i < {p.number(1, 30)}; i++) {push}(b, ({element})i); "
           f"{trim} printf(\"%d %d %s\\n\", (int)b->count, (int)b->items[b->count - 1], b->name); {drop}(b); }}")


def _in_array(p: Program, f: _Family) -> None:
    """Blocks in a global array, their rooms in another."""
    slots, element, file = p.name("slots"), p.pick(*ELEMENTS), p.number(0, 1)
    count = p.number(2, 5)
    p.static(f"static {element} *{slots}[{count}];\nstatic size_t {slots}_rooms[{count}];", file)
    fill, drop = p.name("fill"), p.name("drop")
    size = p.pick("n", str(p.number(40, 60)))
    resized = p.pick(f"{f.resize()}({slots}[i], {size} * sizeof *{slots}[i])", f"{f.array()}({slots}[i], {size}, sizeof({element}))")
    p.function(f"{element} *{fill}(int i, size_t n)", f"""
    if (!{slots}[i] || {slots}_rooms[i] < n) {{
        {slots}[i] = {resized};
        {slots}_rooms[i] = {size};
    }}
    {slots}[i][n - 1] = ({element})(n % 100);
    return {slots}[i];""", file)
    put = f.put()
    each = p.pick(f"{put}({slots}[i]);", f"if ({slots}[i]) {put}({slots}[i]);", f"{slots}_rooms[i] = 0; {put}({slots}[i]);")
    p.function(f"void {drop}(void)", f"""
    for (int i = 0; i < {count}; i++) {{
        {each}
        {slots}[i] = NULL;
        {slots}_rooms[i] = 0;
    }}""", file)
    calls = " ".join(f"n = {p.number(1, 40)}; printf(\"%d\\n\", (int){fill}({p.number(0, count - 1)}, n)[n - 1]);" for _ in range(4))
    p.step(f"{{ size_t n; {calls} {drop}(); }}")


def arms(p: Program) -> None:
    """Several callers of such functions."""
    family = _Family(p)
    for _ in range(p.number(1, 4)):
        p.pick(_in_array, _in_members, _in_record, _in_variable, _in_variable)(p, family)


IDIOMS: list[Callable[[Program], None]] = [arms]
