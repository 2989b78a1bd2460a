#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

#include "support/alloc.h"

static void add_expression(Options *options, const char *text)
{
    size_t old_length = options->expression != NULL ? strlen(options->expression) : 0;
    size_t length = strlen(text);
    char *longer = xrealloc(options->expression, old_length + length + 2);
    memcpy(longer + old_length, text, length);
    strcpy(longer + old_length + length, "\n");
    options->expression = longer;
}

static bool fail(Options *options, const char *problem, const char *culprit)
{
    options->problem = problem;
    options->culprit = culprit;
    return false;
}

static bool parse_flag(Options *options, const char *word)
{
    static const struct {
        const char *word;
        Mode mode;
    } modes[] = {
        {"--check", MODE_CHECK}, {"--ast", MODE_AST},         {"--code", MODE_CODE},
        {"--help", MODE_HELP},   {"--version", MODE_VERSION}, {"-h", MODE_HELP},
    };
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        if (strcmp(word, modes[i].word) == 0) {
            options->mode = modes[i].mode;
            return true;
        }
    }
    if (strcmp(word, "--gc-stress") == 0) {
        options->gc_stress = true;
        return true;
    }
    return fail(options, "unknown option", word);
}

bool options_parse(Options *options, char **words)
{
    memset(options, 0, sizeof *options);
    options->paths = list_create();
    if (options->paths == NULL)
        return fail(options, "out of memory", "");
    while (*words != NULL && (*words)[0] == '-' && (*words)[1] != '\0') {
        const char *word = *words++;
        bool takes_value = strcmp(word, "-e") == 0 || strcmp(word, "-I") == 0;
        if (!takes_value) {
            if (!parse_flag(options, word))
                return false;
            continue;
        }
        const char *value = *words;
        if (value == NULL)
            return fail(options, "missing after", word);
        words++;
        if (word[1] == 'e')
            add_expression(options, value);
        else if (!list_push(options->paths, xstrdup(value)))
            out_of_memory(sizeof value);
    }
    if (options->expression == NULL && *words != NULL)
        options->script = *words++;
    options->arguments = words;
    return true;
}

void options_free(Options *options)
{
    list_free(options->paths, free);
    FREE_AND_NULL(options->expression);
}
