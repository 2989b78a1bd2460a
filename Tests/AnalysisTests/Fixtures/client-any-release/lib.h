struct thing {
    int kind;
};

struct own {
    int kind;
};

struct thing *thing_new(void);
struct own *own_new(void);
void own_free(struct own *own);
char *thing_name(const struct thing *thing);

void lib_free(void *block);
void lib_free_all(void **blocks, int count);
