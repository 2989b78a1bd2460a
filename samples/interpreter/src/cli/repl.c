#include "cli/repl.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "strings/text.h"
#include "support/alloc.h"
#include "support/line.h"
#include "support/list.h"

#define HISTORY_LIMIT 100

typedef struct Repl {
    Session *session;
    List *history; /* of char *, oldest first */
    StrBuf pending; /* lines of a statement that isn't complete */
    bool wants_prompt;
} Repl;

static void prompt(const Repl *repl)
{
    if (repl->wants_prompt) {
        fputs(repl->pending.length > 0 ? "... " : "> ", stdout);
        fflush(stdout);
    }
}

static void remember(Repl *repl, const char *line)
{
    if (!list_push(repl->history, xstrdup(line)))
        out_of_memory(sizeof line);
    while (list_length(repl->history) > HISTORY_LIMIT)
        free(list_shift(repl->history));
}

static void show_history(const Repl *repl)
{
    for (size_t i = 0; i < list_length(repl->history); i++)
        printf("%3zu  %s\n", i + 1, (const char *)list_at(repl->history, i));
}

/* False to leave. */
static bool run_command(Repl *repl, const char *line)
{
    char *command = text_trimmed(line);
    bool stay = strcmp(command, ":quit") != 0;
    if (strcmp(command, ":history") == 0)
        show_history(repl);
    else if (strcmp(command, ":forget") == 0)
        free(list_pop(repl->history)); /* an empty history pops NULL */
    else if (strcmp(command, ":help") == 0)
        puts(":history  :forget  :help  :quit");
    else if (stay)
        printf("unknown command %s, try :help\n", command);
    free(command);
    return stay;
}

/* Runs what has been typed so far, unless it needs more lines. */
static void run_pending(Repl *repl, bool at_end)
{
    Diagnostics diagnostics;
    diagnostics_init(&diagnostics);
    CompileOptions options = {.origin = "input", .echo = true};
    const Prototype *prototype = loader_compile(repl->session->loader, repl->pending.data,
                                                repl->pending.length, &options, &diagnostics);
    if (prototype != NULL) {
        session_run_code(repl->session, prototype);
    } else if (diagnostics.at_end && !at_end) {
        diagnostics_clear(&diagnostics);
        return;
    } else {
        session_report("input", &diagnostics);
    }
    diagnostics_clear(&diagnostics);
    strbuf_free(&repl->pending);
}

void repl_run(Session *session, FILE *input)
{
    Repl repl = {.session = session, .history = list_create(), .pending = STRBUF_EMPTY,
                 .wants_prompt = isatty(fileno(input))};
    if (repl.history == NULL)
        out_of_memory(0);
    for (;;) {
        prompt(&repl);
        char *line = read_line(input);
        if (line == NULL)
            break;
        bool stay = true;
        if (repl.pending.length == 0 && line[0] == ':') {
            stay = run_command(&repl, line);
        } else {
            remember(&repl, line);
            strbuf_text(&repl.pending, line);
            strbuf_char(&repl.pending, '\n');
            run_pending(&repl, false);
        }
        free(line);
        if (!stay)
            break;
    }
    if (repl.pending.length > 0)
        run_pending(&repl, true);
    strbuf_free(&repl.pending);
    list_free(repl.history, free);
}
