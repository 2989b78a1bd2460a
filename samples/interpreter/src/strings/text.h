/* Functions on plain C strings. What they return belongs to the caller. */
#ifndef MARL_STRINGS_TEXT_H
#define MARL_STRINGS_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* A copy, or NULL for NULL. */
char *text_copy(const char *text);

/* directory + "/" + name + suffix */
char *text_path(const char *directory, const char *name, const char *suffix);

/* A copy without the white space at both ends. */
char *text_trimmed(const char *text);

/* The parts between separators, trimmed, as an array that ends with NULL. */
char **text_split(const char *text, char separator);
void text_split_free(char **parts);

bool text_ends_with(const char *text, const char *suffix);

/*
 * Writes a number as the language prints it. Uses buffer if there is one
 * (TEXT_NUMBER_SIZE bytes), else allocates.
 */
#define TEXT_NUMBER_SIZE 32
char *text_number(double number, char *buffer);

#endif
