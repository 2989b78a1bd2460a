"""Idioms of sizes that are computed in other types than size_t.

Counters are narrow or signed, products and sums mix them, and counters change between the
allocation and the release. All sizes are small; the arithmetic of unsigned counters may wrap.
"""

from typing import Callable

from .parts import ELEMENTS
from .program import Program

_NARROW = ("unsigned char", "unsigned short", "short", "int", "unsigned", "long", "unsigned long", "long long", "size_t")


def image(p: Program) -> None:
    """A block whose size is the product of two members, which change with it, alone or not at all."""
    type_, element, side = p.name("Image"), p.pick(*ELEMENTS), p.pick(*_NARROW)
    other = p.pick(side, side, *_NARROW)
    depth = p.number(2, 4)
    fields = p.shuffled(f"{side} w;", f"{other} h;", f"{element} *data;")
    p.declare(f"typedef struct {type_} {{ {' '.join(fields)} }} {type_};")
    make, alter, drop = p.name("make"), p.name("alter"), p.name("drop")
    w, h = p.pick(("w", "h"), ("i->w", "i->h"))
    size = p.pick("sizeof *i->data", f"sizeof({element})")
    block = p.pick(
        f"malloc((size_t){w} * {h} * {size})", f"malloc({size} * {w} * {h})", f"malloc({w} * {h} * {size})", f"malloc({w} * ({h} * {size}))",
        f"malloc((size_t)({w} * {h}) * {size})", f"calloc({w}, {h} * {size})", f"calloc((size_t){w} * {h}, {size})",
        f"calloc({w} * {h}, {size})", f"malloc(({w} * {size} + 3) / 4 * 4 * {h})", f"malloc(({w} + 1) * {h} * {size})",
        f"malloc((size_t){w} * {h} * {depth} * {size})", f"malloc({w} * {h} * {size} + {depth})", f"malloc({w} * {size} + {h} * {size} * {w})")
    sides = p.shuffled("i->w = w;", "i->h = h;")
    early = "->" in w or p.chance(50)
    p.function(f"{type_} *{make}({side} w, {other} h)", f"""
    {type_} *i = malloc(sizeof *i);
    if (!i) abort();
    {" ".join(sides) if early else ""}
    i->data = {block};
    if (!i->data) abort();
    {"" if early else " ".join(sides)}
    memset(i->data, 1, {size} * w * h);
    return i;""")
    p.function(f"void {alter}({type_} *i)", "    " + p.pick(
        "(void)i;", "(void)i;", "if (i->h > 1) i->h--;", "{ int w = (int)i->w; i->w = i->h; i->h = w; }", "i->w = 1;", "i->h += 1;",
        f"i->data = realloc(i->data, (size_t)(i->w + 1) * i->h * {size}); if (!i->data) abort(); i->w++;",
        f"free(i->data); i->w = 3; i->h = 5; i->data = calloc(3 * 5, {size}); if (!i->data) abort();",
        f"{side} w = i->w + 2; {element} *d = malloc(w * i->h * {size}); if (!d) abort(); free(i->data); i->data = d; i->w = w;"))
    p.function(f"void {drop}({type_} *i)", f"    {p.pick('if (!i) return;', '')}\n    free(i->data);\n    free(i);")
    p.step(f"{{ {type_} *i = {make}({p.number(1, 11)}, {p.number(1, 11)}); printf(\"%d\\n\", i->data[0] != 0); {alter}(i); {drop}(i); }}")


def _block(p: Program, n: str, element: str) -> str:
    """An expression that allocates at least `n` elements, in some arithmetic, where `b` is assigned."""
    size = p.pick("sizeof *b", f"sizeof({element})")
    return p.pick(
        f"malloc({n} * {size})", f"malloc({size} * {n})", f"calloc({n}, {size})", f"malloc(({n} + 1) * {size})", f"malloc({size} * ({n} + 2u))",
        f"malloc((size_t){n} * {size})", f"malloc((unsigned){n} * {size})", f"calloc({n} + {p.number(1, 9)}, {size})",
        f"malloc({n} * (int){size})", f"malloc(({n} << 1) * {size})", f"malloc((2 * {n} - 1) * {size})", f"malloc(({n} | 1) * {size})",
        f"malloc({n} * {size} + {p.number(1, 9)})", f"malloc(({n} * {size} + 7) & ~7)", f"malloc({n} > 4 ? {n} * {size} : 4 * {size})")


