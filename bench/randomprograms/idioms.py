"""The idioms that random programs are put together from.

Each adds types, functions and calls to a program whose memory is used rightly: every
block is released once, nothing leaks, and what is printed depends on nothing but the code.
Near misses stand beside the idioms on purpose: a capacity that isn't one, a string cut in
place, a derived record released as its base. To add an idiom, write a function and list it
in IDIOMS, here or in the module whose subject it shares.
"""

from typing import Callable

from . import arms, beside, growth, inside, macros, makers, offsets, owners, phases, reuse, values, widths
from .parts import ELEMENTS, TEXTS, allocation, changed_string, copied_string, new_record
from .program import Program


def record(p: Program) -> None:
    """A record made in one function and released in another, typed or through void *."""
    type_, shown = new_record(p)
    make, drop = p.name("make"), p.name("drop")
    p.function(f"{type_} *{make}(int id)", f"""
    {type_} *r = {allocation(p, type_, "r")};
    if (!r) abort();
    r->id = id;
    return r;""")
    parameter = p.pick(f"{type_} *", "void *")
    p.function(f"void {drop}({parameter}p)", f"    {p.pick('if (p) ', '')}free(p);")
    p.step(f"{{ {type_} *r = {make}({p.number(1, 99)}); printf(\"%d\\n\", r->{shown}); {drop}(r); {drop}(NULL); }}")


def derived(p: Program) -> None:
    """Two records behind one base: the base's size is not the block's."""
    base, one, two = p.name("Base"), p.name("One"), p.name("Two")
    p.declare(f"typedef struct {base} {{ int kind; struct {base} *next; }} {base};")
    p.declare(f"typedef struct {one} {{ {base} base; int a; }} {one};")
    p.declare(f"typedef struct {two} {{ {base} base; double b[{p.number(1, 5)}]; }} {two};")
    make, drop = p.name("make"), p.name("drop")
    only = p.chance(30)
    p.function(f"{base} *{make}(int kind, {base} *next)", f"""
    {base} *b;
    {"" if only else f"if (kind) {{ {two} *t = {allocation(p, two, 't')}; if (!t) abort(); t->b[0] = 1.5; b = &t->base; }} else"}
    {{ {one} *o = {allocation(p, one, "o")}; if (!o) abort(); o->a = 7; b = ({base} *)o; }}
    b->kind = kind; b->next = next;
    return b;""")
    p.function(f"void {drop}({base} *list)", f"""
    while (list) {{
        {base} *next = list->next;
        {p.pick("free(list);", f"if (list->kind) free(({two} *)list); else free(({one} *)list);" if not only else "free(list);")}
        list = next;
    }}""")
    p.step(f"{{ {base} *l = {make}(0, {make}(1, {make}(0, NULL))); int n = 0; for ({base} *b = l; b; b = b->next) n += b->kind;"
           f" printf(\"%d\\n\", n); {drop}(l); }}")


def _resizing(p: Program) -> str:
    """The name of a function that resizes, and is used for other blocks as well; near misses among them."""
    resize = p.name("xrealloc")
    p.function(f"void *{resize}(void *old, size_t n)", p.pick(
        "    void *new = realloc(old, n);\n    if (!new) abort();\n    return new;",
        "    void *new = realloc(old, n);\n    if (new) return new;\n    free(old);\n    return NULL;",
        "    old = realloc(old, n);\n    if (!old) abort();\n    return old;",
        "    void *new;\n    n = n + 7;\n    new = realloc(old, n);\n    return new;",
        "    void *new;\n    if (old && n <= 20) return realloc(old, 20);\n    new = realloc(old, n);\n    return new;",
        "    void *new;\n    if (!old) return malloc(n + 3);\n    new = realloc(old, n);\n    return new;"))
    p.step(f"{{ char *s = {resize}(NULL, {p.number(1, 30)}); {p.pick('', f's = {resize}(s, {p.number(21, 60)});')} free(s); }}")
    return resize


