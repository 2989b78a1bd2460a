/* Members whose product is not, or not always, the size of another's block. */
#include <stdlib.h>

#define RECORD(name)                                                           \
	struct name {                                                          \
		int width, height;                                             \
		char *bytes;                                                   \
	}

/* A factor changes alone. */
RECORD(cropped);

static void cropped_set(struct cropped *c, int width, int height)
{
	c->width = width;
	c->height = height;
	c->bytes = malloc(width * height);
}

static void cropped_crop(struct cropped *c) { c->height--; }

static void cropped_clear(struct cropped *c) { free(c->bytes); }

/* The second factor has another value in the size. */
RECORD(rounded);

static void rounded_set(struct rounded *r, int width, int height)
{
	r->width = width;
	r->height = height;
	height = (height + 7) / 8;
	r->bytes = malloc(width * height);
}

static void rounded_clear(struct rounded *r) { free(r->bytes); }

/* One member takes less than the value. */
struct narrow {
	int width;
	unsigned char height;
	char *bytes;
};

static void narrow_set(struct narrow *n, int width, int height)
{
	n->width = width;
	n->height = height;
	n->bytes = malloc(width * height);
}

static void narrow_clear(struct narrow *n) { free(n->bytes); }

/* A factor's address is taken. */
RECORD(exposed);

static void exposed_set(struct exposed *e, int width, int height)
{
	e->width = width;
	e->height = height;
	e->bytes = malloc(width * height);
}

static int *exposed_height(struct exposed *e) { return &e->height; }

static void exposed_clear(struct exposed *e) { free(e->bytes); }

/* Two formulas. */
RECORD(deep);

static void deep_set(struct deep *d, int width, int height)
{
	d->width = width;
	d->height = height;
	d->bytes = malloc(width * height * 3);
}

static void deep_set_alpha(struct deep *d, int width, int height)
{
	d->width = width;
	d->height = height;
	d->bytes = malloc(width * height * 4);
}

static void deep_clear(struct deep *d) { free(d->bytes); }

/* The factors are those of two objects. */
RECORD(pair);

static void pair_set(struct pair *one, struct pair *two, int width, int height)
{
	one->width = width;
	two->height = height;
	one->bytes = malloc(width * height);
}

static void pair_clear(struct pair *p) { free(p->bytes); }

/* A way out between the factors and the pointer. */
RECORD(failing);

static int failing_set(struct failing *f, int width, int height)
{
	f->width = width;
	f->height = height;
	char *bytes = width > 100 ? NULL : malloc(width * height);
	if (bytes == NULL)
		return -1;
	free(f->bytes);
	f->bytes = bytes;
	return 0;
}

static void failing_clear(struct failing *f) { free(f->bytes); }

/* Only one of the factors is assigned each time. */
RECORD(partly);

static void partly_set(struct partly *p, int width, int height)
{
	p->width = width;
	if (height > 2)
		p->height = height;
	p->bytes = malloc(width * height);
}

static void partly_clear(struct partly *p) { free(p->bytes); }

/* A release between two factors, after one has changed. */
RECORD(between);

static void between_set(struct between *b, int width, int height)
{
	b->height = height;
	if (width & 1)
		free(b->bytes);
	else
		free(b->bytes);
	b->width = width;
	b->bytes = malloc(width * height);
}

/* A constant size that is no product of the constant factors. */
RECORD(constant);

static void constant_set(struct constant *c)
{
	c->width = 3;
	c->height = 4;
	c->bytes = malloc(14);
}

static void constant_set_other(struct constant *c, int width, int height)
{
	c->width = width;
	c->height = height;
	c->bytes = malloc(width * height);
}

static void constant_clear(struct constant *c) { free(c->bytes); }

/* The factors change places: the product stays, and is not looked for. */
RECORD(turned);

static void turned_set(struct turned *t, int width, int height)
{
	t->width = width;
	t->height = height;
	t->bytes = malloc(2 * width * height + width);
}

static void turned_turn(struct turned *t)
{
	int width = t->width;
	t->width = t->height;
	t->height = width;
}

static void turned_clear(struct turned *t) { free(t->bytes); }

/* What stays where the block is made changes elsewhere. */
RECORD(grown);