def counted(p: Program) -> None:
    """A local block whose counter is narrow or signed and is assigned again before the release."""
    work, element, counter = p.name("work"), p.pick(*ELEMENTS), p.pick(*_NARROW)
    change = p.pick("", "", "n++;", "n--;", "n = 0;", "n *= 2;", "n = (int)(n + 1);", "while (n > 1) n /= 2;", "for (; n > 0; n--) sum++;")
    p.function(f"int {work}({p.pick(counter, 'int')} from)", f"""
    int sum = 0;
    for (int i = 1; i < {p.number(3, 6)}; i++) {{
        {counter} n = {p.pick("from * i", "from + i", "(from + i) % 7 + 1", "i * i")};
        {element} *b = {_block(p, "n", element)};
        if (!b) abort();
        b[n - 1] = ({element})i;
        sum += (int)b[n - 1];
        {change}
        free(b);
    }}
    return sum;""")
    p.step(f"printf(\"%d\\n\", {work}({p.number(1, 12)}));")


def counted_around(p: Program) -> None:
    """A local block that lives through a loop which assigns its counter again, with or without a new block."""
    work, element, counter = p.name("work"), p.pick(*ELEMENTS), p.pick(*_NARROW)
    anew = p.pick(
        "free(b); n = i + 2; b = BLOCK; if (!b) abort();", "free(b); b = NULL; n++; b = BLOCK; if (!b) abort();",
        "n += 1; b = realloc(b, n * sizeof *b); if (!b) abort();", "if (i == 2) { free(b); n = 9; b = BLOCK; if (!b) abort(); }",
        "n = i;", "if (sum > 4) n--; if (n < 1) n = 1;", "")
    p.function(f"int {work}({counter} n)", f"""
    int sum = 0;
    {element} *b = {_block(p, "n", element)};
    if (!b) abort();
    for (int i = 1; i < {p.number(3, 6)}; i++) {{
        {anew.replace("BLOCK", _block(p, "n", element))}
        b[0] = ({element})i;
        sum += (int)b[0];
    }}
    {p.pick("", "", "n = 0;")}
    free(b);
    return sum;""")
    p.step(f"printf(\"%d\\n\", {work}({p.number(1, 12)}));")


def narrowed(p: Program) -> None:
    """A block whose size a member keeps in a type that may be too narrow for it."""
    type_, make, drop = p.name("Narrow"), p.name("make"), p.name("drop")
    element, kept = p.pick(*ELEMENTS), p.pick("unsigned char", "unsigned char", "unsigned short", "signed char", "short", "int", "float")
    fields = p.shuffled(f"{kept} n;", f"{element} *items;")
    p.declare(f"typedef struct {type_} {{ {' '.join(fields)} }} {type_};")
    size = p.pick("sizeof *r->items", f"sizeof({element})")
    from_member = p.chance(40)
    n = "r->n" if from_member else "n"
    block = p.pick(f"malloc((size_t){n} * {size})", f"calloc({n}, {size})") if kept != "float" else f"malloc((size_t){n} * {size})"
    allocate = f"r->items = {block};\n    if (!r->items) abort();"
    p.function(f"{type_} *{make}({p.pick('int', 'unsigned', 'size_t')} n)", f"""
    {type_} *r = calloc(1, sizeof *r);
    if (!r) abort();
    {f"r->n = n;{chr(10)}    {allocate}" if from_member or p.chance(40) else f"{allocate}{chr(10)}    r->n = n;"}
    r->items[0] = 1;
    return r;""")
    p.function(f"void {drop}({type_} *r)", "    free(r->items);\n    free(r);")
    largest = {"signed char": 127, "unsigned char": 255}.get(kept, 300) if from_member else 300
    p.step(f"{{ {type_} *r = {make}({p.number(1, largest)}); printf(\"%d\\n\", (int)r->items[0]); {drop}(r); }}")