def vector(p: Program) -> None:
    """A growing array with a capacity: updated before or after, counted in elements or bytes."""
    type_, element = p.name("Vector"), p.pick(*ELEMENTS)
    p.declare(f"typedef struct {type_} {{ {element} *items; size_t count, capacity; }} {type_};")
    push, drop = p.name("push"), p.name("drop")
    first = p.number(1, 6)
    grow = p.pick("v->capacity * 2", f"v->capacity + {p.number(1, 7)}")
    size = p.pick("sizeof *v->items", f"sizeof({element})")
    body = p.pick(
        f"""
    if (v->count == v->capacity) {{
        size_t wanted = v->capacity ? {grow} : {first};
        {element} *more = realloc(v->items, wanted * {size});
        if (!more) abort();
        v->items = more;
        v->capacity = wanted;
    }}
    v->items[v->count++] = x;""",
        f"""
    if (v->count >= v->capacity) {{
        v->capacity = v->capacity ? {grow} : {first};
        v->items = realloc(v->items, v->capacity * {size});
        if (!v->items) abort();
    }}
    v->items[v->count++] = x;""",
        f"""
    {element} *more;
    if (v->count + 1 > v->capacity) {{
        v->capacity += {first};
        more = ({element} *)realloc(v->items, {size} * v->capacity);
        if (!more) abort();
        v->items = more;
    }}
    v->items[v->count] = x;
    v->count++;""")
    if p.chance(50):
        body = body.replace("realloc(", f"{_resizing(p)}(")
    p.function(f"void {push}({type_} *v, {element} x)", body)
    shape = p.number(0, 5)
    if shape == 0:  # The capacity is lost before the release.
        p.function(f"void {drop}({type_} *v)", "    v->capacity = 0;\n    free(v->items);\n    v->items = NULL;")
    elif shape == 1:
        p.function(f"void {drop}({type_} *v)", "    free(v->items);\n    v->items = NULL;\n    v->count = v->capacity = 0;")
    else:
        p.function(f"void {drop}({type_} *v)", "    free(v->items);")
    shrink = ""
    if p.chance(25):  # A second writer of the capacity: it tells the truth, or it doesn't.
        trim = p.name("trim")
        lies = p.chance(50)
        p.function(f"void {trim}({type_} *v)", "    v->capacity = v->count;" if lies else f"""
    {element} *less = realloc(v->items, v->count * {size});
    if (!less) abort();
    v->items = less;
    v->capacity = v->count;""")
        shrink = f"{trim}(&v); "
    initial = ""
    if p.chance(40):
        start = p.number(1, 9)
        initial = f"v.items = malloc({start} * sizeof *v.items); if (!v.items) abort(); v.capacity = {start}; "
    p.step(f"{{ {type_} v = {{0}}; {initial}for (int i = 0; i < {p.number(1, 40)}; i++) {push}(&v, ({element})i); "
           f"{shrink}printf(\"%zu %d\\n\", v.count, (int)v.items[v.count - 1]); {drop}(&v); }}")


def length(p: Program) -> None:
    """A buffer whose record knows how much of it is used, which is not its size."""
    type_ = p.name("Buffer")
    p.declare(f"typedef struct {type_} {{ unsigned char *bytes; size_t length; }} {type_};")
    make, drop = p.name("make"), p.name("drop")
    exact = p.chance(50)
    slack = "" if exact else f" + {p.number(1, 64)}"
    later = p.chance(50)
    p.function(f"{type_} *{make}(size_t n)", f"""
    {type_} *b = {allocation(p, type_, "b")};
    if (!b) abort();
    b->bytes = malloc(n{slack});
    if (!b->bytes) abort();
    b->length = n;
    memset(b->bytes, 1, n);
    return b;""")
    if later:
        cut = p.name("cut")
        p.function(f"void {cut}({type_} *b)", "    if (b->length > 1) b->length--;")
    p.function(f"void {drop}({type_} *b)", f"    {p.pick('if (!b) return;', '')}\n    free(b->bytes);\n    free(b);")
    p.step(f"{{ {type_} *b = {make}({p.number(1, 50)}); {f'{cut}(b); ' if later else ''}printf(\"%zu\\n\", b->length); {drop}(b); }}")


def flexible(p: Program) -> None:
    """A record with a flexible array, its counter kept or changed afterwards."""
    type_, element = p.name("Flex"), p.pick(*ELEMENTS)
    p.declare(f"typedef struct {type_} {{ size_t count; {element} items[]; }} {type_};")
    make, drop = p.name("make"), p.name("drop")
    item = p.pick(f"sizeof({element})", "sizeof f->items[0]", "sizeof(*f->items)")
    p.function(f"{type_} *{make}(size_t n)", f"""
    {type_} *f = malloc({p.pick(f"sizeof(*f) + n * {item}", f"sizeof({type_}) + {item} * n")});
    if (!f) abort();
    f->count = n;
    for (size_t i = 0; i < n; i++) f->items[i] = ({element})i;
    return f;""")
    shrinks = p.chance(40)
    if shrinks:
        pop = p.name("pop")
        p.function(f"int {pop}({type_} *f)", "    return f->count ? (int)f->items[--f->count] : -1;")
    p.function(f"void {drop}({type_} *f)", "    free(f);")
    use = f"printf(\"%d\\n\", {pop}(f)); " if shrinks else "printf(\"%zu\\n\", f->count); "
    p.step(f"{{ {type_} *f = {make}({p.number(0, 20)}); {use}{drop}(f); }}")


def string(p: Program) -> None:
    """A string in a record, copied, perhaps changed elsewhere, released by the record's owner."""
    type_ = p.name("Named")
    p.declare(f"typedef struct {type_} {{ int n; char *name; }} {type_};")
    set_, drop = p.name("set"), p.name("drop")
    p.function(f"void {set_}({type_} *r, const char *s)", f"""
    char *copy;
    {p.pick("free(r->name);", "if (r->name) free(r->name);")}
    {copied_string(p, "s", "copy")}
    r->name = copy;""")
    change = p.name("change")
    p.function(f"void {change}(char *s)", f"    {changed_string(p, 's') or '(void)s;'}")
    p.function(f"void {drop}({type_} *r)", "    free(r->name);\n    r->name = NULL;")
    text, other = p.pick(*TEXTS), p.pick(*TEXTS)
    p.step(f"{{ {type_} r = {{0}}; {set_}(&r, \"{text}\"); {set_}(&r, \"{other}\"); {change}(r.name); "
           f"printf(\"%s\\n\", r.name); {drop}(&r); {drop}(&r); }}")


