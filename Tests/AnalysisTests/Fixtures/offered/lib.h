struct box;
struct box *box_new(const char *name);
const char *box_name(struct box *b);
void box_free(struct box *b);
__attribute__((visibility("hidden"))) void box_drop(char *text);
