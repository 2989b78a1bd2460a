void line_free(char *line);
void parse(void);