def local(p: Program) -> None:
    """A local buffer whose size expression may have changed by the time it is released."""
    work = p.name("work")
    change = p.pick("", "", "n++;", "n = 1;", "if (n > 3) n -= 2;", "{ int n = 3; sum += n; }")
    size = p.pick("n", "n + 1", "n * sizeof(char)", "(n + 3) / 4 * 4", "2 * n")
    early = p.pick("", "if (sum == 7) { free(b); return 1; }")
    grow = p.pick("", "", f"b = realloc(b, n + {p.number(50, 90)}); if (!b) abort();")
    p.function(f"int {work}(size_t n)", f"""
    int sum = 0;
    char *b = malloc({size});
    if (!b) abort();
    memset(b, 1, n);
    {early}
    for (size_t i = 0; i < n; i++) sum += b[i];
    {grow}
    {change}
    free(b);
    return sum;""")
    p.step(f"printf(\"%d\\n\", {work}({p.number(4, 40)}));")


def constant(p: Program) -> None:
    """One or two constant sizes behind one pointer."""
    get, put = p.name("get"), p.name("put")
    a = p.number(1, 40)
    b = a if p.chance(50) else p.number(1, 40)
    p.function(f"void *{get}(int big)", f"""
    void *r = big ? malloc({a} * sizeof(int)) : calloc({b}, sizeof(int));
    if (!r) abort();
    return r;""")
    p.function(f"void {put}(void *r)", "    free(r);")
    p.step(f"{{ int *a = {get}(0), *b = {get}(1); a[0] = b[0] = 3; printf(\"%d\\n\", *a + *b); {put}(b); {put}(a); }}")


def chain(p: Program) -> None:
    """A list with strings, its nodes moved between two lists before they are released."""
    type_ = p.name("Node")
    p.declare(f"typedef struct {type_} {{ struct {type_} *next; char *text; }} {type_};")
    add, move, drop = p.name("add"), p.name("move"), p.name("drop")
    p.function(f"void {add}({type_} **list, const char *s)", f"""
    {type_} *n = {allocation(p, type_, "n")};
    if (!n) abort();
    {copied_string(p, "s", "n->text")}
    n->next = *list;
    *list = n;""")
    p.function(f"void {move}({type_} **from, {type_} **to)", f"""
    while (*from) {{
        {type_} *n = *from;
        *from = n->next;
        n->next = *to;
        *to = n;
        {changed_string(p, "n->text")}
    }}""")
    p.function(f"void {drop}({type_} *list)", f"""
    {type_} *next;
    for (; list; list = next) {{
        next = list->next;
        free(list->text);
        free(list);
    }}""")
    p.step(f"{{ {type_} *a = NULL, *b = NULL; {add}(&a, \"{p.pick(*TEXTS)}\"); {add}(&a, \"one two\"); {move}(&a, &b); "
           f"{add}(&a, \"left\"); printf(\"%s %s\\n\", b->text, a->text); {drop}(a); {drop}(b); }}")


def callback(p: Program) -> None:
    """A container of void * that releases its items through a function pointer, free or another."""
    type_, item = p.name("Bag"), p.name("Item")
    p.declare(f"typedef struct {type_} {{ void *items[8]; int count; void (*drop)(void *); }} {type_};")
    p.declare(f"typedef struct {item} {{ int n; char *text; }} {item};")
    close, own = p.name("close"), p.name("own")
    p.function(f"void {close}({type_} *b)", """
    for (int i = 0; i < b->count; i++)
        if (b->drop) b->drop(b->items[i]);
    b->count = 0;""")
    p.function(f"void {own}(void *p)", f"    {item} *i = p;\n    free(i->text);\n    free(i);")
    p.step(f"{{ {type_} b = {{ .drop = free }}; b.items[b.count++] = strdup(\"{p.pick(*TEXTS)}\"); b.items[b.count++] = malloc({p.number(1, 30)}); "
           f"{type_} c = {{ .drop = {own} }}; {item} *i = malloc(sizeof *i); if (!i) abort(); i->n = 4; i->text = strdup(\"t\"); c.items[c.count++] = i; "
           f"printf(\"%d\\n\", b.count + i->n); {close}(&b); {close}(&c); }}")


def wrappers(p: Program) -> None:
    """The program's own allocating functions and macros."""
    get, dup, put = p.name("xmalloc"), p.name("xstrdup"), p.name("xfree")
    new, drop = p.name("NEW").upper(), p.name("DROP").upper()
    p.declare(f"#define {new}(T) ((T *)calloc(1, sizeof(T)))")
    p.declare(f"#define {drop}(p) do {{ free(p); (p) = NULL; }} while (0)")
    p.function(f"void *{get}(size_t n)", "    void *r = malloc(n ? n : 1);\n    if (!r) abort();\n    return r;")
    p.function(f"char *{dup}(const char *s)", f"    size_t n = strlen(s) + 1;\n    return memcpy({get}(n), s, n);")
    p.function(f"void {put}(void *r)", "    free(r);")
    type_, _ = new_record(p)
    change = changed_string(p, "s")
    p.step(f"{{ {type_} *r = {new}({type_}); if (!r) abort(); {type_} *q = {get}(sizeof *q); q->id = 2; char *s = {dup}(\"{p.pick(*TEXTS)}\"); "
           f"{change} printf(\"%s %d\\n\", s, r->id + q->id); {put}(s); {put}(q); {drop}(r); {drop}(r); }}")


