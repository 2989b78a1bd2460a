"""Idioms of blocks that change their owner while what tells their size stays, moves along, or moves alone."""

from typing import Callable

from .parts import ELEMENTS, TEXTS, copied_string
from .program import Program


def _owned(p: Program) -> tuple[str, str, Callable[[str, int], str]]:
    """Declares a record that owns a block, and a function that makes one by value or through a pointer;
    its type, its element, and what declares a variable of some number of elements."""
    type_, element, make = p.name("Owner"), p.pick(*ELEMENTS), p.name("make")
    counter = p.pick("size_t", "size_t", "unsigned", "int", "unsigned short")
    fields = p.shuffled(f"{element} *data;", f"{counter} n;", "int id;")
    p.declare(f"typedef struct {type_} {{ {' '.join(fields)} }} {type_};")
    parameter = p.pick(counter, "int")
    by_pointer = p.chance(60)
    r = "r->" if by_pointer else "r."
    size = p.pick(f"sizeof *{r}data", f"sizeof({element})")
    body = p.pick(
        f"    {r}n = n;\n    {r}data = calloc({r}n, {size});\n    if (!{r}data) abort();",
        f"    {r}n = n;\n    {r}data = calloc(n, {size});\n    if (!{r}data) abort();",
        f"    {r}data = malloc(n * {size});\n    if (!{r}data) abort();\n    memset({r}data, 0, n * {size});\n    {r}n = n;",
    ) + f"\n    {r}id = (int)n;\n    {r}data[0] = ({element})n;"
    if by_pointer:
        p.function(f"void {make}({type_} *r, {parameter} n)", body)
        return type_, element, lambda name, n: f"{type_} {name}; {make}(&{name}, {n});"
    start = p.pick(f"    {type_} r;\n", f"    {type_} r = {{ .n = 0 }};\n")
    p.function(f"{type_} {make}({parameter} n)", f"{start}{body}\n    return r;")
    return type_, element, lambda name, n: f"{type_} {name} = {make}({n});"


def _release(p: Program, r: str) -> str:
    """Statements that release the block of record `r`."""
    return p.pick(f"free({r}data);", f"free({r}data); {r}data = NULL; {r}n = 0;", f"if ({r}data) free({r}data); {r}data = NULL;",
                  f"{r}id = 0; free({r}data);", f"{r}n = 0; free({r}data);")


def swapped(p: Program) -> None:
    """Two owners that swap their blocks, with their counters or without."""
    type_, element, make = _owned(p)
    swap, drop = p.name("swap"), p.name("drop")
    pointers = f"{element} *t = a->data; a->data = b->data; b->data = t;"
    counters = "int n = (int)a->n; a->n = b->n; b->n = n;"
    p.function(f"void {swap}({type_} *a, {type_} *b)", "    " + p.pick(
        f"{type_} t = *a; *a = *b; *b = t;", f"{type_} t; memcpy(&t, a, sizeof t); memcpy(a, b, sizeof t); memcpy(b, &t, sizeof t);",
        f"{pointers} {counters}", f"{counters} {pointers}", pointers, counters, f"if (a->n < b->n) {{ {type_} t = *a; *a = *b; *b = t; }}"))
    p.function(f"void {drop}({type_} *r)", f"    {_release(p, 'r->')}")
    n = p.number(1, 40)
    p.step(f"{{ {make('a', n)} {make('b', p.pick(n, p.number(1, 40)))} {swap}(&a, &b); printf(\"%d\\n\", (int)a.data[0]); "
           f"{drop}(&a); {drop}(&b); }}")


