struct secret;
struct open {
  char *name;
};
struct secret *secret_new(const char *name);
void secret_free(struct secret *s);
struct open *open_new(const char *name);
void open_free(struct open *o);
void lib_free(void *p);
int lib_make(struct secret **out);
