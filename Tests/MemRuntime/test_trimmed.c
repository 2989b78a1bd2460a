/* test_trimmed.c - raw free takes the last block of the heap, whose end goes back to the system, as libc
 * does when enough of it is free. A program of its own: its heap cannot be used afterwards. */
#define _GNU_SOURCE
#include <unistd.h>

#include "harness.h"

int main(void) {
    static char buffer[4096];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    setenv("MEM_TRACE", "1", 1);
    MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 8192), 8192); /* the records come before the block */
    char *before = opaque(malloc(30000)), *block = opaque(MEM_ALLOC(SYSTEM(VM), 8192));
    mem_set_handler(catch_finding, NULL);
    free(before);
    free(block);
    CHECK(brk((char *)opaque(block) - 8192) == 0);
    CHECK(mem_check_all() == 0 && caught_count == 0); /* does not touch it */
    int result = finish();
    fflush(stdout);
    _exit(result);
}
