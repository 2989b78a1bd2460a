#ifndef TEXT_H
#define TEXT_H
char *text_copy(const char *s);
void text_drop(void *p);
void text_unused(void);
#endif
