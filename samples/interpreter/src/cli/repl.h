#ifndef MARL_CLI_REPL_H
#define MARL_CLI_REPL_H

#include <stdio.h>

#include "cli/session.h"

/* Reads and runs statements until the input ends or says :quit. */
void repl_run(Session *session, FILE *input);

#endif
