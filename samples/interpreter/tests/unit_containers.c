/* The containers and text functions, without an interpreter around them. */
#include <stdlib.h>
#include <string.h>

#include "strings/pool.h"
#include "strings/strbuf.h"
#include "strings/text.h"
#include "support/alloc.h"
#include "support/diagnostics.h"
#include "support/file.h"
#include "support/list.h"
#include "support/map.h"
#include "unit.h"

static void test_list(void)
{
    List *list = list_create();
    CHECK(list_pop(list) == NULL);
    CHECK(list_shift(list) == NULL);
    for (int i = 0; i < 10; i++) {
        char text[16];
        snprintf(text, sizeof text, "%d", i);
        CHECK(list_push(list, xstrdup(text)));
    }
    CHECK(list_length(list) == 10);
    CHECK(strcmp(list_at(list, 9), "9") == 0);
    CHECK(list_at(list, 10) == NULL);
    free(list_pop(list));
    free(list_shift(list));
    CHECK(strcmp(list_at(list, 0), "1") == 0);
    list_free(list, free);

    int borrowed = 1;
    list = list_create();
    CHECK(list_push(list, &borrowed));
    list_free(list, NULL);
    list_free(NULL, free);
}

static int released;

static void release_number(void *value)
{
    released += *(int *)value;
    free(value);
}

static int *new_number(int number)
{
    int *value = malloc(sizeof *value);
    *value = number;
    return value;
}

static void test_map(void)
{
    Map *map = map_create(release_number);
    char key[16];
    for (int i = 0; i < 50; i++) {
        snprintf(key, sizeof key, "key %d", i);
        CHECK(map_put(map, key, new_number(i)));
    }
    CHECK(map_count(map) == 50);
    CHECK(*(int *)map_get(map, "key 37") == 37);
    CHECK(map_get(map, "key 50") == NULL);
    CHECK(map_put(map, "key 37", new_number(1000)));
    CHECK(released == 37);
    CHECK(map_count(map) == 50);
    int *taken = map_take(map, "key 37");
    CHECK(*taken == 1000);
    free(taken);
    CHECK(map_take(map, "key 37") == NULL);
    map_destroy(map);
    CHECK(released == 49 * 50 / 2);

    map = map_create(NULL);
    CHECK(map_put(map, "a", &released));
    CHECK(map_put(map, "a", &released));
    map_destroy(map);
    map_destroy(NULL);
}

static void test_pool(void)
{
    StringPool *pool = pool_create();
    Interned *one = pool_intern_text(pool, "one");
    CHECK(pool_intern(pool, "one more", 3) == one);
    CHECK(pool_count(pool) == 1);
    Interned *two = pool_intern_text(pool, "two");
    Interned *both = pool_concat(pool, one, two);
    CHECK(strcmp(both->chars, "onetwo") == 0 && both->length == 6);
    CHECK(pool_concat(pool, one, two) == both);
    pool_release(pool, both);
    CHECK(pool_count(pool) == 3);
    pool_release(pool, both);
    CHECK(pool_count(pool) == 2);
    pool_release(pool, NULL);

    char text[16];
    for (int i = 0; i < 200; i++) {
        snprintf(text, sizeof text, "%d", i);
        pool_intern_text(pool, text);
    }
    CHECK(pool_count(pool) == 202);
    CHECK(pool_intern_text(pool, "two") == two);
    pool_destroy(pool); /* with everything in it */
    pool_destroy(NULL);
}

static void test_strbuf(void)
{
    StrBuf buffer = STRBUF_EMPTY;
    strbuf_text(&buffer, "abc");
    CHECK(buffer.length == 3 && buffer.capacity > 4);
    for (int i = 0; i < 100; i++)
        strbuf_format(&buffer, "%d,", i);
    CHECK(buffer.length == 3 + 10 * 2 + 90 * 3);
    char *text = strbuf_take(&buffer);
    CHECK(strncmp(text, "abc0,1,", 7) == 0);
    CHECK(buffer.data == NULL && buffer.capacity == 0);
    free(text);
    text = strbuf_take(&buffer);
    CHECK(strcmp(text, "") == 0);
    free(text);
    strbuf_free(&buffer);
}

static void test_text(void)
{
    char *trimmed = text_trimmed("\t in the middle  \n");
    CHECK(strcmp(trimmed, "in the middle") == 0);
    free(trimmed);
    CHECK(text_copy(NULL) == NULL);
    char *path = text_path("a", "b", ".c");
    CHECK(strcmp(path, "a/b.c") == 0);
    free(path);

    char **parts = text_split(" a:: b :c", ':');
    CHECK(strcmp(parts[0], "a") == 0 && strcmp(parts[1], "b") == 0);
    CHECK(strcmp(parts[2], "c") == 0 && parts[3] == NULL);
    text_split_free(parts);
    text_split_free(NULL);
    CHECK(text_ends_with("x.mar", ".mar") && !text_ends_with("mar", ".mar"));

    char local[TEXT_NUMBER_SIZE];
    CHECK(text_number(0.5, local) == local && strcmp(local, "0.5") == 0);
    CHECK(strcmp(text_number(1e300, local), "1e+300") == 0);
}

static void test_diagnostics(void)
{
    Diagnostics diagnostics;
    diagnostics_init(&diagnostics);
    diagnostics_add(&diagnostics, 3, "first %s", "message");
    diagnostics_add(&diagnostics, 4, "second");
    CHECK(diagnostics.count == 2);
    CHECK(strcmp(diagnostics.first->message, "first message") == 0);
    CHECK(diagnostics.first->next->line == 4);
    diagnostics_clear(&diagnostics);
    CHECK(diagnostics.first == NULL && diagnostics.count == 0);
}

static void test_files(void)
{
    char *data = NULL;
    size_t length = 7;
    CHECK(read_file("/no/such/file", &data, &length) != 0);
    CHECK(data == NULL && length == 7);
    CHECK(read_file("/", &data, &length) != 0); /* opens, but can't be read */
    CHECK(data == NULL && length == 7);
}

static void test_alloc(void)
{
    int *numbers = NULL;
    size_t count = 0;
    size_t capacity = 0;
    for (int i = 0; i < 100; i++) {
        GROW_ARRAY(numbers, count, capacity);
        numbers[count++] = i;
    }
    CHECK(capacity >= 100 && numbers[99] == 99);
    FREE_AND_NULL(numbers);
    CHECK(numbers == NULL);

    char *block = xmalloc(0);
    block = xrealloc(block, 100);
    memset(block, 'x', 100);
    block = xrealloc(block, 0);
    free(block);
}

int main(void)
{
    test_list();
    test_map();
    test_pool();
    test_strbuf();
    test_text();
    test_diagnostics();
    test_files();
    test_alloc();
    return unit_result("unit_containers");
}
