#include <stdlib.h>

/* The linker knows these as drop and drop_same. */
void release(void *block) __asm__("drop");
void release_same(void *block) __asm__("drop_same");

/* Defined by the name that the label replaces. */
void put(void *block) __asm__("put_block");

/* By a pragma. */
#pragma redefine_extname give give_block
void give(void *block);

/* What another file calls drop_other is not this file's. */
int use(void);
