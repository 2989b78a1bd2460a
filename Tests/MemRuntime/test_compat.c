/* test_compat.c - a file that is not migrated (unmigrated.c) beside migrated ones, in every mode. */
#define _GNU_SOURCE
#include "harness.h"

void unmigrated_round_trip(Allocator *arena);

int main(void) {
    setenv("MEM_TRACE_LOG", "/nowhere/log", 1); /* cannot be written: nothing else changes */
    mem_set_handler(catch_finding, NULL);
    unmigrated_round_trip(NULL);
    unmigrated_round_trip(NULL);
    CHECK(caught_count == 0);
    char *p = MEM_ALLOC(SYSTEM(VM), 3);
    mem_fail_at(1);
    CHECK(memi_resize_slow(NULL, p, MEM_UNKNOWN_SIZE, 5, MEM_FORM_COMPAT, "x:1\0p") == NULL && errno == ENOMEM);
    mem_fail_at(0);
    memi_free_slow(NULL, p, MEM_UNKNOWN_SIZE, MEM_FORM_COMPAT, "x:2\0p");
    CHECK(allocators_shutdown() == 0);
    return finish();
}