def moved(p: Program) -> None:
    """A block that is taken out of its owner, which forgets it, and is kept by another or released alone."""
    type_, element, make = _owned(p)
    take, keep, drop = p.name("take"), p.name("keep"), p.name("drop")
    forget = p.pick("", "r->n = 0;", "memset(r, 0, sizeof *r);")
    p.function(f"{element} *{take}({type_} *r)", f"""
    {element} *data = r->data;
    r->data = NULL;
    {forget}
    return data;""")
    p.function(f"void {keep}({type_} *to, {type_} *from)", p.pick(f"""
    free(to->data);
    to->n = from->n;
    to->data = {take}(from);""", f"""
    {p.pick("", "size_t n = from->n;")}
    free(to->data);
    *to = *from;
    from->data = NULL;
    {forget.replace("r->", "from->").replace("(r,", "(from,").replace("*r)", "*from)")}""", f"""
    free(to->data);
    to->data = {take}(from);
    to->n = from->n;""", f"""
    {element} *old = to->data;
    to->data = from->data;
    from->data = old;"""))
    p.function(f"void {drop}({type_} *r)", f"    {_release(p, 'r->')}")
    p.step(f"{{ {make('a', p.number(1, 30))} {make('b', p.number(1, 30))} {keep}(&a, &b); printf(\"%d\\n\", (int)a.data[0]); "
           f"{drop}(&b); {drop}(&a); }}")
    p.step(f"{{ {make('a', p.number(1, 30))} size_t n = a.n; {element} *data = {take}(&a); {p.pick('', 'n++;')} "
           f"printf(\"%d %zu\\n\", (int)data[0], n); free(data); {p.pick('', f'{drop}(&a);')} }}")


def by_value(p: Program) -> None:
    """Owners handed over and returned by value; a copy's counter, or the original's, changes before the release."""
    type_, element, make = _owned(p)
    pass_, consume = p.name("pass"), p.name("consume")
    p.function(f"{type_} {pass_}({type_} r)", "    " + p.pick(
        "return r;", f"{type_} other = r; other.id++; return other;", "r.id = 3; return r;", "if (r.n > 1) r.n--; return r;",
        f"free(r.data); {make('other', p.number(1, 20))} return other;", f"return ({type_}){{ .data = r.data, .n = r.n }};",
        f"{element} *d = realloc(r.data, (r.n + 2) * sizeof *d); if (!d) abort(); r.data = d; r.n += 2; return r;"))
    p.function(f"int {consume}({type_} r)", f"""
    int sum = (int)r.data[0];
    {p.pick("", "", "r.n++;")}
    {_release(p, "r.")}
    return sum;""")
    between = p.pick("", "", "a.n = 1;", "b.n = a.n;", "b = a;")
    p.step(f"{{ {make('a', p.number(1, 30))} {type_} b = {{0}}; (void)b; a = {pass_}(a); {between} printf(\"%d\\n\", {consume}(a)); }}")
    p.step(f"{{ {make('a', p.number(1, 30))} printf(\"%d\\n\", {consume}({p.pick('a', f'{pass_}(a)')})); }}")


def rows(p: Program) -> None:
    """An array of owners that grows, is sorted, and closes gaps by memmove or by assignment."""
    type_, element, make = _owned(p)
    list_, add, cut, drop, order = p.name("Rows"), p.name("add"), p.name("cut"), p.name("drop"), p.name("order")
    fields = p.shuffled(f"{type_} *rows;", "size_t count;", "size_t room;")
    p.declare(f"typedef struct {list_} {{ {' '.join(fields)} }} {list_};")
    step = p.number(1, 5)
    p.function(f"void {add}({list_} *l, {type_} r)", f"""
    if (l->count == l->room) {{
        {p.pick(f"l->room += {step}; l->rows = realloc(l->rows, l->room * sizeof *l->rows);",
                f"l->rows = realloc(l->rows, (l->room + {step}) * sizeof({type_})); l->room += {step};")}
        if (!l->rows) abort();
    }}
    {p.pick("l->rows[l->count++] = r;", "memcpy(&l->rows[l->count], &r, sizeof r); l->count++;",
            f"{type_} *to = l->rows + l->count++; to->data = r.data; to->n = r.n; to->id = r.id;")}""")
    p.function(f"int {order}(const void *a, const void *b)", f"    return ((const {type_} *)a)->id - ((const {type_} *)b)->id;")
    p.function(f"void {cut}({list_} *l, size_t i)", f"""
    free(l->rows[i].data);
    {p.pick("memmove(&l->rows[i], &l->rows[i + 1], (l->count - i - 1) * sizeof *l->rows); l->count--;",
            "l->count--; for (; i < l->count; i++) l->rows[i] = l->rows[i + 1];", "l->rows[i] = l->rows[--l->count];",
            f"{type_} last = l->rows[--l->count]; if (i != l->count) l->rows[i] = last;")}
    {p.pick("", "", "l->room = l->count + 1;")}""")
    p.function(f"void {drop}({list_} *l)", "    " + p.pick(
        "for (size_t i = 0; i < l->count; i++) free(l->rows[i].data); free(l->rows);",
        "while (l->count) free(l->rows[--l->count].data); free(l->rows);",
        f"for ({type_} *r = l->rows; r < l->rows + l->count; r++) {{ free(r->data); r->n = 0; }} free(l->rows); l->count = l->room = 0;"))
    adds = " ".join(f"{{ {make('r', p.number(1, 30))} {add}(&l, r); }}" for _ in range(p.number(2, 7)))
    sort = p.pick("", f"qsort(l.rows, l.count, sizeof *l.rows, {order});")
    p.step(f"{{ {list_} l = {{0}}; {adds} {sort} {p.pick('', f'{cut}(&l, 0);')} {cut}(&l, l.count - 1); "
           f"printf(\"%zu %d\\n\", l.count, l.count ? (int)l.rows[0].id : 0); {drop}(&l); }}")