def out(p: Program) -> None:
    """Results through out-parameters, swapped and handed on before they are released."""
    make, swap, drop = p.name("make"), p.name("swap"), p.name("drop")
    element = p.pick(*ELEMENTS)
    n = p.number(1, 12)
    m = n if p.chance(50) else p.number(1, 12)
    p.function(f"int {make}({element} **out, int n)", f"    *out = malloc((size_t)n * sizeof **out);\n    return *out ? 0 : -1;")
    p.function(f"void {swap}({element} **a, {element} **b)", f"    {element} *t = *a;\n    *a = *b;\n    *b = t;")
    p.function(f"void {drop}({element} **p)", "    free(*p);\n    *p = NULL;")
    p.step(f"{{ {element} *a, *b; if ({make}(&a, {n}) || {make}(&b, {m})) abort(); a[0] = 1; b[0] = 2; {swap}(&a, &b); "
           f"printf(\"%d\\n\", (int)*a); {drop}(&a); {drop}(&b); {drop}(&b); }}")


def table(p: Program) -> None:
    """A table of pointers with its own size, records in it, a global that owns it."""
    type_, _ = new_record(p)
    global_ = p.name("table")
    p.static(f"static {type_} **{global_};\nstatic size_t {global_}_size;", 0)
    open_, close = p.name("open"), p.name("close")
    halves = p.chance(30)
    p.function(f"void {open_}(size_t n)", f"""
    {global_} = {p.pick(f"calloc(n, sizeof *{global_})", f"calloc(n, sizeof({type_} *))")};
    if (!{global_}) abort();
    {global_}_size = n;
    for (size_t i = 0; i < n; i += 2) {{
        {type_} *r = {allocation(p, type_, "r")};
        if (!r) abort();
        r->id = (int)i;
        {global_}[i] = r;
    }}{f'''
    for (size_t i = n / 2; i < n; i++) {{ free({global_}[i]); {global_}[i] = NULL; }}
    {global_}_size = n / 2;''' if halves else ""}""", 0)
    p.function(f"int {close}(void)", f"""
    int sum = 0;
    for (size_t i = 0; i < {global_}_size; i++) {{
        if ({global_}[i]) sum += {global_}[i]->id;
        free({global_}[i]);
    }}
    free({global_});
    {global_} = NULL;
    return sum;""", 0)
    p.step(f"{open_}({p.number(1, 20)}); printf(\"%d\\n\", {close}());")


def copied(p: Program) -> None:
    """Records copied as a whole, by assignment or memcpy: two names for one block."""
    type_ = p.name("Pair")
    p.declare(f"typedef struct {type_} {{ char *key; int *values; size_t n; }} {type_};")
    make, drop = p.name("make"), p.name("drop")
    p.function(f"{type_} {make}(const char *key, size_t n)", f"""
    {type_} r;
    {copied_string(p, "key", "r.key")}
    r.n = n;
    r.values = calloc(n, sizeof(int));
    if (!r.values) abort();
    return r;""")
    change = p.pick("", "", "r->n = 0;", changed_string(p, "r->key"))
    p.function(f"void {drop}({type_} *r)", f"    {change}\n    free(r->key);\n    free(r->values);")
    move = p.pick("b = a;", "memcpy(&b, &a, sizeof b);", "b.key = a.key; b.values = a.values; b.n = a.n;")
    after = p.pick("", "", "b.n += 1;")
    p.step(f"{{ {type_} a = {make}(\"{p.pick(*TEXTS)}\", {p.number(1, 9)}), b; {move} {after} printf(\"%s\\n\", b.key); {drop}(&b); }}")


def appended(p: Program) -> None:
    """A string that grows by realloc, with or without a capacity beside it."""
    type_ = p.name("Text")
    p.declare(f"typedef struct {type_} {{ char *s; size_t len, cap; }} {type_};")
    add, drop = p.name("add"), p.name("drop")
    exact = p.chance(50)
    body = """
    size_t n = strlen(more);
    char *s = realloc(t->s, t->len + n + 1);
    if (!s) abort();
    memcpy(s + t->len, more, n + 1);
    t->s = s;
    t->len += n;""" if exact else f"""
    size_t n = strlen(more);
    while (t->len + n + 1 > t->cap) {{
        size_t cap = t->cap ? t->cap * 2 : {p.number(2, 16)};
        char *s = realloc(t->s, cap);
        if (!s) abort();
        t->s = s;
        t->cap = cap;
    }}
    memcpy(t->s + t->len, more, n + 1);
    t->len += n;"""
    p.function(f"void {add}({type_} *t, const char *more)", body)
    p.function(f"void {drop}({type_} *t)", "    free(t->s);\n    memset(t, 0, sizeof *t);")
    p.step(f"{{ {type_} t = {{0}}; for (int i = 0; i < {p.number(1, 9)}; i++) {add}(&t, \"{p.pick('ab', 'longer text', 'x')}\"); "
           f"printf(\"%s\\n\", t.s); {drop}(&t); }}")


def interior(p: Program) -> None:
    """A block handed out from behind a header of the program's own."""
    get, put = p.name("get"), p.name("put")
    p.function(f"void *{get}(size_t n)", """
    size_t *head = malloc(sizeof *head + n);
    if (!head) abort();
    *head = n;
    return head + 1;""")
    p.function(f"void {put}(void *p)", "    if (p) free((size_t *)p - 1);")
    p.step(f"{{ char *b = {get}({p.number(1, 40)}); b[0] = 5; printf(\"%d\\n\", b[0]); {put}(b); }}")


