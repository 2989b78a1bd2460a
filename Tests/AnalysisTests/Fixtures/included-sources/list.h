#ifndef LIST_H
#define LIST_H

struct node;
struct worker;

struct node *list_push(struct node *list);
void list_clear(struct node *list);
struct worker *worker_new(void);
void worker_delete(struct worker *worker);

#endif
