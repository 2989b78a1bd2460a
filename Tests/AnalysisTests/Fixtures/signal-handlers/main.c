/* Handlers of signals that the program sends itself. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Given to signal(). */
static size_t size_a;
static void handle_a(int number) {
  (void)number;
  size_a = 3;
}
static void main_a(void) {
  signal(SIGUSR1, handle_a);
  size_a = 10;
  char *text = malloc(size_a);
  raise(SIGUSR1);
  free(text); /* the size is saved */
}

/* Given to sigaction(), for a static pointer. */
static size_t size_b;
static char *text_b;
static void handle_b(int number) {
  (void)number;
  size_b = 3;
}
static void main_b(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handle_b;
  sigaction(SIGUSR2, &action, NULL);
  size_b = 20;
  text_b = malloc(size_b);
  raise(SIGUSR2);
  free(text_b); /* unsized */
}

/* Blocked and let in by the mask. */
static size_t size_c;
static char *text_c;
static void handle_c(int number) {
  (void)number;
  size_c = 4;
}
static void main_c(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGHUP);
  signal(SIGHUP, handle_c);
  sigprocmask(SIG_BLOCK, &set, NULL);
  kill(getpid(), SIGHUP);
  size_c = 30;
  text_c = malloc(size_c);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  free(text_c); /* unsized */
}

/* A near miss: no signal is sent meanwhile. */
static size_t size_d;
static char *text_d;
static void handle_d(int number) {
  (void)number;
  size_d = 4;
}
static void main_d(void) {
  signal(SIGUSR1, handle_d);
  size_d = 40;
  text_d = malloc(size_d);
  free(text_d); /* sized */
  raise(SIGUSR1);
}

int main(void) {
  main_a();
  main_b();
  main_c();
  main_d();
  return 0;
}
