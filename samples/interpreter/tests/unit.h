/* Enough of a test framework for two programs. */
#ifndef MARL_TESTS_UNIT_H
#define MARL_TESTS_UNIT_H

#include <stdio.h>

static int unit_checks;
static int unit_failures;

#define CHECK(condition)                                                   \
    do {                                                                   \
        unit_checks++;                                                     \
        if (!(condition)) {                                                \
            unit_failures++;                                               \
            printf("%s:%d: %s\n", __FILE__, __LINE__, #condition);         \
        }                                                                  \
    } while (0)

static inline int unit_result(const char *name)
{
    printf("%s: %d checks, %d failed\n", name, unit_checks, unit_failures);
    return unit_failures > 0;
}

#endif
