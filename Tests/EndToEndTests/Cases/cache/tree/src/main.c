#include <stdlib.h>

char *names_make(void);
void names_drop(char *name);

int main(void)
{
    char *name = names_make();
    names_drop(name);
    return 0;
}
