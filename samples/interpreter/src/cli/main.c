#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ast/ast.h"
#include "cli/options.h"
#include "cli/repl.h"
#include "cli/session.h"
#include "modules/archive.h"
#include "parser/parser.h"
#include "support/alloc.h"
#include "support/file.h"

#define VERSION "1.0"

enum { EXIT_USAGE = 2 };

static const char usage[] =
    "usage: marl [options] [script [argument...]]\n"
    "       marl pack ARCHIVE FILE...\n"
    "       marl list ARCHIVE\n"
    "       marl unpack ARCHIVE [DIRECTORY]\n"
    "\n"
    "Runs a script, or what is typed if there is none.\n"
    "\n"
    "  -e TEXT      run TEXT; can be given more than once\n"
    "  -I PATH      look for modules in a directory or archive\n"
    "  --check      compile only\n"
    "  --ast        print the syntax tree\n"
    "  --code       print the bytecode\n"
    "  --gc-stress  free unused objects at every chance, to find errors\n"
    "  --version, -h, --help\n"
    "\n"
    "MARL_PATH lists more places for modules, separated by colons.\n";

static int complain(const char *subject, const char *problem)
{
    fprintf(stderr, "marl: %s: %s\n", subject, problem);
    return EXIT_FAILURE;
}

/* --- archives ------------------------------------------------------------ */

static int pack(const char *path, char **files)
{
    Archive *archive = archive_create();
    if (archive == NULL)
        return complain(path, "out of memory");
    const char *problem = NULL;
    const char *subject = path;
    for (; *files != NULL && problem == NULL; files++) {
        subject = *files;
        problem = archive_add_file(archive, subject);
    }
    if (problem == NULL) {
        subject = path;
        problem = archive_save(archive, path);
    }
    archive_close(archive);
    return problem == NULL ? EXIT_SUCCESS : complain(subject, problem);
}

static int list(const char *path)
{
    Archive *archive = NULL;
    const char *problem = archive_open(path, &archive);
    if (problem != NULL)
        return complain(path, problem);
    for (const ArchiveMember *member = archive_first(archive); member != NULL;
         member = member->next)
        printf("%8zu  %08x  %s\n", member->size, (unsigned)member->checksum, member->name);
    archive_close(archive);
    return EXIT_SUCCESS;
}

static int unpack(const char *path, const char *directory)
{
    Archive *archive = NULL;
    const char *problem = archive_open(path, &archive);
    const char *subject = path;
    if (problem == NULL) {
        subject = directory;
        problem = archive_unpack(archive, directory);
    }
    archive_close(archive);
    return problem == NULL ? EXIT_SUCCESS : complain(subject, problem);
}

/* --- programs ------------------------------------------------------------ */

static int print_tree(const char *source, size_t length, const char *origin)
{
    Diagnostics diagnostics;
    diagnostics_init(&diagnostics);
    Node *program = parse_source(source, length, &diagnostics);
    session_report(origin, &diagnostics);
    diagnostics_clear(&diagnostics);
    if (program == NULL)
        return EXIT_FAILURE;
    ast_fold(&program);
    StrBuf text = STRBUF_EMPTY;
    for (size_t i = 0; i < program->as.list.count; i++) {
        ast_print(program->as.list.items[i], &text);
        strbuf_char(&text, '\n');
    }
    char *tree = strbuf_take(&text);
    fputs(tree, stdout);
    free(tree);
    ast_free(program);
    return EXIT_SUCCESS;
}

static int compile_only(const Options *options, const char *source, size_t length,
                        const char *origin)
{
    Diagnostics diagnostics;
    diagnostics_init(&diagnostics);
    CompileOptions compile = {.origin = origin};
    StringPool *pool = pool_create();
    Prototype *prototype = compile_source(source, length, &compile, pool, &diagnostics);
    session_report(origin, &diagnostics);
    int status = prototype != NULL ? EXIT_SUCCESS : EXIT_FAILURE;
    if (prototype != NULL && options->mode == MODE_CODE) {
        StrBuf text = STRBUF_EMPTY;
        prototype_print(prototype, &text);
        fputs(text.data, stdout);
        strbuf_free(&text);
    }
    prototype_destroy(prototype, pool);
    pool_destroy(pool);
    diagnostics_clear(&diagnostics);
    return status;
}

/* The script's own directory comes first, then -I, then the environment. */
static const char *set_up_paths(Session *session, const Options *options, const char **subject)
{
    const char *problem = NULL;
    if (options->script != NULL) {
        char *directory = xstrdup(options->script);
        char *slash = strrchr(directory, '/');
        if (slash != NULL)
            *slash = '\0';
        problem = loader_add_path(session->loader, slash != NULL ? directory : ".");
        *subject = options->script;
        free(directory);
    }
    for (size_t i = 0; i < list_length(options->paths) && problem == NULL; i++) {
        *subject = list_at(options->paths, i);
        problem = loader_add_path(session->loader, *subject);
    }
    const char *variable = getenv("MARL_PATH");
    if (problem == NULL && variable != NULL) {
        char *places = strdup(variable);
        if (places == NULL)
            out_of_memory(strlen(variable) + 1);
        *subject = "MARL_PATH";
        problem = loader_add_path_list(session->loader, places);
        free(places);
    }
    return problem;
}

static int run(const Options *options, const char *source, size_t length, const char *origin)
{
    VmConfig config = vm_default_config();
    config.gc_stress = options->gc_stress;
    Session session;
    if (!session_open(&session, &config))
        return complain("start", "out of memory");

    int status = EXIT_SUCCESS;
    const char *subject = NULL;
    const char *problem = set_up_paths(&session, options, &subject);
    if (problem != NULL) {
        status = complain(subject, problem);
        goto cleanup;
    }
    session_set_arguments(&session, options->arguments);
    if (source == NULL)
        repl_run(&session, stdin);
    else if (!session_run(&session, source, length, origin))
        status = EXIT_FAILURE;

cleanup:
    session_close(&session);
    return status;
}

static int run_options(const Options *options)
{
    char *source = NULL;
    size_t length = 0;
    const char *origin = options->script;
    if (options->script != NULL) {
        int error = read_file(options->script, &source, &length);
        if (error != 0)
            return complain(options->script, strerror(error));
    }
    const char *text = source;
    if (options->expression != NULL) {
        text = options->expression;
        length = strlen(text);
        origin = "-e";
    }

    int status;
    if (options->mode == MODE_RUN)
        status = run(options, text, length, origin);
    else if (text == NULL)
        status = complain("nothing to compile", "give a script or -e");
    else if (options->mode == MODE_AST)
        status = print_tree(text, length, origin);
    else
        status = compile_only(options, text, length, origin);
    free(source); /* NULL after -e */
    return status;
}

int main(int argc, char **argv)
{
    if (argc >= 4 && strcmp(argv[1], "pack") == 0)
        return pack(argv[2], argv + 3);
    if (argc == 3 && strcmp(argv[1], "list") == 0)
        return list(argv[2]);
    if ((argc == 3 || argc == 4) && strcmp(argv[1], "unpack") == 0)
        return unpack(argv[2], argc == 4 ? argv[3] : ".");

    Options options;
    int status = EXIT_SUCCESS;
    if (!options_parse(&options, argv + 1)) {
        fprintf(stderr, "marl: %s: %s\n%s", options.problem, options.culprit, usage);
        status = EXIT_USAGE;
    } else if (options.mode == MODE_HELP) {
        fputs(usage, stdout);
    } else if (options.mode == MODE_VERSION) {
        puts("marl " VERSION);
    } else {
        status = run_options(&options);
    }
    options_free(&options);
    return status;
}
