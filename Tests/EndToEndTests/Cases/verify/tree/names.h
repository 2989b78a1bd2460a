#ifndef NAMES_H
#define NAMES_H

#include <stddef.h>

typedef struct Names Names;

Names *names_new(void);
int names_add(Names *names, const char *name);
size_t names_count(const Names *names);
void names_free(Names *names);

#endif
