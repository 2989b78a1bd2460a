#include "generated.h"
#include "lines.h"

int main(int argc, char **argv)
{
    char *line = malloc(10);
    char *own = malloc(20);
    if (argc > 2) free(own);
    line_free(line);
    parse();
    char *made = argc > 1 ? generated_text() : malloc(30);
    free(made);
    if (argc > 2) own = malloc(40);
    generated_drop(own);
    return argv == 0;
}
