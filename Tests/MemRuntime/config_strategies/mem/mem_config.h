#ifndef MEM_CONFIG_H
#define MEM_CONFIG_H

#define MEM_SUBSYSTEMS(X)   \
    X(LEXER, PLATFORM)      \
    X(TOKENS, ARENA)        \
    X(TYPES, LOCKED_ARENA)  \
    X(NODES, POOL)          \
    X(SHARED, LOCKED_POOL)  \
    X(GENERAL, PLATFORM)

#endif
