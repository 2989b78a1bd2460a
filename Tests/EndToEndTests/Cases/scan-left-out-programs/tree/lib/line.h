char *line_new(void);
void line_free(char *line);