static void grown_init(struct grown *g, int width, int height)
{
	g->width = width;
	g->height = height;
	g->bytes = malloc(width * height);
}

static void widen(struct grown *g) { g->width++; }

static void grown_grow(struct grown *g, int height)
{
	g->height += height;
	g->bytes = realloc(g->bytes, g->width * g->height);
}

static void grown_clear(struct grown *g) { free(g->bytes); }

/* It changes before the pointer is assigned. */
RECORD(late);

static void late_init(struct late *l, int width, int height)
{
	l->width = width;
	l->height = height;
	l->bytes = malloc(width * height);
}

static int late_widen(struct late *l, int by) { return l->width += by; }

static void late_grow(struct late *l, int height)
{
	l->height += height;
	char *bytes = realloc(l->bytes, l->width * l->height);
	late_widen(l, 1);
	l->bytes = bytes;
}

static void late_clear(struct late *l) { free(l->bytes); }

/* A list sets the pointer, and no factor. */
RECORD(listed);

static struct listed listed_make(void)
{
	struct listed l = { .bytes = malloc(9) };
	return l;
}

static void listed_set(struct listed *l, int width, int height)
{
	l->width = width;
	l->height = height;
	l->bytes = malloc(width * height);
}

static void listed_clear(struct listed *l) { free(l->bytes); }

/* A factor is another record's member, too: inferred. */
struct covered {
	char *bytes;
	int width, height;
};

struct cover {
	char *bytes;
	int kind, state;
};

static void covered_set(struct covered *c, int width, int height)
{
	c->width = width;
	c->height = height;
	c->bytes = malloc(width * height);
}

static void cover_mark(void *object)
{
	struct cover *cover = object;
	cover->state = 1;
}

static void covered_clear(struct covered *c) { free(c->bytes); }

int main(void)
{
	struct covered covered;
	covered_set(&covered, 2, 3);
	if (covered.width != 2)
		cover_mark(&covered);
	covered_clear(&covered);

	struct grown grown;
	grown_init(&grown, 2, 3);
	widen(&grown);
	grown_clear(&grown);
	grown_init(&grown, 2, 3);
	grown_grow(&grown, 2);
	grown_clear(&grown);

	struct late late;
	late_init(&late, 2, 3);
	late_grow(&late, 2);
	late_clear(&late);

	struct listed listed = listed_make();
	listed_clear(&listed);
	listed_set(&listed, 2, 3);
	listed_clear(&listed);

	struct cropped cropped;
	cropped_set(&cropped, 3, 4);
	cropped_crop(&cropped);
	cropped_clear(&cropped);

	struct rounded rounded;
	rounded_set(&rounded, 3, 20);
	rounded_clear(&rounded);

	struct narrow narrow;
	narrow_set(&narrow, 2, 300);
	narrow_clear(&narrow);

	struct exposed exposed;
	exposed_set(&exposed, 2, 3);
	*exposed_height(&exposed) = 1;
	exposed_clear(&exposed);

	struct deep deep;
	deep_set(&deep, 2, 3);
	deep_clear(&deep);
	deep_set_alpha(&deep, 2, 3);
	deep_clear(&deep);

	struct pair one, two = { 1, 1, NULL };
	one.height = 9;
	pair_set(&one, &two, 2, 3);
	pair_clear(&one);
	pair_clear(&two);

	struct failing failing = { 0, 0, NULL };
	failing_set(&failing, 2, 3);
	failing_set(&failing, 200, 3);
	failing_set(&failing, 5, 3);
	failing_clear(&failing);

	struct partly partly = { 0, 0, NULL };
	partly_set(&partly, 4, 1);
	partly_clear(&partly);

	struct between between = { 0, 0, NULL };
	between_set(&between, 3, 4);
	between_set(&between, 5, 6);
	between_set(&between, 4, 2);
	free(between.bytes);

	struct constant constant;
	constant_set(&constant);
	constant_clear(&constant);
	constant_set_other(&constant, 5, 2);
	constant_clear(&constant);

	struct turned turned;
	turned_set(&turned, 5, 2);
	turned_turn(&turned);
	turned_clear(&turned);
	return 0;
}