def foreign(p: Program) -> None:
    """Memory that the C library allocates, released by the same code as the program's own."""
    text = p.name("text")
    p.function(f"char *{text}(int n)", f"""
    char *r = NULL;
    if (n % 2) {{ if (asprintf(&r, "%d", n) < 0) abort(); }}
    else {{ {copied_string(p, '"even"', "r")} }}
    return r;""")
    p.step(f"for (int i = 0; i < 2; i++) {{ char *s = {text}(i); printf(\"%s\\n\", s); free(s); }}")


def _tagged(p: Program, drop_body: str) -> None:
    """A record with a union whose members own different blocks."""
    type_ = p.name("Value")
    p.declare(f"typedef struct {type_} {{ int tag; union {{ char *text; double *numbers; long whole; }} as; }} {type_};")
    make, drop = p.name("make"), p.name("drop")
    p.function(f"{type_} {make}(int tag)", f"""
    {type_} v = {{ .tag = tag }};
    if (tag == 1) {{ {copied_string(p, '"value"', "v.as.text")} }}
    else if (tag == 2) {{ v.as.numbers = malloc({p.number(1, 6)} * sizeof(double)); if (!v.as.numbers) abort(); v.as.numbers[0] = 2; }}
    else v.as.whole = 0;
    return v;""")
    p.function(f"void {drop}({type_} *v)", drop_body)
    p.step(f"for (int i = 0; i < 3; i++) {{ {type_} v = {make}(i); printf(\"%d\\n\", v.tag); {drop}(&v); }}")


def tagged(p: Program) -> None:
    """A union that is released through the member that was set."""
    _tagged(p, p.pick(
        "    if (v->tag == 1) free(v->as.text);\n    else if (v->tag == 2) free(v->as.numbers);",
        "    switch (v->tag) {\n    case 1: free(v->as.text); break;\n    case 2: free(v->as.numbers); break;\n    }"))


def untagged(p: Program) -> None:
    """A union that is released through one member, whichever was set."""
    _tagged(p, p.pick("    if (v->tag) free(v->as.text);", "    if (v->tag) free(v->as.numbers);"))


def overwritten(p: Program) -> None:
    """A copied string that becomes bytes: its terminator is overwritten by something else."""
    seal, drop = p.name("seal"), p.name("drop")
    p.function(f"size_t {seal}(char *s)", """
    size_t n = strlen(s);
    s[n] = '!';
    return n + 1;""")
    p.function(f"void {drop}(char *s)", "    free(s);")
    text = p.pick(*TEXTS)
    p.step(f"{{ char *s; {copied_string(p, chr(34) + text + chr(34), 's')} size_t n = {seal}(s); printf(\"%d\\n\", s[n - 1]); {drop}(s); }}")


def separated(p: Program) -> None:
    """Strings cut through pointers that library functions give back."""
    name = p.name("parts")
    cut = p.pick(
        "char *rest = copy, *part; while ((part = strsep(&rest, \" .\"))) n++;",
        "char *save; for (char *t = strtok_r(copy, \" \", &save); t; t = strtok_r(NULL, \" \", &save)) n++;",
        "char *t = strrchr(copy, '.'); if (t) { *t++ = 0; n += (int)strlen(t); }",
        "char *t = strpbrk(copy, \" .\"); if (t) *t = '\\0';",
        "char *t = copy + strcspn(copy, \" \"); *t = 0;",
        "char *t = strstr(copy, \"b\"); if (t) t[0] = 0;",
        "n = (int)strlen(copy);")
    p.function(f"int {name}(const char *s)", f"""
    int n = 0;
    char *copy;
    {copied_string(p, "s", "copy")}
    {cut}
    free(copy);
    return n;""")
    p.step(f"printf(\"%d %d\\n\", {name}(\"{p.pick(*TEXTS)}\"), {name}(\"{p.pick(*TEXTS)}\"));")


