struct box {
  int n;
};
struct box *box_new(int n);
void box_free(struct box *b);
static inline int box_empty(struct box *b) { return b->n == 0; }
