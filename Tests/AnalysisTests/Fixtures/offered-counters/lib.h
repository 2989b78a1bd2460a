#ifndef LIB_H
#define LIB_H
extern int lib_width, lib_room;
void lib_each(void (*visit)(const char *));
void lib_keep(int room);
void lib_end(void);
void lib_plain(void);
#endif
