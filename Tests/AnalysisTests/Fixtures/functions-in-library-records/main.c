#define _GNU_SOURCE
#include <dirent.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* glob calls the functions in the record that it gets, and hands what one returns to
   another: free is called with a block of the program's. */

struct stream {
  int left;
};

static void *open_stream(const char *path) {
  struct stream *s = malloc(sizeof *s);
  if (s) s->left = path[0] ? 2 : 1;
  return s;
}

static struct dirent *read_stream(void *p) {
  static struct dirent entry;
  struct stream *s = p;
  if (s->left-- == 0) return NULL;
  entry.d_ino = 1;
  entry.d_type = DT_REG;
  sprintf(entry.d_name, "f%d.c", s->left);
  return &entry;
}

static size_t count(const char *pattern, int flags, glob_t *found) {
  size_t n = glob(pattern, flags, NULL, found) == 0 ? found->gl_pathc : 0;
  globfree(found);
  return n;
}

/* What has no part in it. */

static char *joined(const char *folder, const char *name) {
  size_t bytes = strlen(folder) + strlen(name) + 2;
  char *path = malloc(bytes);
  if (path) snprintf(path, bytes, "%s/%s", folder, name);
  return path;
}

int main(void) {
  glob_t found;
  memset(&found, 0, sizeof found);
  found.gl_opendir = open_stream;
  found.gl_readdir = read_stream;
  found.gl_closedir = free;
  found.gl_stat = stat;
  found.gl_lstat = lstat;
  struct stream *own = malloc(sizeof *own);
  char *pattern = joined("nowhere", "*.c");
  if (!own || !pattern) return 1;
  own->left = 1;
  printf("%zu %d\n", count(pattern, GLOB_ALTDIRFUNC, &found), own->left);
  free(pattern);
  free(own);
  return 0;
}