def tails(p: Program) -> None:
    """A list whose nodes carry their text or items behind them in one block."""
    type_, element = p.name("Tail"), p.pick("char", "char", *ELEMENTS)
    plain, counter = p.chance(50), p.pick("size_t", "size_t", "unsigned", "int", "unsigned char")  # Plain: the counter stays what it was.
    has_counter = plain or p.chance(70)
    field = f"{counter} n;" if has_counter else ""
    p.declare(f"typedef struct {type_} {{ struct {type_} *next; {field} {element} tail[{p.pick('', '', '1')}]; }} {type_};")
    add, drop = p.name("add"), p.name("drop")
    extra = "" if plain else p.pick("", " + 1")
    size = p.pick(f"sizeof *t + {f'(n{extra})' if extra else 'n'} * sizeof t->tail[0]", f"sizeof({type_}) + sizeof({element}) * (n{extra})",
                  f"offsetof({type_}, tail) + (n{extra} + 8) * sizeof({element})")
    keep = ("t->n = n;" if plain else p.pick("t->n = n;", f"t->n = n{extra};", "t->n = n - 1;")) if has_counter else ""
    parameter = counter if plain and p.chance(70) else p.pick("size_t", "int", "unsigned")
    p.function(f"void {add}({type_} **list, {parameter} n)", f"""
    {type_} *t = {p.pick(f"malloc({size})", f"malloc({size})", f"calloc(1, {size})")};
    if (!t) abort();
    {keep}
    for (size_t i = 0; i < (size_t)n; i++) t->tail[i] = ({element})(i + 1);
    t->next = *list;
    *list = t;""")
    between = p.pick("", "", "if (list->n > 1) list->n--;", "list->n = 0;") if has_counter and not plain else ""
    note = "s->n = 1;" if has_counter else ""
    shrink = f"if (*list) {{ {type_} *s = realloc(*list, sizeof *s + sizeof s->tail[0]); if (!s) abort(); {note} *list = s; }}"
    shrink = shrink if not plain and p.chance(50) else ""
    fit = p.name("fit")
    p.function(f"void {fit}({type_} **list)", f"    {shrink or '(void)list;'}")
    p.function(f"void {drop}({type_} *list)", f"""
    while (list) {{
        {type_} *next = list->next;
        {between}
        free(list);
        list = next;
    }}""")
    p.step(f"{{ {type_} *l = NULL; {add}(&l, {p.number(1, 30)}); {add}(&l, {p.number(1, 30)}); {fit}(&l); "
           f"printf(\"%d\\n\", (int)l->next->tail[0]); {drop}(l); }}")


