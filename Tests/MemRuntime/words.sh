#!/bin/sh
# words.sh COMPILER... - what the headers declare compiles where the program has macros of all their
# words, and those are there again afterwards.
set -e
keywords='auto|break|case|char|const|continue|default|do|double|else|enum|extern|float|for|goto|if|int|long|return|short|signed|sizeof|static|struct|switch|typedef|union|unsigned|void|volatile|while'
libc='size_t|ssize_t|int64_t|uint64_t|uintptr_t|memcpy|strlen|aligned_alloc'
own='mem_.*|memi_.*|Mem[A-Z].*|MEM.*|ALLOC_SYSTEM_.*|Allocator.*|allocators_.*|__.*'
printf '#include <errno.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <stdlib.h>\n#include <string.h>\n' > "$OUT/words.c"
cp "$OUT/words.c" "$OUT/words-plain.c"
echo '#include <mem/mem.h>' >> "$OUT/words-plain.c"
"$@" -E "$OUT/words-plain.c" |
  awk '/^# [0-9]/ { here = $3 ~ /\/mem\// } here && !/^#/' | sed 's/"[^"]*"//g' |
  grep -owE '[A-Za-z_][A-Za-z0-9_]*' | sort -u | grep -vxE "$keywords|$libc|$own" > "$OUT/words"
test "$(wc -l < "$OUT/words")" -gt 20
sed 's/.*/#define & @/' "$OUT/words" >> "$OUT/words.c"
echo '#include <mem/mem.h>' >> "$OUT/words.c"
sed 's/.*/#ifndef &\n#error & is gone\n#endif\n#undef &/' "$OUT/words" >> "$OUT/words.c"
cat >> "$OUT/words.c" <<'C'
void *use(Allocator *A, char *P, size_t N);
void *use(Allocator *A, char *P, size_t N) {
    MEM_FREE(A, P, N);
    MEM_FREE_STR(A, P);
    return MEM_REALLOC(A, MEM_CALLOC(A, N, 2), N * 2, N);
}
C
"$@" -fsyntax-only "$OUT/words.c"