def rehashed(p: Program) -> None:
    """A table whose old block and count go to local variables while it gets new ones."""
    type_, element = p.name("Table"), p.pick(*ELEMENTS)
    p.declare(f"typedef struct {type_} {{ {element} *slots; size_t room; int grown; }} {type_};")
    die, start, grow, drop = p.name("die"), p.name("start"), p.name("rehash"), p.name("close")
    p.function(f"void {die}({type_} *t)", f"    t->{p.pick('room', 'grown', 'grown')} += 3;\n    abort();")
    room, more = p.number(2, 6), p.pick("* 2", f"+ {p.number(1, 300)}")
    p.function(f"void {start}({type_} *t)", p.pick(f"""
    t->room = {room};
    t->slots = calloc(t->room, sizeof *t->slots);
    if (!t->slots) {die}(t);""", f"""
    size_t bytes = {room} * sizeof({element});
    t->slots = malloc(bytes);
    if (!t->slots) {die}(t);
    t->room = {room};
    memset(t->slots, 0, bytes);"""))
    copies = [f"{p.pick('size_t', 'size_t', 'int', 'unsigned char')} count = t->room;",
              f"{element} *old = t->slots;"]
    if p.chance(50):
        copies.reverse()
    between = p.pick("", "", "t->grown++;", "if (t->grown > 1) t->grown = 0;")
    near_miss = p.pick("", "", "", "count++;", "t->room = 0;", "count = wanted;", "t->slots = NULL;")
    copy = f"{copies[0]} {between} {copies[1]}"
    if near_miss == "t->room = 0;":  # A counter that has changed before it is copied.
        copy = f"{copies[0]} if (t->grown) t->room = 1; {copies[1]}"
        near_miss = ""
    p.function(f"void {grow}({type_} *t)", f"""
    {copy}
    size_t wanted = t->room {more};
    size_t bytes = wanted * sizeof({element});
    {element} *fresh = malloc(bytes);
    if (!fresh) {die}(t);
    memset(fresh, 0, bytes);
    for (size_t i = 0; i < t->room && i < wanted; i++) fresh[i] = old[i];
    t->slots = fresh;
    t->room = wanted;
    {near_miss if near_miss != "t->slots = NULL;" else ""}
    free(old);
    t->grown += (int)count;""")
    p.function(f"void {drop}({type_} *t)", "    free(t->slots);\n    t->slots = NULL;\n    t->room = 0;")
    p.step(f"{{ {type_} t = {{0}}; {start}(&t); {grow}(&t); {grow}(&t); "
           f"printf(\"%zu %d\\n\", t.room, t.grown); {drop}(&t); }}")


def indirect(p: Program) -> None:
    """A capacity that is also written through a pointer, or kept beside two arrays."""
    type_, element = p.name("Pool"), p.pick(*ELEMENTS)
    p.declare(f"typedef struct {type_} {{ {element} *first, *second; size_t capacity; }} {type_};")
    open_, close, set_ = p.name("open"), p.name("close"), p.name("set")
    apart = p.chance(50)
    p.function(f"void {set_}(size_t *n, size_t value)", "    *n = value;")
    written = p.chance(40)
    p.function(f"{type_} *{open_}(size_t n)", f"""
    {type_} *r = {allocation(p, type_, "r")};
    if (!r) abort();
    r->first = calloc(n, sizeof *r->first);
    r->second = calloc(n{f" + {p.number(1, 5)}" if apart else ""}, sizeof *r->second);
    if (!r->first || !r->second) abort();
    r->capacity = n;
    return r;""")
    p.function(f"void {close}({type_} *r)", f"""
    {f"{set_}(&r->capacity, 1);" if written else ""}
    free(r->first);
    free(r->second);
    free(r);""")
    p.step(f"{{ {type_} *r = {open_}({p.number(2, 9)}); r->first[1] = 1; printf(\"%d\\n\", (int)(r->first[1] + r->second[0])); {close}(r); }}")


def punned(p: Program) -> None:
    """A block that is allocated as one type, used as another and released as a third."""
    small, large = p.name("Small"), p.name("Large")
    p.declare(f"typedef struct {small} {{ char c; }} {small};")
    p.declare(f"typedef struct {large} {{ long l[{p.number(2, 6)}]; }} {large};")
    get, put = p.name("get"), p.name("put")
    size = p.pick(f"sizeof({large})", f"sizeof({large}) + sizeof({small})", f"{p.number(2, 4)} * sizeof({large})")
    p.function(f"{small} *{get}(void)", f"    void *r = malloc({size});\n    if (!r) abort();\n    memset(r, 2, {size});\n    return r;")
    p.function(f"void {put}({p.pick(small, large, 'char')} *r)", "    free(r);")
    p.step(f"{{ {small} *s = {get}(); printf(\"%d\\n\", s->c); {put}((void *)s); }}")


def looped(p: Program) -> None:
    """A local pointer that is released and set anew, its size's variable changing with it."""
    name = p.name("loop")
    step = p.pick("n++;", "n *= 2;", "", "n = (size_t)i;")
    early = p.pick("", "if (n > 100) { free(b); return -1; }", "if (sum > 90) goto done;")
    p.function(f"int {name}(size_t n)", f"""
    int sum = 0;
    char *b = NULL;
    for (int i = 1; i < 5; i++) {{
        free(b);
        {step}
        b = {p.pick("malloc(n + 1)", "calloc(n + 1, 1)")};
        if (!b) abort();
        b[0] = (char)i;
        sum += b[0];
        {early}
    }}
{"done:" if "goto" in early else ""}
    free(b);
    return sum;""")
    p.step(f"printf(\"%d\\n\", {name}({p.number(1, 30)}));")


def chosen(p: Program) -> None:
    """One of two blocks is released through a conditional expression, the other after it."""
    name = p.name("choose")
    a, b = p.number(1, 30), p.number(1, 30)
    p.function(f"int {name}(int which)", f"""
    char *a = malloc({a}), *b = {p.pick(f"malloc({b})", f"malloc({a})", 'strdup("other")')};
    if (!a || !b) abort();
    a[0] = 1;
    b[0] = 2;
    int r = which ? a[0] : b[0];
    free(which ? a : b);
    {p.pick("free(which ? b : a);", "if (which) free(b); else free(a);", "char *rest = which ? b : a; free(rest);")}
    return r;""")
    p.step(f"printf(\"%d %d\\n\", {name}(0), {name}(1));")