def variant(p: Program) -> None:
    """A value that owns one of several blocks through a union, and is set anew to another."""
    type_, clear, show = p.name("Variant"), p.name("clear"), p.name("show")
    n = p.pick("size_t", "unsigned")
    shared = p.chance(50)  # One counter beside the union, or one in each of its members.
    beside, inside = (f"{n} n;", "") if shared else ("", f"{n} n;")
    p.declare(f"typedef struct {type_} {{ int kind; {beside} union {{ struct {{ char *s; {inside} }} text; "
              f"struct {{ {inside} int *v; }} numbers; struct {type_} *inner; }} u; }} {type_};")
    text, numbers = ("v->n", "v->n") if shared else ("v->u.text.n", "v->u.numbers.n")
    p.function(f"void {clear}({type_} *v)", p.pick("""
    if (v->kind == 1) free(v->u.text.s);
    else if (v->kind == 2) free(v->u.numbers.v);""", """
    switch (v->kind) {
    case 1: free(v->u.text.s); break;
    case 2: free(v->u.numbers.v); break;
    }""") + f"""
    if (v->kind == 3) {{ {clear}(v->u.inner); free(v->u.inner); }}
    v->kind = 0;""")
    set_ = p.name("set")
    p.function(f"void {set_}({type_} *v, int kind, size_t n)", f"""
    {clear}(v);
    v->kind = kind;
    if (kind == 1) {{
        {p.pick(f"v->u.text.s = calloc(n + 1, 1); {text} = n;", f"{text} = n + 1; v->u.text.s = calloc({text}, 1);",
                f"v->u.text.s = malloc(n); {text} = n; if (v->u.text.s) memset(v->u.text.s, 0, n);")}
        if (!v->u.text.s) abort();
    }} else if (kind == 2) {{
        {p.pick(f"v->u.numbers.v = calloc(n, sizeof(int)); {numbers} = n;", f"{numbers} = n; v->u.numbers.v = calloc({numbers}, sizeof *v->u.numbers.v);")}
        if (!v->u.numbers.v) abort();
    }} else if (kind == 3) {{
        {type_} *inner = calloc(1, sizeof *inner);
        if (!inner) abort();
        {set_}(inner, {p.number(1, 2)}, n);
        v->u.inner = inner;
    }}
    {p.pick("", "", f"if (kind == 1 && n > 3) {text} = 3;")}""")
    p.function(f"int {show}(const {type_} *v)", "    return v->kind == 1 ? v->u.text.s[0] : v->kind == 2 ? v->u.numbers.v[0] : v->kind;")
    kinds = " ".join(f"{set_}(&v, {p.number(0, 3)}, {p.number(1, 20)}); printf(\"%d\\n\", {show}(&v));" for _ in range(p.number(1, 5)))
    p.step(f"{{ {type_} v = {{0}}; {kinds} {clear}(&v); }}")


def cleanup(p: Program) -> None:
    """Local blocks that one end of a function releases, wherever it was left, their sizes' variables gone on or not."""
    work, type_ = p.name("work"), p.name("State")
    p.declare(f"typedef struct {type_} {{ long *sums; size_t n; char *text; }} {type_};")
    change = p.pick("", "", "n += 2;", "m = n;", "n = m = 0;")
    second = p.pick("b = malloc(m + 1);", "b = calloc(m, 2);", "b = malloc(n);", "b = strdup(\"label\");")
    handed = p.chance(40)  # The last block is handed to the caller.
    label = p.pick("goto out;", "goto out;", "{ free(s); s = NULL; goto out; }")
    p.function(f"int {work}(int fail, size_t n, size_t m, {type_} **result)", f"""
    int status = -1;
    int *a = NULL;
    char *b = NULL;
    {type_} *s = NULL;
    if (fail == 1) goto out;
    a = {p.pick("malloc(n * sizeof *a)", "calloc(n, sizeof(int))", f"malloc({p.number(1, 9)} * sizeof *a)")};
    if (!a || fail == 2) goto out;
    a[0] = 1;
    {second}
    if (!b) goto out;
    {change}
    if (fail == 3) goto out;
    s = calloc(1, sizeof *s);
    if (!s) goto out;
    if (fail == 4) {label}
    s->n = n + 1;
    s->sums = {p.pick("calloc(s->n, sizeof *s->sums)", "calloc(n + 1, sizeof(long))")};
    if (!s->sums) goto out;
    s->text = b;
    b = NULL;
    if (fail == 5) goto out;
    status = a[0];
    {"*result = s; s = NULL;" if handed else "(void)result;"}
out:
    free(a);
    free(b);
    if (s) {{
        free(s->sums);
        free(s->text);
        free(s);
    }}
    return status;""")
    p.step(f"for (int i = 0; i < 7; i++) {{ {type_} *s = NULL; printf(\"%d\\n\", {work}(i, {p.number(1, 9)}, {p.number(1, 9)}, &s)); "
           "if (s) { free(s->text); free(s->sums); free(s); } }")


