/* sites.c - the places in the sources, by the address of the literal that a macro passes. */
#include "blocks.h"

static Site **table;
static size_t table_size, used;
static Site **last = &mem_sites;
Site *mem_sites;

static Site unknown = {.key = "?:0\0", .place = {.file = "?", .file_length = 1, .text = ""}, .reached = true};
static Site in_libc; /* no place of the sources */

static size_t home_of(const char *literal) {
    return ((uintptr_t)literal * 0x9E3779B97F4A7C15u >> 32) & (table_size - 1);
}

static void enter(Site *site) {
    size_t i = home_of(site->key);
    while (table[i]) i = (i + 1) & (table_size - 1);
    table[i] = site;
}

static bool grow(void) {
    size_t size = table_size ? table_size * 2 : 256;
    Site **larger = calloc(size, sizeof *larger);
    if (!larger) return false;
    free(table);
    table = larger;
    table_size = size;
    for (Site *s = mem_sites; s; s = s->next) enter(s);
    return true;
}

/* "file:line", zero, text */
static Site *parse(const char *literal) {
    size_t head = strlen(literal) + 1, text = strlen(literal + head) + 1;
    const char *colon = strrchr(literal, ':');
    Site *site = calloc(1, sizeof *site + head + text);
    if (!site) return NULL;
    char *copy = memcpy(site + 1, literal, head + text);
    site->key = literal;
    site->place.file = copy;
    site->place.file_length = (size_t)(colon - literal);
    site->place.line = (unsigned)strtoul(colon + 1, NULL, 10);
    site->place.text = copy + head;
    return site;
}

Site *mem_site(const char *literal) {
    if (!literal) return &in_libc;
    if (table_size) {
        size_t i = home_of(literal);
        for (; table[i]; i = (i + 1) & (table_size - 1))
            if (table[i]->key == literal) return table[i];
    }
    if (used * 2 >= table_size && !grow()) return &unknown;
    Site *site = parse(literal);
    if (!site) return &unknown;
    enter(site);
    used++;
    *last = site;
    last = &site->next;
    return site;
}

void mem_sites_forget(void) {
    for (Site *s = mem_sites; s; s = s->next) {
        s->allocations = s->allocated_bytes = s->findings = 0;
        s->sized = s->unsized = s->strings = s->agreed = s->disagreed = 0;
        s->reached = false;
    }
}