def kept(p: Program) -> None:
    """A local pointer whose size is gone by the release: several sizes, growth, jumps, a copy that is cut."""
    name, element = p.name("keep"), p.pick("char", "int", "short")
    first = p.pick(f"malloc(n * sizeof({element}))", f"calloc(n, sizeof({element}))", f"calloc(n + {p.number(1, 5)}, sizeof *b)",
                   f"realloc(NULL, n * sizeof({element}))", f"malloc(sizeof *b * (n += {p.number(1, 4)}))")
    grow = p.pick(
        f"n += {p.number(1, 9)}; b = realloc(b, n * sizeof *b); if (!b) abort();",
        f"n *= 2; {element} *more = realloc(b, n * sizeof *b); if (!more) goto done; b = more;",
        f"if (!(b = realloc(b, (n + {p.number(1, 9)}) * sizeof *b))) abort(); n++;",
        "free(b); n++; if ((b = malloc(n * sizeof *b)) == NULL) abort();",
        f"{element} *old = b; b = malloc((n + 3) * sizeof *b); if (!b) abort(); memcpy(b, old, sizeof *b); free(old); n++;",
        f"free(b); b = NULL; if (i % 2) {{ b = malloc(++n * sizeof *b); }} else b = calloc({p.number(1, 9)}, sizeof *b);")
    leave = p.pick("", "if (i == 2) goto done;", "if (i == 1) { free(b); return 7; }", "if (i == 2) break;")
    p.function(f"int {name}(size_t n)", f"""
    {p.pick(f"{element} *b = {first};", f"int unused = 0; {element} *b; b = {first}; (void)unused;",
            f"{element} *b = NULL; if (n > 2) b = {first}; else b = calloc(n + 7, sizeof *b);")}
    int sum = 0;
    if (!b) abort();
    b[0] = 3;
    for (int i = 0; i < 4; i++) {{
        {grow}
        if (!b) abort();
        b[0] = ({element})i;
        sum += b[0];
        {leave}
    }}
    {p.pick("n = 0;", "")}
{"done:" if "done" in grow + leave else ""}
    free(b);
    return sum + (int)n;""")
    p.step(f"printf(\"%d\\n\", {name}({p.number(1, 30)}));")
    cut = p.name("cut")
    p.function(f"int {cut}(char *line)", f"""
    char *copy = {p.pick("strdup(line)", "malloc(strlen(line) + 1)", "strdup(line + 1)")};
    if (!copy) abort();
    {p.pick("strcpy(copy, line);", "")}
    line[{p.number(0, 2)}] = 0;
    copy[{p.number(0, 2)}] = 0;
    int n = copy[0];
    free(copy);
    return n;""".replace("strcpy(copy, line);", "memcpy(copy, line, 3);"))
    p.step(f"{{ char line[] = \"{'x' * p.number(4, 20)}\"; {cut}(line); }}")


def around(p: Program) -> None:
    """Two global variables, a buffer and its room, which grows before the buffer or behind it."""
    buffer, room, used = p.name("buffer"), p.name("room"), p.name("used")
    element = p.pick(*ELEMENTS)
    put, drop, file = p.name("put"), p.name("drop"), p.number(0, 1)
    if p.chance(50):
        p.static(f"static {element} *{buffer};\nstatic size_t {room}, {used};", file)
    else:
        p.declare(f"extern {element} *{buffer};\nextern size_t {room}, {used};")
        p.static(f"{element} *{buffer};\nsize_t {room}, {used};", file)
    count = p.name("count")
    p.function(f"size_t {count}(void)", f"    return {used};", file)
    more = p.pick("", " + 1")
    grow = p.pick(f"{room} += {p.number(1, 9)};", f"{room} = {room} ? {room} * 2 : {p.number(1, 5)};",
                  f"while ({room} <= {used}) {room} += {p.number(1, 4)};", f"if (!{room}) {room} = 3; else {room} *= 2;")
    resize = f"{buffer} = realloc({buffer}, ({room}{more}) * sizeof *{buffer});"
    swapped = p.chance(20)  # The room runs ahead of a buffer that is not resized.
    p.function(f"void {put}({element} x)", f"""
    if ({used} >= {room}) {{
        {grow}
        {resize}
        if (!{buffer}) abort();
    }}
    {buffer}[{used}++] = x;""", file)
    ahead = f"    {room}++;\n    {room}--;\n" if p.chance(20) else ""
    lies = f"    {room} = {used};\n" if swapped else ""
    p.function(f"void {drop}(void)", f"""{ahead}{lies}
    free({buffer});
    {buffer} = NULL;
    {p.pick(f"{used} = {room} = 0;", f"{room} = 0; {used} = 0;")}""", file)
    p.step(f"for (int i = 0; i < {p.number(1, 40)}; i++) {put}(({element})i); printf(\"%zu\\n\", {count}()); {drop}();")
    if p.chance(50):
        p.step(f"{put}(1); {drop}();")


