#ifndef MARL_SUPPORT_LINE_H
#define MARL_SUPPORT_LINE_H

#include <stdio.h>

/* The next line without its line break, for the caller to free; NULL at the end. */
char *read_line(FILE *file);

#endif
