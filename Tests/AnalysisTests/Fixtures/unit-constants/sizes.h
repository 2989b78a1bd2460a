#ifdef BIG
#define LENGTH 100
#else
#define LENGTH 10
#endif
#define TWICE (LENGTH * 2)
#define SAME 24
#define PART 8
#define WHOLE (PART * 4)
#define DOUBLE(n) ((n) * 2)
#define PAIR DOUBLE(SAME)
enum { LAST = 6 };
#define ALL (LAST * 2)
char *new_length(void);
char *new_twice(void);
char *new_same(void);
char *new_whole(void);
char *new_pair(void);
char *new_all(void);
