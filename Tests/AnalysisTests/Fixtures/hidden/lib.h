char *name_new(const char *text);
void name_trim(char *name);
void name_free(char *name);
