#ifndef NAMES_H
#define NAMES_H

char *name_copy(const char *text);
char *name_join(const char *one, const char *two);
char *name_kept(const char *text);
char *name_last(const char *text);
char *name_told(const char *text, void (*tell)(char *));
char *name_stored(const char *text);
char *name_cut(const char *text);
void name_free(char *text);
int name_unused(void);

#endif
