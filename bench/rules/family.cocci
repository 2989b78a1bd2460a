// Calls of libc's allocators, for Coccinelle. `*` marks them: matching only, no rewriting.
@@
identifier f = {malloc, calloc, realloc, reallocarray, free, strdup, strndup};
@@
* f(...)
