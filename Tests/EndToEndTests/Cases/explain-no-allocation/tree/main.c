#include <stdio.h>
#include <stdlib.h>
typedef const char *(*filter)(const char *);
static const char *same(const char *s)
{
    return s;
}
static void show(const char *text, filter f)
{
    const char *s = f(text);

    puts(s);
    if (s != text)
        free((char *)s);
}
int other(int n);
int main(void)
{
    char *p = malloc(3);

    show("a", same);
    other(3);
    free(p);
    return 0;
}
