/* Lists are records or pointers on other machines. */
void free(void *);
typedef __builtin_va_list va_list;
void drop(va_list list) { free(__builtin_va_arg(list, char *)); }
void all(int n, ...)
{
	va_list list, copy;
	__builtin_va_start(list, n);
	__builtin_va_copy(copy, list);
	drop(list);
	free(__builtin_va_arg(copy, char *));
	__builtin_va_end(list);
}
