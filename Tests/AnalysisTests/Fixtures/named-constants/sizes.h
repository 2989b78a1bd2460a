#define NAME_SIZE 40
enum { SLOTS = 8 };
char *fresh(void);