def wrapped(p: Program) -> None:
    """A sum of narrow counters that is meant to be small: a sentinel, an offset below zero, a wrapped product."""
    type_, make, drop = p.name("Wrapped"), p.name("make"), p.name("drop")
    counter, number, block = p.pick(
        ("unsigned", "(unsigned)-1", "malloc(r->n + 5)"), ("unsigned", f"(unsigned)-{p.number(1, 3)}", "calloc(r->n + 9, 1)"),
        ("int", "-1", "malloc(r->n + 5)"), ("int", f"-{p.number(1, 9)}", "malloc(16 + r->n)"), ("short", "-2", "malloc(sizeof(long) * 2 + r->n)"),
        ("unsigned", f"0x80000000u + {p.number(4, 20)}", "malloc(r->n * 2)"), ("unsigned", f"0x40000000u + {p.number(4, 20)}", "calloc(1, r->n * 4)"),
        ("unsigned short", "65535", "malloc(r->n - 65500)"), ("unsigned short", "65535", "malloc((unsigned short)(r->n + 9))"),
        ("unsigned char", "255", "malloc((unsigned char)(r->n + 9))"), ("unsigned char", "250", "malloc(r->n * 2)"),
        ("signed char", "-100", "malloc(108 + r->n)"), ("int", f"{p.number(10, 30)}", "malloc(-r->n + 40)"), ("int", "-40", "malloc(r->n / -4)"),
        ("unsigned", f"{p.number(20, 40)}", "malloc(r->n / 3 * 2)"), ("int", f"{p.number(20, 40)}", "malloc(r->n % 7 + 8)"),
        ("unsigned", f"{p.number(3, 6)}", "malloc(1 << r->n)"), ("size_t", f"{p.number(8, 60)}", "malloc(r->n >> 1)"))
    fields = p.shuffled(f"{counter} n;", "char *text;")
    p.declare(f"typedef struct {type_} {{ {' '.join(fields)} }} {type_};")
    p.function(f"{type_} *{make}({counter} n)", f"""
    {type_} *r = malloc(sizeof *r);
    if (!r) abort();
    r->n = n;
    r->text = {block if p.chance(50) else block.replace("r->n", "n")};
    if (!r->text) abort();
    r->text[0] = 'w';
    return r;""")
    p.function(f"void {drop}({type_} *r)", "    free(r->text);\n    free(r);")
    p.step(f"{{ {type_} *r = {make}({number}); printf(\"%c\\n\", r->text[0]); {drop}(r); }}")


def _expression(p: Program, counters: list[str], depth: int) -> tuple[str, int]:
    """An expression of signed counters that are 20 at most, and what it is at most, either without the sign."""
    if depth == 0 or p.chance(20):
        constant = p.number(1, 9)
        return p.pick(*((name, 20) for name in counters), (str(constant), constant))
    left, most = _expression(p, counters, depth - 1)
    right, most_right = _expression(p, counters, depth - 1)
    constant = p.number(2, 9)
    return p.pick(
        (f"({left} + {right})", most + most_right), (f"({left} - {right})", most + most_right), (f"{left} * {constant}", most * constant),
        (f"{constant} * {left}", most * constant), (f"({left} * {right})", most * most_right), (f"({left} / {p.pick('', '-')}{constant})", most),
        (f"({left} % {constant})", constant), (f"({left} >> {p.number(1, 3)})", most), (f"({left} & {2 ** constant - 1})", 2 ** constant),
        (f"({left} | {constant})", most + 16), (f"(-({left}))", most), (f"(~({left}))", most + 1), (f"({left} < {right})", 1),
        (f"({left} > {right} ? {left} : {right})", max(most, most_right)),
        (f"({p.pick('int', 'long', 'short')})({left} + {constant})", most + constant),
    ) if most * max(constant, most_right) < 9000 else (left, most)


