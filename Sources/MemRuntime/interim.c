/* interim.c - checking mode, arenas and pools are being written; until then they do not start. */
#include "trace.h"
const MemStrategy mem_arena, mem_pool;
bool mem_arena_open(MemState *s, size_t n, MemState *p) { return (void)s, (void)n, (void)p, false; }
bool mem_pool_open(MemState *s, size_t n) { return (void)s, (void)n, false; }
bool mem_trace_attach(MemState *s) { return (void)s, false; }
void *mem_trace_alloc(MemState *s, const TraceRequest *r) { return (void)s, (void)r, NULL; }
void *mem_trace_resize(MemState *s, void *p, const TraceClaim *c, size_t n) { return (void)s,(void)p,(void)c,(void)n,NULL; }
void mem_trace_release(MemState *s, void *p, const TraceClaim *c) { (void)s,(void)p,(void)c; }
void *mem_trace_adopt(MemState *s, void *p, size_t n, const char *c) { return (void)s,(void)n,(void)c,p; }
void *mem_trace_disown(MemState *s, void *p, size_t n, const char *c) { return (void)s,(void)n,(void)c,p; }
void mem_trace_ignore(const void *p) { (void)p; }
void mem_trace_compat_free(void *p, const char *site) { (void)p,(void)site; }
void *mem_trace_compat_resize(void *p, size_t n, const char *c) { return (void)n,(void)c,p; }
int mem_trace_finish(void) { return 0; }
void mem_trace_before_fork(void) {}
void mem_trace_after_fork(void) {}
void mem_trace_forget_parent(void) {}
MemMark mem_mark(Allocator *a) { MemMark m = {a, NULL, 0, 0, 0}; return m; }
int mem_rewind(Allocator *a, MemMark m) { (void)a,(void)m; errno = ENOTSUP; return -1; }
