#ifndef POOL_H
#define POOL_H

struct pool;
struct worker;

struct pool *pool_new(void);
void pool_delete(struct pool *pool);
struct worker *worker_new(void);
void worker_delete(struct worker *worker);

#endif
