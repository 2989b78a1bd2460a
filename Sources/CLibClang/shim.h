#include <clang-c/CXCompilationDatabase.h>
#include <clang-c/Index.h>
