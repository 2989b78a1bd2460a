/* trace.h - checking mode, as the rest of the library calls it. */
#ifndef MEM_TRACE_H
#define MEM_TRACE_H

#include "internal.h"

typedef struct TraceRequest {
    size_t size, alignment;
    bool zero;
    const char *tag, *site;
} TraceRequest;

/* What the caller of a release or resize says about the block. */
typedef struct TraceClaim {
    size_t size; /* meaningful for MEM_FORM_SIZED */
    MemForm form;
    const char *site;
} TraceClaim;

bool mem_trace_attach(MemState *s); /* gives s an owner; false: out of memory */
void mem_trace_detach(MemState *s); /* after mem_trace_release_all; s may go away */

void *mem_trace_alloc(MemState *s, const TraceRequest *request);
void *mem_trace_resize(MemState *s, void *p, const TraceClaim *claim, size_t size);
void mem_trace_release(MemState *s, void *p, const TraceClaim *claim);
void *mem_trace_adopt(MemState *s, void *p, size_t size, const char *site);
void *mem_trace_disown(MemState *s, void *p, size_t size, const char *site);
void mem_trace_ignore(const void *p);
void mem_trace_compat_free(void *p, const char *site);
void *mem_trace_compat_resize(void *p, size_t size, const char *site);

/* The blocks of s since the serial number are gone with their memory. */
void mem_trace_release_all(MemState *s, uint64_t since);
uint64_t mem_trace_serial(void); /* of the next block */

int mem_trace_finish(void); /* leaks and summaries; the number of findings */
void mem_trace_measure(MemState *s, MemStats *stats);
int mem_trace_visit(MemState *s, int (*visit)(const MemBlock *, void *), void *context);

void mem_trace_before_fork(void);
void mem_trace_after_fork(void);
void mem_trace_forget_parent(void);

#endif
