// Classes that the rules put into a subsystem by one of their sites.
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    char *named = strdup(argv[0]);
    char *matched = strdup(argv[0]);
    int *twice = malloc(sizeof *twice);
    free(named);
    free(matched);
    if (argc > 1)
        free(twice);
    else
        free(twice);
    return 0;
}
