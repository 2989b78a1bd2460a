/* sites.c - the places in the sources, by the address of the literal that a macro passes. */
#include "blocks.h"

static MemTable table;
struct SiteList memi_sites = STAILQ_HEAD_INITIALIZER(memi_sites);

static Site nowhere = {.place = {.text = ""}, .reached = true}; /* libc's, or there was no memory for it */

/* "file:line", zero, text */
__attribute__((noinline)) static Site *add(const char *literal) {
    size_t head = strlen(literal) + 1, text = strlen(literal + head) + 1;
    const char *colon = strrchr(literal, ':');
    Site *site = memi_table_room(&table) ? calloc(1, sizeof *site + head + text) : NULL;
    if (!site) return &nowhere;
    char *copy = memcpy(site + 1, literal, head + text);
    site->place.file = copy;
    site->place.file_length = (size_t)(colon - literal);
    site->place.line = (unsigned)strtoul(colon + 1, NULL, 10);
    site->place.text = copy + head;
    memi_table_add(&table, literal, site);
    STAILQ_INSERT_TAIL(&memi_sites, site, next);
    return site;
}

Site *memi_site(const char *literal) {
    if (!literal) return &nowhere;
    Site *site = memi_table_find(&table, literal);
    return site ? site : add(literal);
}

void memi_sites_forget(void) {
    Site *s;
    STAILQ_FOREACH(s, &memi_sites, next) {
        s->findings = s->agreed = s->disagreed = 0;
        memset(s->forms, 0, sizeof s->forms);
        s->reached = false;
    }
}
