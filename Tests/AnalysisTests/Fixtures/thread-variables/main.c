/* Variables of which each thread has another one. */
#include <pthread.h>
#include <stdlib.h>

/* The counter is the thread's that allocates. */
static _Thread_local size_t size_a;
static char *text_a;
static void set_a(size_t n) {
  text_a = malloc(n);
  size_a = n;
}
static void *run_a(void *unused) {
  (void)unused;
  free(text_a); /* unsized */
  text_a = NULL;
  return NULL;
}

/* So is the size that was computed before. */
static __thread size_t size_b;
static char *text_b;
static void *run_b(void *unused) {
  (void)unused;
  free(text_b); /* unsized */
  return NULL;
}

/* The pointer is the thread's, the counter is everyone's. */
static size_t size_c;
static _Thread_local char *text_c;
static void set_c(size_t n) {
  text_c = malloc(n);
  size_c = n;
}
static void *run_c(void *unused) {
  (void)unused;
  set_c(50);
  free(text_c); /* unsized */
  return NULL;
}

/* A near miss: what each thread has is a constant. */
static _Thread_local char *text_d;
static void *run_d(void *unused) {
  (void)unused;
  text_d = malloc(60);
  free(text_d); /* sized */
  return NULL;
}

static void run(void *(*function)(void *)) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, function, NULL)) abort();
  pthread_join(thread, NULL);
}

int main(void) {
  set_a(10);
  run(run_a);
  size_b = 20;
  text_b = malloc(size_b);
  run(run_b);
  set_c(30);
  run(run_c);
  free(text_c); /* unsized */
  run(run_d);
  return 0;
}