def ring(p: Program) -> None:
    """A queue whose room is kept as a mask, as a logarithm, as an end pointer or as a number of its own."""
    type_, element = p.name("Ring"), p.pick(*ELEMENTS)
    form = p.pick("mask", "shift", "room", "end")
    room = {"mask": "(q->mask + 1)", "shift": "((size_t)1 << q->shift)", "room": "q->room", "end": "(size_t)(q->end - q->items)"}[form]
    set_ = {"mask": "q->mask = n - 1;", "shift": "for (q->shift = 0; ((size_t)1 << q->shift) < n; q->shift++) ;", "room": "q->room = n;",
            "end": "q->end = q->items + n;"}[form]
    p.declare(f"typedef struct {type_} {{ {element} *items; unsigned head, tail; size_t mask, room; int shift; {element} *end; }} {type_};")
    open_, push, close = p.name("open"), p.name("push"), p.name("close")
    first = p.number(0, 3)
    p.function(f"void {open_}({type_} *q)", f"""
    size_t n = {1 << first};
    memset(q, 0, sizeof *q);
    q->items = {p.pick("malloc(n * sizeof *q->items)", "calloc(n, sizeof *q->items)")};
    if (!q->items) abort();
    {set_}""")
    p.function(f"void {push}({type_} *q, {element} x)", f"""
    if (q->tail - q->head == {room}) {{
        size_t n = 2 * {room}, had = {room};
        {element} *items = malloc(n * sizeof *items);
        if (!items) abort();
        for (unsigned i = q->head; i != q->tail; i++) items[i & (n - 1)] = q->items[i & (had - 1)];
        free(q->items);
        q->items = items;
        {set_}
    }}
    q->items[q->tail++ & ({room} - 1)] = x;""")
    p.function(f"void {close}({type_} *q)", f"    {p.pick('', '', 'q->mask = q->room = 0;')}\n    free(q->items);\n    q->items = NULL;")
    p.step(f"{{ {type_} q; {open_}(&q); for (int i = 0; i < {p.number(1, 30)}; i++) {push}(&q, ({element})i); "
           f"printf(\"%u %d\\n\", q.tail, (int)q.items[q.head]); {close}(&q); }}")


def grid(p: Program) -> None:
    """Rows of one length behind an array of pointers, as blocks of their own or in one that the first points to."""
    make, drop, element = p.name("make"), p.name("drop"), p.pick(*ELEMENTS)
    whole, counter = p.chance(40), p.pick("size_t", "int", "unsigned")
    cells = f"""
    rows[0] = {p.pick("calloc((size_t)h * w, sizeof *rows[0])", f"calloc(h * w, sizeof({element}))")};
    if (!rows[0]) abort();
    for ({counter} y = 1; y < h; y++) rows[y] = rows[0] + y * w;""" if whole else f"""
    for ({counter} y = 0; y < h; y++) {{
        rows[y] = calloc({p.pick("w", "w", "w + y", "w + 1")}, sizeof *rows[y]);
        if (!rows[y]) abort();
    }}"""
    p.function(f"{element} **{make}({counter} h, {counter} w)", f"""
    {element} **rows = {p.pick("malloc(h * sizeof *rows)", f"calloc(h, sizeof({element} *))", "calloc(h + 1, sizeof *rows)")};
    if (!rows) abort();{cells}
    rows[h - 1][w - 1] = 1;
    return rows;""")
    p.function(f"void {drop}({element} **rows, {counter} h)", f"""
    {"free(rows[0]);" if whole else p.pick("while (h > 0) free(rows[--h]);", f"for ({counter} y = 0; y < h; y++) free(rows[y]);")}
    free(rows);""")
    h, w = p.number(1, 8), p.number(1, 8)
    p.step(f"{{ {element} **g = {make}({h}, {w}); printf(\"%d\\n\", (int)g[{h - 1}][{w - 1}]); {drop}(g, {h}); }}")


