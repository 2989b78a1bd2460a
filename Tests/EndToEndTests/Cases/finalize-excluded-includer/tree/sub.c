struct s { int a; };
static struct s *mk(int a)
{
    struct s *p = malloc(sizeof *p);

    p->a = a;
    return p;
}
static void drop(struct s *p)
{
    free(p);
}
