#ifndef MARL_CLI_OPTIONS_H
#define MARL_CLI_OPTIONS_H

#include <stdbool.h>

#include "support/list.h"

typedef enum Mode {
    MODE_RUN,
    MODE_CHECK, /* compile only */
    MODE_AST,
    MODE_CODE,
    MODE_HELP,
    MODE_VERSION
} Mode;

typedef struct Options {
    Mode mode;
    List *paths;      /* of char *, from -I */
    char *expression; /* from -e; several are lines of one program */
    const char *script;
    char **arguments; /* what follows the script */
    bool gc_stress;
    const char *problem; /* what is wrong with the command line */
    const char *culprit;
} Options;

/* False, with problem set, if the command line is wrong. Free it in any case. */
bool options_parse(Options *options, char **words);
void options_free(Options *options);

#endif
