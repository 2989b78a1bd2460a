#ifndef SHAPE_H
#define SHAPE_H

struct box {
  int sides[3];
};

struct shape {
  char *name;
  int *points;
  int count;
  union {
    char *text;
    struct box *box;
    int number;
  } tag;
};

struct shape *shape_new(const char *name, int n);
void shape_free(struct shape *s);
int shape_tag(struct shape *s, int kind);
void shape_retag(struct shape *s);
void shape_rename(struct shape *s, int n);
void shape_both(struct shape *a, struct shape *b, int n);
void shape_next(struct shape *s, struct shape *t);
void overwritten(struct shape *s, const struct shape *t);
int shape_unused(void);

#endif
