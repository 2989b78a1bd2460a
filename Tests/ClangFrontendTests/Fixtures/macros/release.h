#pragma once
#define HEADER_FREE(p) free(p)
#define HEADER_UNUSED(p) realloc(p, 0)
