void set_height(int to);
void resize_buffer(void);

struct buffer {
  char *text;
  int size;
};