def counted_references(p: Program) -> None:
    """A block that several owners share and the last one releases; it may be copied before it is written."""
    type_, element = p.name("Shared"), p.pick(*ELEMENTS)
    inline = p.chance(40)
    p.declare(f"typedef struct {type_} {{ int references; size_t n; {element} {'data[]' if inline else '*data'}; }} {type_};")
    make, drop, own = p.name("make"), p.name("drop"), p.name("own")
    block = "" if inline else f"s->data = {p.pick('calloc(n, sizeof *s->data)', f'calloc(n, sizeof({element}))')};\n    if (!s->data) abort();"
    p.function(f"{type_} *{make}(size_t n)", f"""
    {type_} *s = {f"calloc(1, sizeof *s + n * sizeof({element}))" if inline else "malloc(sizeof *s)"};
    if (!s) abort();
    {block}
    s->references = 1;
    s->n = n;
    s->data[0] = 1;
    return s;""")
    p.function(f"void {drop}({type_} *s)", f"""
    {p.pick("if (!s || --s->references) return;", "if (!s) return;" + chr(10) + "    if (--s->references > 0) return;")}
    {"" if inline else "free(s->data);"}
    free(s);""")
    p.function(f"{type_} *{own}({type_} *s)", f"""
    if (s->references == 1) return s;
    {type_} *mine = {make}(s->n{p.pick("", " + 1")});
    memcpy(mine->data, s->data, s->n * sizeof({element}));
    {p.pick("", "mine->n = s->n;")}
    {drop}(s);
    return mine;""")
    p.step(f"{{ {type_} *a = {make}({p.number(1, 20)}), *b = a; b->references++; {p.pick('', f'b = {own}(b);')} "
           f"printf(\"%d\\n\", (int)b->data[0]); {drop}(a); {drop}(b); }}")


def words(p: Program) -> None:
    """A list of strings that ends with a null pointer, grown by one, taken apart in several ways."""
    split, drop = p.name("split"), p.name("drop")
    grow = p.pick("list = realloc(list, (n + 2) * sizeof *list); if (!list) abort();",
                  "char **more = realloc(list, (n + 2) * sizeof(char *)); if (!more) abort(); list = more;",
                  "if (n + 2 > room) { room += 4; list = realloc(list, room * sizeof *list); if (!list) abort(); }")
    first = p.pick("malloc(sizeof *list)", "calloc(1, sizeof(char *))", "calloc(2, sizeof *list)")
    p.function(f"char **{split}(const char *s, size_t *count)", f"""
    size_t n = 0, room = 1;
    char **list = {first};
    if (!list) abort();
    while (*s) {{
        size_t length = strcspn(s, " ");
        {grow}
        {p.pick("list[n] = strndup(s, length);", "list[n] = calloc(length + 1, 1); if (list[n]) memcpy(list[n], s, length);",
                "if ((list[n] = malloc(length + 1))) { memcpy(list[n], s, length); list[n][length] = 0; }")}
        if (!list[n]) abort();
        n++;
        s += length;
        while (*s == ' ') s++;
    }}
    list[n] = NULL;
    *count = n;
    return list;""")
    p.function(f"void {drop}(char **list, size_t n)", "    " + p.pick(
        "for (size_t i = 0; list[i]; i++) free(list[i]); free(list);", "while (n) free(list[--n]); free(list);",
        "char **end = list; while (*end) free(*end++); free(list);", "for (size_t i = 0; i < n; i++) free(list[i]); free(list);"))
    p.step(f"{{ size_t n; char **l = {split}(\"{p.pick(*TEXTS)} {p.pick(*TEXTS)} end\", &n); printf(\"%zu %s\\n\", n, l[0]); {drop}(l, n); }}")


