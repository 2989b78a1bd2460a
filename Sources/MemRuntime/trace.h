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

/* One lock for everything that is checked; it is taken before an allocator's own. Findings that a
 * handler has to see are handed to it when the lock is released. */
void mem_trace_lock(void);
void mem_trace_unlock(void);

/* With the lock held. */
bool mem_trace_attach(MemState *s); /* gives s an owner; false: out of memory */
void mem_trace_end_blocks(MemState *s); /* s is about to be destroyed */
void mem_trace_detach(MemState *s);     /* s has been destroyed */
/* The blocks of s since the serial number are about to go with their memory. */
void mem_trace_release_all(MemState *s, uint64_t since);
uint64_t mem_trace_serial(void); /* of the next block */

void *mem_trace_alloc(MemState *s, const TraceRequest *request);
void *mem_trace_resize(MemState *s, void *p, const TraceClaim *claim, size_t size);
void mem_trace_release(MemState *s, void *p, const TraceClaim *claim);
bool mem_trace_adopt(MemState *s, void *p, size_t size, const char *site);
bool mem_trace_disown(MemState *s, void *p, size_t size, const char *site); /* was it a block */

int mem_trace_finish(void); /* leaks and summaries; the number of findings */
bool mem_trace_is_used(MemState *s);
void mem_trace_measure(MemState *s, MemStats *stats);
int mem_trace_visit(MemState *s, MemVisitor *visit, void *context);

/* In the child of a fork: what the parent did is not the child's. */
void mem_trace_forget_parent(void);

#endif
