/* Two sizes that are kept in one function, for a variable and a member of one name. */
#include <stdlib.h>
struct grid { size_t n; int *cells; };
static void grid_set(struct grid *grid, size_t n, int big)
{
	int *cells;
	if (big)
		cells = malloc(n * sizeof *cells * 3);
	else
		cells = malloc(100);
	grid->n = n;
	grid->cells = realloc(grid->cells, grid->n * sizeof *cells);
	grid->cells[0] = cells != NULL;
	free(cells);
}
int main(void)
{
	struct grid g = { 0, NULL };
	grid_set(&g, 3, 0);
	grid_set(&g, 5, 1);
	grid_set(&g, 2, 1);
	free(g.cells);
	return 0;
}