def chunks(p: Program) -> None:
    """A pool of chunks, each with its size and what is used of it, released chunk by chunk."""
    type_, get, drop, pool = p.name("Chunk"), p.name("get"), p.name("drop"), p.name("pool")
    fields = p.shuffled(f"struct {type_} *next;", "size_t size;", "size_t used;")
    in_block = p.chance(60)
    p.declare(f"typedef struct {type_} {{ {' '.join(fields)} {'char data[];' if in_block else 'char *data;'} }} {type_};")
    smallest = p.number(8, 40)
    make = p.pick(f"{type_} *c = malloc(sizeof *c + size);", f"{type_} *c = malloc(sizeof({type_}) + size);") if in_block else \
        f"{type_} *c = malloc(sizeof *c); if (!c) abort(); c->data = malloc(size); if (!c->data) abort();"
    counters = p.shuffled("c->size = size;", "c->used = n;")
    p.function(f"void *{get}({type_} **{pool}, size_t n)", f"""
    n = (n + 7) & ~(size_t)7;
    if (*{pool} && (*{pool})->size - (*{pool})->used >= n) {{
        void *r = (*{pool})->data + (*{pool})->used;
        (*{pool})->used += n;
        return r;
    }}
    size_t size = {p.pick(f"n > {smallest} ? n : {smallest}", f"n < {smallest} ? {smallest} : n", "n", f"n + {smallest}")};
    {make}
    if (!c) abort();
    {" ".join(counters)}
    c->next = *{pool};
    *{pool} = c;
    return c->data;""")
    inside = "" if in_block else "free(c->data);"
    p.function(f"void {drop}({type_} *c)", f"""
    for ({type_} *next; c; c = next) {{
        next = c->next;
        {p.pick("", "", "c->used = c->size;", "c->size = c->used;")}
        {inside}
        free(c);
    }}""")
    reset = p.pick("", "", "pool->used = 0;", "pool->size = pool->used;")
    calls = " ".join(f"b = {get}(&pool, {p.number(1, 40)}); b[0] = {p.number(1, 9)}; sum += b[0];" for _ in range(p.number(1, 6)))
    p.step(f"{{ {type_} *pool = NULL; char *b; int sum = 0; {calls} {reset} printf(\"%d\\n\", sum); {drop}(pool); }}")


def interned(p: Program) -> None:
    """Strings that are replaced by longer or shorter ones, with their length beside them or the room they need."""
    type_, set_, drop = p.name("Symbol"), p.name("set"), p.name("drop")
    fields = p.shuffled("char *name;", "size_t length;", "size_t room;")
    p.declare(f"typedef struct {type_} {{ {' '.join(fields)} }} {type_};")
    p.function(f"void {set_}({type_} *r, const char *s)", p.pick(f"""
    size_t n = strlen(s);
    if (n + 1 > r->room) {{
        free(r->name);
        r->name = malloc(n + 1);
        if (!r->name) abort();
        r->room = n + 1;
    }}
    memcpy(r->name, s, n + 1);
    r->length = n;""", f"""
    free(r->name);
    r->length = strlen(s);
    r->name = malloc(r->length + 1);
    if (!r->name) abort();
    {p.pick("strcpy(r->name, s);", "memcpy(r->name, s, r->length + 1);")}""", f"""
    if (r->name && r->length >= strlen(s)) {{ strcpy(r->name, s); {p.pick("r->length = strlen(s);", "", "")} return; }}
    free(r->name);
    {copied_string(p, "s", "r->name")}
    r->length = strlen(r->name);""", f"""
    size_t n = strlen(s) + 1;
    {p.pick("if (r->room < n)", "if (!r->name || r->room < n)")} r->name = realloc(r->name, n), r->room = n;
    if (!r->name) abort();
    strcpy(r->name, s);
    r->length = n{p.pick("", " - 1")};"""))
    p.function(f"void {drop}({type_} *r)", f"    free(r->name);\n    {p.pick('r->name = NULL;', 'memset(r, 0, sizeof *r);')}")
    p.step(f"{{ {type_} r = {{0}}; {set_}(&r, \"{p.pick(*TEXTS)}\"); {set_}(&r, \"{p.pick(*TEXTS)}\"); {set_}(&r, \"{p.pick(*TEXTS)}\"); "
           f"printf(\"%s %zu\\n\", r.name, r.length); {drop}(&r); }}")


IDIOMS: list[Callable[[Program], None]] = [
    by_value, chunks, cleanup, counted_references, grid, interned, moved, ring, rows, swapped, tails, variant, words,
]
