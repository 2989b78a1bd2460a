"""Synthetic C programs of any number of units, for measuring how the analysis grows.

A unit is like those of an interpreter: a record with a name and a growing array, a
list, functions that make, fill, resize and release them, some of them by way of the
unit before, through function pointers and through a shared registry.
"""

import json
from pathlib import Path

FUNCTIONS = 6
"""Families of functions a unit: about 300 lines."""

HEADER = """#ifndef COMMON_H
#define COMMON_H
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct handler { const char *name; void (*run)(void *data, const char *text); void *data; };
void handlers_add(const char *name, void (*run)(void *, const char *), void *data);
void handlers_run(const char *text);
void report(const char *form, ...);
char *text_copy(const char *text);
void *must_have(size_t size);
#endif
"""

SHARED = """#include "common.h"
static struct handler *handlers;
static size_t count, capacity;
void *must_have(size_t size) { void *p = malloc(size); if (!p) abort(); return p; }
char *text_copy(const char *text) { size_t n = strlen(text) + 1; return memcpy(must_have(n), text, n); }
void handlers_add(const char *name, void (*run)(void *, const char *), void *data) {
  if (count == capacity) {
    capacity = capacity ? capacity * 2 : 8;
    handlers = realloc(handlers, capacity * sizeof *handlers);
  }
  handlers[count].name = name; handlers[count].run = run; handlers[count].data = data; count++;
}
void handlers_run(const char *text) {
  for (size_t i = 0; i < count; i++) handlers[i].run(handlers[i].data, text);
}
void report(const char *form, ...) {
  va_list list; va_start(list, form); vfprintf(stderr, form, list); va_end(list);
}
"""

_FAMILY = """
struct item@ { char *name; struct item@ *next; int *values; size_t count, capacity; };
static struct item@ *item@_new(const char *name) {
  struct item@ *item = calloc(1, sizeof *item);
  if (!item) return NULL;
  item->name = strdup(name);
  return item;
}
static int item@_add(struct item@ *item, int value) {
  if (item->count == item->capacity) {
    size_t capacity = item->capacity ? item->capacity * 2 : 4;
    int *values = realloc(item->values, capacity * sizeof *values);
    if (!values) return -1;
    item->values = values;
    item->capacity = capacity;
  }
  item->values[item->count++] = value;
  return 0;
}
static void item@_free(struct item@ *item) {
  while (item) {
    struct item@ *next = item->next;
    free(item->values);
    free(item->name);
    free(item);
    item = next;
  }
}
static void item@_run(void *data, const char *text) {
  struct item@ *item = data;
  char *copy = text_copy(text);
  struct item@ *more = item@_new(copy);
  if (more) { more->next = item->next; item->next = more; item@_add(more, (int)strlen(copy)); }
  free(copy);
}
static char *item@_describe(const struct item@ *item) {
  size_t size = strlen(item->name) + 24;
  char *text = malloc(size);
  if (text) snprintf(text, size, "%s: %zu", item->name, item->count);
  return text;
}
"""


def write(folder: Path, units: int) -> None:
    """Writes a program of `units` units and its compile database."""
    folder.mkdir(parents=True)
    (folder / "common.h").write_text(HEADER, encoding="utf-8")
    (folder / "shared.c").write_text(SHARED, encoding="utf-8")
    for number in range(units - 1):
        (folder / f"unit{number}.c").write_text(_unit(number, units - 1), encoding="utf-8")
        (folder / f"unit{number}.h").write_text(f"char *unit{number}_work(const char *text);\n", encoding="utf-8")
    sources = ["shared.c", *(f"unit{number}.c" for number in range(units - 1))]
    commands = [{"directory": str(folder), "file": str(folder / name), "arguments": ["cc", "-c", name]}
                for name in sources]
    (folder / "compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")


def _unit(number: int, count: int) -> str:
    """One unit, which uses the one before it; the first is the program's."""
    before = (number - 1) % count
    families = [f"{number}_{family}" for family in range(FUNCTIONS)]
    text = ['#include "common.h"\n', f'#include "unit{number}.h"\n', f'#include "unit{before}.h"\n']
    text += [_FAMILY.replace("@", name) for name in families]
    text.append(f"char *unit{number}_work(const char *text) {{\n  char *result = NULL;\n")
    for name in families:
        text.append(f"  {{ struct item{name} *item = item{name}_new(text);\n"
                    f"    if (item) {{ item{name}_add(item, 1); free(result); result = item{name}_describe(item);\n"
                    f'      report("%s\\n", result); item{name}_free(item); }} }}\n')
    text.append(f"  handlers_add(\"{number}\", item{families[0]}_run, item{families[0]}_new(text));\n")
    text.append(f"  if (strlen(text) > 9) {{ char *other = unit{before}_work(text + 1); free(other); }}\n")
    text.append("  return result;\n}\n")
    if number == 0:
        text.append("int main(int argc, char **argv) {\n  char *text = unit0_work(argv[argc - 1]);\n"
                    "  handlers_run(text);\n  free(text);\n  return 0;\n}\n")
    return "".join(text)
