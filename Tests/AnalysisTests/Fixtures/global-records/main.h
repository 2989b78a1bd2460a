extern int *shared;
extern int shared_count;
void share(int n);
