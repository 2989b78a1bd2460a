/* mem_config.h - the subsystems of this program and the strategy of each.
 *
 * This file is generated; the rest of the library is not. A generator writes it from an ordered
 * list of (NAME, STRATEGY, SHORT): one X line in MEM_SUBSYSTEMS, one callback line and one block
 * of short forms for each. Both the library and the program must be compiled with the same file.
 *
 * STRATEGY is one of
 *   PLATFORM       plain malloc and free; any thread; a half-migrated program stays correct
 *   ARENA, POOL    owned by the thread that uses it
 *   LOCKED_ARENA, LOCKED_POOL   the same behind the library's one lock, for any thread
 *
 * GENERAL must exist and must be PLATFORM: it serves a null allocator and mem_compat.h.
 */
#ifndef MEM_CONFIG_H
#define MEM_CONFIG_H

#define MEM_SUBSYSTEMS(X)  \
    X(VM, PLATFORM)        \
    X(STRINGS, PLATFORM)   \
    X(AST, PLATFORM)       \
    X(PARSER, PLATFORM)    \
    X(SYMBOLS, PLATFORM)   \
    X(MODULES, PLATFORM)   \
    X(GENERAL, PLATFORM)

#endif
