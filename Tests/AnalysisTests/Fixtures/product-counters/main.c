/* Several members that tell the size of another's block together. */
#include <stdlib.h>
#include <string.h>

/* The members are assigned, and the size is made of the same values. */
struct image {
	int width, height;
	unsigned char *pixels;
};

static struct image *image_new(int width, int height)
{
	struct image *image = malloc(sizeof *image);
	image->pixels = malloc((size_t)width * height * 3);
	image->width = width;
	image->height = height;
	return image;
}

static void image_free(struct image *image)
{
	free(image->pixels);
	free(image);
}

/* The size is made of the members; the blocks are of other kinds and of one. */
struct matrix {
	int rows, columns;
	double *cells;
};

static void matrix_set(struct matrix *matrix, int rows, int columns)
{
	matrix->rows = rows;
	matrix->columns = columns;
	matrix->cells = calloc(matrix->rows * matrix->columns, sizeof(double));
}

static void matrix_identity(struct matrix *matrix)
{
	matrix->rows = 2;
	matrix->columns = 3;
	matrix->cells = calloc(6, sizeof(double));
}

static void matrix_copy(struct matrix *to, const struct matrix *from)
{
	int rows = from->rows;
	int columns = from->columns;
	to->cells = calloc(rows * columns, sizeof(double));
	to->rows = rows;
	to->columns = columns;
	memcpy(to->cells, from->cells, (size_t)rows * columns * sizeof(double));
}

static void matrix_move(struct matrix *to, struct matrix *from)
{
	*to = *from;
	from->cells = NULL;
	from->rows = 0;
	from->columns = 0;
}

static void matrix_clear(struct matrix *matrix)
{
	free(matrix->cells);
	matrix->cells = NULL;
	matrix->rows = matrix->columns = 0;
}

/* The old size is saved before the first of the members changes. */
struct screen {
	size_t lines, columns;
	char *text;
};

static int screen_resize(struct screen *screen, size_t lines, size_t columns)
{
	char *text = malloc(lines * columns);
	if (text == NULL)
		return -1;
	memset(text, ' ', lines * columns);
	free(screen->text);
	screen->text = text;
	screen->lines = lines;
	screen->columns = columns;
	return 0;
}

struct grid {
	size_t width, height;
	int *cells;
};

static void grid_resize(struct grid *grid, size_t width, size_t height)
{
	grid->width = width;
	grid->height = height;
	free(grid->cells);
	grid->cells = malloc(grid->width * grid->height * sizeof(int));
}

/* Three of them, and the size in variables of its own. */
struct texture {
	unsigned width, height, depth;
	float *texels;
};

static void texture_set(struct texture *texture, unsigned width, unsigned height, unsigned depth)
{
	size_t layer = (size_t)width * height;
	size_t bytes = layer * depth * sizeof(float);
	texture->texels = malloc(bytes);
	texture->width = width;
	texture->height = height;
	texture->depth = depth;
}

static void texture_clear(struct texture *texture)
{
	free(texture->texels);
}

/* The size was computed in fewer bits than the members have. */
struct plane {
	size_t width, height;
	char *bytes;
};

static void plane_set(struct plane *plane, unsigned width, unsigned height)
{
	plane->width = width;
	plane->height = height;
	plane->bytes = malloc(width * height + 8);
}

static void plane_clear(struct plane *plane)
{
	free(plane->bytes);
}

/* Global variables. */
static int board_rows, board_columns;
static short *board;

static void board_set(int rows, int columns)
{
	board_rows = rows;
	board_columns = columns;
	board = calloc((size_t)board_rows * board_columns, sizeof *board);
}

static void board_clear(void)
{
	free(board);
	board = NULL;
}

/* The block and its members go to variables first. */
struct sheet {
	int rows, columns;
	long *cells;
};

static void sheet_set(struct sheet *sheet, int rows, int columns)
{
	long *old = sheet->cells;
	int old_rows = sheet->rows;
	int old_columns = sheet->columns;
	sheet->cells = calloc((size_t)rows * columns, sizeof(long));
	sheet->rows = rows;
	sheet->columns = columns;
	if (old != NULL) {
		sheet->cells[0] = old[(size_t)old_rows * old_columns - 1];
		free(old);
	}
}

/* One of them stays what it was, and a list sets all of them to null. */
struct table {
	int rows, columns;
	char *cells;
};

static void table_init(struct table *table, int rows, int columns)
{
	table->rows = rows;
	table->columns = columns;
	table->cells = malloc(rows * columns);
}

static void table_grow(struct table *table, int rows)
{
	table->rows += rows;
	table->cells = realloc(table->cells, table->rows * table->columns);
}

static void table_clear(struct table *table)
{
	free(table->cells);
}

int main(void)
{
	image_free(image_new(4, 5));
	image_free(image_new(1, 9));

	struct matrix one, two, three;
	matrix_set(&one, 3, 4);
	matrix_identity(&two);
	matrix_copy(&three, &one);
	matrix_clear(&one);
	matrix_move(&one, &two);
	matrix_clear(&one);
	matrix_clear(&two);
	matrix_clear(&three);

	struct screen screen = { 0, 0, NULL };
	for (size_t i = 1; i < 5; i++)
		screen_resize(&screen, i, 2 * i);
	free(screen.text);

	struct grid grid = { 0, 0, NULL };
	for (size_t i = 1; i < 5; i++)
		grid_resize(&grid, 7 - i, i);
	free(grid.cells);

	struct texture texture;
	texture_set(&texture, 2, 3, 4);
	texture_clear(&texture);
	texture_set(&texture, 5, 1, 2);
	texture_clear(&texture);

	struct plane plane;
	plane_set(&plane, 0x10000, 0x10001);
	plane_clear(&plane);
	plane_set(&plane, 3, 4);
	plane_clear(&plane);

	board_set(3, 5);
	board_clear();
	board_set(2, 2);
	board_clear();

	struct table table = { 0 };
	table_clear(&table);
	table_init(&table, 2, 3);
	table_grow(&table, 5);
	table_grow(&table, 1);
	table_clear(&table);

	struct sheet sheet = { .rows = 0 };
	sheet_set(&sheet, 2, 3);
	sheet_set(&sheet, 4, 1);
	free(sheet.cells);
	return 0;
}