def built(p: Program) -> None:
    """A record that is built in steps, each of which may fail and undo the ones before."""
    type_, make, drop = p.name("Built"), p.name("build"), p.name("drop")
    p.declare(f"typedef struct {type_} {{ char *name; int *items; size_t n; union {{ char *text; double *number; }} u; }} {type_};")
    swap = p.name("swap")
    p.function(f"void {swap}({type_} *b, const char *s)", "    char *text = malloc(strlen(s) + 9);\n    if (!text) abort();\n"
               "    strcpy(text, s);\n    free(b->name);\n    b->name = text;")
    between = p.pick("", f"{swap}(b, \"other\");", "if (fail == 9) { free(b->name); b->name = malloc(40); if (b->name) strcpy(b->name, \"x\"); }",
                     "b->name[0] = 'y';", "b->n = 3;")
    undo = p.pick("goto undo;", "{ free(b->items); free(b->name); free(b); return NULL; }")
    p.function(f"{type_} *{make}(const char *name, size_t n, int fail)", f"""
    {type_} *b = calloc(1, sizeof *b);
    if (!b) abort();
    b->name = {p.pick("strdup(name)", "malloc(strlen(name) + 1)")};
    if (!b->name) abort();
    strcpy(b->name, name);
    if (fail == 1) {{ free(b->name); free(b); return NULL; }}
    b->items = malloc(n * sizeof *b->items);
    if (!b->items) abort();
    {between}
    if (fail == 2) {undo}
    b->n = n;
    b->u.number = malloc(sizeof(double) * 2);
    if (fail == 3) {{ free(b->u.number); {undo} }}
    free(b->u.number);
    b->u.text = strdup("text");
    if (fail == 4) {{ free(b->u.text); {undo} }}
    free(b->u.text);
    return b;
{"undo:" if "goto" in undo else ""}
{"    free(b->items); free(b->name); free(b); return NULL;" if "goto" in undo else ""}""")
    p.function(f"void {drop}({type_} *b)", "    if (!b) return;\n    free(b->items);\n    free(b->name);\n    free(b);")
    p.step(f"for (int i = 0; i < 6; i++) {drop}({make}(\"{'n' * p.number(1, 9)}\", {p.number(1, 20)}, i));")


def hooks(p: Program) -> None:
    """Memory hooks that start as libc's functions, are set to them anew and compared with them."""
    type_, hooks_, take, give, grow = (p.name(word) for word in ("Hooks", "hooks", "take", "give", "grow"))
    file = p.number(0, 1)
    record = f"""typedef struct {type_} {{
    void *(*take)(size_t);
    void (*give)(void *);
    void *(*grow)(void *, size_t);
    void *(*zeroed)(size_t, size_t);
}} {type_};"""
    if p.chance(30):  # Other programs could set them.
        p.declare(record)
    else:
        p.static(record, file)
    p.declare(f"#define {take} {p.pick('malloc', '(malloc)')}\n#define {give} {p.pick('free', '&free')}")
    own = p.chance(30)  # Some blocks come from elsewhere than libc: a pool of one.
    if own:
        p.static(f"static void *{hooks_}own(size_t n) {{ return {p.pick('malloc(n + 8)', 'calloc(1, n)')}; }}", file)
    first = p.pick(take, "malloc", f"&{take}")
    p.static(f"static {type_} {hooks_} = {{ {first}, {give}, {p.pick('realloc', 'NULL')}, .zeroed = calloc }};", file)
    p.function(f"int {grow}(int set)", f"""
    if (set == 1) {hooks_}.take = {f"{hooks_}own" if own else "malloc"};
    if (set == 2) {hooks_}.take = {p.pick("malloc", take)};
    {hooks_}.grow = {hooks_}.take == {p.pick("malloc", take)} ? realloc : NULL;
    return {hooks_}.grow {p.pick("!=", "==")} NULL;""", file)
    record_, shown = new_record(p)
    make, drop = p.name("make"), p.name("drop")
    p.function(f"{record_} *{make}(int direct)", f"""
    {record_} *r = direct ? {p.pick("malloc(sizeof *r)", "calloc(1, sizeof *r)", f"{hooks_}.zeroed(1, sizeof *r)")}
                          : {p.pick(f"{hooks_}.take(sizeof *r)", f"{take}(sizeof({record_}))")};
    if (!r) abort();
    r->{shown} = {p.number(1, 99)};
    if ({hooks_}.grow && {p.number(0, 1)}) r = {hooks_}.grow(r, sizeof *r + {p.number(0, 90)});
    if (!r) abort();
    return r;""", file)
    p.function(f"void {drop}({record_} *r)", f"    {p.pick('free(r);', f'{hooks_}.give(r);', f'(*{hooks_}.give)(r);')}", file)
    p.step(f"for (int i = 0; i < 4; i++) {{ printf(\"%d\\n\", {grow}(i)); {record_} *r = {make}(i & 1); "
           f"printf(\"%d\\n\", r->{shown}); {drop}(r); }}")
    if p.chance(50):  # The size beside is right: this block never meets a hook.
        p.step(f"{{ {record_} *r = malloc(sizeof *r); if (!r) abort(); free(r); }}")


IDIOMS: list[Callable[[Program], None]] = [
    appended, around, built, callback, chain, chosen, constant, copied, derived, flexible, foreign, hooks, indirect,
    interior, kept, length, local, looped, out, overwritten, punned, record, rehashed, separated, string, table, tagged,
    untagged, vector, wrappers, *arms.IDIOMS, *beside.IDIOMS, *growth.IDIOMS, *inside.IDIOMS, *macros.IDIOMS, *makers.IDIOMS, *offsets.IDIOMS, *owners.IDIOMS, *phases.IDIOMS, *reuse.IDIOMS, *values.IDIOMS, *widths.IDIOMS,
]

ASSUMED = [overwritten, untagged]
"""What inferred sizes assume not to happen."""