def computed(p: Program) -> None:
    """A block whose size is computed from signed members, which may be zero or below, to something above zero."""
    type_, make, drop = p.name("Computed"), p.name("make"), p.name("drop")
    types = [p.pick("int", "int", "short", "long", "signed char", "unsigned char", "unsigned short") for _ in range(2)]
    fields = p.shuffled(f"{types[0]} n;", f"{types[1]} m;", "char *text;")
    p.declare(f"typedef struct {type_} {{ {' '.join(fields)} }} {type_};")
    counters = p.pick(["r->n", "r->m"], ["n", "m"], ["r->n", "m"], ["r->n"], ["n"])
    expression, most = _expression(p, counters, p.number(1, 3))
    size = p.pick(f"{most + 1} + {expression}", f"{expression} + {most + 1}",
                  f"({expression} + {2 * most + 2}) / 2", f"{2 * most + 1} - ({expression})")
    early = any("->" in name for name in counters) or p.chance(50)
    sides = "r->n = n; r->m = m;"
    p.function(f"{type_} *{make}({types[0]} n, {types[1]} m)", f"""
    {type_} *r = malloc(sizeof *r);
    if (!r) abort();
    {sides if early else ""}
    r->text = {p.pick(f"malloc({size})", f"malloc({size})", f"calloc({size}, 1)")};
    if (!r->text) abort();
    {"" if early else sides}
    r->text[0] = 'c';
    return r;""")
    p.function(f"void {drop}({type_} *r)", f"    {p.pick('', '', '', 'r->m++;', 'r->n = 0;')}\n    free(r->text);\n    free(r);")
    numbers = [p.number(0 if counter.startswith("unsigned") else -20, 20) if p.chance(80) else 0 for counter in types]
    p.step(f"{{ {type_} *r = {make}({numbers[0]}, {numbers[1]}); printf(\"%c\\n\", r->text[0]); {drop}(r); }}")


def bits(p: Program) -> None:
    """A set of bits, its bytes rounded up from a number that may grow within them; or a room kept as its logarithm."""
    type_, counter = p.name("Bits"), p.pick("size_t", "unsigned", "int", "unsigned short")
    fields = p.shuffled("unsigned char *bytes;", f"{counter} n;")
    p.declare(f"typedef struct {type_} {{ {' '.join(fields)} }} {type_};")
    make, grow, drop = p.name("make"), p.name("grow"), p.name("drop")
    bytes_ = p.pick("(N + 7) / 8", "(N + 7) >> 3", "N / 8 + 1", "(N + 7u) / 8u", "N / 8 + (N % 8 != 0)", "((N + 63) / 64) * sizeof(long)",
                    "(size_t)1 << N % 8", "1u << (N & 7)", "(N & 7) + 1")
    p.function(f"void {make}({type_} *b, {counter} n)", f"""
    b->n = n;
    b->bytes = {p.pick(f"calloc({bytes_}, 1)", f"calloc(1, {bytes_})").replace("N", p.pick("n", "b->n"))};
    if (!b->bytes) abort();""")
    p.function(f"void {grow}({type_} *b)", "    " + p.pick(
        "if (b->n % 8) b->n++;", "(void)b;", "if (b->n > 9) b->n -= 8;",
        "b->n += 5; " + f"b->bytes = realloc(b->bytes, {bytes_}); if (!b->bytes) abort();".replace("N", "b->n"),
        f"size_t had = {bytes_}, want = {bytes_.replace('N', '(b->n + 1)')}; ".replace("N", "b->n")
        + "if (want > had) { b->bytes = realloc(b->bytes, want); if (!b->bytes) abort(); } b->n++;"))
    p.function(f"void {drop}({type_} *b)", "    free(b->bytes);\n    b->bytes = NULL;")
    p.step(f"{{ {type_} b; {make}(&b, {p.number(1, 90)}); b.bytes[0] |= 1; {grow}(&b); printf(\"%d\\n\", b.bytes[0]); {drop}(&b); }}")


IDIOMS: list[Callable[[Program], None]] = [bits, computed, counted, counted_around, image, narrowed, wrapped]
