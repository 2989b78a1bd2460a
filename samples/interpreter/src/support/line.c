#include "support/line.h"

#include <stdlib.h>
#include <sys/types.h>

#include "support/alloc.h"

#ifdef MARL_NO_GETLINE

/* For C libraries from before POSIX 2008. */
char *read_line(FILE *file)
{
    size_t capacity = 80;
    size_t length = 0;
    char *line = malloc(capacity);
    int c = EOF;
    while (line != NULL && (c = getc(file)) != EOF && c != '\n') {
        if (length + 1 == capacity) {
            char *longer = realloc(line, capacity *= 2);
            if (longer == NULL)
                free(line);
            line = longer;
        }
        if (line != NULL)
            line[length++] = (char)c;
    }
    if (line == NULL || (c == EOF && length == 0)) {
        free(line);
        return NULL;
    }
    line[length] = '\0';
    return line;
}

#else

char *read_line(FILE *file)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length = getline(&line, &capacity, file);
    if (length < 0) {
        free(line); /* getline may have allocated before it saw the end */
        return NULL;
    }
    if (length > 0 && line[length - 1] == '\n')
        line[length - 1] = '\0';
    return line;
}

#endif
