/* Arguments that the library takes as one of several kinds of pointers. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct name {
	char *text;
};

static void name_set(struct name *name)
{
	name->text = strdup("hello world hello world");
}

static void name_read(struct name *name, int socket)
{
	socklen_t size = 20;
	getsockname(socket, (struct sockaddr *)name->text, &size);
}

static void name_clear(struct name *name)
{
	free(name->text);
}

struct block {
	unsigned short n, kind;
	char *bytes;
};

static void block_set(struct block *block, unsigned short n)
{
	block->bytes = malloc(n);
	block->n = n;
}

static void block_read(struct block *block, int socket)
{
	socklen_t size = 2;
	getsockname(socket, (struct sockaddr *)block, &size);
}

static void block_clear(struct block *block)
{
	free(block->bytes);
}

/* What has its size all the same. */
static void plain(int socket)
{
	struct sockaddr_storage *address = malloc(sizeof *address);
	socklen_t size = sizeof *address;
	getpeername(socket, (struct sockaddr *)address, &size);
	free(address);
}

int main(void)
{
	int sockets[2];
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) != 0)
		return 1;

	struct name name;
	name_set(&name);
	name_read(&name, sockets[0]);
	name_clear(&name);

	struct block block;
	block_set(&block, 50);
	if (block.n != 50)
		block_read(&block, sockets[0]);
	block_clear(&block);

	plain(sockets[0]);
	return 0;
}
